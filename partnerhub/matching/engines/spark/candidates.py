"""Candidates: records and their keys by the workers, the joins of `blocking` in Spark SQL.

A key of very many rows falls out before anything is joined: rows are counted where they lie, and
the few keys that alone have more rows than any may bring pairs are told to every worker. The keys
that are left have so few rows that no part of a join is much larger than the others.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

import polars as pl
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from partnerhub.matching import blocking, comparing, looking, records
from partnerhub.matching.engines.spark.workers import mapped
from partnerhub.matching.engines.spark.working import Work
from partnerhub.matching.tables import UnusableTableError

SIDES: Final = ("a", "b")

Lists = Mapping[str, DataFrame]


def recorded(work: Work, tables: Lists) -> Lists:
    """Bring lists to their records, by `id`."""
    found = {}
    for side, table in tables.items():
        wanted = [c for c in (*records.COLUMNS, records.PARENT) if c in table.columns]
        rows = mapped(table.select(wanted), partial(_read, side=side.upper()))
        found[side] = work.kept(f"{side}_records", rows)
    ids = [rows.select(f.lit(side).alias("side"), "id") for side, rows in found.items()]
    often = ids[0].union(ids[1]).groupBy("side", "id").count().where("count > 1")
    twice = often.agg(f.min(f.struct("side", "id"))).first()[0]
    if twice is not None:
        side = twice["side"].upper()
        raise UnusableTableError(f"List {side} has the id {twice['id']} more than once.")
    return found


def candidates(work: Work, lists: Lists) -> DataFrame:
    """Find the pairs of records that are worth comparing, as `a` and `b`, their ids."""
    for side in SIDES:
        keys = work.kept(f"{side}_keys", mapped(lists[side], _keys))
        keys.createOrReplaceTempView(f"{side}_keys")
        often = work.kept(f"{side}_often", work.session.sql(blocking.OFTEN.format(side)))
        often.createOrReplaceTempView(f"{side}_often")
    usable = work.session.sql(blocking.usable("a_often", "b_often"))
    work.kept("usable", usable).createOrReplaceTempView("usable")
    for side in SIDES:
        uncrowded(work, side).createOrReplaceTempView(f"{side}_keys")
    for name, query in blocking.CANDIDATES[:-1]:
        work.session.sql(query).createOrReplaceTempView(name)
    return mapped(work.session.sql(blocking.MET), _alike).distinct()


def uncrowded(work: Work, side: str) -> DataFrame:
    """Leave out the keys that either list alone has too often: they bring no pair."""
    often = (work.session.table(f"{one}_often").select("key", "often") for one in SIDES)
    crowded = next(often).union(next(often)).where(f.col("often") > blocking.STRONG_LIMIT)
    keys = work.session.table(f"{side}_keys")
    return keys.join(f.broadcast(crowded.select("key")), "key", "left_anti")


def _read(table: pl.DataFrame, side: str) -> pl.DataFrame:
    """Read some rows of a list."""
    rows = records.read(table.to_arrow(), side).rows
    return rows.select("id", records.PARENT, *comparing.COMPARED)


def _keys(rows: pl.DataFrame) -> pl.DataFrame:
    """List the keys of records. What meets by them are the ids and the names to look at."""
    found = blocking.keys(rows.with_row_index("record"))
    met = rows.select(pl.struct("id", "compact")).to_series()
    return found.with_columns(met.gather(found["record"]).alias("record"))


def _alike(met: pl.DataFrame) -> pl.DataFrame:
    """Leave out the unsure pairs whose names do not look alike, and the names."""
    unsure = met["unsure"].to_numpy() == 1
    some = met.filter(unsure)
    a, b = (looking.Looks.of(some[side].struct.field("compact")) for side in SIDES)
    places = pl.int_range(len(some), eager=True).to_numpy()
    kept = ~unsure
    kept[unsure] = looking.look_alike(a, b, places, places, blocking.LOOK_ALIKE)
    return met.filter(kept).select(pl.col(side).struct.field("id").alias(side) for side in SIDES)
