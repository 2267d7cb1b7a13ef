"""Idempotency keys: a repeated request gets the answer of the first one, not its effect twice."""

from collections.abc import Sequence
from datetime import datetime

from partnerhub.domain.errors import (
    ConflictError,
    IdempotencyKeyReusedError,
    SharingEndedError,
)
from partnerhub.domain.permissions import Actor
from partnerhub.persistence import Session, partnership_of
from partnerhub.persistence.models import Partnership, RememberedAnswer
from partnerhub.persistence.queries import audit as queries
from partnerhub.persistence.queries.partnerships import policies
from partnerhub.persistence.turns import in_turn

StoredAnswer = RememberedAnswer


def find(
    session: Session, actor: Actor, *, key: str, route: str, fingerprint: str
) -> StoredAnswer | None:
    """Look up what was answered to this key on this route.

    Raises:
        IdempotencyKeyReusedError: The key was used for another request.
        SharingEndedError: The answer is about a partnership that has ended since.
        ConflictError: What is shared has changed since, so the answer might show too much.
    """
    answer = session.scalars(queries.answer(actor, route, key)).one_or_none()
    if answer is None:
        return None
    if answer.fingerprint != fingerprint:
        raise IdempotencyKeyReusedError
    if answer.partnership_id and answer.sharing != _sharing(session, answer.partnership_id):
        if session.get_one(Partnership, answer.partnership_id).state == "ended":
            raise SharingEndedError
        raise ConflictError(
            "The request was done. What is shared has changed since, so its answer is not "
            "repeated: read the resource."
        )
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
            partnership_id=partnership_of(session),
            sharing=_sharing(session, partnership_of(session)),
        )
    )


def forget(session: Session, before: datetime) -> None:
    """Forget answers that nobody will ask for again, of one organization after the other."""
    for organization_id in in_turn(session):
        session.execute(queries.forget_answers(organization_id, before))


def _sharing(session: Session, partnership_id: str | None) -> str | None:
    """What is shared in a partnership at this moment, as a short mark."""
    if partnership_id is None:
        return None
    session.flush()
    state = session.get_one(Partnership, partnership_id).state
    revisions = sorted(
        (policy.organization_id, policy.revision)
        for policy in session.scalars(policies(partnership_id))
    )
    return f"{state}:{':'.join(str(revision) for _, revision in revisions)}"
