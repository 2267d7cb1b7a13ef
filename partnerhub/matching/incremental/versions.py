"""Versions of a list: which rows are new, have changed or are gone, told by a hash of each."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from partnerhub.matching import records

Numbers = NDArray[np.int64]

_WANTED: Final = (*records.COLUMNS, records.PARENT)
_NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a list.

    Attributes:
        records: `id` and `hash`, which tells a row with all its values, one row per record in the
            order of the ids; the place of a record is its number.
        parents: `id` and `parent_id` of the accounts that name a parent.
        typed: The rows as they were typed, in any order.
        places: Where the row of each record is among them.
    """

    records: pl.DataFrame
    parents: pl.DataFrame
    typed: pl.DataFrame
    places: pl.Series

    @classmethod
    def of(cls, table: pa.Table, side: str) -> "Version":
        """Tell the rows of a list apart.

        Args:
            table: The list, as `records.read` takes it.
            side: What to call it when it cannot be used.
        """
        present = [column for column in _WANTED if column in table.column_names]
        typed = pl.DataFrame(pl.from_arrow(table.select(present))).select(
            pl.col(column).cast(pl.String)
            if column in present
            else pl.lit(None, dtype=pl.String).alias(column)
            for column in _WANTED
        )
        found = typed.select(records.typed(pl.col("id")), hash=typed.hash_rows())
        places = pl.int_range(len(found), dtype=pl.UInt32, eager=True)
        if not found.get_column("id").is_sorted():
            places = found.get_column("id").arg_sort()
            found = found[places]
        ids = found.get_column("id")
        if ids.null_count() or (ids.slice(1) == ids.head(-1)).any():
            records.columns(table, side)  # It says what is wrong.
        named = typed.filter(pl.col(records.PARENT).is_not_null())
        parents = named.select(records.typed(pl.col(c)) for c in ("id", records.PARENT))
        return cls(found, parents.drop_nulls(), typed, places)

    def rows(self, numbers: Numbers) -> pl.DataFrame:
        """Give the rows of some records, ascending, as `records.prepared` takes them."""
        some = self.typed[self.places.gather(numbers)]
        found = some.select(records.typed(pl.col(column)) for column in _WANTED)
        return found.with_columns(pl.Series("record", numbers, dtype=pl.UInt32))


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of the records of a list.

    Attributes:
        now: The number that each earlier record has now, or -1: it is gone or has changed.
        fresh: Whether each record is new or has changed.
    """

    now: Numbers
    fresh: NDArray[np.bool_]

    @property
    def any(self) -> bool:
        """Whether any record is new, has changed or is gone."""
        return bool(self.fresh.any()) or len(self.now) != len(self.fresh)

    @property
    def share(self) -> float:
        """How many records are new, changed or gone, beside all that there are."""
        gone = np.count_nonzero(self.now == _NOWHERE)
        return (np.count_nonzero(self.fresh) + gone) / max(1, len(self.fresh))

    @classmethod
    def between(cls, before: pl.DataFrame, after: pl.DataFrame) -> "Change":
        """Compare the `records` of two versions of a list."""
        if before["id"].equals(after["id"]):
            same = (before["hash"] == after["hash"]).to_numpy()
            now = np.where(same, np.arange(len(same)), _NOWHERE)
        else:
            # The hash is of the id as well, and numbers are found sooner than texts.
            both = before.with_row_index("was").join(after.with_row_index("now"), on="hash")
            both = both.filter(pl.col("id") == pl.col("id_right"))
            now = np.full(len(before), _NOWHERE)
            now[both["was"].to_numpy()] = both["now"].to_numpy()
        fresh = np.ones(len(after), dtype=bool)
        fresh[now[now != _NOWHERE]] = False
        return cls(now, fresh)

    def moved(self, frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
        """Write the present numbers of records to a table, without the rows of those not there.

        Args:
            frame: A table with earlier numbers.
            columns: Where the numbers stand.
        """
        if not self.any:
            return frame
        numbers = {column: self.now[frame[column].to_numpy()] for column in columns}
        kept = np.ones(len(frame), dtype=bool)
        for each in numbers.values():
            kept &= each != _NOWHERE
        there = frame.filter(pl.Series(kept))
        return there.with_columns(
            pl.Series(column, each[kept], dtype=pl.UInt32) for column, each in numbers.items()
        )
