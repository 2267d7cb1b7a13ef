"""The contest: the peers on the same lists, in rounds, each as a whole process."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.matching import environments
from tests.benchmarks.matching.environments import ROOT, NoEnvironmentError
from tests.benchmarks.matching.lists import Lists
from tests.benchmarks.matching.peers import Peer
from tests.benchmarks.matching.results import Measured
from tests.benchmarks.matching.running import Limits, run


class Contest:
    """Peers in their environments, ready to run."""

    def __init__(self, peers: list[Peer], cache: Path, runs: int, limits: Limits) -> None:
        self._peers, self._runs, self._limits = peers, runs, limits
        self._pythons: dict[str, Path] = {}
        self._unable: dict[str, str] = {}
        # A larger pair of lists is not tried by who could not manage a smaller one.
        self._beaten: dict[str, str] = {}
        cache.mkdir(parents=True, exist_ok=True)
        for peer in peers:
            try:
                self._pythons[peer.name] = environments.python(peer, cache)
            except (NoEnvironmentError, OSError) as error:
                self._unable[peer.name] = f"failed: {error}"

    def versions(self) -> dict[str, str]:
        """Say which version of each peer runs, or why it does not."""
        found = dict(self._unable)
        for peer in self._peers:
            if peer.name in self._pythons:
                found[peer.name] = environments.version(peer, self._pythons[peer.name])
        return found

    def on(self, lists: Lists) -> dict[str, Measured]:
        """Run all peers on a pair of lists, one after the other, as often as was asked."""
        found = {peer.name: Measured() for peer in self._peers}
        for peer in self._peers:
            beaten = self._beaten.get(peer.name, "") if lists.rows else ""
            found[peer.name].failure = self._unable.get(peer.name, "") or beaten
        with tempfile.TemporaryDirectory(prefix="partnerhub-benchmark-") as scratch:
            for number in range(self._runs):
                for peer in self._peers:
                    if not found[peer.name].failure:
                        self._round(peer, lists, found[peer.name], Path(scratch))
                        _tell(peer, number, found[peer.name])
        return found

    def _round(self, peer: Peer, lists: Lists, measured: Measured, scratch: Path) -> None:
        """Run a peer once; judge its pairs the first time, for they stay the same."""
        out, log = scratch / f"{peer.name}.csv", scratch / f"{peer.name}.log"
        both = lists.folder / "a.csv", lists.folder / "b.csv"
        command = peer.command(self._pythons[peer.name], *both, out)
        once = run(command, log, self._limits)
        measured.runs.append(once)
        measured.failure = once.failure
        if once.failure.startswith("stopped") and lists.rows:
            self._beaten[peer.name] = f"not tried: {once.failure} on {lists.name}"
        elif not once.failure and not measured.worth:
            measured.worth = _worth(peer, lists, out)


def _worth(peer: Peer, lists: Lists, out: Path) -> dict[str, Any]:
    """Judge a file of pairs, in another process: this one stays small."""
    cut = [] if peer.cut is None else [str(peer.cut)]
    files = str(lists.folder), str(out)
    command = [sys.executable, "-m", "tests.benchmarks.matching.judging", *files, *cut]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    worth: dict[str, Any] = json.loads(done.stdout)
    return worth


def _tell(peer: Peer, number: int, measured: Measured) -> None:
    """Tell how far it is."""
    last = measured.runs[-1]
    what = measured.failure or f"{last.seconds:.2f} s, {last.mebibytes:,.0f} MiB"
    print(f"  round {number + 1}: {peer.name}: {what}", file=sys.stderr, flush=True)
