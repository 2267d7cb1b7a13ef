"""Rate limits: how often one key may call.

Counted per process: two server processes let twice as many calls through. It protects the
machine; limits that protect a partner are rows in the database and belong to the services.
"""

import threading
import time
from collections.abc import Callable

from partnerhub.domain.errors import TooManyRequestsError

WINDOW_SECONDS = 60


class RateLimit:
    """A count per key that starts again every minute."""

    def __init__(self, calls: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.calls = calls
        self.clock = clock
        self._window = -1
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def count(self, key: str) -> None:
        """Count one call of a key.

        Raises:
            TooManyRequestsError: The key made all its calls of this minute.
        """
        moment = self.clock()
        window = int(moment // WINDOW_SECONDS)
        with self._lock:
            if window != self._window:
                # Forgetting all counts at once keeps the memory bounded by the keys in use.
                self._window, self._counts = window, {}
            made = self._counts[key] = self._counts.get(key, 0) + 1
        if made > self.calls:
            wait = WINDOW_SECONDS - int(moment % WINDOW_SECONDS)
            raise TooManyRequestsError(headers={"Retry-After": str(wait)})
