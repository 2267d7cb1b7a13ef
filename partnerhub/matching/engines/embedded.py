"""The embedded engine: DuckDB in this process, within a given memory and number of threads."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import polars as pl

from partnerhub.matching import assigning, blocking, explaining, scoring
from partnerhub.matching.policy import MatchPolicy
from partnerhub.matching.records import Records

Progress = Callable[[float, str], None]

# The lists as columns, Python and the answer take the rest of the memory.
_SHARE_OF_MEMORY = 0.6
_LEAST_MEMORY_MB = 128
_MOST_THREADS = 8


class Embedded:
    """A DuckDB database of its own for one comparison; what does not fit goes to a folder."""

    def __init__(self, memory_limit_mb: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="partnerhub-matching-")
        memory = max(_LEAST_MEMORY_MB, int(memory_limit_mb * _SHARE_OF_MEMORY))
        self._database = duckdb.connect(
            config={
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "memory_limit": f"{memory}MB",
                "threads": min(_MOST_THREADS, os.cpu_count() or 1),
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
        self._table(side, records.rows)
        self._table(f"{side}_words", records.words)

    def match(
        self, policy: MatchPolicy, decisions: pl.DataFrame, progress: Progress
    ) -> pl.DataFrame:
        """Compare the two lists and tell of every pair worth telling of."""
        self._table("decisions", decisions)
        progress(0.35, "Finding candidates")
        self._run(*_DECISIONS, *blocking.keys("a"), *blocking.keys("b"), blocking.CANDIDATES)
        self._run(_APPLY_DECISIONS)
        progress(0.5, "Comparing")
        self._run(f"create table scored as {scoring.scored(policy, 'candidates', kept=_KEPT)}")
        progress(0.8, "Choosing")
        self._run(*assigning.judging(policy))
        ((seconds,),) = self._database.sql(assigning.SECONDS).fetchall()
        self._run(*assigning.giving_way(policy, seconds))
        progress(0.9, "Explaining")
        answer = self._database.sql(explaining.explained(policy)).to_arrow_table()
        return pl.DataFrame(pl.from_arrow(answer))

    def _table(self, name: str, frame: pl.DataFrame) -> None:
        """Copy a frame into the database."""
        self._database.register("incoming", frame.to_arrow())
        self._database.execute(f"create table {name} as select * from incoming")  # noqa: S608
        self._database.unregister("incoming")

    def _run(self, *statements: str) -> None:
        for statement in statements:
            self._database.execute(statement)


# What people decided, by the numbers of the records. Once rejected by one side is rejected.
_DECISIONS = (
    """create table decided as
        select a.record as a, b.record as b, bool_or(decision = 'rejected') as rejected
        from decisions join a on a.id = a_id join b on b.id = b_id group by all""",
    "create table confirmed as select a, b, true as decision from decided where not rejected",
)
_KEPT = "(a, b) in (select (a, b) from confirmed)"
_APPLY_DECISIONS = """
    create or replace table candidates as
    (select a, b from candidates union select a, b from confirmed)
    except select a, b from decided where rejected
"""
