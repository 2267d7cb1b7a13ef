"""The audit trail: one numbered line per act, written in the act's own transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import AuditLine
from partnerhub.persistence.queries import audit as queries
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import deliveries


def note(
    session: Session,
    organization_id: str,
    action: Action,
    *,
    user_id: str | None = None,
    subject_id: str | None = None,
    partnership_id: str | None = None,
    **details: Any,
) -> None:
    """Write one line and tell it to the organization's webhooks.

    Details hold ids, counts and states, never a row's values; `partnership_id` is the partnership
    that it happened in, if any.
    """
    sequence = session.scalar(queries.next_sequence(organization_id))
    assert sequence is not None
    line = AuditLine(
        organization_id=organization_id,
        sequence=sequence,
        action=action,
        user_id=user_id,
        subject_id=subject_id,
        details=details,
    )
    session.add(line)
    deliveries.promise(
        session,
        organization_id,
        action,
        subject_id=subject_id,
        partnership_id=partnership_id,
        occurred_at=line.created_at,
        details=details,
    )


def note_all(
    session: Session,
    organization_ids: Iterable[str | None],
    action: Action,
    *,
    users: Mapping[str, str | None] | None = None,
    subject_id: str | None = None,
    **details: Any,
) -> None:
    """Write one line in several trails; who it was is told in the own trail of each only.

    In the order of their ids, because a line locks its trail's counter: two transactions that
    write to the same trails in different orders would wait for each other for ever.
    """
    for organization_id in sorted(filter(None, organization_ids)):
        user_id = (users or {}).get(organization_id)
        note(session, organization_id, action, user_id=user_id, subject_id=subject_id, **details)


def page(
    session: Session, actor: Actor, *, after: tuple[Any, ...] | None, limit: int
) -> tuple[list[AuditLine], tuple[Any, ...] | None]:
    """Read the organization's audit trail, newest first."""
    require(actor, Permission.READ_AUDIT)
    return fetch(session, queries.newest_first(actor, after), limit, ["sequence"])
