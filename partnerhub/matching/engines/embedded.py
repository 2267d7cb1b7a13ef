"""The embedded engine: DuckDB finds the candidates in this process, within a given memory."""

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import duckdb
import numpy as np
import polars as pl

from partnerhub.matching import answers, assigning, blocking, comparing, scoring
from partnerhub.matching.looking import Looks, look_alike
from partnerhub.matching.policy import MatchPolicy, odds
from partnerhub.matching.records import Records

Progress = Callable[[float, str], None]

# The lists as columns, Python and the answer take the rest of the memory.
_SHARE_OF_MEMORY: Final = 0.6
_LEAST_MEMORY_MB: Final = 128
_MOST_THREADS: Final = 8
# Pairs that are compared together: enough to spread the cost of a batch, few enough to stay small.
_BATCH: Final = 100_000
_PAIRS: Final = (pl.col("a").cast(pl.UInt32), pl.col("b").cast(pl.UInt32))


class Embedded:
    """A DuckDB database of its own for one comparison; what does not fit goes to a folder."""

    def __init__(self, memory_limit_mb: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="partnerhub-matching-")
        memory = max(_LEAST_MEMORY_MB, int(memory_limit_mb * _SHARE_OF_MEMORY))
        self._threads = min(_MOST_THREADS, os.cpu_count() or 1)
        self._rows: dict[str, pl.DataFrame] = {}
        self._looks: dict[str, Looks] = {}
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
        self._rows[side] = records.rows
        self._looks[side] = Looks.of(records.rows["compact"])
        self._database.register("incoming", blocking.keys(records.rows).to_arrow())
        self._database.execute(f"create table {side}_keys as select * from incoming")  # noqa: S608
        self._database.unregister("incoming")

    def match(
        self, policy: MatchPolicy, decisions: pl.DataFrame, progress: Progress
    ) -> pl.DataFrame:
        """Compare the two lists and find every pair worth telling of, with all its facts."""
        decided = self._decided(decisions)
        progress(0.35, "Finding candidates")
        *steps, (_, candidates) = blocking.CANDIDATES
        for name, query in steps:
            self._database.execute(f"create table {name} as {query}")
        found = self._database.sql(candidates).to_arrow_reader(_BATCH)
        batches = (pl.DataFrame(pl.from_arrow(batch)) for batch in found)
        progress(0.5, "Comparing")
        scored = self._scored(batches, decided, policy)
        progress(0.8, "Choosing")
        chosen = self._chosen(scored, policy)
        progress(0.9, "Explaining")
        return self._told(chosen, policy)

    def _decided(self, decisions: pl.DataFrame) -> pl.DataFrame:
        """Number the records of what people decided; once rejected by one side is rejected."""
        numbers = {side: rows.select("id", record="record") for side, rows in self._rows.items()}
        known = decisions
        for side, rows in numbers.items():
            known = known.join(rows.rename({"id": f"{side}_id", "record": side}), on=f"{side}_id")
        rejected = (pl.col("decision") == "rejected").any()
        return known.group_by("a", "b").agg(rejected.alias("rejected"))

    def _scored(
        self, batches: Iterator[pl.DataFrame], decided: pl.DataFrame, policy: MatchPolicy
    ) -> pl.DataFrame:
        """Score the candidates that nobody decided and the pairs that people accepted."""
        accepted = decided.filter(~pl.col("rejected")).select(_PAIRS)

        def score(batch: pl.DataFrame) -> pl.DataFrame:
            batch = batch.select(*_PAIRS, pl.col("unsure").cast(pl.Boolean))
            if len(decided):
                batch = batch.join(decided, on=["a", "b"], how="anti")
            return self._score(self._sure(batch).with_columns(kept=pl.lit(value=False)), policy)

        with ThreadPoolExecutor(self._threads) as pool:
            found = list(pool.map(score, batches))
        found.append(self._score(accepted.with_columns(kept=pl.lit(value=True)), policy))
        return pl.concat(found)

    def _sure(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Leave out the unsure pairs whose names do not look alike."""
        unsure = pairs["unsure"].to_numpy()
        kept = ~unsure
        at = np.flatnonzero(unsure)
        kept[at] = look_alike(
            self._looks["a"],
            self._looks["b"],
            pairs["a"].to_numpy()[at],
            pairs["b"].to_numpy()[at],
            blocking.LOOK_ALIKE,
        )
        return pairs.filter(kept).select("a", "b")

    def _score(self, pairs: pl.DataFrame, policy: MatchPolicy) -> pl.DataFrame:
        """Score some pairs."""
        left, right = self._side("a", pairs["a"]), self._side("b", pairs["b"])
        found = scoring.scored(left, right, pairs["kept"], policy)
        return found.with_columns(
            pairs["a"].gather(found["place"]),
            pairs["b"].gather(found["place"]),
            left["compact"].gather(found["place"]).hash().alias("a_name"),
            right["compact"].gather(found["place"]).hash().alias("b_name"),
        ).drop("place")

    def _side(self, side: str, numbers: pl.Series) -> pl.DataFrame:
        """Lay out the records of pairs."""
        return self._rows[side].select(comparing.COMPARED)[numbers]

    def _chosen(self, scored: pl.DataFrame, policy: MatchPolicy) -> pl.DataFrame:
        """Let the pairs that fit less well give way."""
        for of, other in assigning.SIDES:
            scored = assigning.crowded(scored, of, other)
        judged = assigning.judged(scored, policy)
        outdone = [self._outdone(judged, of, other, policy) for of, other in assigning.SIDES]
        return assigning.given_way(judged, pl.concat(outdone), policy)

    def _outdone(
        self, judged: pl.DataFrame, of: str, other: str, policy: MatchPolicy
    ) -> pl.DataFrame:
        """Find the seconds of one list that are another company than the best one.

        Whether two records of one list are the same company, the policy says itself.
        """
        seconds = assigning.seconds(judged, of, other, policy)
        doubles = scoring.scored(
            self._side(other, seconds[other]),
            self._side(other, seconds["best"]),
            pl.repeat(value=False, n=len(seconds), eager=True),
            policy,
        ).filter(pl.col("score") >= odds(policy.likely))
        same = pl.int_range(len(seconds), eager=True).is_in(doubles["place"].implode())
        return seconds.filter(~same).select("a", "b")

    def _told(self, chosen: pl.DataFrame, policy: MatchPolicy) -> pl.DataFrame:
        """Find the facts of the pairs worth telling of."""
        kept = chosen.filter(answers.worth_telling(policy)).sort("a", "b")
        facts = scoring.known_facts(self._side("a", kept["a"]), self._side("b", kept["b"]))
        return facts.with_columns(
            self._rows["a"]["id"].gather(kept["a"]).alias("a_id"),
            self._rows["b"]["id"].gather(kept["b"]).alias("b_id"),
            *kept.select("accepted", "contradicted", "doubt", "given_way", "log_odds"),
        )
