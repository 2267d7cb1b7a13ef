"""Deciding: what people said of pairs outweighs what the rules say.

Once rejected by one side is rejected. A pair that somebody accepted stays, whatever its score, and
a pair that was rejected is no rival to any other.
"""

from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

_SAID: Final = {"a": pl.UInt32, "b": pl.UInt32, "rejected": pl.Boolean}


def numbered(decisions: pl.DataFrame, ids: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Number the records of what people decided; of accounts that are gone nothing is said.

    Args:
        decisions: `a_id`, `b_id` and `decision`.
        ids: For `a` and `b`, the ids of the records in the order of their numbers.

    Returns:
        `a`, `b` and `rejected`, each pair once.
    """
    if decisions.is_empty():
        return pl.DataFrame(schema=_SAID)
    known = decisions
    for side in ("a", "b"):
        numbers = ids[side].alias(f"{side}_id").to_frame().with_row_index(side)
        known = known.join(numbers, on=f"{side}_id")
    rejected = (pl.col("decision") == "rejected").any()
    return known.group_by("a", "b").agg(rejected.alias("rejected"))


def decided(
    scored: pl.DataFrame,
    said: pl.DataFrame,
    score: Callable[[pl.DataFrame], pl.DataFrame],
) -> pl.DataFrame:
    """Leave out the pairs that were rejected and mark those that were accepted.

    Args:
        scored: Pairs with their scores, whatever people decided.
        said: What people decided: `a`, `b` and `rejected`.
        score: Scores the accepted pairs that are not among them.
    """
    if said.is_empty():
        return scored
    accepted = said.filter(~pl.col("rejected")).select("a", "b")
    known = scored.join(accepted, on=["a", "b"], how="semi").with_columns(
        accepted=pl.lit(value=True)
    )
    unknown = accepted.join(known, on=["a", "b"], how="anti")
    undecided = scored.join(said, on=["a", "b"], how="anti")
    parts = [undecided, known]
    if len(unknown):
        parts.append(score(unknown).select(scored.columns))
    return pl.concat(parts)
