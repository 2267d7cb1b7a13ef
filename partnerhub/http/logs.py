"""Logs: one JSON line per request or happening, with known keys only.

What may be said is a list of keys, not a habit: everything else is dropped before it is written,
so that a name, an address or an amount cannot reach a log by accident.
"""

import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

KEYS = frozenset({
    "event", "level", "timestamp", "method", "route", "operation", "status", "code", "duration_ms",
    "organization_id", "request_id", "error", "frames", "job_id", "kind", "attempt", "state",
    "rows", "host", "port", "processes", "version", "database", "signal", "exit_code",
})  # fmt: skip
"""Keys that may be logged; their values are our own words, numbers and opaque ids."""
LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
PACKAGE = Path(__file__).resolve().parents[1]


def configure(level: str = "info", stream: TextIO | None = None) -> None:
    """Write JSON lines to a stream, the standard error by default."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            known_keys,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )


def logger() -> Any:
    """The logger; whoever logs uses the keys of `KEYS`."""
    return structlog.get_logger()


def known_keys(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop what is not on the list."""
    for name in event.keys() - KEYS:
        del event[name]
    return event


def frames(error: BaseException) -> list[str]:
    """Say where an error came from: files, lines and functions, never a value.

    The message of an unexpected error is not ours: it may quote a row.
    """
    return [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-12:]
    ]


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(PACKAGE):
        return str(path.relative_to(PACKAGE.parent))
    return "/".join(path.parts[-2:])
