"""What it costs to compare a new version of a list, beside comparing everything.

    PARTNERHUB_LISTS=/path/to/lists python -m tests.benchmarks.matching.incremental \
        [--rows 10000 100000] [--changed 0.01] [--runs 3]

One row of a hundred of the first list is renamed, moved, removed or added. Both ways are measured
in a process that has compared before, as a worker has, with what it takes to read and to write the
state; medians. That both find the same, to the last byte, is checked.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow as pa

from partnerhub.matching import Matching, match
from tests.benchmarks.matching import lists
from tests.benchmarks.matching.page import table

MIB = 1024 * 1024
SEED = 12
HEADS = (
    "lists", "compared", "everything: s", "CPU s", "what has changed: s", "CPU s",
    "ratio", "of CPU", "state: MiB",
)  # fmt: skip

Cost = tuple[float, float]
"""Seconds on the clock, and of all processors together."""


def main() -> None:
    """Measure what was asked for and print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.matching.incremental")
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--changed", type=float, default=0.01, help="share of rows that change")
    parser.add_argument("--runs", type=int, default=3, help="for the median")
    parser.add_argument("--cache", type=Path, default=lists.CACHE, help="where lists are kept")
    given = parser.parse_args()
    warm_up()
    rows = [
        measured(lists.generated(given.cache, count), given.changed, given.runs)
        for count in sorted(given.rows)
    ]
    sys.stdout.write(table(HEADS, rows) + "\n")


def warm_up() -> None:
    """Have the tables read that every comparison needs, once in a process."""
    few = pa.table({"id": ["1"], "name": ["Quorvex Mills GmbH"], "website": ["quorvex.com"]})
    match(few, few)


def measured(these: lists.Lists, share: float, runs: int) -> list[str]:
    """Compare two lists, then a new version of the first, in both ways."""
    ours, theirs = (pl.read_csv(these.folder / f"{side}.csv", infer_schema=False) for side in "ab")
    a, b, newer = ours.to_arrow(), theirs.to_arrow(), changed(ours, share).to_arrow()
    with tempfile.TemporaryDirectory() as folder:
        before, state = Path(folder) / "before.state", Path(folder) / "lists.state"
        match(a, b, state=before)
        whole, again = [], []
        for _ in range(runs):
            expected, cost = timed(lambda: match(newer, b))
            whole.append(cost)
            # A state is replaced, never written to; the system would still be writing a copy.
            state.unlink(missing_ok=True)
            state.hardlink_to(before)
            found, cost = timed(lambda: match(newer, b, state=state))
            again.append(cost)
            if found != expected or serialized(found) != serialized(expected):
                sys.exit("The two ways did not find the same.")
        size = state.stat().st_size / MIB
    (full, full_cpu), (part, part_cpu) = median(whole), median(again)
    return [
        these.name,
        f"{share:.1%} of {len(a):,} rows changed",
        *(f"{seconds:.2f}" for seconds in (full, full_cpu, part, part_cpu)),
        f"{part / full:.3f}",
        f"{part_cpu / full_cpu:.3f}",
        f"{size:.0f}",
    ]


def changed(accounts: pl.DataFrame, share: float) -> pl.DataFrame:
    """Rename, move, remove and add accounts, as many of each."""
    chance = random.Random(SEED)
    numbers = chance.sample(range(len(accounts)), round(len(accounts) * share))
    renamed, moved, gone, copied = (pl.Series(numbers[start::4]) for start in range(4))
    number = pl.int_range(pl.len())
    kept = accounts.with_columns(
        pl.when(number.is_in(renamed.implode()))
        .then(pl.concat_str("name", pl.lit(" Holding")))
        .otherwise("name")
        .alias("name"),
        pl.when(number.is_in(moved.implode())).then(pl.lit("Bonn")).otherwise("city").alias("city"),
    ).filter(~number.is_in(gone.implode()))
    names = accounts["name"].gather(renamed.head(len(copied)))
    added = accounts[copied].with_columns(
        pl.concat_str(pl.lit("new "), "id").alias("id"),
        names.extend_constant(None, len(copied) - len(names)),
    )
    return pl.concat([kept, added])


def timed(work: Callable[[], Matching]) -> tuple[Matching, Cost]:
    """Do something and say what it cost."""
    clock, processors = time.perf_counter(), time.process_time()
    found = work()
    return found, (time.perf_counter() - clock, time.process_time() - processors)


def median(costs: list[Cost]) -> Cost:
    """Give the median of both measures."""
    clock, processors = zip(*costs, strict=True)
    return statistics.median(clock), statistics.median(processors)


def serialized(found: Matching) -> bytes:
    """Write pairs as bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, found.pairs.schema) as writer:
        writer.write_table(found.pairs.combine_chunks())
    return sink.getvalue().to_pybytes()


if __name__ == "__main__":
    main()
