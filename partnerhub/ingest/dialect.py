"""Dialects: what separates the columns of a CSV file, and how its first rows come apart."""

import csv
import io
import re

from partnerhub.domain.errors import (
    ImportCsvSyntaxError,
    ImportHeaderError,
    ImportTooManyColumnsError,
)
from partnerhub.ingest.options import ReadOptions

DELIMITERS = ",;\t|"
"""What separates columns, unless the user says something else."""

_PREAMBLE = 30
_SAMPLE = 60
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[,;\t|]*')


def separator_line(head: str) -> str | None:
    """Read the `sep=;` line that some programs write first."""
    found = _SEPARATOR_LINE.fullmatch(head.partition("\n")[0])
    return found[1] if found else None


def sniffed(head: str) -> str:
    """Find the delimiter that splits the first rows into the same number of columns, most often."""
    best, best_score = ",", (0.0, 0)
    sample = head.split("\n", _SAMPLE)[:_SAMPLE]
    for delimiter in DELIMITERS:
        try:
            reader = csv.reader((f"{line}\n" for line in sample), delimiter=delimiter)
            rows = [row for row in reader if row]
        except csv.Error:
            continue
        widths = [len(row) for row in rows]
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        if common > 1:
            score = (widths.count(common) / len(widths), common)
            if score > best_score:
                best, best_score = delimiter, score
    return best


def refuse_wide(head: str, delimiter: str, limit: int) -> None:
    """Refuse a header that is too wide before it is taken apart."""
    for line in head.split("\n", _PREAMBLE)[:_PREAMBLE]:
        if '"' not in line and line.count(delimiter) >= limit:
            raise ImportTooManyColumnsError(
                f"The file has {line.count(delimiter) + 1:,} columns; at most {limit} are taken."
            )


def first_rows(head: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Take the first rows apart, with the number of lines up to the end of each."""
    reader = csv.reader(io.StringIO(head), delimiter=delimiter)
    rows: list[list[str]] = []
    ends: list[int] = []
    try:
        for row in reader:
            if len(rows) == _PREAMBLE:
                break
            rows.append(row)
            ends.append(reader.line_num)
    except csv.Error as error:
        raise ImportCsvSyntaxError(f"Line {reader.line_num}: {error}.") from None
    return rows, ends


def check_header(labels: list[str], delimiter: str, head: str, options: ReadOptions) -> None:
    """Refuse a header that is too wide, or one column because of a wrong delimiter."""
    if len(labels) > options.max_columns:
        raise ImportTooManyColumnsError(
            f"The file has {len(labels):,} columns; at most {options.max_columns} are taken."
        )
    if options.delimiter is None or len(labels) > 1:
        return
    better = sniffed(head)
    if better != delimiter and better in labels[0]:
        raise ImportHeaderError(
            f"Split at {_NAMES.get(delimiter, repr(delimiter))}, the file has one column; it looks "
            f"as if a {_NAMES[better]} separates them. Leave the delimiter out, or name that one."
        )
