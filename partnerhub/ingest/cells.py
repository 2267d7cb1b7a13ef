"""Cells: text brought to one clean spelling, column by column.

Clean text is NFC, on one line, with single spaces, without control and invisible characters, and
stripped. What people and programs write for "nothing" becomes nothing.
"""

from collections.abc import Callable, Collection
from typing import TypeVar

import polars as pl

LONGEST = 4096
"""Longest text that a field takes."""

LONGEST_CELL = 131_072
"""Longest cell that is not a broken file."""

_UNUSUAL = r"[^\x20-\x7e]|  "
# Control and formatting characters, among them those that turn writing round (F0 of a name may
# not run backwards over what stands beside it on a partner's page).
_CONTROLS = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+"
_INVISIBLE = r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
_SPACES = r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}|[\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_NOTHING = r"^\s*(?i:--?|#?n/a|\(?null\)?|nan|\(blank\)|\[not provided\])\s*$"
_NO_NAME = r"^\s*(?i:--?|#n/a)\s*$"
_LONGEST_NOTHING = len("[not provided]")

Result = TypeVar("Result")


def cleaned(
    frame: pl.DataFrame, names: Collection[str] = (), plain: Collection[str] = ()
) -> pl.DataFrame:
    """Clean columns of text; what holds nothing becomes null.

    Most columns need no more than stripping, so each is looked at before it is worked on.

    Args:
        frame: The columns.
        names: Those that hold names, among which "Null" is one.
        plain: Those known to hold nothing but printable ASCII, and no two spaces in a row.
    """
    others = [column for column in frame.columns if column not in plain]
    unusual = frame.select(pl.col(others).str.contains(_UNUSUAL))
    usual = [_usual(frame.get_column(each.name), each) for each in unusual.get_columns()]
    stripped = frame.with_columns(usual).with_columns(pl.all().str.strip_chars(" "))
    sizes = stripped.select(pl.all().str.len_bytes())
    empty = [
        _means_nothing(
            column, sizes.get_column(column.name), _NO_NAME if column.name in names else _NOTHING
        )
        for column in stripped.get_columns()
    ]
    return stripped.select(pl.when(~none).then(pl.col(none.name)) for none in empty)


def _usual(text: pl.Series, unusual: pl.Series) -> pl.Series:
    """Bring the unusual ones of texts to one line of characters that can be seen."""
    at = unusual.arg_true()
    if at.is_empty():
        return text
    usual = (
        pl.col(text.name)
        .str.normalize("NFC")
        .str.replace_all(_CONTROLS, " ")
        .str.replace_all(_INVISIBLE, "")
        .str.replace_all(_SPACES, " ")
    )
    read = text.gather(at).to_frame().select(usual).to_series()
    return text.clone().scatter(at, read)


def _means_nothing(text: pl.Series, size: pl.Series, nothing: str) -> pl.Series:
    """Say which texts are empty or mean nothing, all of which are short."""
    empty = size == 0
    short = (~empty & (size <= _LONGEST_NOTHING)).arg_true()
    said = text.gather(short).str.contains(nothing)
    return empty.scatter(short.filter(said), values=True) if said.any() else empty


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
