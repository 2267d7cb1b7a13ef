"""The request's own facts: its session, who is asking, and when.

Views take them from here and pass them down; nothing below the edges knows a request.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol, cast

from flask import current_app, g, request

from partnerhub.domain.errors import UnauthenticatedError
from partnerhub.domain.logins import Login
from partnerhub.domain.permissions import Actor
from partnerhub.http import operation
from partnerhub.http.metrics import Metrics
from partnerhub.http.rates import RateLimit
from partnerhub.http.transaction import Unit
from partnerhub.persistence import Database, Session
from partnerhub.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


class StoredAnswer(Protocol):
    """An answer kept with its effect."""

    @property
    def status(self) -> int:
        """The status it had."""

    @property
    def headers(self) -> Sequence[Any]:
        """Its headers, as pairs."""

    @property
    def body(self) -> bytes:
        """Its body, byte for byte."""


class Answers(Protocol):
    """Where answers to requests with an Idempotency-Key are kept."""

    def find(
        self, session: Session, actor: Actor, *, key: str, route: str, fingerprint: str
    ) -> StoredAnswer | None:
        """Find the answer of an earlier request; refuse a key used for another one."""

    def keep(
        self,
        session: Session,
        actor: Actor,
        *,
        key: str,
        route: str,
        fingerprint: str,
        status: int,
        headers: Sequence[tuple[str, str]],
        body: bytes,
    ) -> None:
        """Keep an answer in the transaction of its effect."""


class Provider(Protocol):
    """Where people sign in on the page."""

    def address(self, *, state: str, nonce: str, verifier: str, now: datetime) -> str:
        """Say where a browser goes to log in."""

    def redeem(self, code: str, *, nonce: str, verifier: str, now: datetime) -> Login:
        """Find out whom a code stands for that a browser came back with."""


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Wiring:
    """What the composition root gives to every request."""

    settings: Settings
    database: Database
    authenticate: Callable[[Session, str, datetime], Actor]
    answers: Answers
    ready: Callable[[], None]
    """Raises the error that keeps this server from working."""
    rate_limit: RateLimit
    provider: Provider | None = None
    """Where people sign in on the page, if they do."""
    metrics: Metrics = field(default_factory=Metrics)
    clock: Callable[[], datetime] = utc_now
    in_progress: set[tuple[str, str, str]] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)


def wiring() -> Wiring:
    """The wiring of the running application."""
    return cast("Wiring", current_app.extensions["partnerhub"])


def settings() -> Settings:
    """The settings of the running application."""
    return wiring().settings


def now() -> datetime:
    """The moment of the request: the same for everything it does."""
    if "now" not in g:
        g.now = wiring().clock()
    return cast("datetime", g.now)


def session() -> Session:
    """The request's one session, in its one transaction.

    A changing request begins it here, after its body has arrived. The key is then looked at once
    more: it may have been revoked while a large file was on its way.
    """
    unit: Unit | None = g.get("unit")
    if unit is None:
        known = operation.current()
        reads = request.method in SAFE or (known is not None and known.only_reads)
        unit = g.unit = Unit(wiring().database, write=not reads)
        if "token" in g:
            g.actor = wiring().authenticate(unit.session, g.token, now())
    return unit.session


def actor() -> Actor:
    """Who is asking."""
    known: Actor | None = g.get("actor")
    if known is None:
        raise UnauthenticatedError
    return known
