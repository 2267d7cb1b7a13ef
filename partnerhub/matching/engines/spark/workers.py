"""Workers: functions over polars frames, run on Arrow batches in Spark's Python workers.

What a function makes of an empty frame says which columns Spark is to expect of it.
"""

from collections.abc import Callable, Iterator
from typing import Final

import polars as pl
import pyarrow as pa
from polars import selectors
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

Function = Callable[[pl.DataFrame], pl.DataFrame | pa.Table]
Batches = Iterator[pa.RecordBatch]

_PROBE: Final = "partnerhub"


class DifferentWorkersError(RuntimeError):
    """Workers would not come to the same keys as the driver."""


def mapped(frame: DataFrame, function: Function, *, whole: bool = False) -> DataFrame:
    """Apply a function to a Spark frame.

    Args:
        frame: What it is applied to.
        function: Is given some rows at a time, and says something of each by itself.
        whole: Give it all rows of a partition at once.
    """
    empty = pl.DataFrame(pl.from_arrow(to_arrow_schema(frame.schema).empty_table()))
    schema = _arrow(function(empty)).schema
    made_here = _probe()

    def run(batches: Batches) -> Batches:
        if _probe() != made_here:
            raise DifferentWorkersError(
                f"A worker hashes as {_probe()}, the driver as {made_here}: "
                "both need the same version of polars and the same kind of processor."
            )
        frames = (pl.DataFrame(pl.from_arrow(batch)) for batch in batches)
        for rows in _together(frames) if whole else frames:
            yield from _arrow(function(rows)).cast(schema).to_batches()

    return frame.mapInArrow(run, from_arrow_schema(schema))


def _probe() -> tuple[str, int]:
    """Say how texts are hashed here: keys only meet when they are made alike."""
    return pl.__version__, int(pl.Series([_PROBE]).hash()[0])


def _together(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Put the rows of a partition together; one without rows has nothing to say."""
    gathered = list(frames)
    if gathered:
        yield pl.concat(gathered)


def _arrow(rows: pl.DataFrame | pa.Table) -> pa.Table:
    """Bring a frame to types that Spark has: signed numbers, texts and lists of plain size."""
    if isinstance(rows, pl.DataFrame):
        signed = rows.with_columns(
            selectors.by_dtype(pl.UInt64).reinterpret(signed=True),
            selectors.by_dtype(pl.UInt32).cast(pl.Int64),
        )
        rows = signed.to_arrow(compat_level=pl.CompatLevel.oldest())
    return rows.cast(pa.schema([(field.name, _plain(field.type)) for field in rows.schema]))


def _plain(kind: pa.DataType) -> pa.DataType:
    """Name the type of plain size."""
    if pa.types.is_large_string(kind):
        return pa.string()
    if pa.types.is_large_list(kind) or pa.types.is_list(kind):
        return pa.list_(_plain(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([(field.name, _plain(field.type)) for field in kind])
    return kind
