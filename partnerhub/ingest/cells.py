"""Cells: text brought to one clean spelling, column by column.

Clean text is NFC, on one line, without control and invisible characters, and stripped. What people
and programs write for "nothing" becomes nothing.
"""

from collections.abc import Callable, Collection
from typing import TypeVar

import polars as pl

LONGEST = 4096
"""Longest text that a field takes."""

LONGEST_CELL = 131_072
"""Longest cell that is not a broken file."""

_UNUSUAL = r"[^\x20-\x7e]"
# Control and formatting characters, among them those that turn writing round (F0 of a name may
# not run backwards over what stands beside it on a partner's page).
_CONTROLS = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+"
_INVISIBLE = r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
_SPACES = r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}|[\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_NOTHING = r"^\s*(?i:--?|#?n/a|\(?null\)?|nan|\(blank\)|\[not provided\])\s*$"
_NO_NAME = r"^\s*(?i:--?|#n/a)\s*$"

Result = TypeVar("Result")


def cleaned(
    frame: pl.DataFrame, names: Collection[str] = (), printable: Collection[str] = ()
) -> pl.DataFrame:
    """Clean columns of text; what holds nothing becomes null.

    Most columns need no more than stripping, so each is looked at before it is worked on.

    Args:
        frame: The columns.
        names: Those that hold names, among which "Null" is one.
        printable: Those known to hold nothing but printable ASCII.
    """
    return pl.DataFrame(
        [
            _cleaned(
                column,
                _NO_NAME if column.name in names else _NOTHING,
                printable=column.name in printable,
            )
            for column in frame.get_columns()
        ]
    )


def _usual(text: pl.Series) -> pl.Series:
    """Bring text to one line of characters that can be seen, where any of a column needs it."""
    found = text.str.contains(_UNUSUAL)
    if not found.any():
        return text
    unusual = (found | text.str.contains("  ", literal=True)).arg_true()
    usual = (
        text.gather(unusual)
        .str.normalize("NFC")
        .str.replace_all(_CONTROLS, " ")
        .str.replace_all(_INVISIBLE, "")
        .str.replace_all(_SPACES, " ")
    )
    return text.clone().scatter(unusual, usual)


def _cleaned(text: pl.Series, nothing: str, *, printable: bool) -> pl.Series:
    """Clean one column as far as it needs it."""
    stripped = (text if printable else _usual(text)).str.strip_chars(" ")
    empty = stripped.str.len_bytes() == 0
    if text.str.contains(nothing).any():
        empty |= stripped.str.contains(nothing)
    return stripped.to_frame().select(pl.when(~empty).then(pl.col(text.name))).to_series()


def mapped(
    text: pl.Series, read: Callable[[str], Result | None], dtype: pl.DataType | type[pl.DataType]
) -> pl.Series:
    """Read each distinct text of a column once; null where it cannot be read."""
    distinct = text.drop_nulls().unique()
    if distinct.is_empty():
        return pl.Series(text.name, [None] * len(text), dtype=dtype)
    results = pl.Series("result", [read(value) for value in distinct], dtype=dtype)
    table = pl.DataFrame({"text": distinct, "result": results})
    found = text.to_frame("text").join(table, on="text", how="left", maintain_order="left")
    return found.get_column("result").alias(text.name)
