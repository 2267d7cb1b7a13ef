"""Choosing: scores of pairs, and which of them give way.

`assigning` looks at all pairs of one record at a time: so pairs are gathered by the record of the
one list, then of the other.
"""

from functools import partial
from typing import Final

import polars as pl
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from partnerhub.matching import answers, assigning, comparing, scoring
from partnerhub.matching.engines.spark.candidates import Lists
from partnerhub.matching.engines.spark.workers import mapped
from partnerhub.matching.engines.spark.working import Work
from partnerhub.matching.policy import MatchPolicy, odds

_LEFT, _RIGHT = "left", "right"
_BEST: Final = {"a": "best_of_a", "b": "best_of_b"}
JUDGED: Final = ("accepted", "contradicted", "doubt", "given_way", "log_odds")
"""What is known of pairs when it is settled which give way."""


def beside(
    pairs: DataFrame, keys: tuple[str, str], lists: tuple[DataFrame, DataFrame]
) -> DataFrame:
    """Lay the records that two columns of ids name beside pairs: see `sides`."""
    for key, records, name in zip(keys, lists, (_LEFT, _RIGHT), strict=True):
        rows = records.select(f.col("id").alias(key), f.struct(*comparing.COMPARED).alias(name))
        pairs = pairs.join(rows, key)
    return pairs


def sides(laid: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Take the records that lie beside pairs."""
    return laid[_LEFT].struct.unnest(), laid[_RIGHT].struct.unnest()


def scored(pairs: DataFrame, lists: Lists, policy: MatchPolicy) -> DataFrame:
    """Score pairs and keep those that could matter.

    Args:
        pairs: `a`, `b` and whether people `accepted` them.
        lists: The records of both lists.
        policy: The rules and what they are worth.
    """
    laid = beside(pairs, ("a", "b"), (lists["a"], lists["b"]))
    return mapped(laid, partial(_scored, policy=policy))


def chosen(work: Work, pairs: DataFrame, lists: Lists, policy: MatchPolicy) -> DataFrame:
    """Let pairs give way to better ones, and keep those worth telling of."""
    judged = mapped(pairs.repartition("a"), _crowded, whole=True)
    judged = mapped(judged.repartition("b"), partial(_judged, policy=policy), whole=True)
    seconds = partial(_seconds, of="a", other="b", policy=policy)
    judged = work.kept("judged", mapped(judged.repartition("a"), seconds, whole=True))
    for of, other in assigning.SIDES:
        keys = (other, _BEST[of])
        lesser = judged.where(f.col(_BEST[of]).isNotNull()).select(*keys).distinct()
        laid = beside(lesser, keys, (lists[other], lists[other]))
        doubles = mapped(laid, partial(_doubles, keys=keys, policy=policy))
        same = f.lit(True).alias(_same(of))  # noqa: FBT003 - a literal
        judged = judged.join(doubles.select(*keys, same), list(keys), "left")
    return mapped(judged, partial(_worth_telling, policy=policy))


def _same(of: str) -> str:
    """Name the column that says that a better pair is with the same company listed twice."""
    return f"{_BEST[of]}_is_same"


def _scored(laid: pl.DataFrame, policy: MatchPolicy) -> pl.DataFrame:
    """Score some pairs."""
    left, right = sides(laid)
    found = scoring.scored(left, right, laid["accepted"], policy)
    at = found["place"]
    return found.select(
        laid["a"].gather(at),
        laid["b"].gather(at),
        left["compact"].gather(at).hash().alias("a_name"),
        right["compact"].gather(at).hash().alias("b_name"),
        "score",
        *scoring.SCORED,
    )


def _crowded(pairs: pl.DataFrame) -> pl.DataFrame:
    """Say how strong the rivals are that records of the first list have."""
    return assigning.crowded(pairs, "a", "b")


def _judged(pairs: pl.DataFrame, policy: MatchPolicy) -> pl.DataFrame:
    """Say what rivals of both sides take away, and the better pairs of the second list."""
    judged = assigning.judged(assigning.crowded(pairs, "b", "a"), policy)
    return _seconds(judged, "b", "a", policy)


def _seconds(judged: pl.DataFrame, of: str, other: str, policy: MatchPolicy) -> pl.DataFrame:
    """Say which record fits that of a pair better, if one does."""
    found = assigning.seconds(judged, of, other, policy).rename({"best": _BEST[of]})
    return judged.join(found, on=["a", "b"], how="left")


def _doubles(laid: pl.DataFrame, keys: tuple[str, str], policy: MatchPolicy) -> pl.DataFrame:
    """Keep the pairs of records of one list that are one company."""
    nobody = pl.repeat(value=False, n=len(laid), eager=True)
    found = scoring.scored(*sides(laid), nobody, policy)
    same = found.filter(pl.col("score") >= odds(policy.likely))
    return laid.select(keys)[same["place"]]


def _worth_telling(judged: pl.DataFrame, policy: MatchPolicy) -> pl.DataFrame:
    """Let pairs give way to better ones that are other companies."""
    outdone = pl.any_horizontal(
        pl.col(_BEST[of]).is_not_null() & pl.col(_same(of)).is_null() for of in _BEST
    )
    found = assigning.given_way(judged, judged.filter(outdone).select("a", "b"), policy)
    return found.filter(answers.worth_telling(policy)).select("a", "b", *JUDGED)
