"""Formulas: the apostrophes taken off that our own tables put before signs.

A table of ours is harmless in a spreadsheet because `=1+1` is written `'=1+1` there (and `'=1+1`,
in turn, `''=1+1`). Read again, the text is what it was.
"""

import polars as pl

_SIGNS = r"=+\-@＝＋－＠"  # noqa: RUF001 - the full-width signs are meant
_MARKED = rf"'[{_SIGNS}]"
_APOSTROPHE = rf"""((?:^|[;\t\r\n])[\s";]*)'('*[{_SIGNS}])"""


def restored(frame: pl.DataFrame) -> pl.DataFrame:
    """Take one apostrophe off before each sign that could begin a formula.

    >>> restored(pl.DataFrame({"c0": ["'=1+1", "''=1", "O'-Neil", "x;'=1"]})).to_series().to_list()
    ['=1+1', "'=1", "O'-Neil", 'x;=1']
    """
    marked = [one.name for one in frame.get_columns() if one.str.contains(_MARKED).any()]
    return frame.with_columns(pl.col(marked).str.replace_all(_APOSTROPHE, "$1$2"))
