"""Rate limits: how often one key may call, counted by all server processes of a machine together.

The counts are a small file in the data folder. A count is read, raised and written back under a
lock of the operating system, so the limit is exact however many processes and threads serve. It
costs some tens of microseconds a call, no transaction and no sync: counts of a minute are worth
nothing after a crash. Machines count apart; limits that protect a partner are rows in the database
and belong to the services.
"""

import fcntl
import os
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from partnerhub.domain.errors import TooManyRequestsError
from partnerhub.http import logs

WINDOW_SECONDS = 60
SLOT = struct.Struct("<16sQQ")
"""A digest of the key, the minute, and the calls made in it."""
SLOTS_OF_A_BUCKET = 8
BUCKET_BYTES = SLOT.size * SLOTS_OF_A_BUCKET
BUCKETS = 4096
"""Room for 32,768 keys that call within one minute, in one MiB. Beyond it the key with the fewest
calls of a bucket is forgotten: nobody is refused because others call."""


class RateLimit:
    """A count per key that starts again every minute.

    Args:
        calls: How many calls one key may make in a minute.
        path: The file of the counts; who shares it counts together.
        clock: Seconds since a moment that all processes agree on.
    """

    def __init__(self, calls: int, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self.calls = calls
        self.path = path
        self.clock = clock
        self._file: int | None = None
        self._threads = threading.Lock()

    def count(self, key: str) -> None:
        """Count one call of a key.

        Raises:
            TooManyRequestsError: The key made all its calls of this minute.
        """
        try:
            made, moment = self._raise(key)
        except OSError as error:
            # A disk that fails must not keep out who has a key; what passes then is only load.
            logs.logger().warning("calls are not counted", error=type(error).__name__)
            return
        if made > self.calls:
            wait = WINDOW_SECONDS - int(moment % WINDOW_SECONDS)
            raise TooManyRequestsError(headers={"Retry-After": str(wait)})

    def _raise(self, key: str) -> tuple[int, float]:
        """Raise the count of a key by one; return it, and the moment it was counted at."""
        digest = blake2b(key.encode(), digest_size=16).digest()
        place = int.from_bytes(digest[:4]) % BUCKETS * BUCKET_BYTES
        with self._alone() as file:
            # Read behind the lock: who waited for it may have waited into the next minute.
            moment = self.clock()
            window = int(moment // WINDOW_SECONDS)
            slots = _slots(os.pread(file, BUCKET_BYTES, place), window)
            number, made = _slot_of(slots, digest)
            os.pwrite(file, SLOT.pack(digest, window, made + 1), place + number * SLOT.size)
        return made + 1, moment

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """Keep the file's other users out, of this process and of others, for a moment."""
        with self._threads:
            # Opened at the first call, in the process that serves: a lock belongs to an opening,
            # and processes that inherited one would not keep each other out.
            if self._file is None:
                self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                _make_room(self._file)
                yield self._file
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


def _make_room(file: int) -> None:
    """Give the file all the bytes it will ever need, so that a disk may fill up later."""
    there = os.fstat(file).st_size
    if there < BUCKETS * BUCKET_BYTES:
        os.pwrite(file, bytes(BUCKETS * BUCKET_BYTES - there), there)


def _slots(raw: bytes, window: int) -> list[tuple[bytes, int]]:
    """Read a bucket: the key and the calls of each slot; those of other minutes are free."""
    found = SLOT.iter_unpack(raw.ljust(BUCKET_BYTES, b"\0"))
    return [(digest, made) if of == window else (b"", 0) for digest, of, made in found]


def _slot_of(slots: list[tuple[bytes, int]], digest: bytes) -> tuple[int, int]:
    """Find a key's slot and count, or else the slot with the fewest calls."""
    for number, (known, made) in enumerate(slots):
        if known == digest:
            return number, made
    return min(range(len(slots)), key=lambda number: slots[number][1]), 0
