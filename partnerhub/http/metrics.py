"""Metrics: how many requests, how they ended, how long they took. No names, no ids."""

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client import generate_latest as written

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The counts of one server process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "partnerhub_requests",
            "Requests answered.",
            ["operation", "method", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "partnerhub_request_seconds",
            "Time from a request's arrival to its answer.",
            ["operation"],
            registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
        )

    def count(self, operation: str, method: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        self._requests.labels(operation, method, str(status)).inc()
        self._seconds.labels(operation).observe(seconds)

    def text(self) -> bytes:
        """Write all counts in the Prometheus text format."""
        return written(self.registry)
