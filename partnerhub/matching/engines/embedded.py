"""The embedded engine: polars finds the candidates in this process, with all its cores."""

from collections.abc import Callable
from typing import Final

import polars as pl

from partnerhub.matching import blocking
from partnerhub.matching.lists import Lists
from partnerhub.matching.parts import in_parts
from partnerhub.matching.policy import MatchPolicy
from partnerhub.matching.records import Records

Progress = Callable[[float, str], None]

_OFTEN: Final = {side: f"({blocking.OFTEN.format(side)})" for side in "ab"}


def execute(query: str, **tables: pl.DataFrame) -> pl.DataFrame:
    """Run a step of `blocking` on tables."""
    return pl.SQLContext(tables, eager=True).execute(query)


def candidates(a: pl.DataFrame, b: pl.DataFrame, usable: pl.DataFrame) -> pl.DataFrame:
    """Find the candidates among records: `a`, `b` and `unsure`.

    Args:
        a: Keys of the one list.
        b: Keys of the other.
        usable: `key`: those that may be used.
    """
    tables = {"a_keys": a, "b_keys": b, "usable": usable}
    for name, query in blocking.CANDIDATES:
        tables[name] = execute(query, **tables)
    return tables["candidates"].select("a", "b", pl.col("unsure").cast(pl.Boolean))


class Embedded:
    """Two lists, their keys, and the candidates that these bring.

    Attributes:
        lists: Says more of pairs.
        keys: For `a` and `b`, the keys as `blocking.keys` lists them.
        usable: `key`: those that may be used, once pairs have been scored.
    """

    def __init__(self) -> None:
        self.lists = Lists()
        self.keys: dict[str, pl.DataFrame] = {}
        self.usable = pl.DataFrame()

    def load(self, side: str, records: Records) -> None:
        """Take over one list; the other one may be taken over by another thread meanwhile."""
        self.lists.load(side, records.rows)
        self.keys[side] = blocking.keys(records.rows)

    def scored(self, policy: MatchPolicy, progress: Progress) -> pl.DataFrame:
        """Find the candidates and score them, whatever people decided."""
        progress(0.35, "Finding candidates")
        found = self.candidates()
        progress(0.5, "Comparing")
        pairs = pl.concat(in_parts(self.lists.likely, found))
        return pl.concat(in_parts(lambda part: self.lists.scored(part, policy), pairs))

    def candidates(self) -> pl.DataFrame:
        """Find the candidates: `a`, `b` and `unsure`."""
        keys = {f"{side}_keys": self.keys[side] for side in "ab"}
        self.usable = execute(blocking.usable(_OFTEN["a"], _OFTEN["b"]), **keys)
        return candidates(self.keys["a"], self.keys["b"], self.usable)
