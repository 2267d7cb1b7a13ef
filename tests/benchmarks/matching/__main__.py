"""Measure matching and its peers, and write the figures into the documents.

    PARTNERHUB_LISTS=/path/to/lists python -m tests.benchmarks.matching \
        [--rows 10000 100000 1000000] [--peers splink_model …] [--runs 3]

Every folder there with a.csv, b.csv and truth.csv is measured, and lists that its gen.py makes,
once for each size (they stay in the cache). Of partnerhub: accuracy, tiers and calibration, also
with columns missing, and accuracy by worths that were fitted without the list. Of all: accuracy,
and time and memory as whole processes (see `environments` for where the peers are installed). The
page is renewed after each pair of lists, so that what was measured is there if the rest is not.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.matching import left_out, lists, page, plot
from tests.benchmarks.matching.contest import Contest
from tests.benchmarks.matching.environments import ROOT
from tests.benchmarks.matching.peers import PEERS
from tests.benchmarks.matching.results import Results
from tests.benchmarks.matching.running import MIB, Limits

LESS_UP_TO = 10_000
LOAD = os.getloadavg()[0]


def arguments() -> argparse.Namespace:
    """Read the command line."""
    named, default = [p.name for p in PEERS], [p.name for p in PEERS if not p.slow]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.matching")
    add = parser.add_argument
    add("--rows", type=int, nargs="*", default=[10_000], help="sizes of generated lists")
    add("--lists", nargs="*", help="of the lists of real companies, only these; none: no names")
    add("--peers", nargs="*", choices=[*named, "all", "none"], default=default)
    add("--runs", type=int, default=3, help="rounds over all peers, for the median")
    add("--seconds", type=float, default=900, help="stop a process after this time")
    add("--mebibytes", type=float, default=20_000, help="stop a process above this memory")
    add("--no-figures", action="store_true", help="only the peers")
    add("--no-left-out", action="store_true", help="do not fit without each kind of lists")
    add("--cache", type=Path, default=lists.CACHE, help="where lists and environments are kept")
    add("--page", type=Path, default=ROOT / "docs/benchmarks.md")
    return parser.parse_args()


def main() -> None:
    """Measure everything that was asked for."""
    given = arguments()
    cache = given.cache.absolute()
    results = Results()
    asked = {"all": [peer.name for peer in PEERS], "none": []}
    names = [name for word in given.peers for name in asked.get(word, [word])]
    peers = [peer for peer in PEERS if peer.name in names]
    contest = Contest(peers, cache, given.runs, Limits(given.seconds, given.mebibytes))
    results.versions = contest.versions()
    every, left = measured_lists(given, cache), {}
    if not (given.no_figures or given.no_left_out):
        left = left_out.measured(cache, [these.folder.name for these in every])
    for these in every:
        say(f"{these.name}")
        if not given.no_figures:
            results.figures[these.name] = figures(these)
            results.left_out[these.name] = left.get(these.folder.name, {})
        if peers:
            results.peers[these.name] = contest.on(these)
        write(given.page, results)
    print(page.markdown(results, machine(), "reliability.svg"))


def measured_lists(given: argparse.Namespace, cache: Path) -> list[lists.Lists]:
    """Find or make the lists that were asked for, the small ones first."""
    real = [these for these in lists.real() if given.lists is None or these.name in given.lists]
    return real + [lists.generated(cache, rows) for rows in sorted(given.rows)]


def figures(these: lists.Lists) -> dict[str, Any]:
    """Measure how right partnerhub is, in a process of its own; this one stays small."""
    less = ["--less"] if these.rows <= LESS_UP_TO else []
    command = [sys.executable, "-m", "tests.benchmarks.matching.figures", str(these.folder), *less]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return {"less": {}} | found


def write(target: Path, results: Results) -> None:
    """Renew the page and the plot beside it."""
    drawing = target.with_name("reliability.svg")
    drawing.write_text(plot.reliability(results.figures), "utf-8")
    page.renewed(target, results, machine(), drawing.name)


def machine() -> str:
    """Say what it was measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MIB / 1024
    return (
        f"{os.cpu_count()} processors, {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}; {LOAD:.1f} processes were busy before the run."
    )


def say(line: str) -> None:
    """Tell how far it is."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
