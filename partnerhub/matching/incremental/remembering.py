"""Remembering: what was said of a pair of unchanged records is said again without a look at them.

Records are spoken of by the numbers that they have in the versions that are compared now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa

from partnerhub.matching.columns import Places, taken
from partnerhub.matching.concluding import Pairs
from partnerhub.matching.policy import MatchPolicy

PAIR: Final = ("a", "b")
DOUBLE: Final = ("record", "best", "side")
SAID_OF: Final = ("accepted", "doubt", "given_way")
"""What the texts of a pair depend on beside its facts."""


_NO_DOUBLES: Final = pl.DataFrame(
    schema={"record": pl.UInt32, "best": pl.UInt32, "side": pl.String, "same": pl.Boolean}
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What was said of pairs.

    Attributes:
        doubles: `DOUBLE`, two records of one list, and `same`: whether they are one company.
        facts: `PAIR` and all facts.
        told: `PAIR`, `SAID_OF` and, in `place`, the row of `texts`.
        texts: `rules` and `explanation`.
    """

    doubles: pl.DataFrame
    facts: pl.DataFrame
    told: pl.DataFrame
    texts: pa.Table


class Remembering:
    """Says of pairs what was said before, asks for the rest, and remembers both."""

    def __init__(self, pairs: Pairs, before: Memory | None = None) -> None:
        self._pairs = pairs
        self._before = before
        self._doubles = _NO_DOUBLES
        self._facts = self._told = pl.DataFrame()
        self._texts = pa.table({})

    def memory(self) -> Memory:
        """Give what was said, for the next time."""
        return Memory(self._doubles, self._facts, self._told, self._texts)

    def scored(
        self, pairs: pl.DataFrame, policy: MatchPolicy, *, accepted: bool = False
    ) -> pl.DataFrame:
        """Score pairs and give those that could matter."""
        return self._pairs.scored(pairs, policy, accepted=accepted)

    def doubles(self, seconds: pl.DataFrame, policy: MatchPolicy) -> pl.Series:
        """Say which records of one list are the same company as another one of it."""
        known = self._before.doubles if self._before else _NO_DOUBLES
        at, missing = _places(seconds, known, DOUBLE)
        same = known.get_column("same")
        if missing.any():
            same = pl.concat([same, self._pairs.doubles(seconds.filter(missing), policy)])
        same = same.gather(at)
        self._doubles = seconds.select(DOUBLE).with_columns(same.alias("same")).unique(DOUBLE)
        return same

    def facts(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Find all facts of pairs."""
        if self._before is None:
            found = self._pairs.facts(pairs)
        else:
            at, missing = _places(pairs, self._before.facts, PAIR)
            found = self._before.facts.drop(PAIR)
            if missing.any():
                found = pl.concat([found, self._pairs.facts(pairs.filter(missing))])
            found = found[at]
        self._facts = pairs.select(PAIR).hstack(found)
        return found

    def explained(self, facts: pl.DataFrame, policy: MatchPolicy) -> pa.Table:
        """Give `rules` and `explanation` of pairs whose facts are known."""
        if self._before is None:
            texts = self._pairs.explained(facts, policy)
        else:
            told, texts = self._before.told, self._before.texts
            at, missing = _places(facts, told, PAIR, SAID_OF)
            added = np.arange(len(texts), len(texts) + int(missing.sum()))
            row = np.append(told.get_column("place").to_numpy(), added)
            if missing.any():
                new = self._pairs.explained(facts.filter(missing), policy)
                texts = pa.concat_tables([texts, new])
            texts = taken(texts, row[at])
        self._told = facts.select(*PAIR, *SAID_OF).with_row_index("place")
        self._texts = texts
        return texts


def _places(
    wanted: pl.DataFrame, known: pl.DataFrame, by: Sequence[str], same: Sequence[str] = ()
) -> tuple[Places, pl.Series]:
    """Find rows in a known table to which those that are missing will be added at the end.

    Args:
        wanted: Rows to find.
        known: The table.
        by: The columns that tell its rows apart; the first two are numbers of records.
        same: What must not have changed.

    Returns:
        Where each wanted row will be, and whether it is missing.
    """
    # Two numbers are found sooner as one.
    one, other, *more = by
    key = (pl.col(one).cast(pl.UInt64) * 2**32 + pl.col(other)).alias("key")
    found = wanted.select(key, *more, *same).join(
        known.select(key, *more, *same).with_row_index("found"),
        on=["key", *more],
        how="left",
        maintain_order="left",
    )
    place = pl.col("found").cast(pl.Int64)
    unchanged = (pl.col(name) == pl.col(f"{name}_right") for name in same)
    there = pl.all_horizontal(place.is_not_null(), *unchanged)
    at = found.select(pl.when(there).then(place)).to_series()
    missing = at.is_null()
    places = at.fill_null(0).to_numpy().copy()
    places[missing.to_numpy()] = np.arange(len(known), len(known) + int(missing.sum()))
    return places, missing
