"""What one run of the benchmark found."""

import statistics
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.matching.running import Run


@dataclass(slots=True)
class Measured:
    """A peer on a pair of lists: its runs, what its pairs are worth, or why there are none."""

    runs: list[Run] = field(default_factory=list)
    worth: dict[str, Any] = field(default_factory=dict)
    failure: str = ""

    def median(self, of: str) -> float | None:
        """The median over the runs of `seconds`, `cpu` or `mebibytes`."""
        if self.failure or not self.runs:
            return None
        values: list[float] = [getattr(run, of) for run in self.runs]
        return statistics.median(values)


@dataclass(slots=True)
class Results:
    """Everything, as it comes in.

    Attributes:
        figures: What `figures` found, by list.
        peers: By list, then by the name of the peer.
        versions: Of each peer, or why it cannot be installed.
        left_out: Figures of worths fitted without the list, by list.
    """

    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    peers: dict[str, dict[str, Measured]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, dict[str, float]] = field(default_factory=dict)

    def median(self, lists: str, peer: str, of: str) -> float | None:
        """The median of a peer on a pair of lists, None where there is none."""
        found = self.peers.get(lists, {}).get(peer)
        return found.median(of) if found else None
