"""How common words are in the names of companies, from a table that comes with the policy.

A rare word that two names share says much, a common one little. How rare it is must not depend on
the lists compared: a row that one side never shows would change a number that the other side sees.
So the table is fixed, and part of the policy's version.

The counts were taken over the distinct company names of FinanceDatabase (Jeroen Bouma and
contributors, https://github.com/JerBouma/FinanceDatabase, MIT licence, state of February 2023),
brought to words by `normalizing.words`. Words that occur fewer than three times are left out and
count as once seen.
"""

import math
from functools import cache
from importlib import resources
from typing import Final

import polars as pl

# Thousandths of a nat: whole numbers add up to the same sum in any order.
SCALE: Final = 1000


@cache
def _table() -> tuple[pl.Series, pl.Series, int]:
    """Read the words, their weights and the weight of a word that is not among them."""
    text = resources.files("partnerhub.matching.names").joinpath("words.tsv").read_text("utf-8")
    head, *lines = text.splitlines()
    names = int(head.rsplit("\t", 1)[1])
    counts = dict(line.split("\t") for line in lines)
    weights = [round(SCALE * math.log(names / int(count))) for count in counts.values()]
    return (
        pl.Series(list(counts), dtype=pl.String),
        pl.Series(weights, dtype=pl.Int32),
        round(SCALE * math.log(names)),
    )


def weight(word: pl.Expr) -> pl.Expr:
    """How much a word says, in thousandths of a nat: 0 when every name had it."""
    known, weights, unknown = _table()
    return word.replace_strict(known, weights, default=unknown, return_dtype=pl.Int32)
