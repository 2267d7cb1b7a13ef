"""The embedded engine: DuckDB finds the candidates in this process, within a given memory."""

import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import duckdb
import polars as pl

from partnerhub.matching import answers, assigning, blocking, deciding
from partnerhub.matching.lists import Lists
from partnerhub.matching.policy import MatchPolicy
from partnerhub.matching.records import Records

Progress = Callable[[float, str], None]

# The lists as columns, Python and the answer take the rest of the memory.
_SHARE_OF_MEMORY: Final = 0.6
_LEAST_MEMORY_MB: Final = 128
_MOST_THREADS: Final = 8
# Pairs that are compared together: enough to spread the cost of a batch, few enough to stay small.
_BATCH: Final = 100_000
_PAIRS: Final = (pl.col("a").cast(pl.UInt32), pl.col("b").cast(pl.UInt32))
_NO_CANDIDATES: Final = pl.DataFrame(schema=dict.fromkeys(("a", "b", "unsure"), pl.UInt32))


class Embedded:
    """A DuckDB database of its own for one comparison; what does not fit goes to a folder."""

    def __init__(self, memory_limit_mb: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="partnerhub-matching-")
        memory = max(_LEAST_MEMORY_MB, int(memory_limit_mb * _SHARE_OF_MEMORY))
        self._threads = min(_MOST_THREADS, os.cpu_count() or 1)
        self._ids: dict[str, pl.Series] = {}
        self._lists = Lists()
        self._database = duckdb.connect(
            config={
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "memory_limit": f"{memory}MB",
                "threads": self._threads,
                "temp_directory": str(Path(self._folder.name)),
                "preserve_insertion_order": False,
            }
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def load(self, side: str, records: Records) -> None:
        """Take over one list."""
        self._ids[side] = records.rows["id"]
        self._lists.load(side, records.rows)
        self._database.register("incoming", blocking.keys(records.rows).to_arrow())
        self._database.execute(f"create table {side}_keys as select * from incoming")  # noqa: S608
        self._database.unregister("incoming")

    def match(
        self, policy: MatchPolicy, decisions: pl.DataFrame, progress: Progress
    ) -> pl.DataFrame:
        """Compare the two lists and find every pair worth telling of, with all its facts."""
        scored = self.scored(policy, progress)
        progress(0.8, "Choosing")
        chosen = self.chosen(scored, policy, decisions)
        progress(0.9, "Explaining")
        return self.told(chosen, policy)

    def scored(self, policy: MatchPolicy, progress: Progress) -> pl.DataFrame:
        """Find the candidates and score them, whatever people decided."""
        progress(0.35, "Finding candidates")
        *steps, (_, candidates) = blocking.CANDIDATES
        for name, query in steps:
            self._database.execute(f"create table {name} as {query}")
        found = self._database.sql(candidates).to_arrow_reader(_BATCH)
        batches = (pl.DataFrame(pl.from_arrow(batch)) for batch in found)
        progress(0.5, "Comparing")

        def score(batch: pl.DataFrame) -> pl.DataFrame:
            candidates = batch.select(*_PAIRS, pl.col("unsure").cast(pl.Boolean))
            return self._lists.scored(self._lists.likely(candidates), policy)

        with ThreadPoolExecutor(self._threads) as pool:
            parts = list(pool.map(score, batches))
        return pl.concat(parts) if parts else score(_NO_CANDIDATES)

    def chosen(
        self, scored: pl.DataFrame, policy: MatchPolicy, decisions: pl.DataFrame
    ) -> pl.DataFrame:
        """Do as people decided, and let the pairs that fit less well give way."""
        decided = deciding.decided(
            scored,
            deciding.numbered(decisions, self._ids),
            lambda accepted: self._lists.scored(accepted, policy, accepted=True),
        )
        return assigning.chosen(
            decided, policy, lambda seconds: self._lists.doubles(seconds, policy)
        )

    def told(self, chosen: pl.DataFrame, policy: MatchPolicy) -> pl.DataFrame:
        """Find the facts of the pairs worth telling of."""
        kept = chosen.filter(answers.worth_telling(policy)).sort("a", "b")
        return self._lists.facts(kept).with_columns(
            self._ids["a"].gather(kept["a"]).alias("a_id"),
            self._ids["b"].gather(kept["b"]).alias("b_id"),
            *kept.select("accepted", "contradicted", "doubt", "given_way", "log_odds"),
        )
