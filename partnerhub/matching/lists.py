"""Lists: the records of two lists, and what can be said of pairs of them, whoever found the pairs.

The records may be all of the two lists or only those that the pairs are of.
"""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from partnerhub.matching import blocking, comparing, explaining, scoring
from partnerhub.matching.looking import Looks, look_alike
from partnerhub.matching.parts import in_parts
from partnerhub.matching.policy import MatchPolicy, odds


class Lists:
    """The records of two lists, looked up by their numbers."""

    def __init__(self) -> None:
        self._rows: dict[str, pl.DataFrame] = {}
        self._looks: dict[str, Looks] = {}
        # The facts of pairs that scored well.
        self._facts: list[pl.DataFrame] = []
        # The numbers of the records, where they are not all those of the list.
        self._numbers: dict[str, NDArray[np.uint32] | None] = {}

    def load(self, side: str, rows: pl.DataFrame) -> None:
        """Take over records of one list, in the order of their numbers."""
        self._rows[side] = rows.select(comparing.COMPARED)
        self._looks[side] = Looks.of(rows["compact"])
        numbers = rows["record"].to_numpy()
        whole = len(numbers) == 0 or numbers[-1] == len(numbers) - 1
        self._numbers[side] = None if whole else numbers

    def likely(self, candidates: pl.DataFrame) -> pl.DataFrame:
        """Leave out the unsure candidates whose names do not look alike.

        Args:
            candidates: `a`, `b` and `unsure`.
        """
        unsure = candidates["unsure"].to_numpy()
        kept = ~unsure
        at = np.flatnonzero(unsure)
        kept[at] = look_alike(
            self._looks["a"],
            self._looks["b"],
            self._places("a", candidates["a"])[at],
            self._places("b", candidates["b"])[at],
            blocking.LOOK_ALIKE,
        )
        return candidates.filter(kept).select("a", "b")

    def scored(
        self, pairs: pl.DataFrame, policy: MatchPolicy, *, accepted: bool = False
    ) -> pl.DataFrame:
        """Score pairs and give those that could matter.

        Args:
            pairs: `a` and `b`.
            policy: The rules and what they are worth.
            accepted: Whether people accepted the pairs, so that they stay whatever their score.
        """
        left, right = self._side("a", pairs["a"]), self._side("b", pairs["b"])
        kept = pl.repeat(accepted, len(pairs), dtype=pl.Boolean, eager=True)
        found = scoring.scored(left, right, kept, policy)
        place = found.get_column("place")
        found = found.with_columns(pairs["a"].gather(place), pairs["b"].gather(place))
        self._facts.append(found.drop(scoring.BESIDE_FACTS))
        return found.select(
            *("score", *scoring.SCORED, "a", "b"),
            left["compact"].gather(place).hash().alias("a_name"),
            right["compact"].gather(place).hash().alias("b_name"),
        )

    def doubles(self, seconds: pl.DataFrame, policy: MatchPolicy) -> pl.Series:
        """Say which records of one list are the same company as another one of it.

        The policy says so itself, as if they were of two lists.

        Args:
            seconds: `side`, and the numbers of two records of its list: `record` and `best`.
            policy: The rules and what they are worth.
        """
        numbered = seconds.with_row_index("place").partition_by("side", as_dict=True)
        sides = {side: part for (side,), part in numbered.items()}
        left, right = (
            pl.concat([self._side(side, part[column]) for side, part in sides.items()])
            for column in ("record", "best")
        )
        nobody = pl.repeat(value=False, n=len(left), eager=True)
        found = scoring.scored(left, right, nobody, policy)
        same = found.filter(pl.col("score") >= odds(policy.likely))["place"]
        places = pl.concat([part["place"] for part in sides.values()])
        return seconds.with_row_index("place")["place"].is_in(places.gather(same).implode())

    def facts(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Find all facts of pairs; of those that scored well they are known."""
        if not self._facts:
            return self._found(pairs).drop("a", "b")
        told = (part.join(pairs, on=["a", "b"], how="semi") for part in self._facts)
        known = pl.concat(told).unique(["a", "b"])
        found = pairs.join(known, on=["a", "b"], how="left", maintain_order="left")
        unknown = found.get_column("named").is_null()
        if unknown.any():
            # Those of an earlier comparison are only known by their scores.
            more = self._found(pairs.filter(unknown))
            found = pairs.join(pl.concat([known, more]), on=["a", "b"], maintain_order="left")
        return found.drop("a", "b")

    def explained(self, facts: pl.DataFrame, policy: MatchPolicy) -> pa.Table:
        """Give `rules` and `explanation` of pairs whose facts are known."""
        parts = in_parts(lambda part: explaining.explained(part, policy), facts)
        return pa.concat_tables(parts).combine_chunks()

    def _found(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Find all facts of pairs, beside their numbers."""
        return scoring.known_facts(
            self._side("a", pairs["a"]), self._side("b", pairs["b"])
        ).with_columns(pairs["a"], pairs["b"])

    def _side(self, side: str, numbers: pl.Series) -> pl.DataFrame:
        """Lay out the records of pairs."""
        return self._rows[side][self._places(side, numbers)]

    def _places(self, side: str, numbers: pl.Series) -> NDArray[np.intp]:
        """Say where records stand."""
        known, wanted = self._numbers[side], numbers.to_numpy()
        return wanted.astype(np.intp) if known is None else np.searchsorted(known, wanted)
