"""Quotation marks: is every field that opens with one closed before the next separator?

pyarrow reads `"x"y` as `xy` and goes on; whoever wrote it meant something else, and everything
after it may have slipped by one field. So the whole file is checked before a row of it is used. One
regular expression does it, with possessive quantifiers, so that it never steps back.
"""

import re

from partnerhub.domain.errors import ImportCsvSyntaxError
from partnerhub.ingest.text import Text, Window

_CHUNK = 1 << 20
_LONGEST_ROW = 1 << 22


def check_quotes(text: Text, start: int, end: int, delimiter: str) -> None:
    """Check the quotation marks between two places of a text.

    A mark inside a field that does not begin with one is taken as it stands: `5" pipe`.

    Raises:
        ImportCsvSyntaxError: With the line of the field that is wrong.
    """
    if not text.quoted or delimiter == '"':
        return
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
