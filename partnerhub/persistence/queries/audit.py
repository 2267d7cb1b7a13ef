"""The audit trail and remembered answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, Select, Update, delete, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import AuditLine, Organization, RememberedAnswer
from partnerhub.persistence.queries.paging import after as behind


def next_sequence(organization_id: str) -> ReturningUpdate[int, str | None]:
    """Take the organization's next audit number, and the hash of the line before.

    The row lock keeps the numbers without gaps and the lines in one chain.
    """
    return (
        update(Organization)
        .where(Organization.id == organization_id)
        .values(audit_sequence=Organization.audit_sequence + 1)
        .returning(Organization.audit_sequence, Organization.audit_hash)
        .execution_options(synchronize_session=False)
    )


def set_head(organization_id: str, hash_: str) -> Update:
    """Keep the hash of the organization's last line, for the next one."""
    return (
        update(Organization)
        .where(Organization.id == organization_id)
        .values(audit_hash=hash_)
        .execution_options(synchronize_session=False)
    )


def visible_to(actor: Actor) -> Select[AuditLine]:
    """The actor's organization's own lines."""
    return select(AuditLine).where(AuditLine.organization_id == actor.organization_id)


def newest_first(
    actor: Actor,
    place: Sequence[Any] | None,
    *,
    action: str | None = None,
    subject_id: str | None = None,
    since: datetime | None = None,
) -> Select[AuditLine]:
    """A page of them, newest first, optionally narrowed."""
    query = visible_to(actor)
    if action:
        query = query.where(AuditLine.action == action)
    if subject_id:
        query = query.where(AuditLine.subject_id == subject_id)
    if since:
        query = query.where(AuditLine.created_at >= since)
    return behind(query, [AuditLine.sequence], place, descending=True)


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
