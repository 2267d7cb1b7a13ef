"""The embedded engine: DuckDB finds the candidates in this process, within a given memory."""

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import duckdb
import polars as pl

from partnerhub.matching import blocking
from partnerhub.matching.lists import Lists
from partnerhub.matching.parts import THREADS, in_parts
from partnerhub.matching.policy import MatchPolicy
from partnerhub.matching.records import Records

Progress = Callable[[float, str], None]

# The lists as columns, Python and the answer take the rest of the memory.
_SHARE_OF_MEMORY: Final = 0.6
_LEAST_MEMORY_MB: Final = 128
# Candidates that are looked at together; few of them are compared.
_BATCH: Final = 200_000
_PAIRS: Final = (pl.col("a").cast(pl.UInt32), pl.col("b").cast(pl.UInt32))
_NO_PAIRS: Final = pl.DataFrame(schema=dict.fromkeys(("a", "b"), pl.UInt32))


class Embedded:
    """A DuckDB database of its own for one comparison; what does not fit goes to a folder."""

    def __init__(self, memory_limit_mb: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="partnerhub-matching-")
        memory = max(_LEAST_MEMORY_MB, int(memory_limit_mb * _SHARE_OF_MEMORY))
        self.lists = Lists()
        self._database = duckdb.connect(
            config={
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "memory_limit": f"{memory}MB",
                "threads": THREADS,
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
        """Take over one list; the other one may be taken over by another thread meanwhile."""
        self.lists.load(side, records.rows)
        keys = blocking.keys(records.rows).to_arrow()
        with self._database.cursor() as connection:
            connection.register("incoming", keys)
            connection.execute(f"create table {side}_keys as select * from incoming")  # noqa: S608

    def scored(self, policy: MatchPolicy, progress: Progress) -> pl.DataFrame:
        """Find the candidates and score them, whatever people decided."""
        progress(0.35, "Finding candidates")
        found = self._candidates().to_arrow_reader(_BATCH)
        batches = (pl.DataFrame(pl.from_arrow(batch)) for batch in found)
        progress(0.5, "Comparing")
        with ThreadPoolExecutor(THREADS) as pool:
            pairs = pl.concat([_NO_PAIRS, *pool.map(self._likely, batches)])
        return pl.concat(in_parts(lambda part: self.lists.scored(part, policy), pairs))

    def _candidates(self) -> duckdb.DuckDBPyRelation:
        """Find the candidates, step by step: `a`, `b` and `unsure`."""
        often_a, often_b = (f"({blocking.OFTEN.format(side)})" for side in "ab")
        *steps, (_, last) = blocking.CANDIDATES
        for name, query in (("usable", blocking.usable(often_a, often_b)), *steps):
            self._database.execute(f"create table {name} as {query}")
        return self._database.sql(last)

    def _likely(self, batch: pl.DataFrame) -> pl.DataFrame:
        """Leave out the candidates whose names would have to look alike and do not."""
        return self.lists.likely(batch.select(*_PAIRS, pl.col("unsure").cast(pl.Boolean)))

    def keys(self, side: str) -> pl.DataFrame:
        """Give the keys of one list."""
        return self._table(f"select record, key, grade from {side}_keys")  # noqa: S608

    def usable(self) -> pl.DataFrame:
        """Give the keys that brought candidates."""
        return self._table("select key from usable")

    def _table(self, query: str) -> pl.DataFrame:
        return pl.DataFrame(pl.from_arrow(self._database.sql(query).to_arrow_table()))
