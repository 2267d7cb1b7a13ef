"""The words that two names share, and what is left of each: for many pairs at once.

The words of a record are numbers: bits 0 to 44 are a hash of the word, 45 to 47 its kind, and
from 48 up what it weighs, in thousandths of a nat. The numbers of all names of a batch stand in a
table with one row per place, so that comparing all places of the one name with all of the other is
a few passes over whole columns.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from partnerhub.matching.columns import laid

HASH_BITS: Final = 45
WEIGHT_BITS: Final = 48
_KINDS: Final = 7

Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]

# Names of up to so many words are compared together; a long one does not widen the others' table.
_WIDTHS: Final = (4, 8, 1 << 20)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the names of pairs have in common, one entry per pair.

    Attributes:
        shared: What the shared words weigh, in thousandths of a nat.
        a_rest: How many words of the first name the second lacks.
        b_rest: How many words of the second name the first lacks.
        a_kinds: The kinds of the words in the first rest, one bit each.
        b_kinds: The kinds of the words in the second rest.
    """

    shared: Codes
    a_rest: Codes
    b_rest: Codes
    a_kinds: Codes
    b_kinds: Codes


def overlap(a: pl.Series, b: pl.Series) -> Overlap:
    """Find what names have in common, from lists of their words' codes, without repetition."""
    found = Overlap(*(np.zeros(len(a), dtype=np.int64) for _ in range(5)))
    widest = np.maximum(laid(a)[0], laid(b)[0])
    done = 0
    for width in _WIDTHS:
        chosen = np.flatnonzero((widest > done) & (widest <= width))
        done = width
        if len(chosen):
            _overlap(_take(a, chosen), _take(b, chosen), chosen, found)
    return found


def rest_letters(left: pl.DataFrame, right: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Put together the letters of the words of each name that the other lacks."""
    a, b = places(left["codes"]), places(right["codes"])
    in_b, in_a = _shared(a, b)
    return _joined(left["words"], ~in_b.T[a.T != 0]), _joined(right["words"], ~in_a.T[b.T != 0])


def _overlap(a: pl.Series, b: pl.Series, at: NDArray[np.intp], found: Overlap) -> None:
    """Find what some names have in common and put it in its place."""
    first, second = places(a), places(b)
    in_b, in_a = _shared(first, second)
    found.shared[at] = np.where(in_b, first >> WEIGHT_BITS, 0).sum(axis=0)
    for codes, met, rest, kinds in (
        (first, in_b, found.a_rest, found.a_kinds),
        (second, in_a, found.b_rest, found.b_kinds),
    ):
        left = (codes != 0) & ~met
        rest[at] = left.sum(axis=0)
        kind = np.left_shift(1, codes >> HASH_BITS & _KINDS)
        kinds[at] = np.bitwise_or.reduce(np.where(left, kind, 0), axis=0)


def _shared(a: Codes, b: Codes) -> tuple[Mask, Mask]:
    """Say of each word of either name whether the other name has it."""
    in_b, in_a = np.zeros(a.shape, dtype=bool), np.zeros(b.shape, dtype=bool)
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            same = (one == other) & (one != 0)
            in_b[i] |= same
            in_a[j] |= same
    return in_b, in_a


def places(codes: pl.Series) -> Codes:
    """Lay lists of codes into a table with a row per place and a column per name, 0 for none."""
    lengths, entries = laid(codes)
    table = np.zeros((int(lengths.max(initial=0)), len(codes)), dtype=np.int64)
    name = np.repeat(np.arange(len(codes)), lengths)
    place = np.arange(len(name)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    table[place, name] = entries.to_numpy()
    return table


def _take(lists: pl.Series, at: NDArray[np.intp]) -> pl.Series:
    """Take some of the lists, or all as they are."""
    return lists if len(at) == len(lists) else lists.gather(at)


def _joined(words: pl.Series, kept: Mask) -> pl.Series:
    """Join those words of each name that are kept, by flat place; mostly it is one word."""
    lengths, entries = laid(words)
    name = np.repeat(np.arange(len(words)), lengths)[kept]
    word = entries.filter(pl.Series(kept))
    often = np.bincount(name, minlength=len(words))
    first = np.concatenate(([0], np.cumsum(often)[:-1])).astype(np.int64)
    if not len(word):
        return pl.repeat("", len(words), eager=True)
    letters = word.gather(np.where(often > 0, first, 0))
    many = often[name] > 1
    joined = (
        pl.DataFrame({"name": name[many], "word": word.filter(pl.Series(many))})
        .group_by("name", maintain_order=True)
        .agg(pl.col("word").str.join(""))
    )
    letters = letters.scatter(joined["name"], joined["word"]) if len(joined) else letters
    return letters.set(pl.Series(often == 0), "")
