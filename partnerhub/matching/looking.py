"""Looking alike: which pairs of names are worth measuring, found without reading them.

Candidates that share words or a beginning only are many, and few of them look alike. Jaro-Winkler
likeness cannot be higher than the letters that two names have in common allow. So how often each
name has each letter, and its first four, rule most pairs out in a few steps over whole columns.

The bound: with `m` letters that can be matched at most, likeness is at most
`j = (m/|a| + m/|b| + 1) / 3`, and the first `l` letters, at most four, that are the same lift it to
`j + 0.1 * l * (1 - j)` (Winkler, "String Comparator Metrics", 1990).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

_BEGINNING: Final = 4
_LIFT: Final = 0.1
# Letters that are the same in these bits count as one: the bound gets no tighter by more.
_LETTERS: Final = 32
_MOST: Final = 255
# Their counts stay in the fast memory of a processor.
_ROWS: Final = 8_192
_ROUNDING: Final = 1e-9

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Looks:
    """The names of a list and the look of each in a few bytes.

    Attributes:
        names: The names, as they are compared.
        length: How many letters each has; at least 1, so that it can be divided by.
        letters: How often it has each letter, a row per name.
        beginning: Its first four letters, a column per name.
        plain: Whether the counts can be trusted: there is a name, in plain letters.
    """

    names: pl.Series
    length: NDArray[np.int32]
    letters: NDArray[np.uint8]
    beginning: NDArray[np.uint8]
    plain: NDArray[np.bool_]

    @classmethod
    def of(cls, names: pl.Series) -> "Looks":
        """Take the look of names."""
        text = names.fill_null("").rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
        _, places, letters = text.buffers()
        ends = np.frombuffer(places, np.int64)[text.offset : text.offset + len(text) + 1]
        read = np.append(np.frombuffer(letters or b"", np.uint8), np.uint8(0))
        starts, length = ends[:-1], np.diff(ends)
        at = np.arange(_BEGINNING)[:, None]
        beginning = np.where(at < length, read[np.minimum(starts + at, len(read) - 1)], 0)
        plain = (names.str.len_chars().fill_null(0).to_numpy() == length) & (length > 0)
        return cls(
            names,
            np.maximum(length, 1).astype(np.int32),
            _counted(read, ends),
            beginning.astype(np.uint8),
            plain & (length <= _MOST),
        )


def look_alike(a: Looks, b: Looks, at_a: Places, at_b: Places, least: float) -> NDArray[np.bool_]:
    """Say of pairs of names whether they look alike, or one begins or ends with the other.

    Args:
        a: The names of one list.
        b: The names of the other.
        at_a: Which name of the one list each pair has.
        at_b: Which name of the other list.
        least: How alike they must be at least, 0 to 1.
    """
    found = np.zeros(len(at_a), dtype=bool)
    read = np.flatnonzero(_could_be(a, b, at_a, at_b, least))
    names = pl.DataFrame(
        {"a": a.names.gather(at_a[read]), "b": b.names.gather(at_b[read])},
        schema={"a": pl.String, "b": pl.String},
    )
    within = names.select(_WITHIN).to_series().to_numpy()
    looks = alike(names["a"], names["b"]) >= least
    found[read] = within | looks
    return found


def alike(one: pl.Series, other: pl.Series) -> NDArray[np.float64]:
    """Say how alike texts look, 0 to 1, by Jaro-Winkler; the order of the two does not matter."""
    found: NDArray[np.float64] = process.cpdist(
        *ordered(one, other), scorer=JaroWinkler.similarity, dtype=np.float64
    )
    return found


def ordered(one: pl.Series, other: pl.Series) -> tuple[list[str], list[str]]:
    """Put the lesser of two texts first: likeness is measured from one side."""
    swapped = one > other
    return other.zip_with(swapped, one).to_list(), one.zip_with(swapped, other).to_list()


_A, _B = pl.col("a"), pl.col("b")
_WITHIN: Final = (
    _A.str.starts_with(_B) | _B.str.starts_with(_A) | _A.str.ends_with(_B) | _B.str.ends_with(_A)
).fill_null(value=False)


def _counted(read: NDArray[np.uint8], ends: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Count how often each name has each letter."""
    counts = np.zeros((len(ends) - 1, _LETTERS), dtype=np.uint8)
    for start in range(0, len(counts), _ROWS):
        part = ends[start : start + _ROWS + 1]
        name = np.repeat(np.arange(len(part) - 1), np.diff(part))
        cell = name * _LETTERS + (read[part[0] : part[-1]] & (_LETTERS - 1))
        often = np.bincount(cell, minlength=(len(part) - 1) * _LETTERS)
        counts[start : start + _ROWS] = np.minimum(often, _MOST).reshape(-1, _LETTERS)
    return counts


def _could_be(a: Looks, b: Looks, at_a: Places, at_b: Places, least: float) -> NDArray[np.bool_]:
    """Say which names may look alike or be within each other; the others certainly do not."""
    common = np.minimum(a.letters[at_a], b.letters[at_b]).sum(axis=1, dtype=np.int32)
    a_length, b_length = a.length[at_a], b.length[at_b]
    bound = (common / a_length + common / b_length + 1) / 3
    begun = np.ones(len(at_a), dtype=bool)
    same = np.zeros(len(at_a), dtype=np.int8)
    for one, other in zip(a.beginning, b.beginning, strict=True):
        begun &= one[at_a] == other[at_b]
        same += begun
    alike_enough = bound + _LIFT * same * (1 - bound) >= least - _ROUNDING
    within = common == np.minimum(a_length, b_length)
    unknown = ~(a.plain[at_a] & b.plain[at_b])
    found: NDArray[np.bool_] = alike_enough | within | unknown
    return found
