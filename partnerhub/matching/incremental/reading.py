"""Reading on demand: of two long lists only the records that are asked for."""

from collections.abc import Mapping

import numpy as np
import polars as pl
import pyarrow as pa

from partnerhub.matching import records
from partnerhub.matching.incremental.versions import Numbers, Version
from partnerhub.matching.lists import Lists
from partnerhub.matching.policy import MatchPolicy


class Reading:
    """Two lists of which a record is read when something is to be said of it: see `Lists`."""

    def __init__(self, versions: Mapping[str, Version]) -> None:
        self._versions = versions
        self._lists = Lists()
        self._rows: dict[str, pl.DataFrame] = {}

    def rows(self, wanted: Mapping[str, pl.Series]) -> dict[str, pl.DataFrame]:
        """Read records of both lists, where they have not been read.

        Args:
            wanted: For `a` and `b`, their numbers.

        Returns:
            All records read by now, in the order of their numbers.
        """
        missing = {side: self._missing(side, numbers) for side, numbers in wanted.items()}
        if any(map(len, missing.values())) or not self._rows:
            typed = [self._versions[side].rows(numbers) for side, numbers in missing.items()]
            # What one reading costs, however little is read, is spent once for both.
            read = records.prepared(pl.concat(typed)).rows
            for side, numbers in missing.items():
                self._add(side, read.head(len(numbers)))
                read = read.slice(len(numbers))
        return self._rows

    def likely(self, candidates: pl.DataFrame) -> pl.DataFrame:
        """Leave out the unsure candidates whose names do not look alike."""
        self.rows({side: candidates[side] for side in "ab"})
        return self._lists.likely(candidates)

    def scored(
        self, pairs: pl.DataFrame, policy: MatchPolicy, *, accepted: bool = False
    ) -> pl.DataFrame:
        """Score pairs and give those that could matter."""
        self.rows({side: pairs[side] for side in "ab"})
        return self._lists.scored(pairs, policy, accepted=accepted)

    def doubles(self, seconds: pl.DataFrame, policy: MatchPolicy) -> pl.Series:
        """Say which records of one list are the same company as another one of it."""
        sides = {side: seconds.filter(pl.col("side") == side) for side in "ab"}
        self.rows({side: pl.concat([s["record"], s["best"]]) for side, s in sides.items()})
        return self._lists.doubles(seconds, policy)

    def facts(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Find all facts of pairs."""
        self.rows({side: pairs[side] for side in "ab"})
        return self._lists.facts(pairs)

    def explained(self, facts: pl.DataFrame, policy: MatchPolicy) -> pa.Table:
        """Give `rules` and `explanation` of pairs whose facts are known."""
        return self._lists.explained(facts, policy)

    def _missing(self, side: str, numbers: pl.Series) -> Numbers:
        """List the records that have not been read, each once, ascending."""
        wanted = np.unique(numbers.to_numpy()).astype(np.int64)
        if side not in self._rows:
            return wanted
        return np.setdiff1d(wanted, self._rows[side]["record"].to_numpy(), assume_unique=True)

    def _add(self, side: str, rows: pl.DataFrame) -> None:
        if side in self._rows:
            rows = pl.concat([self._rows[side], rows]).sort("record")
        self._rows[side] = rows
        self._lists.load(side, rows)
