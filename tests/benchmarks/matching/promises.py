"""What we promised of matching, beside what was measured."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.matching.lists import size
from tests.benchmarks.matching.peers import OURSELVES, POLARS, SPLINK
from tests.benchmarks.matching.results import Results

CALIBRATION, CERTAIN, RELATED, GIB = 0.03, 0.995, 0.02, 1024
ACCURACY = {
    "fortune_fd": (0.980, 0.985),
    "investpy_fd": (0.915, 0.96),
    "listing_profile": (0.88, 0.95),
    "generated 10k": (0.975, 0.98),
    "generated 100k": (0.975, 0.98),
    "generated 1M": (0.970, 0.98),
}


@dataclass(frozen=True, slots=True)
class Promise:
    """A number that may not be passed."""

    what: str
    bound: float
    measured: float
    at_least: bool = False

    @property
    def kept(self) -> bool:
        """Whether the number is on the right side."""
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound


def promises(results: Results) -> list[Promise]:
    """List what was promised of what was measured."""
    return [*_accuracy(results), *_left_out(results), *_ahead(results), *_speed(results)]


def _accuracy(results: Results) -> Iterator[Promise]:
    for name, found in results.figures.items():
        if name in ACCURACY:
            f1, precision = ACCURACY[name]
            yield Promise(f"{name}: F1", f1, found["f1"], at_least=True)
            yield Promise(
                f"{name}: precision, released", precision, found["precision"], at_least=True
            )
        if "certain" in found["tiers"]:
            certain = found["tiers"]["certain"]["true"]
            yield Promise(f"{name}: precision, certain", CERTAIN, certain, at_least=True)
        yield Promise(f"{name}: calibration error", CALIBRATION, found["calibration"])
        for less, figures in found.get("less", {}).items():
            yield Promise(f"{name}, {less}: calibration error", CALIBRATION, figures["calibration"])
        if "related" in found:
            yield Promise(f"{name}: related companies released", RELATED, found["related"])


def _left_out(results: Results) -> Iterator[Promise]:
    """Ask the same of worths that were fitted without the list."""
    for name, found in results.left_out.items():
        if name in ACCURACY and found:
            f1, precision = ACCURACY[name]
            yield Promise(f"{name}, left out: F1", f1, found["f1"], at_least=True)
            yield Promise(
                f"{name}, left out: precision", precision, found["precision"], at_least=True
            )


def _ahead(results: Results) -> Iterator[Promise]:
    """Compare F1 at the default with the best that a peer reaches with the truth in hand."""
    for name, peers in results.peers.items():
        best = [
            measured.worth["best"]["f1"]
            for peer, measured in peers.items()
            if peer != OURSELVES.name and not measured.failure
        ]
        if best and name in results.figures:
            f1 = results.figures[name]["f1"]
            yield Promise(f"{name}: F1 above every peer's best cut", max(best), f1, at_least=True)


def _speed(results: Results) -> Iterator[Promise]:
    def ours(rows: int, of: str) -> float | None:
        return results.median(f"generated {size(rows)}", OURSELVES.name, of)

    def ratio(rows: int, peer: str) -> float | None:
        theirs = results.median(f"generated {size(rows)}", peer, "seconds")
        return _divided(ours(rows, "seconds"), theirs)

    thousand, million = 1_000, 1_000_000
    asked: tuple[tuple[str, float, Callable[[], float | None]], ...] = (
        ("10k x 10k: seconds", 1.5, lambda: ours(10 * thousand, "seconds")),
        ("100k x 100k: of Splink's time", 0.25, lambda: ratio(100 * thousand, SPLINK.name)),
        ("1M x 1M: of Splink's time", 0.5, lambda: ratio(million, SPLINK.name)),
        ("1M x 1M: times the polars join's time", 12, lambda: ratio(million, POLARS.name)),
        ("1M x 1M: MiB", 3 * GIB, lambda: ours(million, "mebibytes")),
        (
            "1M x 1M: times the time of 100k x 100k",
            13,
            lambda: _divided(ours(million, "seconds"), ours(100 * thousand, "seconds")),
        ),
    )
    for what, bound, measure in asked:
        if (measured := measure()) is not None:
            yield Promise(what, bound, measured)


def _divided(ours: Any, theirs: Any) -> float | None:
    return ours / theirs if ours is not None and theirs else None
