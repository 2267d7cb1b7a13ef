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
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any
from urllib.parse import quote

from flask import Response, request
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from werkzeug.wsgi import wrap_file

from partnerhub.http.operation import JSON

Cell = str | int | float | Decimal | date | datetime | bool | None
LONGEST_CELL = 32_767
"""Characters a spreadsheet's cell holds."""
IN_MEMORY = 4 << 20
SIGNS = "=+\\-@＝＋－＠"  # noqa: RUF001 - the full-width signs are meant
BEFORE_SIGN = re.compile(rf"""(?<![\s";])([\s";]+|^)(?='*[{SIGNS}])""")
"""What stands before a sign, where a program may see a cell begin; it is found in linear time."""
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
    safe = BEFORE_SIGN.sub(_with_apostrophe, ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))
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
    """Write a table as a workbook of one sheet, row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("partnerhub")
    assert isinstance(sheet, WriteOnlyWorksheet)
    try:
        sheet.append([_xlsx_cell(sheet, column) for column in table.columns])
        for row in table.rows:
            sheet.append([_xlsx_cell(sheet, cell) for cell in row])
        book.save(file)
    except BaseException:
        _forget(sheet)
        raise


def _forget(sheet: WriteOnlyWorksheet) -> None:
    """Remove the file in which the library keeps rows until the book is saved, and it was not."""
    if not sheet.closed:
        sheet.close()
    with suppress(FileNotFoundError):
        sheet._writer.cleanup()  # type: ignore[attr-defined]  # noqa: SLF001 - the only door


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


def _xlsx_cell(sheet: WriteOnlyWorksheet, cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)  # A workbook knows no zones; ours are all UTC.
    if not isinstance(cell, str):
        return cell
    written = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell)[:LONGEST_CELL])
    written.data_type = "s"
    return written
