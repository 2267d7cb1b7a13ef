"""The page: what a run found, as Markdown between two markers."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.matching.peers import OURSELVES, PEERS
from tests.benchmarks.matching.promises import promises
from tests.benchmarks.matching.results import Measured, Results

BEGIN = "<!-- begin: written by tests.benchmarks.matching, do not edit -->"
END = "<!-- end -->"
NONE = "-"
TIERS = ("certain", "likely", "possible")


def renewed(page: Path, results: Results, machine: str, plot: str) -> None:
    """Put what was found into a page, between its markers or at its end."""
    text = page.read_text("utf-8") if page.exists() else "# Benchmarks of matching\n\n"
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    written = f"{BEGIN}\n\n{markdown(results, machine, plot)}\n\n{END}"
    page.write_text(f"{head}{written}{tail or chr(10)}", "utf-8")


def markdown(results: Results, machine: str, plot: str) -> str:
    """Write everything that was found."""
    parts = [machine]
    if results.figures:
        parts += [
            "## Accuracy\n\n" + _accuracy(results),
            "## Tiers\n\n" + _tiers(results),
            "## Calibration\n\n" + _calibration(results),
            f"![Confidence and truth]({plot})",
            "Each point is a tenth of the scale, hollow where it has fewer than 20 pairs.",
        ]
    if results.peers:
        parts.append("## Beside its peers\n\n" + _versions(results))
        parts += [f"### {name}\n\n{_peers(name, results)}" for name in results.peers]
    if kept := _promises(results):
        parts.append("## What was promised\n\n" + kept)
    return "\n\n".join(parts)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a table; the first column is text, the others are numbers."""
    heads = list(heads)
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _accuracy(results: Results) -> str:
    heads = ["lists", "rows", "F1", "precision", "recall", "F1 at the best cut"]
    heads += ["left out: F1", "left out: precision"]
    rows = []
    for name, found in results.figures.items():
        left = results.left_out.get(name, {})
        rows.append(
            [
                name,
                f"{found['a']:,} x {found['b']:,}",
                *(_share(found[of]) for of in ("f1", "precision", "recall")),
                _share(found["best"]["f1"]),
                *(_share(left.get(of)) for of in ("f1", "precision")),
            ]
        )
    return (
        "The default policy, the truth not looked at. "
        "The best cut is chosen afterwards with the truth, which no user has.\n"
        "Left out: worths that were fitted without this kind of lists.\n\n" + table(heads, rows)
    )


def _tiers(results: Results) -> str:
    heads = ["lists", *(f"{tier}: {of}" for tier in TIERS for of in ("pairs", "true"))]
    heads.append("related, released")
    rows = []
    for name, found in results.figures.items():
        tiers = [found["tiers"].get(tier, {"pairs": 0, "true": None}) for tier in TIERS]
        cells = (cell for tier in tiers for cell in (f"{tier['pairs']:,}", _share(tier["true"])))
        rows.append([name, *cells, _percent(found.get("related"))])
    return (
        "Pairs of each tier, and how many of them are true; "
        "of the pairs that are one group but not one company, how many were released.\n\n"
        + table(heads, rows)
    )


def _calibration(results: Results) -> str:
    less = dict.fromkeys(name for found in results.figures.values() for name in found["less"])
    rows = [
        [
            name,
            _share(found["calibration"]),
            *(_both(found["less"].get(column)) for column in less),
        ]
        for name, found in results.figures.items()
    ]
    return (
        "The mean distance between confidence and truth, in ten bins, over all pairs told of; "
        "with columns missing and in samples of 50 rows (100 of them together), F1 in brackets.\n\n"
        + table(["lists", "all columns", *less], rows)
    )


def _versions(results: Results) -> str:
    versions = {
        f"{peer.package} {results.versions[peer.name]}": None
        for peer in PEERS
        if peer.name in results.versions
    }
    return (
        "Whole processes, from two CSV files to pairs in a file, one after the other in each round "
        "so that a busy machine is busy for all; medians of the rounds, lowest to highest in "
        "brackets.\nThe ratios are partnerhub's time and memory divided by theirs: "
        "below 1, partnerhub needs less.\n"
        "Memory is the peak of the largest process of each.\n\n" + ", ".join(versions) + "."
    )


def _peers(name: str, results: Results) -> str:
    found = results.peers[name]
    ours = found.get(OURSELVES.name, Measured())
    if name in results.figures and ours.worth:
        # The file has the released pairs only; the best cut is among all of them.
        ours.worth["best"] = results.figures[name]["best"]
    heads = ["tool", "F1", "F1 at the best cut", "s", "CPU s", "MiB", "time ratio", "memory ratio"]
    rows = [[peer.title, *_cells(found[peer.name], ours)] for peer in PEERS if peer.name in found]
    return table(heads, rows)


def _cells(measured: Measured, ours: Measured) -> Iterator[str]:
    """Fill the row of a peer."""
    if measured.failure:
        yield measured.failure.replace("|", "\\|")
        yield from [NONE] * 6
        return
    yield _share(measured.worth.get("f1"))
    yield _share(measured.worth.get("best", {}).get("f1"))
    seconds = [run.seconds for run in measured.runs]
    between = f" ({min(seconds):.2f}-{max(seconds):.2f})" if len(seconds) > 1 else ""
    yield f"{measured.median('seconds') or 0:.2f}{between}"
    yield f"{measured.median('cpu') or 0:.2f}"
    yield f"{measured.median('mebibytes') or 0:,.0f}"
    for of in ("seconds", "mebibytes"):
        mine, theirs = ours.median(of), measured.median(of)
        yield f"{mine / theirs:.2f}" if mine and theirs else NONE


def _promises(results: Results) -> str:
    rows = [
        [
            promise.what,
            f"{'≥' if promise.at_least else '≤'} {promise.bound:,.4g}",
            f"{promise.measured:.3f}" if promise.measured < 100 else f"{promise.measured:,.0f}",
            "yes" if promise.kept else "**no**",
        ]
        for promise in promises(results)
    ]
    return table(["what", "promised", "measured", "kept"], rows) if rows else ""


def _share(value: Any) -> str:
    return NONE if value is None else f"{value:.3f}"


def _percent(value: Any) -> str:
    return NONE if value is None else f"{100 * value:.1f} %"


def _both(found: dict[str, Any] | None) -> str:
    return NONE if found is None else f"{found['calibration']:.3f} ({found['f1']:.3f})"
