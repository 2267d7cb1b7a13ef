"""Running a whole process: how long it takes, how much memory, and not beyond its limits."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.matching.environments import ROOT

MIB, LOOK_EVERY, LAST = 1024 * 1024, 0.25, 160
# A program that was installed does not translate its modules at every start.
_ENV = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may use before it is stopped."""

    seconds: float
    mebibytes: float


@dataclass(frozen=True, slots=True)
class Run:
    """What a process used, until it was done or was stopped.

    Attributes:
        seconds: From start to end, on the clock.
        cpu: Of all processors together, the processes it started included.
        mebibytes: The most memory that it, or the largest of those it started, held.
        failure: Why there is no result, empty where there is one.
    """

    seconds: float
    cpu: float
    mebibytes: float
    failure: str = ""


def run(command: list[str], log: Path, limits: Limits) -> Run:
    """Run a command to its end and measure it with wait4, as `time` does.

    This process has to stay small itself: on Linux a child inherits the peak of whom it was
    forked from. So nothing here imports a table library.
    """
    with log.open("wb") as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=ROOT, env=_ENV, stdout=output, stderr=output, start_new_session=True
        )
        watch = Watch(process.pid, limits)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:  # It is in a session of its own: Ctrl-C reaches only us.
            os.killpg(process.pid, signal.SIGKILL)
            raise
        seconds = time.monotonic() - started
        # Popen must not wait for a process that is no more.
        process.returncode = os.waitstatus_to_exitcode(status)
    failure = watch.end() or (_last_line(log) if process.returncode else "")
    mebibytes = usage.ru_maxrss / 1024
    return Run(seconds, usage.ru_utime + usage.ru_stime, mebibytes, failure)


class Watch:
    """Stops a group of processes when it goes beyond its limits."""

    def __init__(self, group: int, limits: Limits) -> None:
        self._group, self._limits, self._reason = group, limits, ""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> str:
        """Stop watching and say why the processes were stopped, if they were."""
        self._over.set()
        self._thread.join()
        return self._reason

    def _look(self) -> None:
        end = time.monotonic() + self._limits.seconds
        while not self._over.wait(LOOK_EVERY):
            if time.monotonic() > end:
                self._reason = f"stopped after {self._limits.seconds:,.0f} s"
            elif resident(self._group) > self._limits.mebibytes:
                self._reason = f"stopped at {self._limits.mebibytes:,.0f} MiB"
            if self._reason:
                os.killpg(self._group, signal.SIGKILL)
                return


def resident(group: int) -> float:
    """Add up the memory of a group of processes in MiB; 0 where /proc is not there."""
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # It ended meanwhile.
            continue
        if int(fields[2]) == group:
            pages += int(fields[21])
    return pages * os.sysconf("SC_PAGE_SIZE") / MIB


def _last_line(log: Path) -> str:
    """Take what a process said last."""
    lines = log.read_text(errors="replace").strip().splitlines() or ["it said nothing"]
    return f"failed: {lines[-1][:LAST]}"
