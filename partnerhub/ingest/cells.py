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
    nothing = {name: _NO_NAME if name in names else _NOTHING for name in frame.columns}
    looks = frame.select(
        *(
            pl.lit(value=False).alias(f"{name} unusual")
            if name in printable
            else pl.col(name).str.contains(_UNUSUAL).any().alias(f"{name} unusual")
            for name in nothing
        ),
        *(
            pl.col(name).str.contains(pattern).any().alias(f"{name} nothing")
            for name, pattern in nothing.items()
        ),
    ).row(0, named=True)
    return frame.select(
        _cleaned(name, pattern if looks[f"{name} nothing"] else None, looks[f"{name} unusual"])
        for name, pattern in nothing.items()
    )


def _cleaned(name: str, nothing: str | None, unusual: bool | None) -> pl.Expr:
    """Clean one column as far as it needs it."""
    text = pl.col(name)
    if unusual:
        text = (
            text.str.normalize("NFC")
            .str.replace_all(_CONTROLS, " ")
            .str.replace_all(_INVISIBLE, "")
            .str.replace_all(_SPACES, " ")
        )
    text = text.str.strip_chars(" ")
    empty = text.str.len_bytes() == 0
    if nothing:
        empty |= text.str.contains(nothing)
    return pl.when(~empty).then(text).alias(name)


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
