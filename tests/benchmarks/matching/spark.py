"""Compare on Spark what the embedded engine compares, and see that nothing differs.

    PARTNERHUB_LISTS=/path/to/lists python -m tests.benchmarks.matching.spark \
        [--rows 100000] [--crowd 200000] [--cores 2] [--conf spark.driver.memory=4g …]

Prints pairs, differences and times, and what each step took: seconds, rows, what it wrote, what was
shuffled, and the processor time of Java and of the Python workers. With `--crowd` as many more rows
of each list share one word and one web domain. Needs Java and the dependency group `spark`.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from partnerhub.matching import Matching, match
from partnerhub.matching.engines import spark
from tests.benchmarks.matching import lists

MIB = 1 << 20
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Compare the lists that the command line asks for."""
    given = arguments()
    made = lists.generated(given.cache, given.rows).folder
    a, b = (crowded(made / f"{side}.csv", side, given.crowd) for side in "ab")
    print(f"{len(a):,} x {len(b):,} rows, {given.crowd:,} of each share a word and a domain")
    begun, busy = time.perf_counter(), embedded_time()
    wanted = match(a, b)
    seconds, busy = time.perf_counter() - begun, embedded_time() - busy
    print(f"embedded: {wanted.pairs.num_rows:,} pairs, {seconds:.1f} s, {busy:.1f} s of processor")
    settings = dict(setting.split("=", 1) for setting in given.conf)
    begun = time.perf_counter()
    session = spark.session({"spark.master": f"local[{given.cores}]"} | settings)
    print(f"Spark {session.version}: started in {time.perf_counter() - begun:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        differences(compared(session, a, b, Path(folder)), wanted)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.matching.spark")
    add = parser.add_argument
    add("--rows", type=int, default=100_000, help="rows of each generated list")
    add("--crowd", type=int, default=0, help="more rows of each that share a word and a domain")
    add("--cores", type=int, default=os.cpu_count())
    add("--conf", nargs="*", default=[], help="settings of Spark, KEY=VALUE")
    add("--cache", type=Path, default=lists.CACHE, help="where lists are kept")
    return parser.parse_args()


def crowded(path: Path, side: str, crowd: int) -> pl.DataFrame:
    """Read a list and put a crowd to it."""
    read = pl.read_csv(path, infer_schema=False)
    number = pl.int_range(crowd, eager=True).cast(pl.String)
    more = pl.DataFrame(
        {"id": "crowd" + number, "name": "Omnipresent " + side + number + "x"}
    ).with_columns(website=pl.lit("omnipresent.com"))
    return pl.concat([read, more], how="diagonal")


@dataclass(slots=True)
class Steps:
    """What the steps of a comparison took.

    Attributes:
        session: Where they run.
        folder: Where they are kept.
        rows: One for each step.
    """

    session: SparkSession
    folder: Path
    rows: list[dict[str, object]] = field(default_factory=list)

    def measured(self, name: str, work: "Kept", frame: DataFrame) -> DataFrame:
        """Write a step and note what it took."""
        before, shuffled, begun = processors(), self.shuffled(), time.perf_counter()
        found = spark.Work.kept(work, name, frame)
        seconds = time.perf_counter() - begun
        spent = {what: used - before[what] for what, used in processors().items()}
        files = (self.folder / name).glob("*.parquet")
        self.rows.append(
            {"step": name, "seconds": round(seconds, 2), "rows": found.count()}
            | {"MiB": round(sum(file.stat().st_size for file in files) / MIB, 2)}
            | {"shuffled MiB": round((self.shuffled() - shuffled) / MIB, 2)}
            | {f"{what} s": round(used, 2) for what, used in spent.items()}
        )
        return found

    def shuffled(self) -> int:
        """Count the bytes that were shuffled until now."""
        java = self.session.sparkContext._jsc.sc()
        return sum(
            executor.totalShuffleWrite()
            for executor in as_list(java.statusStore().executorList(False))
        )


class Kept(spark.Work):
    """Steps that are measured."""

    def __init__(self, session: SparkSession, folder: Path) -> None:
        super().__init__(session, str(folder))
        self.steps = Steps(session, folder)

    def kept(self, name: str, frame: DataFrame) -> DataFrame:
        """Write a step and note what it took."""
        return self.steps.measured(name, self, frame)


def compared(session: SparkSession, a: pl.DataFrame, b: pl.DataFrame, folder: Path) -> Matching:
    """Compare two lists on Spark, from Parquet to Parquet."""
    for side, rows in (("a", a), ("b", b)):
        (folder / side).mkdir()
        for part, start in enumerate(range(0, len(rows), 100_000)):
            rows[start : start + 100_000].write_parquet(folder / side / f"{part}.parquet")
    begun, before = time.perf_counter(), processors()
    with Kept(session, folder / "steps") as work:
        read = (session.read.parquet(str(folder / side)) for side in "ab")
        found = spark.match(work, *read)
        spark.write(found.pairs, str(folder / "pairs"))
        seconds = time.perf_counter() - begun
        spent = {what: used - before[what] for what, used in processors().items()}
        steps = pl.DataFrame(work.steps.rows)
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_hide_dataframe_shape=True, tbl_width_chars=200):
        print(steps)
    written = pl.read_parquet(folder / "pairs/*/*.parquet", hive_partitioning=True)
    busy = ", ".join(f"{used:.1f} s of {what}" for what, used in spent.items())
    print(f"Spark: {len(written):,} pairs, {seconds:.1f} s; {busy}")
    return Matching(written.to_arrow(), found.counts, found.near_misses, found.policy)


def differences(found: Matching, wanted: Matching) -> None:
    """Say how the pairs of the two engines differ."""
    pair, columns = ["a_id", "b_id"], found.pairs.column_names
    ours, theirs = (frame(table).select(columns) for table in (wanted.pairs, found.pairs))
    both = ours.join(theirs, on=pair, how="full", suffix=" there", coalesce=True)
    for column in columns:
        if column not in pair:
            differing = both.filter(pl.col(column).ne_missing(pl.col(f"{column} there")))
            print(f"pairs that differ in {column}: {len(differing):,}")
    print(f"counts are the same: {found.counts == wanted.counts}")
    print(f"near misses are the same: {found.near_misses == wanted.near_misses}")
    same = ours.sort(pair).equals(theirs.sort(pair))
    print("IDENTICAL" if same and found.counts == wanted.counts else "DIFFERENT")


def frame(table: pa.Table) -> pl.DataFrame:
    """Bring a table to a frame."""
    return pl.DataFrame(pl.from_arrow(table))


def embedded_time() -> float:
    """Say how long this process has used a processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def processors() -> dict[str, float]:
    """Say how long the processes below this one have used a processor: Java and workers."""
    found = {"Java": 0.0, "Python": 0.0}
    processes = dict(_processes())
    for name, _, own, reaped in processes.values():
        found["Java" if name == "java" else "Python"] += own if name == "java" else own + reaped
    return found


def _processes() -> Iterable[tuple[int, tuple[str, int, float, float]]]:
    """Find the processes below this one: name, parent, time of their own and of those reaped."""
    every = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, tail = stat.read_text().rpartition(")")
        except OSError:
            continue
        parent, times = int(tail.split()[1]), [int(t) / TICKS for t in tail.split()[11:15]]
        name = head.partition("(")[2]
        every[int(stat.parent.name)] = (name, parent, sum(times[:2]), sum(times[2:]))
    for process, known in every.items():
        above = known[1]
        while above in every and above != os.getpid():
            above = every[above][1]
        if above == os.getpid():
            yield process, known


def as_list(sequence: object) -> list[object]:
    """Make a list of a sequence of Scala."""
    return [sequence.apply(at) for at in range(sequence.size())]


if __name__ == "__main__":
    main()
