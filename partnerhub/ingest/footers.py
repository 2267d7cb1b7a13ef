"""Footers: the lines that a Salesforce report ends with."""

import re

from partnerhub.ingest.text import Text

FOOTER_CELL = (
    r"(?i)^(?:(?:grand )?totals? \([0-9,.]+ records?\)"
    r"|confidential information - do not distribute"
    r"|copyright (?:\(c\)|\x{a9}) 2000-[0-9]{4} salesforce\.com.*)$"
)
"""The first cell of such a line, as Polars reads regular expressions."""

_SURE = re.compile(
    r'"?(?:(?:grand )?totals? \([\d,.]+ records?\)|confidential information - do not distribute'
    r"|copyright (?:\(c\)|\u00a9) 2000-\d{4} salesforce\.com).*",
    re.IGNORECASE,
)
_TOTAL = re.compile(r'"?(?:grand )?totals?\b.*', re.IGNORECASE)
_FILLING = '",;\t| '


def footer_start(text: Text, start: int, delimiter: str, *, wide: bool) -> int:
    """Find where a Salesforce report's footer begins, or the end of the text.

    Around the lines that are surely of a footer stand others with one cell: the report's name, who
    made it, the company. Rows of the list have more.

    Args:
        text: The file.
        start: Where the rows begin.
        delimiter: What separates the columns.
        wide: Whether there are several.
    """
    lines = text.tail.decode("utf-8", "ignore").split("\n")
    sure = [at for at, line in enumerate(lines) if at and _SURE.fullmatch(line.strip())]
    if not sure or not all(_is_lone(line, delimiter) for line in lines[sure[-1] + 1 :]):
        return text.size
    first = sure[0]
    while wide and first > 1 and _belongs(lines[first - 1], lines[first - 2], delimiter):
        first -= 1
    footer = sum(len(line.encode()) + 1 for line in lines[first:]) - 1
    return max(text.size - footer, start)


def _belongs(line: str, above: str, delimiter: str) -> bool:
    """Say whether a line before a footer is part of it: lone cells, and totals."""
    blank = not line.strip(_FILLING)
    lone = delimiter not in line and _is_lone(line, delimiter)
    if blank or lone or _TOTAL.fullmatch(line.strip()):
        return True
    sums = line.strip().startswith(('""', delimiter))
    return sums and _TOTAL.fullmatch(above.strip()) is not None


def _is_lone(line: str, delimiter: str) -> bool:
    """Say whether a line is a row of at most one cell, and no part of a quoted text."""
    cells = line.rstrip(_FILLING)
    return delimiter not in cells and line.count('"') % 2 == 0
