"""Formulas: the apostrophes taken off that our own tables put before signs.

A table of ours is harmless in a spreadsheet because `=1+1` is written `'=1+1` there (and `'=1+1`,
in turn, `''=1+1`). Read again, the text is what it was.
"""

import re

import polars as pl
import pyarrow as pa

_SIGNS = r"=+\-@＝＋－＠"  # noqa: RUF001 - the full-width signs are meant
# In UTF-8 the full-width signs begin with one byte.
_MARKED = re.compile(rb"'[=+\-@\xef]")
_APOSTROPHE = rf"""((?:^|[;\t\r\n])[\s";]*)'('*[{_SIGNS}])"""


def restored(rows: pa.RecordBatch) -> pl.DataFrame:
    """Take one apostrophe off before each sign that could begin a formula.

    >>> restored(pa.record_batch({"c0": ["'=1+1", "''=1", "O'-Neil", "x;'=1"]}))["c0"].to_list()
    ['=1+1', "'=1", "O'-Neil", 'x;=1']
    """
    marked = [name for name in rows.schema.names if _may_be_marked(rows[name])]
    return pl.DataFrame(pl.from_arrow(rows)).with_columns(
        pl.col(marked).str.replace_all(_APOSTROPHE, "$1$2")
    )


def _may_be_marked(column: pa.StringArray) -> bool:
    """Say whether any sign stands behind an apostrophe, by a look at all letters at once."""
    letters = column.buffers()[-1]
    return letters is not None and _MARKED.search(letters) is not None
