"""Companies: which released pairs hang together, numbered as the embedded engine numbers them.

Pairs are the edges of a graph, accounts of both lists its nodes. Two looks at the neighbours of
every node, in turn, make stars of its components, with every node beside the least one of its
component (Kiveris et al., "Connected Components in MapReduce and Beyond", 2014). The number of
turns grows with the logarithm of the longest chain.
"""

from typing import Final

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as f

from partnerhub.matching.engines.spark.working import Work

# Enough for chains longer than any list: more would mean that the turns do not end.
_MOST_TURNS: Final = 60
# Of what `monotonically_increasing_id` gives, the place within a partition; above it stands which.
_PLACE_BITS: Final = 33


def companies(work: Work, shared: DataFrame) -> DataFrame:
    """Number the companies of released pairs from 1, in the order of their least ids.

    Args:
        work: Keeps the steps.
        shared: `a_id` and `b_id`, each pair once.

    Returns:
        `a_id`, `b_id` and `company`.
    """
    nodes = shared.select("a_id", "b_id", _node("a"), _node("b"))
    stars = _stars(work, nodes.select(f.col("b_node").alias("node"), f.col("a_node").alias("near")))
    # The least node of a component is of the first list, so all of the second have their star.
    centres = stars.select(f.col("node").alias("b_node"), f.col("near").alias("centre"))
    grouped = nodes.join(centres, "b_node").select("a_id", "b_id", "centre")
    numbered = grouped.join(_numbered(work, grouped), "centre")
    return work.kept("companies", numbered.select("a_id", "b_id", "company"))


def _node(side: str) -> f.Column:
    """Name the node of an account: the two lists may have the same ids."""
    return f.concat(f.lit(f"{side}:"), f.col(f"{side}_id")).alias(f"{side}_node")


def _stars(work: Work, edges: DataFrame) -> DataFrame:
    """Turn edges into edges from every node, but the least of its component, to that one.

    Args:
        work: Keeps the steps.
        edges: `node` and `near`, the lesser of the two.
    """
    edges, state = _kept(work, edges, 0)
    for turn in range(1, _MOST_TURNS):
        after, found = _kept(work, _to_the_least(_spread(edges)), turn)
        if found == state:
            return after
        if turn > 1:
            work.drop(f"stars_{turn - 2}")
        edges, state = after, found
    raise RuntimeError("The companies do not come to rest.")


def _kept(work: Work, edges: DataFrame, turn: int) -> tuple[DataFrame, tuple[object, ...]]:
    """Write the edges of a turn, with numbers that tell them from those of another."""
    written = work.kept(f"stars_{turn}", edges)
    mixed = f.sum(f.xxhash64("node", "near").cast("decimal(38)"))
    return written, tuple(written.agg(f.count("*"), mixed).first())


def _spread(edges: DataFrame) -> DataFrame:
    """Connect the greater neighbours of every node to the least of it and its neighbours."""
    both = edges.union(edges.select(f.col("near").alias("node"), f.col("node").alias("near")))
    least = f.least("node", f.min("near").over(Window.partitionBy("node")))
    seen = both.withColumn("least", least).where("near > node")
    return seen.select(f.col("near").alias("node"), f.col("least").alias("near")).distinct()


def _to_the_least(edges: DataFrame) -> DataFrame:
    """Connect every node and its lesser neighbours to the least of these."""
    least = f.min("near").over(Window.partitionBy("node"))
    seen = edges.withColumn("least", least)
    moved = seen.select(
        f.explode(f.array("node", "near")).alias("node"), f.col("least").alias("near")
    )
    return moved.where("node <> near").distinct()


def _numbered(work: Work, grouped: DataFrame) -> DataFrame:
    """Number components from 1: `centre` and `company`."""
    a_least, b_least = f.min("a_id"), f.min("b_id")
    order = grouped.groupBy("centre").agg(
        f.least(a_least, b_least).alias("low"),
        f.greatest(a_least, b_least).alias("high"),
        a_least.alias("first"),
    )
    placed = work.kept(
        "centres",
        order.orderBy("low", "high", "first").select(
            "centre", f.monotonically_increasing_id().alias("place")
        ),
    ).withColumn("part", f.shiftright("place", _PLACE_BITS))
    # One row per partition, however long the lists are.
    sizes = placed.groupBy("part").count()
    lesser = Window.orderBy("part").rowsBetween(Window.unboundedPreceding, -1)
    before = f.coalesce(f.sum("count").over(lesser), f.lit(0))
    known = sizes.select("part", before.alias("before"))
    within = f.col("place").bitwiseAND((1 << _PLACE_BITS) - 1)
    return placed.join(f.broadcast(known), "part").select(
        "centre", (within + f.col("before") + 1).alias("company")
    )
