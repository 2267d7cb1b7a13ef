"""Couriers: they make deliveries beside the worker's other work, several at once.

An attempt waits for somebody else's server, up to five seconds, and does nothing meanwhile. So it
never stands before an import; and as an organization has one courier at a time (its deliveries are
one lane), receivers that are slow or dead keep the others waiting only when as many organizations
have one as there are couriers, and then for seconds: a webhook that has failed rests.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from partnerhub.persistence.queue import Lease
from partnerhub.services import deliveries
from partnerhub.settings import Settings

COURIERS = 4
"""Attempts of one worker at once."""


class Work(Protocol):
    """What couriers need of a worker."""

    settings: Settings
    stopping: threading.Event

    def try_to_take(self, **kinds: str) -> Lease | None:
        """Take a job if there is one."""

    def try_to_do(self, lease: Lease) -> bool:
        """Do it."""


class Couriers:
    """One thread that takes deliveries, and a few that make them."""

    def __init__(self, worker: Work) -> None:
        self._worker = worker
        self._free = threading.Semaphore(COURIERS)
        self._thread = threading.Thread(target=self._run, name="couriers", daemon=True)

    def start(self) -> None:
        """Begin, until the worker is stopping."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the attempts under way."""
        self._thread.join()

    def _run(self) -> None:
        worker = self._worker
        with ThreadPoolExecutor(COURIERS, thread_name_prefix="courier") as pool:
            while not worker.stopping.is_set():
                if not self._free.acquire(timeout=worker.settings.poll_seconds or None):
                    continue
                lease = worker.try_to_take(only=deliveries.JOB)
                if lease is None:
                    self._free.release()
                    worker.stopping.wait(worker.settings.poll_seconds)
                else:
                    pool.submit(self._deliver, lease)

    def _deliver(self, lease: Lease) -> None:
        try:
            self._worker.try_to_do(lease)
        finally:
            self._free.release()
