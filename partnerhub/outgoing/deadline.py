"""The deadline: one end for all that an attempt does, and a limit to what it reads.

Timeouts of sockets count from one byte to the next, so a receiver that sends a byte every second
never runs into one. Here each step gets what is left of the whole.
"""

import ssl
import time
from typing import Any

import httpcore

MOST_BYTES = 64 << 10
"""How much of an answer is read, its head included."""


class TooMuchError(Exception):
    """The answer is longer than anybody wants to know."""


class Deadline:
    """A moment by which all has to be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left.

        Raises:
            httpcore.ReadTimeout: None are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("no time is left")
        return left


class LimitedStream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline
        self._unread = MOST_BYTES

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Read what is there, within what is left of time and bytes."""
        if self._unread <= 0:
            raise TooMuchError
        data = self._stream.read(min(max_bytes, self._unread), self._deadline.left())
        self._unread -= len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Write within the time that is left."""
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Begin TLS within the time that is left, checking the certificate against the name."""
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return LimitedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Say what the connection below says."""
        return self._stream.get_extra_info(info)
