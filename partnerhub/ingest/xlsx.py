"""XLSX: the sheet with the list, checked, and its rows as text.

The archive and the grid are checked before python-calamine opens the file. Dates and numbers come
typed from the workbook and are written in one unmistakable form (`2026-03-31`, `1234.5`), so that
later steps need not know where a row came from.
"""

import datetime as dt
import io
import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from partnerhub.domain.errors import (
    ImportEmptyError,
    ImportSheetChoiceError,
    ImportTooManyColumnsError,
    ImportZipStructureError,
)
from partnerhub.ingest.archive import Archive
from partnerhub.ingest.footers import FOOTER_CELL
from partnerhub.ingest.grid import Grid, scan
from partnerhub.ingest.headers import header_row
from partnerhub.ingest.options import ReadOptions
from partnerhub.ingest.rows import RawBatch
from partnerhub.ingest.workbook import sheet_parts

_PREAMBLE = 30
_CHUNK = 20_000
_EXACT = 1 << 53
_XML = (".xml", ".rels", ".vml")
_SPARE_ROWS = 64  # above the list (titles, header) and below it


@dataclass(frozen=True, slots=True)
class XlsxFile:
    """A sheet of a workbook whose shape is known."""

    labels: list[str]
    header_line: int
    warnings: list[str]
    sheet: str | None
    _rows: CalamineSheet = field(repr=False)
    _bad: dict[int, list[int]] = field(repr=False)

    format = "xlsx"
    encoding: str | None = None
    delimiter: str | None = None
    has_footer: bool = False

    def batches(self) -> Iterator[RawBatch]:
        """Yield the rows in the order of the sheet, every cell as text."""
        rows = islice(self._rows.iter_rows(), self.header_line, None)
        line = self.header_line + 1
        total = (self._rows.end or (0, 0))[0] + 1
        names = [f"c{at}" for at in range(len(self.labels))]
        while chunk := list(islice(rows, _CHUNK)):
            bad = [
                (at, column)
                for at in range(line, line + len(chunk))
                if at in self._bad
                for column in self._bad[at]
            ]
            columns = [
                _texts(list(cells), at, line, bad)
                for at, cells in enumerate(zip(*chunk, strict=True))
            ]
            frame = pl.DataFrame(dict(zip(names, columns, strict=True)))
            frame = frame.with_columns(pl.int_range(line, line + len(chunk)).alias("line"))
            line += len(chunk)
            kept = frame.filter(~pl.col("c0").str.contains(FOOTER_CELL))
            yield RawBatch(kept, [], min((line - 1) / total, 1.0), bad)


def open_xlsx(path: Path, options: ReadOptions) -> XlsxFile:
    """Check a workbook, choose its sheet and find the header.

    Raises:
        ImportFailedError: One of its kinds.
    """
    archive = Archive(path, options.max_unpacked_bytes)
    grids = {
        name: scan(archive.inflate(name), options.max_rows + _SPARE_ROWS, options.max_columns)
        for name in archive.entries
        if name.lower().endswith(_XML)
    }
    for name in archive.entries.keys() - grids.keys():
        for _ in archive.inflate(name):
            pass
    parts = sheet_parts(Archive(path, options.max_unpacked_bytes))
    workbook = _opened(path)
    name, warnings = _chosen(workbook, options.sheet)
    part = parts.get(name, "")
    grid = grids.get(part, Grid())
    sheet = _sheet(workbook, name)
    if sheet is None and part in grids:
        sheet, numbers = _repaired(path, part, name, options)
        grid.errors.extend(numbers)
    if sheet is None:
        raise ImportZipStructureError("The sheet cannot be read; save the workbook again.")
    return _shaped(sheet, name, grid, warnings, options)


def _shaped(
    sheet: CalamineSheet, name: str, grid: Grid, warnings: list[str], options: ReadOptions
) -> XlsxFile:
    """Find the header of a sheet."""
    first = [[_text(cell) or "" for cell in row] for row in islice(sheet.iter_rows(), _PREAMBLE)]
    if not any(any(row) for row in first):
        raise ImportEmptyError(f'The sheet "{name}" is empty.')
    at = header_row(first)
    labels = [label.strip() for label in first[at]]
    if len(labels) > options.max_columns:
        raise ImportTooManyColumnsError
    if sheet.end is None or sheet.end[0] <= at:
        raise ImportEmptyError(f'The sheet "{name}" has a header but no row.')
    bad: dict[int, list[int]] = {}
    start = sheet.start[1] if sheet.start else 0
    for row, column in grid.errors:
        bad.setdefault(row, []).append(column - 1 - start)
    if above := sum(any(row) for row in first[:at]):
        warnings = [*warnings, f"{above} rows above the header were left out."]
    return XlsxFile(labels, at + 1, warnings, name, sheet, bad)


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
    path: Path, part: str, name: str, options: ReadOptions
) -> tuple[CalamineSheet | None, list[tuple[int, int]]]:
    """Read a sheet without the cells that claim to be numbers and are not.

    The reader gives a whole sheet up for one of them, and nobody sees which. So they are cut out
    of a copy, and listed.
    """
    limits = options.max_rows + _SPARE_ROWS, options.max_columns
    content = b"".join(Archive(path, options.max_unpacked_bytes).inflate(part))
    grid = scan([content], *limits, close=True)
    if not grid.numbers:
        return None, []
    kept, position = [], 0
    for _, _, start, end in grid.numbers:
        kept.append(content[position:start])
        position = end
    kept.append(content[position:])
    copy = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for info in source.infolist():
            target.writestr(info, b"".join(kept) if info.filename == part else source.read(info))
    copy.seek(0)
    return _sheet(_opened(copy), name), [(row, column) for row, column, _, _ in grid.numbers]


def _texts(cells: list[Any], column: int, line: int, bad: list[tuple[int, int]]) -> list[str]:
    """Write a column of typed cells as text, noting those that are no value."""
    texts = []
    for at, cell in enumerate(cells):
        if cell.__class__ is str:
            texts.append(cell)
            continue
        text = _text(cell)
        if text is None:
            bad.append((line + at, column))
        texts.append(text or "")
    return texts


def _text(cell: Any) -> str | None:  # noqa: PLR0911 - one line per type
    """Write one cell as text; None when it is no value a list has.

    A number with three decimals gets a fourth, so that nobody takes its point for a thousands mark.
    """
    match cell:
        case str():
            return cell
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case float():
            return _number(cell)
        case dt.datetime():
            return cell.isoformat(sep="T", timespec="seconds")
        case dt.date():
            return cell.isoformat()
        case _:  # times and durations: what the reader makes of dates before 1900
            return None


def _number(number: float) -> str | None:
    """Write a number without exponent, whole ones without a point."""
    if not math.isfinite(number):
        return None
    if number.is_integer() and abs(number) < _EXACT:
        return str(int(number))
    text = f"{number:.10f}".rstrip("0")
    return text + "0" if len(text.rpartition(".")[2]) == 3 else text  # noqa: PLR2004
