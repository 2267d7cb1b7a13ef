"""Cells: text brought to one clean spelling, column by column.

Clean text is NFC, on one line, without control and invisible characters, and stripped. What people
and programs write for "nothing" becomes nothing.
"""

from collections.abc import Callable
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
_NOTHING = ("-", "--", "n/a", "#n/a", "null", "(null)", "nan", "(blank)", "[not provided]")
_NO_NAME = ("-", "--", "#n/a")

Result = TypeVar("Result")


def cleaned(raw: pl.Series, *, names: bool = False) -> pl.Series:
    """Clean a column of text; what holds nothing becomes null.

    Args:
        raw: The column.
        names: Whether it holds names, among which "Null" is one.
    """
    text = raw.fill_null("")
    if text.str.contains(_UNUSUAL).any():
        text = (
            text.str.normalize("NFC")
            .str.replace_all(_CONTROLS, " ")
            .str.replace_all(_INVISIBLE, "")
            .str.replace_all(_SPACES, " ")
        )
    text = text.str.strip_chars(" ")
    nothing = _NO_NAME if names else _NOTHING
    short = (text.str.len_bytes() <= max(map(len, nothing))) & (text.str.len_bytes() > 0)
    empty = text.str.len_bytes() == 0
    if short.any():
        empty |= short & text.str.to_lowercase().is_in(list(nothing))
    return (
        text.to_frame("text")
        .select(pl.when(~empty).then(pl.col("text")).otherwise(None).alias("text"))
        .to_series()
    )


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
