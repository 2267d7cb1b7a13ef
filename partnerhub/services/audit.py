"""The audit trail: one numbered line per act, written in the act's own transaction."""

from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import AuditLine
from partnerhub.persistence.queries import audit as queries
from partnerhub.persistence.queries.paging import fetch


def note(
    session: Session,
    organization_id: str,
    action: Action,
    *,
    user_id: str | None = None,
    subject_id: str | None = None,
    **details: Any,
) -> None:
    """Write one line; details hold ids, counts and states, never a row's values."""
    sequence = session.scalar(queries.next_sequence(organization_id))
    assert sequence is not None
    session.add(
        AuditLine(
            organization_id=organization_id,
            sequence=sequence,
            action=action,
            user_id=user_id,
            subject_id=subject_id,
            details=details,
        )
    )


def page(
    session: Session, actor: Actor, *, after: tuple[Any, ...] | None, limit: int
) -> tuple[list[AuditLine], tuple[Any, ...] | None]:
    """Read the organization's audit trail, newest first."""
    require(actor, Permission.READ_AUDIT)
    return fetch(session, queries.newest_first(actor, after), limit, ["sequence"])
