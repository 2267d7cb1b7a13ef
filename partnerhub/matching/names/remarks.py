"""Remarks: what people write beside the name of an account for one another.

`Acme *DO NOT USE*`, `Acme (Inactive)` and `[Duplicate] Acme` are Acme. A remark is only taken off
where a sign sets it apart, or where no company would be called so.
"""

from typing import Final

import polars as pl

from partnerhub.matching.columns import TEXT, changed, evaluated

_SAID: Final = (
    "do not use|don'?t use|dnu|do not contact|do not call|use this one|use other|use the other one"
    "|duplicate(?: account| record)?|dupe|dup|inactive|not active|obsolete|archived?|defunct|old"
    "|closed|out of business|deleted?|to be deleted|test|merged|former|sold|bankrupt"
    "|in (?:administration|receivership|liquidation|insolvency|bankruptcy)|in liquidazione"
    "|en liquidaci[oó]n|en liquidation|in liq\\.?|dissolved|"
    "(?:merged|acquired|bought|now owned) (?:with|by|into|in) [^)\\]*]+"
)
# What sets it apart in front, and what may stand behind.
_OPEN: Final = r"(?: +[-–—|/:]+ *|[ ]*[(\[*{<_]+ *)"  # noqa: RUF001
_CLOSE: Final = r"[ )\]*}>_!.]*$"
_BEHIND: Final = rf"{_OPEN}(?:{_SAID}){_CLOSE}"
_BEFORE: Final = (
    rf"^(?:[(\[*{{<_]+ *(?:{_SAID})[ )\]*}}>_!.:-]+"
    r"|(?:do not use|don'?t use|dnu|duplicate|inactive|obsolete) *[-–—|:*]+ *)"  # noqa: RUF001
)
_ALONE: Final = r" (?:do not use|don'?t use|use this one)[ !.]*$"
_REMARK: Final = f"{_BEFORE}|{_BEHIND}|{_ALONE}"


def without(names: pl.Series) -> pl.Series:
    """Take remarks off names in lower case; a name that is nothing else stays.

    >>> without(pl.Series(["acme *do not use*", "old - acme", "(test)"])).to_list()
    ['acme', 'old - acme', '(test)']
    """
    left = TEXT.str.replace(_BEFORE, "").str.replace(f"{_BEHIND}|{_ALONE}", "")
    kept = pl.when(left.str.len_bytes() > 0).then(left).otherwise(TEXT)
    return changed(names, names.str.contains(_REMARK), lambda some: evaluated(some, kept))
