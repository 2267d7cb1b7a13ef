"""The audit trail and remembered answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, Select, delete, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import AuditLine, Organization, RememberedAnswer
from partnerhub.persistence.queries.paging import after as behind


def next_sequence(organization_id: str) -> ReturningUpdate[int]:
    """Take the organization's next audit number; the row lock keeps the numbers without gaps."""
    return (
        update(Organization)
        .where(Organization.id == organization_id)
        .values(audit_sequence=Organization.audit_sequence + 1)
        .returning(Organization.audit_sequence)
        .execution_options(synchronize_session=False)
    )


def visible_to(actor: Actor) -> Select[AuditLine]:
    """The actor's organization's own lines."""
    return select(AuditLine).where(AuditLine.organization_id == actor.organization_id)


def newest_first(actor: Actor, place: Sequence[Any] | None) -> Select[AuditLine]:
    """A page of them, newest first."""
    return behind(visible_to(actor), [AuditLine.sequence], place, descending=True)


def answer(actor: Actor, route: str, key: str) -> Select[RememberedAnswer]:
    """What was answered to a request with this key."""
    return select(RememberedAnswer).where(
        RememberedAnswer.organization_id == actor.organization_id,
        RememberedAnswer.route == route,
        RememberedAnswer.key == key,
    )


def forget_answers(organization_id: str, before: datetime) -> Delete:
    """An organization's answers older than a moment."""
    return delete(RememberedAnswer).where(
        RememberedAnswer.organization_id == organization_id, RememberedAnswer.created_at < before
    )
