"""Deciding: what people said of pairs, as `partnerhub.matching.deciding` says it of frames."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from partnerhub.matching.engines.spark.candidates import SIDES, Lists


def decided(candidates: DataFrame, lists: Lists, decisions: DataFrame | None) -> DataFrame:
    """Leave out the pairs that were rejected, take in those that were accepted and mark them.

    Args:
        candidates: `a` and `b`.
        lists: The records of both lists; of accounts that are gone nothing is said.
        decisions: `a_id`, `b_id` and `decision`.
    """
    undecided = candidates.withColumn("accepted", f.lit(False))  # noqa: FBT003 - a literal
    if decisions is None:
        return undecided
    known = decisions.select(f.col("a_id").alias("a"), f.col("b_id").alias("b"), "decision")
    for side in SIDES:
        known = known.join(lists[side].select(f.col("id").alias(side)), side, "left_semi")
    rejected = f.bool_or(f.col("decision") == "rejected")
    said = known.groupBy("a", "b").agg(rejected.alias("rejected"))
    accepted = said.where("not rejected").select("a", "b", f.lit(True))  # noqa: FBT003
    return undecided.join(said, ["a", "b"], "left_anti").union(accepted)
