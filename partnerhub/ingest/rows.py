"""Rows as they stand in a file: every cell as text, each row with its line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import polars as pl


class Odd(NamedTuple):
    """A row with too few or too many cells.

    Attributes:
        record: Its number among the rows, from 1.
        cells: How many cells it has.
        breaks: How many line breaks it holds.
        filled: Whether it holds anything.
    """

    record: int
    cells: int
    breaks: int
    filled: bool


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Some rows of a file.

    Attributes:
        frame: Columns `c0`, `c1` ... of text, and `line`.
        odd: Rows with too few or too many cells, each with its line.
        progress: Share of the file read so far, 0 to 1.
        bad_cells: Line and column index of cells that hold an error instead of a value.
        plain: Columns known to hold nothing but printable ASCII, and no two spaces in a row.
    """

    frame: pl.DataFrame
    odd: list[tuple[int, Odd]]
    progress: float
    bad_cells: list[tuple[int, int]] = field(default_factory=list)
    plain: frozenset[str] = frozenset()


class Source(Protocol):
    """A file whose shape is known: its header and its rows, as often as one asks."""

    @property
    def format(self) -> str:
        """What the file is: `csv` or `xlsx`."""

    @property
    def labels(self) -> list[str]:
        """The header row."""

    @property
    def header_line(self) -> int:
        """The line of the header."""

    @property
    def warnings(self) -> list[str]:
        """What was assumed or left out."""

    @property
    def encoding(self) -> str | None:
        """The text encoding, if it is text."""

    @property
    def has_footer(self) -> bool:
        """Whether a report's footer was left out."""

    @property
    def sheet(self) -> str | None:
        """The sheet read, if it is a workbook."""

    @property
    def delimiter(self) -> str | None:
        """What separates the columns, if it is text."""

    def batches(self) -> Iterator[RawBatch]:
        """Yield the rows in the order of the file."""
