"""Idempotency keys: a repeated request gets the answer of the first one, not its effect twice."""

from collections.abc import Sequence

from partnerhub.domain.errors import IdempotencyKeyReusedError
from partnerhub.domain.permissions import Actor
from partnerhub.persistence import Session
from partnerhub.persistence.models import RememberedAnswer
from partnerhub.persistence.queries import audit as queries

StoredAnswer = RememberedAnswer


def find(
    session: Session, actor: Actor, *, key: str, route: str, fingerprint: str
) -> StoredAnswer | None:
    """Look up what was answered to this key on this route.

    Raises:
        IdempotencyKeyReusedError: The key was used for another request.
    """
    answer = session.scalars(queries.answer(actor, route, key)).one_or_none()
    if answer is not None and answer.fingerprint != fingerprint:
        raise IdempotencyKeyReusedError
    return answer


def keep(
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
    """Keep an answer in the transaction of its effect, so that neither exists without the other."""
    session.add(
        RememberedAnswer(
            organization_id=actor.organization_id,
            route=route,
            key=key,
            fingerprint=fingerprint,
            status=status,
            headers=[list(header) for header in headers],
            body=body,
        )
    )
