"""Footers: the lines that a Salesforce report ends with."""

import re

from partnerhub.ingest.text import Text

FOOTER_CELL = (
    r"(?i)^(?:(?:grand )?totals? \([\d,.]+ records?\)"
    r"|confidential information - do not distribute"
    r"|copyright (?:\(c\)|\x{a9}) 2000-\d{4} salesforce\.com.*)$"
)
"""The first cell of such a line, as Polars reads regular expressions."""

_FOOTER = re.compile(
    r'"?(?:(?:Grand )?Totals? \([\d,.]+ records?\)|Confidential Information - Do Not Distribute|'
    r"Copyright (?:\(c\)|\u00a9) 2000-\d{4} salesforce\.com.*)\"?[,;\t|\"]*.*",
    re.IGNORECASE,
)
_TOTAL = re.compile(r'"?(?:grand )?totals?"?(?:[,;\t|].*)?', re.IGNORECASE)


def footer_start(text: Text, start: int) -> int:
    """Find where a Salesforce report's footer begins, or the end of the text."""
    lines = text.tail.decode("utf-8", "ignore").split("\n")
    kept = len(lines)
    found = False
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at].strip()
        if _FOOTER.fullmatch(line) or (found and _TOTAL.fullmatch(line)):
            kept, found = at, True
        elif line.strip('",;\t| '):
            break
    if not found:
        return text.size
    footer = sum(len(line.encode()) + 1 for line in lines[kept:]) - 1
    return max(text.size - footer, start)
