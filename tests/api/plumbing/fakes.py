"""A database of dictionaries: what is committed stays, what is rolled back never was."""

from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field

from partnerhub.domain.errors import IdempotencyKeyReusedError, UnauthenticatedError
from partnerhub.domain.permissions import Actor, Role

ACTORS = {
    "key-of-ann": Actor("a" * 32, "ann", Role.ADMIN, key_id="1"),
    "key-of-bob": Actor("b" * 32, "bob", Role.ADMIN, key_id="2"),
}


@dataclass
class FakeSession:
    things: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)


class FakeDatabase:
    """Says what happened to its transactions, and fails to commit when told to."""

    def __init__(self):
        self.kept = FakeSession()
        self.log = []
        self.commit_error = None

    @contextmanager
    def transaction(self, *, write, reach):
        kind = "write" if write else "read"
        session = deepcopy(self.kept)
        self.log.append(f"begin {kind}")
        try:
            yield session
            self._commit(write)
        except BaseException:
            self.log.append(f"rollback {kind}")
            raise
        self.log.append(f"commit {kind}")
        if write:
            self.kept = session

    def _commit(self, write):
        if write and self.commit_error:
            raise self.commit_error


@dataclass
class Kept:
    fingerprint: str
    status: int
    headers: list
    body: bytes


class FakeAnswers:
    """Keeps answers in the session, as the service does."""

    def find(self, session, actor, *, key, route, fingerprint):
        kept = session.answers.get((actor.organization_id, route, key))
        if kept is not None and kept.fingerprint != fingerprint:
            raise IdempotencyKeyReusedError
        return kept

    def keep(self, session, actor, *, key, route, fingerprint, status, headers, body):
        session.answers[actor.organization_id, route, key] = Kept(
            fingerprint, status, headers, body
        )


def authenticate(session, token, now):
    if token not in ACTORS:
        raise UnauthenticatedError
    return ACTORS[token]
