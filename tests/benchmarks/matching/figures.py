"""Accuracy, calibration, time and memory of matching, on lists with known truth.

    PARTNERHUB_LISTS=/path/to/lists python -m tests.benchmarks.matching.figures [--rows 10000]

Every folder there with a.csv, b.csv and truth.csv is measured, and lists that its gen.py makes of
each number of rows, with a seed that nothing was fitted to. Each is matched in a process of its
own, at the default policy. gen.py needs numpy: name a Python that has it in GENERATOR_PYTHON.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 20_261
BINS = 10
HEADER = (
    "| list | rows | F1 | precision | recall | certain | likely | calibration error | s | MiB |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    """Measure what was asked for and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        sys.stdout.write(json.dumps(measure(options.one)))
        return
    lists = Path(os.environ["PARTNERHUB_LISTS"])
    say(HEADER)
    for truth in sorted(lists.glob("*/truth.csv")):
        row(truth.parent.name, truth.parent)
    for rows in options.rows:
        with tempfile.TemporaryDirectory() as folder:
            if generate(lists, Path(folder), rows):
                row(f"generated {rows:,} x {rows:,}", Path(folder))


def row(name: str, folder: Path) -> None:
    """Measure one pair of lists in a process of its own and print its row."""
    command = [sys.executable, __file__, "--one", str(folder)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    figures = ("f1", "precision", "recall", "certain", "likely", "calibration")
    shown = " | ".join(f"{found[figure]:.3f}" for figure in figures)
    size = f"{found['a']:,} x {found['b']:,}"
    say(f"| {name} | {size} | {shown} | {found['seconds']:.1f} | {found['mebibytes']} |")


def generate(lists: Path, folder: Path, rows: int) -> bool:
    """Make lists with the generator; say so when it cannot run."""
    python = os.environ.get("GENERATOR_PYTHON", "python3")
    count = str(rows)
    command = [python, str(lists / "gen.py"), "--out", str(folder), "--na", count, "--nb", count]
    made = subprocess.run([*command, "--seed", str(SEED)], check=False, capture_output=True)
    if made.returncode:
        say(f"\nThe generator did not run with {python}: {made.stderr.decode()[-200:]}")
    return not made.returncode


def measure(folder: Path) -> dict[str, float]:
    """Match two lists and compare the answer with the truth."""
    import polars as pl  # noqa: PLC0415 - the parent process stays small

    from partnerhub.matching import match  # noqa: PLC0415

    a, b = (pl.read_csv(folder / f"{s}.csv", infer_schema=False).to_arrow() for s in "ab")
    started = time.monotonic()
    found = match(a, b)
    seconds = time.monotonic() - started
    truth = pl.read_csv(folder / "truth.csv", infer_schema=False).with_columns(true=True)
    columns = ["a_id", "b_id", "confidence", "tier"]
    pairs = pl.DataFrame(pl.from_arrow(found.pairs.select(columns)))
    pairs = pairs.join(truth, on=["a_id", "b_id"], how="left")
    pairs = pairs.with_columns(pl.col("true").fill_null(value=False))
    released = pairs.filter(pl.col("tier") != "possible")
    hits = released.get_column("true").sum()

    def share(tier: str) -> float:
        mean = pairs.filter(pl.col("tier") == tier).get_column("true").mean()
        return float("nan") if mean is None else float(mean)

    return {
        "a": len(a),
        "b": len(b),
        "f1": 2 * hits / (len(released) + len(truth)),
        "precision": hits / max(1, len(released)),
        "recall": hits / len(truth),
        "certain": share("certain"),
        "likely": share("likely"),
        "calibration": calibration_error(pairs),
        "seconds": seconds,
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def calibration_error(pairs) -> float:
    """Expected calibration error over the pairs told of, in ten bins of confidence."""
    import polars as pl  # noqa: PLC0415

    bins = (pl.col("confidence") * BINS).floor().clip(0, BINS - 1)
    table = pairs.group_by(bins.alias("bin")).agg(
        pl.len().alias("pairs"),
        (pl.col("confidence").mean() - pl.col("true").mean()).abs().alias("off"),
    )
    return (table["pairs"] * table["off"]).sum() / max(1, len(pairs))


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
