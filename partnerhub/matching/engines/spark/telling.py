"""Telling: the facts, tiers and sentences of the pairs worth telling of."""

from functools import partial
from typing import Final

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame

from partnerhub.matching import answers, explaining, scoring
from partnerhub.matching.engines.spark.candidates import Lists
from partnerhub.matching.engines.spark.choosing import JUDGED, beside, sides
from partnerhub.matching.engines.spark.workers import mapped
from partnerhub.matching.policy import MatchPolicy

LISTED: Final = "listed"
"""Whether a pair is told as such: one that identifiers rule out is only counted."""
_LABELS: Final = ("confidence", "tier", "released", "relation", "near_miss")


def told(chosen: DataFrame, lists: Lists, policy: MatchPolicy) -> DataFrame:
    """Say everything of pairs but the number of their company."""
    laid = beside(chosen, ("a", "b"), (lists["a"], lists["b"]))
    return mapped(laid, partial(_told, policy=policy))


def _told(laid: pl.DataFrame, policy: MatchPolicy) -> pa.Table:
    """Find the facts of some pairs and put them into words."""
    known = laid.select(pl.col("a").alias("a_id"), pl.col("b").alias("b_id"), *JUDGED)
    found = answers.labelled(scoring.known_facts(*sides(laid)).with_columns(known), policy)
    listed = answers.listed(policy).alias(LISTED)
    plain = found.select("a_id", "b_id", *_LABELS, listed)
    table = plain.to_arrow(compat_level=pl.CompatLevel.oldest())
    words = explaining.explained(found, policy)
    for column in words.column_names:
        table = table.append_column(column, words[column])
    return table
