"""Counting: what `answers` counts, by aggregates in Spark; only the numbers come to the driver."""

from dataclasses import dataclass
from functools import reduce

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from partnerhub.matching import relations
from partnerhub.matching.answers import Counts, NearMiss, told_misses
from partnerhub.matching.engines.spark.candidates import SIDES, Lists
from partnerhub.matching.engines.spark.telling import LISTED
from partnerhub.matching.records import PARENT


@dataclass(frozen=True, slots=True)
class Numbers:
    """Pairs in numbers.

    Attributes:
        counts: Of accounts, pairs, companies and relations.
        near_misses: What was nearly released, by reason.
        tiers: How many pairs each tier has.
    """

    counts: Counts
    near_misses: tuple[NearMiss, ...]
    tiers: dict[str, int]


def numbers(told: DataFrame, numbered: DataFrame, lists: Lists) -> Numbers:
    """Count what was found.

    Args:
        told: All pairs worth telling of.
        numbered: The released ones: `a_id`, `b_id` and `company`.
        lists: The records, with the parents that they name.
    """
    released = numbered.agg(
        f.count_distinct("a_id").alias("a"),
        f.count_distinct("b_id").alias("b"),
        f.count("*").alias("pairs"),
        f.coalesce(f.max("company"), f.lit(0)).alias("companies"),
    )
    groups = {
        "tier": told.where(LISTED).select("tier"),
        "near_miss": _missed(told).select("near_miss"),
        "relation": _related(told, numbered.select("a_id", "b_id"), lists).select("relation"),
    }
    found = _counted(groups)
    return Numbers(
        counts=Counts(
            **released.first().asDict(),
            same_group=found["relation"].get(relations.SAME_GROUP, 0),
            related=found["relation"].get(relations.RELATED, 0),
        ),
        near_misses=told_misses(found["near_miss"]),
        tiers=found["tier"],
    )


def _missed(told: DataFrame) -> DataFrame:
    """Find what was not released, where neither account is in a pair that was."""
    shared = told.where("released")
    missed = told.where("not released")
    for side in SIDES:
        missed = missed.join(shared.select(f"{side}_id"), f"{side}_id", "left_anti")
    return missed


def _related(told: DataFrame, shared: DataFrame, lists: Lists) -> DataFrame:
    """Say what pairs that are not released are, those with an account's parent included."""
    pair = ["a_id", "b_id"]
    below = shared.where("false")
    for side in SIDES:
        key = f"{side}_id"
        child = lists[side].where(f.col(PARENT).isNotNull())
        child = child.select(f.col("id").alias("child"), f.col(PARENT).alias(key))
        of_parent = shared.join(child, key).withColumn(key, f.col("child"))
        below = below.union(of_parent.select(*pair))
    below = below.distinct().join(shared, pair, "left_anti")
    apart = told.where("not released").select(*pair, "relation").join(below, pair, "left_anti")
    return below.withColumn("relation", f.lit(relations.SAME_GROUP)).union(apart)


def _counted(groups: dict[str, DataFrame]) -> dict[str, dict[str, int]]:
    """Count rows by columns of few values, all at once."""
    every = reduce(
        DataFrame.union,
        (
            values.select(f.lit(name).alias("group"), f.col(name).alias("value")).dropna()
            for name, values in groups.items()
        ),
    )
    found: dict[str, dict[str, int]] = {name: {} for name in groups}
    for row in every.groupBy("group", "value").count().collect():
        found[row["group"]][row["value"]] = row["count"]
    return found
