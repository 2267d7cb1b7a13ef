"""Relations: what two accounts are to each other when they are not one company.

A released pair is the *same company*. A pair that is not released may be of the *same group*: a
division, a foreign branch, one web domain and a word in common. Or it is *related*: both use one
web domain and share no name, as brands, franchises and the companies of a holding do. A subsidiary
that a CRM names a parent for is counted with the group.
"""

from collections.abc import Mapping
from typing import Final

import polars as pl

from partnerhub.matching.evidence import fact

SAME_COMPANY: Final = "same_company"
SAME_GROUP: Final = "same_group"
RELATED: Final = "related"

_WEB: Final = fact("web_same") | fact("web_label") | fact("web_within") | fact("web_near")
_PART: Final = fact("has_extra") & (fact("extra_division") | fact("extra_place"))
_BRANCH: Final = fact("same_name") & (fact("country") == -1)


def relation() -> pl.Expr:
    """Say what the accounts of a pair are to each other, or null when that is not known."""
    return (
        pl.when(pl.col("released"))
        .then(pl.lit(SAME_COMPANY))
        .when(_PART | _BRANCH | (_WEB & (fact("shared") > 0)))
        .then(pl.lit(SAME_GROUP))
        .when(fact("web_same"))
        .then(pl.lit(RELATED))
        .otherwise(pl.lit(None, dtype=pl.String))
        .alias("relation")
    )


def counted(
    found: pl.DataFrame, shared: pl.DataFrame, parents: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Count the pairs that are not released by what their accounts are to each other.

    An account whose parent, as its CRM names it, is in a released pair is of the same group as the
    parent's partner.

    Args:
        found: The pairs with `relation` and `released`.
        shared: `a_id` and `b_id` of the released pairs.
        parents: For `a` and `b`, the `id` and `parent_id` of accounts that name a parent.
    """
    apart = found.select("a_id", "b_id", "relation").filter(~found.get_column("released"))
    shared = shared.select("a_id", "b_id")
    named = [_children(shared, parents[side], side) for side in ("a", "b") if side in parents]
    below = pl.concat([shared.clear(), *named]).unique()
    below = below.join(shared, on=["a_id", "b_id"], how="anti")
    group = below.with_columns(pl.lit(SAME_GROUP).alias("relation"))
    every = pl.concat([group, apart.join(below, on=["a_id", "b_id"], how="anti")])
    return every.drop_nulls("relation").group_by("relation").len()


def _children(shared: pl.DataFrame, parents: pl.DataFrame, side: str) -> pl.DataFrame:
    """Pair the accounts whose parent is in a released pair with the parent's partner."""
    key = f"{side}_id"
    below = shared.join(parents, left_on=key, right_on="parent_id")
    return below.with_columns(pl.col("id").alias(key)).select("a_id", "b_id")
