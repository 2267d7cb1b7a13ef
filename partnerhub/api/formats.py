"""Tables for spreadsheets: CSV and XLSX that carry the other company's words and run none of them.

A name such as `=HYPERLINK(...)` was typed by somebody outside and is opened by somebody inside.
In CSV such a text gets an apostrophe in front, also where a program that splits at semicolons or
lines would see a cell begin; removing one apostrophe before the sign restores it. In XLSX a text
is a text by type and needs none. Numbers and days are written by type, never by look.
"""

import csv
import io
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any
from urllib.parse import quote

from flask import Response, request
from werkzeug.wsgi import wrap_file
from xlsxwriter import Workbook
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from partnerhub.http.operation import JSON

Cell = str | int | float | Decimal | date | datetime | bool | None
LONGEST_CELL = 32_767
"""Characters a spreadsheet's cell holds."""
LONGEST_SHEET = 1_048_576
"""Rows a spreadsheet's sheet holds."""
FIRST_YEAR = 1900
"""The year in which a spreadsheet's days begin."""
IN_MEMORY = 4 << 20
SIGNS = "=+\\-@＝＋－＠"  # noqa: RUF001 - the full-width signs are meant
BEFORE_SIGN = re.compile(rf"""(?<![\s";])([\s";]+|^)(?='*[{SIGNS}])""")
"""What stands before a sign, where a program may see a cell begin; it is found in linear time."""
NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for (https://www.w3.org/TR/xml/#charsets)."""
SEPARATORS = frozenset(";\t\r\n")
BAD_START = ("\t", "\r", "\n")


class Format(StrEnum):
    """A format a table can be written in."""

    CSV = "csv"
    XLSX = "xlsx"


CONTENT_TYPES = {
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Table:
    """What is written into a file: a name for it, headers, and rows as they come."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def accepted() -> Format | None:
    """The table format the caller prefers to JSON, None for JSON."""
    best = request.accept_mimetypes.best_match([JSON, *CONTENT_TYPES.values()], default=JSON)
    return next((each for each, content in CONTENT_TYPES.items() if content == best), None)


def answer(table: Table, form: Format) -> Response:
    """Answer a table as a file to be saved, never to be shown."""
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed with the response
    WRITERS[form](table, file)
    size = file.tell()
    file.seek(0)
    response = Response(
        wrap_file(request.environ, file),
        content_type=CONTENT_TYPES[form] + ("; charset=utf-8" if form is Format.CSV else ""),
        direct_passthrough=True,
    )
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = disposition(f"{table.name}.{form}")
    return response


def disposition(name: str) -> str:
    """Name a download (RFC 6266); whatever the name holds, it stays one header.

    >>> print(disposition("Übersicht.csv"))
    attachment; filename="Ubersicht.csv"; filename*=UTF-8''%C3%9Cbersicht.csv
    """
    clean = "".join(c for c in name if unicodedata.category(c)[0] != "C" and c not in '"\\/:*?<>|;')
    clean = clean.strip(". ")[-150:] or "table"
    plain = unicodedata.normalize("NFKD", clean).encode("ascii", "ignore").decode() or "table"
    header = f'attachment; filename="{plain}"'
    return header if plain == clean else f"{header}; filename*=UTF-8''{quote(clean, safe='')}"


def harmless(text: str) -> str:
    """Put an apostrophe before each sign that could begin a formula.

    >>> harmless("=1+1"), harmless("A+B"), harmless("x;=1")
    ("'=1+1", 'A+B', "x;'=1")
    """
    safe = BEFORE_SIGN.sub(_with_apostrophe, NO_CHARACTER.sub("\ufffd", text))
    return f"'{safe}" if safe.startswith(BAD_START) else safe


def write_csv(table: Table, file: IO[bytes]) -> None:
    """Write a table as CSV (RFC 4180) in UTF-8; every text is quoted."""
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([harmless(column) for column in table.columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    text.flush()
    text.detach()


def write_xlsx(table: Table, file: IO[bytes]) -> None:
    """Write a table as a workbook, row by row; what one sheet cannot hold goes on in the next."""
    with (
        # The library keeps rows there until the book is closed.
        tempfile.TemporaryDirectory() as folder,
        Workbook(file, {"constant_memory": True, "tmpdir": folder}) as book,
    ):
        book.use_zip64()
        styles = {kind: book.add_format({"num_format": form}) for kind, form in _STYLES.items()}
        sheet = _begun(book, table.columns)
        at = 1
        for row in table.rows:
            if at == LONGEST_SHEET:
                sheet, at = _begun(book, table.columns), 1
            for column, cell in enumerate(row):
                _write_cell(sheet, at, column, cell, styles)
            at += 1


def _begun(book: Workbook, columns: Sequence[str]) -> Worksheet:
    """Begin a sheet with its headers."""
    number = len(book.worksheets()) + 1
    sheet = book.add_worksheet("partnerhub" if number == 1 else f"partnerhub {number}")
    for column, header in enumerate(columns):
        _write_cell(sheet, 0, column, header, {})
    return sheet


_STYLES: dict[type, str] = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm:ss"}
WRITERS = {Format.CSV: write_csv, Format.XLSX: write_xlsx}


def _with_apostrophe(found: re.Match[str]) -> str:
    begins_a_cell = found.start() == 0 or not SEPARATORS.isdisjoint(found[1])
    return f"{found[1]}'" if begins_a_cell else found[1]


def _csv_cell(cell: Cell) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.isoformat().replace("+00:00", "Z")  # As JSON says it.
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return harmless(cell)
    return cell


def _write_cell(
    sheet: Worksheet, row: int, column: int, cell: Cell, styles: Mapping[type, Style]
) -> None:
    match cell:
        case None:
            pass
        case str():
            sheet.write_string(row, column, NO_CHARACTER.sub("\ufffd", cell)[:LONGEST_CELL])
        case date() if cell.year < FIRST_YEAR:
            sheet.write_string(row, column, _csv_cell(cell))
        case bool():
            sheet.write_boolean(row, column, cell)
        case datetime():  # A workbook knows no zones; ours are all UTC.
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), styles[datetime])
        case date():
            sheet.write_datetime(row, column, cell, styles[date])
        case int() | Decimal() if Decimal(f"{cell:.16G}") != cell:
            sheet.write_string(row, column, str(cell))  # As a number it would lose digits.
        case _:
            sheet.write_number(row, column, cell)
