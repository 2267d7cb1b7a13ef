"""Beside: how the columns of two records that stand side by side, `a_…` and `b_…`, are compared.

Every comparison means the same whichever record comes first; unknown is no.
"""

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import LCSseq, Levenshtein

from partnerhub.matching.looking import ordered

MANY: Final = 99
"""Letters that must change, when they are more than few."""
MOST_TYPED: Final = 2


def either(column: str, test: str) -> pl.Expr:
    """Compare a column of both records; unknown is no."""
    found: pl.Expr = getattr(pl.col(f"a_{column}"), test)(pl.col(f"b_{column}"))
    return found.fill_null(value=False)


def crossed(one: str, other: str) -> pl.Expr:
    """Say whether one column of either record is another column of the other."""
    a_first = pl.col(f"a_{one}") == pl.col(f"b_{other}")
    b_first = pl.col(f"b_{one}") == pl.col(f"a_{other}")
    return a_first.fill_null(value=False) | b_first.fill_null(value=False)


def begins(column: str, shortest: int) -> pl.Expr:
    """Say whether one of two texts begins with the other."""
    a, b = pl.col(f"a_{column}"), pl.col(f"b_{column}")
    long = pl.min_horizontal(a.str.len_chars(), b.str.len_chars()) >= shortest
    return ((a.str.starts_with(b) | b.str.starts_with(a)) & long).fill_null(value=False)


def starts_alike(one: str, other: str, letters: int) -> pl.Expr:
    """Say whether two columns begin with the same letters."""
    same = pl.col(one).str.head(letters) == pl.col(other).str.head(letters)
    return same.fill_null(value=False)


def typed(one: pl.Series, other: pl.Series) -> NDArray[np.int64]:
    """Count the letters that must change between texts; MANY when more than few."""
    few: NDArray[np.int64] = process.cpdist(
        *ordered(one, other), scorer=Levenshtein.distance, dtype=np.int64,
        score_cutoff=MOST_TYPED,
    )  # fmt: skip
    return np.where(few > MOST_TYPED, MANY, few)


def near(pairs: pl.DataFrame, column: str, shortest: int, most: int) -> pl.Series:
    """Find the pairs whose values were typed differently, in no more than some letters.

    Only values that begin or end alike and are about as long are read.

    Args:
        pairs: Records side by side.
        column: What is compared.
        shortest: Values with fewer letters are not near to any other.
        most: The most letters that may differ.
    """
    a, b = pl.col(f"a_{column}"), pl.col(f"b_{column}")
    size_a, size_b = a.str.len_bytes().cast(pl.Int64), b.str.len_bytes().cast(pl.Int64)
    as_long = (pl.min_horizontal(size_a, size_b) >= shortest) & ((size_a - size_b).abs() <= 1)
    alike = starts_alike(f"a_{column}", f"b_{column}", 2) | (a.str.tail(2) == b.str.tail(2))
    known = pairs.select(a, b).with_row_index("place").filter((a != b) & as_long).filter(alike)
    found = np.zeros(len(pairs), dtype=bool)
    found[known["place"].to_numpy()] = typed(known[f"a_{column}"], known[f"b_{column}"]) <= most
    return pl.Series("near", found)


def unlike(pairs: pl.DataFrame, column: str) -> pl.Series:
    """Find the pairs of which both have a value, and neither is the other with letters left out."""
    a, b = pairs[f"a_{column}"], pairs[f"b_{column}"]
    both = (a != b).fill_null(value=False)
    one, other = a.filter(both), b.filter(both)
    least = np.minimum(one.str.len_chars().to_numpy(), other.str.len_chars().to_numpy())
    common: NDArray[np.int64] = process.cpdist(
        one.to_list(), other.to_list(), scorer=LCSseq.similarity, dtype=np.int64
    )
    found = np.zeros(len(pairs), dtype=bool)
    found[both.to_numpy()] = common < least
    return pl.Series(column, found)
