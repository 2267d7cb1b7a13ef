"""Assigning: which of the pairs that score well are released, and which give way.

Two accounts rarely match as well as they look when others fit both of them too; and where a record
has a better pair, the lesser ones give way unless they are the same company listed twice. Only
rows that share a candidate key with the pair take part in that.

Everything here looks at the pairs of one record at a time. So it may run on any part of the pairs
that holds all those of the records *of* the side it speaks of.

Pairs are frames with `a`, `b` (what orders the records of a list), `a_name`, `b_name` (a hash of
the compared name), `score` and what `scoring.SCORED` names.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
import polars as pl

from partnerhub.matching.columns import put
from partnerhub.matching.policy import DECIDED, SCALE, MatchPolicy, odds

# What a pair that gives way loses at least, in log-odds.
_STEP: Final = 3.0
# Beyond this a rival is as strong as it needs to be; the sums stay small.
_STRONGEST: Final = 12.0
# Rivals of only one record of a pair may be the same company under another spelling.
FEW: Final = 3.0
SIDES: Final = (("a", "b"), ("b", "a"))
_IDS: Final = ("a_id", "b_id")


def chosen(
    scored: pl.DataFrame, policy: MatchPolicy, doubles: Callable[[pl.DataFrame], pl.Series]
) -> pl.DataFrame:
    """Let pairs give way to better ones, and say what is left of their scores in `log_odds`.

    Args:
        scored: All pairs that score well.
        policy: The policy they were scored under.
        doubles: Says which records are the same company as a better one of their list, and so give
            way to nobody; it is given `side` and the numbers `record` and `best`.
    """
    for of, other in SIDES:
        scored = crowded(scored, of, other)
    found = judged(scored, policy)
    lesser = pl.concat(
        seconds(found, of, other, policy).select(
            "a", "b", "best", pl.lit(other).alias("side"), pl.col(other).alias("record")
        )
        for of, other in SIDES
    )
    if len(lesser):
        lesser = lesser.filter(~doubles(lesser.select("side", "record", "best")))
    return given_way(found, lesser.select("a", "b"), policy)


def crowded(pairs: pl.DataFrame, of: str, other: str) -> pl.DataFrame:
    """Add `of_a` or `of_b`: how strong the rivals are that a record has beside the pair.

    Rivals of a pair are the other pairs of its record, except with a record of the same name.
    """
    several = pairs.get_column(of).is_duplicated().arg_true()
    score = pl.min_horizontal(pl.col("score") / SCALE, pl.lit(_STRONGEST))
    strength = (score.exp() * SCALE).round().cast(pl.Int64)
    weighed = pairs.select(of, f"{other}_name", "score")[several].with_columns(strength)
    every = pl.col("score").sum().over(of)
    named = pl.col("score").sum().over(of, f"{other}_name")
    nobody = pl.repeat(0, len(pairs), dtype=pl.Int64, eager=True)
    rivals = put(nobody, several, weighed.select(every - named).to_series())
    return pairs.with_columns(rivals.alias(f"of_{of}"))


def judged(pairs: pl.DataFrame, policy: MatchPolicy) -> pl.DataFrame:
    """Add `doubt`, what rivals take away, and `total`.

    A pair is in doubt as far as both of its records have rivals, and a little as far as one has.
    """
    both, one = pl.min_horizontal("of_a", "of_b"), pl.max_horizontal("of_a", "of_b")
    doubt = (both / SCALE + 1).log() * policy.rivalry
    doubt += (one / SCALE + 1).log().clip(0, FEW) * policy.rivalry_of_one
    doubt = (doubt * SCALE).round().cast(pl.Int64)
    accepted = pl.when("accepted").then(round(2 * DECIDED * SCALE)).otherwise(0)
    return pairs.with_columns(doubt.alias("doubt")).with_columns(
        (pl.col("score") + pl.col("doubt") + accepted).alias("total")
    )


def seconds(pairs: pl.DataFrame, of: str, other: str, policy: MatchPolicy) -> pl.DataFrame:
    """Find the pairs that are not as good as the best one of their record.

    Returns:
        `a` and `b` of such pairs and, in `best`, the record of the other list that fits better.
    """
    good = pairs.filter(pl.col("total") >= odds(policy.likely))
    good = good.filter(pl.col(of).is_duplicated())
    best = (
        good.sort(of, pl.col("total"), other, descending=[False, True, False])
        .group_by(of, maintain_order=True)
        .agg(
            pl.col(other).first().alias("best"),
            pl.col("total").first().alias("most"),
            pl.col(f"{other}_name").first().alias("best_name"),
        )
    )
    lesser = (
        (pl.col("total") < pl.col("most"))
        & ~pl.col("accepted")
        & (pl.col(f"{other}_name") != pl.col("best_name"))
    )
    return good.join(best, on=of).filter(lesser).select("a", "b", "best")


def given_way(pairs: pl.DataFrame, outdone: pl.DataFrame, policy: MatchPolicy) -> pl.DataFrame:
    """Add `given_way`, what the pairs lose that gave way to another company, and `log_odds`.

    Args:
        pairs: The judged pairs.
        outdone: `a` and `b` of those whose better pair is with another company.
        policy: Says from where pairs are released; those that give way are not.
    """
    below = odds(policy.likely) - SCALE / 2
    loss = pl.max_horizontal(pl.lit(_STEP * SCALE), pl.col("total") - below).round().cast(pl.Int64)
    marked = outdone.unique().with_columns(outdone=pl.lit(value=True))
    found = pairs.join(marked, on=["a", "b"], how="left").with_columns(
        pl.when("outdone").then(loss).otherwise(0).alias("given_way")
    )
    return found.with_columns((pl.col("total") - pl.col("given_way")).alias("log_odds")).drop(
        "outdone"
    )


def companies(pairs: pl.DataFrame) -> pl.Series:
    """Number the connected components of pairs, from 1, in the order of their least ids.

    Args:
        pairs: The columns `a` and `b`, which tell the records apart, and `a_id` and `b_id`.
    """
    edges = pairs.select("a", "b", "a_id", "b_id").with_row_index("group")
    # Most pairs are a component of their own. The others take the least ids of theirs.
    several = edges.select(pl.any_horizontal(pl.col("a", "b").is_duplicated())).to_series()
    at = several.arg_true()
    least = _components(edges[at]).with_columns(pl.col("a_id", "b_id").min().over("group"))
    every = edges.select(
        put(edges.get_column(name), at, least.get_column(name)) for name in ("group", *_IDS)
    )
    order = every.select(
        pl.arg_sort_by(pl.min_horizontal(_IDS), pl.max_horizontal(_IDS), "a_id")
    ).to_series()
    group = every.get_column("group").gather(order).cast(pl.Int64).to_numpy()
    number = np.empty(len(group), dtype=np.int64)
    number[order.to_numpy()] = np.cumsum(np.diff(group, prepend=-1) != 0)
    return pl.Series("company", number)


def _components(edges: pl.DataFrame) -> pl.DataFrame:
    """Give all edges that hang together the least `group` of theirs."""
    while True:
        step = edges.with_columns(pl.col("group").min().over("a"))
        step = step.with_columns(pl.col("group").min().over("b"))
        if step.get_column("group").equals(edges.get_column("group")):
            return edges
        edges = step
