"""Quotation marks: is every field that opens with one closed before the next separator?

pyarrow reads `"x"y` as `xy` and goes on; whoever wrote it meant something else, and everything
after it may have slipped by one field. So the whole file is checked before a row of it is used.

In most files each line is right by itself, and all lines are looked at in one go. Only where one is
not, a field may go over several lines, and the text is taken apart field by field: by one regular
expression, with possessive quantifiers, so that it never steps back.
"""

import re

import numpy as np
import polars as pl
import pyarrow as pa

from partnerhub.domain.errors import ImportCsvSyntaxError
from partnerhub.ingest.dialect import DELIMITERS
from partnerhub.ingest.text import Text, Window

_CHUNK = 1 << 20
_LONGEST_ROW = 1 << 22


def check_quotes(text: Text, start: int, end: int, delimiter: str) -> bool:
    """Check the quotation marks between two places of a text.

    A mark inside a field that does not begin with one is taken as it stands: `5" pipe`.

    Returns:
        Whether a field may go over several lines.

    Raises:
        ImportCsvSyntaxError: With the line of the field that is wrong.
    """
    if not text.quoted:
        return False
    if delimiter in DELIMITERS and _is_right_line_by_line(text, start, end, delimiter):
        return False
    if delimiter != '"':
        _check_fields(text, start, end, delimiter)
    return True


def _is_right_line_by_line(text: Text, start: int, end: int, delimiter: str) -> bool:
    """Say whether in each line by itself every field that opens is closed."""
    field = rf'(?:"(?:[^"]|"")*"|[^"\n{delimiter}][^{delimiter}]*|)'
    row = rf"^\n?{field}(?:[{delimiter}]{field})*$"
    window = Window(text, start, end)
    rest = b""
    right = True
    while right and (chunk := window.read(_CHUNK)):
        lines, _, rest = (rest + chunk).rpartition(b"\n")
        right = len(rest) <= _LONGEST_ROW and _all_match(lines, row)
    window.close()
    return right and _all_match(rest, row)


def _all_match(text: bytes, row: str) -> bool:
    """Say whether every line that holds a quotation mark is a row."""
    lines = _lines(text)
    marked = lines.filter(lines.str.contains('"', literal=True))
    return bool(marked.str.contains(row).all())


def _lines(text: bytes) -> pl.Series:
    """Cut a text into lines, each with the line feed before it, without a copy of a letter."""
    feeds = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n"))
    ends = np.concatenate([[0], feeds, [len(text)]]).astype(np.int64)
    array = pa.LargeStringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), pa.py_buffer(text))
    return pl.Series(array, dtype=pl.String)


def _check_fields(text: Text, start: int, end: int, delimiter: str) -> None:
    """Check field by field.

    Raises:
        ImportCsvSyntaxError: With the line of the field that is wrong.
    """
    fields = _fields(delimiter)
    window = Window(text, start, end)
    rest = b""
    done = text.head.count(b"\n", 0, start)
    while chunk := window.read(_CHUNK):
        rest += chunk
        whole = fields.match(rest)
        size = whole.end() if whole else 0
        done += rest.count(b"\n", 0, size)
        rest = rest[size:]
        if len(rest) > _LONGEST_ROW:
            break
    window.close()
    last = rest + b"\n" if rest and not rest.endswith(b"\n") else rest
    whole = fields.match(last)
    if whole is None or whole.end() < len(last):
        line = done + last.count(b"\n", 0, whole.end() if whole else 0) + 1
        raise ImportCsvSyntaxError(
            f"Line {line}: a quotation mark is not closed, or text follows a closed one. "
            "Export the list again, or double the quotation marks inside quoted text."
        )


def _fields(delimiter: str) -> re.Pattern[bytes]:
    """Match as many whole fields as there are, each with the separator after it.

    Lines without a quotation mark are taken in one stride; only at the start of a line, so that no
    text is looked at more than twice.
    """
    separator = re.escape(delimiter.encode())
    return re.compile(
        rb'(?:(?<=\n)[^"\n]*+\n|(?:"[^"]*+(?:""[^"]*+)*+"|[^"'
        + separator
        + rb"\n][^"
        + separator
        + rb"\n]*+|)"
        rb"[" + separator + rb"\n])*+"
    )
