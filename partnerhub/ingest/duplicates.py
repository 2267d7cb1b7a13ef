"""Duplicates: the same record twice in a file, found over the whole file in little memory.

The first pass over a file keeps one 64-bit hash per row and finds which occur more than once; the
second remembers lines for those only. So a million rows cost eight megabytes.
"""

from collections.abc import Iterator, Sequence

import polars as pl


def identities(frame: pl.DataFrame, id_columns: Sequence[str], columns: Sequence[str]) -> pl.Series:
    """Give each row a hash of its id, or of all its used cells where it has none."""
    whole = pl.struct(pl.col(list(columns)).str.strip_chars()).hash(seed=1)
    if not id_columns:
        return frame.select(whole.alias("identity")).to_series()
    text = pl.coalesce(
        pl.when(pl.col(name).str.strip_chars() != "").then(pl.col(name).str.strip_chars())
        for name in id_columns
    )
    by_id = frame.select(text.alias("id")).to_series()
    hashed = pl.DataFrame({"id": by_id, "hash": by_id.hash(seed=0)})
    if not by_id.null_count():
        return hashed.get_column("hash").alias("identity")
    return (
        frame.select(whole.alias("whole"))
        .hstack(hashed)
        .select(pl.when(pl.col("id").is_null()).then("whole").otherwise("hash").alias("identity"))
        .to_series()
    )


def repeated(pieces: Sequence[pl.Series]) -> frozenset[int]:
    """Find the identities that occur more than once."""
    if not pieces:
        return frozenset()
    every = pl.concat(pieces)
    return frozenset(every.filter(every.is_duplicated()).unique().to_list())


class Seen:
    """The rows of a file accepted so far, as far as they can be duplicates."""

    def __init__(self, repeated_identities: frozenset[int]) -> None:
        self._repeated = repeated_identities
        self._first: dict[int, int] = {}

    def duplicates(
        self, identity: pl.Series, lines: pl.Series, accepted: pl.Series
    ) -> Iterator[tuple[int, int, int]]:
        """Yield position, line and first line of accepted rows that were accepted before."""
        if not self._repeated:
            return
        rows = (
            pl.DataFrame({"identity": identity, "line": lines, "accepted": accepted})
            .with_row_index("at")
            .filter(pl.col("accepted") & pl.col("identity").is_in(list(self._repeated)))
        )
        for at, hashed, line in rows.select("at", "identity", "line").iter_rows():
            first = self._first.setdefault(hashed, line)
            if first != line:
                yield at, line, first
