"""Grids: the cells a workbook names, scanned as a stream before its reader sees it.

The reader lays a sheet out as a rectangle from the first cell to the last. Two cells far apart,
1,445 bytes as a file, make it ask for half a terabyte and end the process, so the rectangle is
measured first. Every XML part is scanned, because a sheet can have any name. Document type
declarations, with which entities come, are refused in all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from partnerhub.domain.errors import (
    ImportGridTooLargeError,
    ImportXmlForbiddenError,
    ImportZipStructureError,
)

_LARGEST_AREA = 24_000_000
_LONGEST_REFERENCE = 16
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_INSIDE = frozenset({"v", "is", "t", "f"})
"""What stands in cells: half of all elements, and nothing to measure."""


@dataclass(slots=True)
class Grid:
    """What one part of a workbook names as cells.

    Attributes:
        rows: The last row, from 1.
        columns: The last column, from 1.
        errors: Row and column of cells that hold an error.
        numbers: For a close scan, the cells that claim to be numbers and are not, each with its
            row, its column and the bytes it takes.
    """

    rows: int = 0
    columns: int = 0
    errors: list[tuple[int, int]] = field(default_factory=list)
    numbers: list[tuple[int, int, int, int]] = field(default_factory=list)


def scan(pieces: Iterable[bytes], max_rows: int, max_columns: int, *, close: bool = False) -> Grid:
    """Scan an XML part.

    Args:
        pieces: Its bytes.
        max_rows: The last row that may be named.
        max_columns: The last column that may be named.
        close: Whether to look into the cells as well, for numbers that are none.

    Raises:
        ImportXmlForbiddenError: It declares a document type.
        ImportGridTooLargeError: It names a cell beyond the limits.
        ImportZipStructureError: It is no XML.
    """
    scanner = _Scanner(max_rows, max_columns)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _forbidden
    parser.EntityDeclHandler = _forbidden
    parser.StartElementHandler = scanner.start
    if close:
        parser.buffer_text = True
        parser.CharacterDataHandler = scanner.text
        parser.EndElementHandler = lambda name: scanner.end(name, parser)
        parser.StartElementHandler = lambda name, said: scanner.start_closely(name, said, parser)
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - expat's own signature
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise ImportZipStructureError(
            "A part of the workbook is no well-formed XML; save it again."
        ) from error
    return scanner.grid


def _forbidden(*_: object) -> None:
    """Refuse a document type declaration."""
    raise ImportXmlForbiddenError


class _Scanner:
    """Follows the rows and cells of a sheet."""

    def __init__(self, max_rows: int, max_columns: int) -> None:
        self.grid = Grid()
        self._max_rows = max_rows
        self._max_columns = max_columns
        self._row = 0
        self._column = 0
        self._digits = ""
        self._start = 0
        self._type = ""
        self._text: list[str] | None = None

    def start(self, name: str, said: dict[str, str]) -> None:
        """Measure a row or a cell."""
        if name in _INSIDE:
            return
        if name == "c" or name.endswith(":c"):
            self._column += 1
            if (reference := said.get("r")) is not None:
                self._place(reference)
            self._measure()
            if said.get("t") == "e":
                self.grid.errors.append((self._row, self._column))
        elif name == "row" or name.endswith(":row"):
            self._column = 0
            self._row = _number(said["r"]) if "r" in said else self._row + 1
            self._digits = ""
            self._measure()

    def start_closely(self, name: str, said: dict[str, str], parser: expat.XMLParserType) -> None:
        """Measure, and remember what a cell claims to be."""
        self.start(name, said)
        local = name.rpartition(":")[2]
        if local == "c":
            self._start = parser.CurrentByteIndex
            self._type = said.get("t", "n")
        self._text = [] if local == "v" and self._type == "n" else None

    def text(self, data: str) -> None:
        """Collect the value of a number cell."""
        if self._text is not None:
            self._text.append(data)

    def end(self, name: str, parser: expat.XMLParserType) -> None:
        """Check a number when its cell ends."""
        local = name.rpartition(":")[2]
        if local == "v" and self._text is not None:
            self._type = "" if _is_number("".join(self._text)) else "bad"
        elif local == "c" and self._type == "bad":
            end = parser.CurrentByteIndex + len(name) + len("</>")
            self.grid.numbers.append((self._row, self._column, self._start, end))
        self._text = None

    def _place(self, reference: str) -> None:
        """Read a reference such as `AB12`."""
        if len(reference) > _LONGEST_REFERENCE:
            raise ImportZipStructureError("The workbook names a cell that cannot be.")
        letters = reference.rstrip("0123456789")
        self._column = _column(letters)
        digits = reference[len(letters) :]
        if digits != self._digits:  # The row is most often that of the cell before.
            self._row = _number(digits)
            self._digits = digits

    def _measure(self) -> None:
        """Refuse a grid that is too large."""
        grid = self.grid
        if self._row <= grid.rows and self._column <= grid.columns:
            return
        grid.rows = max(grid.rows, self._row)
        grid.columns = max(grid.columns, self._column)
        if (
            grid.rows > self._max_rows
            or grid.columns > self._max_columns
            or grid.rows * grid.columns > _LARGEST_AREA
        ):
            raise ImportGridTooLargeError(
                f"A sheet names a cell in row {self._row:,}, column {self._column:,}: delete the "
                "empty rows and columns that hold formats only, or export the list as CSV."
            )


@lru_cache(maxsize=1 << 12)
def _column(letters: str) -> int:
    """Read the name of a column."""
    column = 0
    for letter in letters.upper():
        place = _LETTERS.find(letter)
        if place < 0:
            raise ImportZipStructureError("The workbook names a cell that cannot be.")
        column = column * 26 + place + 1
    if not column:
        raise ImportZipStructureError("The workbook names a cell that cannot be.")
    return column


def _number(text: str) -> int:
    """Read a row number."""
    if not text.isdecimal() or not text.isascii() or len(text) > _LONGEST_REFERENCE:
        raise ImportZipStructureError("The workbook names a row that cannot be.")
    return int(text)


def _is_number(text: str) -> bool:
    """Say whether a cell's value is a number, as the reader will want it."""
    try:
        float(text)
    except ValueError:
        return not text.strip()
    return "_" not in text
