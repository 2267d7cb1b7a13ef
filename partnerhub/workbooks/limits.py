"""Limits: what the process that reads a workbook may use, set by itself before it reads."""

import contextlib
import ctypes
import os
import resource
from dataclasses import dataclass

MEBIBYTE = 1 << 20
_FILES = 32
_GRACE = 5  # seconds between being told to end and being ended
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process that reads a workbook may use.

    Attributes:
        memory_mb: Address space beyond what it has at its start, in MiB.
        cpu_seconds: Time on a processor, in seconds.
    """

    memory_mb: int = 1024
    cpu_seconds: int = 120

    @property
    def seconds(self) -> int:
        """How long one answer may take: others may be using the processors, too."""
        return 2 * self.cpu_seconds + 10


def apply(limits: Limits) -> None:
    """Set the limits of this process for good: memory, time, no files written, no core, no network.

    Where the system knows a limit not (macOS does not hold to that of memory) the others stand.
    """
    _without_network()
    memory = _address_space() + limits.memory_mb * MEBIBYTE
    for name, soft, hard in (
        ("RLIMIT_AS", memory, memory),
        ("RLIMIT_CPU", limits.cpu_seconds, limits.cpu_seconds + _GRACE),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NOFILE", _FILES, _FILES),
    ):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (soft, hard))


def _address_space() -> int:
    """The address space of this process, in bytes; a guess where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - pathlib is slow
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 256 * MEBIBYTE


def _without_network() -> None:
    """Leave every network, where Linux lets a process without privileges do so.

    The kernel refuses it in some containers; then the process has a network and no use for it.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
