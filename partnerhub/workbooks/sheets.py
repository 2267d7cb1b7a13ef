"""Sheets: the one with the list, checked, opened by python-calamine, its rows as text.

The archive and the grid are checked before python-calamine opens the file.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from partnerhub.domain.errors import ImportSheetChoiceError, ImportZipStructureError
from partnerhub.workbooks import grid as grids
from partnerhub.workbooks import texts
from partnerhub.workbooks.archive import Archive
from partnerhub.workbooks.grid import Grid
from partnerhub.workbooks.parts import sheet_parts

PREAMBLE = 30
_CHUNK_CELLS = 200_000
_CHUNK_ROWS = 20_000
_CHUNK_LETTERS = 4 << 20
_XML = (".xml", ".rels", ".vml")
_SPARE_ROWS = 64  # above the list (titles, header) and below it


class Wanted(NamedTuple):
    """Which sheet of which file is wanted, and how much of it is taken."""

    path: str
    sheet: str | None
    max_rows: int
    max_columns: int
    max_unpacked_bytes: int


class Chunk(NamedTuple):
    """Some rows: the line of the first, the cells by column, and which of them are no value."""

    line: int
    columns: list[list[str]]
    bad: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet that can be read."""

    name: str
    warnings: list[str]
    rows: CalamineSheet
    bad: dict[int, list[int]]

    @property
    def height(self) -> int:
        """The last row, from 1; 0 for an empty sheet."""
        return 0 if self.rows.end is None else int(self.rows.end[0]) + 1

    def first(self) -> list[list[str]]:
        """The rows among which the header is."""
        rows = islice(self.rows.iter_rows(), PREAMBLE)
        return [[texts.of(cell) or "" for cell in row] for row in rows]

    def chunks(self, skip: int) -> Iterator[Chunk]:
        """Yield the rows behind the first few, in the order of the sheet."""
        rows = islice(self.rows.iter_rows(), skip, None)
        line = skip + 1
        while chunk := _some(rows):
            bad = [
                (at, column)
                for at in range(line, line + len(chunk))
                if at in self.bad
                for column in self.bad[at]
            ]
            columns = [
                texts.column(cells, at, line, bad)
                for at, cells in enumerate(zip(*chunk, strict=True))
            ]
            yield Chunk(line, columns, bad)
            line += len(chunk)


def open_sheet(wanted: Wanted) -> OpenSheet:
    """Check a workbook and open the sheet that is wanted.

    Raises:
        ImportFailedError: One of its kinds.
    """
    path = Path(wanted.path)
    archive = Archive(path, wanted.max_unpacked_bytes)
    scanned = {
        name: grids.scan(archive.inflate(name), wanted.max_rows + _SPARE_ROWS, wanted.max_columns)
        for name in archive.entries
        if name.lower().endswith(_XML)
    }
    for name in archive.entries.keys() - scanned.keys():
        for _ in archive.inflate(name):
            pass
    parts = sheet_parts(Archive(path, wanted.max_unpacked_bytes))
    workbook = _opened(path)
    name, warnings = _chosen(workbook, wanted.sheet)
    part = parts.get(name, "")
    grid = scanned.get(part, Grid())
    sheet = _sheet(workbook, name)
    if sheet is None and part in scanned:
        sheet, numbers = _repaired(wanted, part, name)
        grid.errors.extend(numbers)
    if sheet is None:
        raise ImportZipStructureError("The sheet cannot be read; save the workbook again.")
    bad: dict[int, list[int]] = {}
    start = sheet.start[1] if sheet.start else 0
    for row, column in grid.errors:
        bad.setdefault(row, []).append(column - 1 - start)
    return OpenSheet(name, warnings, sheet, bad)


def _some(rows: Iterator[list[Any]]) -> list[list[Any]]:
    """Take as many rows as make a message of bounded length."""
    chunk: list[list[Any]] = []
    letters = 0
    for row in rows:
        chunk.append(row)
        letters += sum(len(cell) for cell in row if cell.__class__ is str)
        if (
            len(chunk) >= _CHUNK_ROWS
            or len(chunk) * len(row) >= _CHUNK_CELLS
            or letters >= _CHUNK_LETTERS
        ):
            break
    return chunk


def _opened(source: Path | io.BytesIO) -> CalamineWorkbook:
    """Open a checked workbook."""
    try:
        if isinstance(source, Path):
            return CalamineWorkbook.from_path(str(source))
        return CalamineWorkbook.from_filelike(source)
    except (CalamineError, ValueError, OSError) as error:
        raise ImportZipStructureError("The workbook cannot be read; save it again.") from error


def _chosen(workbook: CalamineWorkbook, wanted: str | None) -> tuple[str, list[str]]:
    """Choose the sheet: the one named, or the only visible one."""
    sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    visible = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
    names = ", ".join(f'"{name[:60]}"' for name in visible) or "none"
    if wanted is not None:
        if wanted not in [one.name for one in sheets]:
            raise ImportSheetChoiceError(
                f"The workbook has no sheet of that name. Visible sheets: {names}."
            )
        return wanted, []
    if len(visible) != 1:
        raise ImportSheetChoiceError(
            f"The workbook has {len(visible)} visible sheets: say which one with sheet. "
            f"Visible sheets: {names}."
        )
    hidden = len(sheets) - 1
    return visible[0], [f"{hidden} hidden sheets were left out."] if hidden else []


def _sheet(workbook: CalamineWorkbook, name: str) -> CalamineSheet | None:
    """Read a sheet, or None when a cell in it is not what it claims to be."""
    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, ValueError):
        return None


def _repaired(
    wanted: Wanted, part: str, name: str
) -> tuple[CalamineSheet | None, list[tuple[int, int]]]:
    """Read a sheet without the cells that claim to be numbers and are not.

    The reader gives a whole sheet up for one of them, and nobody sees which. So they are cut out
    of a copy, and listed.
    """
    content = b"".join(Archive(Path(wanted.path), wanted.max_unpacked_bytes).inflate(part))
    grid = grids.scan([content], wanted.max_rows + _SPARE_ROWS, wanted.max_columns, close=True)
    if not grid.numbers:
        return None, []
    kept, position = [], 0
    for _, _, start, end in grid.numbers:
        kept.append(content[position:start])
        position = end
    kept.append(content[position:])
    copy = io.BytesIO()
    with zipfile.ZipFile(wanted.path) as source, zipfile.ZipFile(copy, "w") as target:
        for info in source.infolist():
            inside = b"".join(kept) if info.filename == part else source.read(info)
            target.writestr(info, inside)
    copy.seek(0)
    return _sheet(_opened(copy), name), [(row, column) for row, column, _, _ in grid.numbers]
