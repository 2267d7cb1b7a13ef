"""The audit trail: one numbered line per act, written in the act's own transaction.

Each line holds a keyed hash of itself and of the line before, so that a change shows in all that
come after (`verifying`).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session, auditing, in_trail, keys_of
from partnerhub.persistence.models import AuditLine
from partnerhub.persistence.queries import audit as queries
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import deliveries


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: None asks for all of them."""

    action: str | None = None
    subject_id: str | None = None
    since: datetime | None = None


EVERYTHING = Wanted()


def note(
    session: Session,
    organization_id: str,
    action: Action,
    *,
    user_id: str | None = None,
    subject_id: str | None = None,
    partnership_id: str | None = None,
    **details: Any,
) -> int:
    """Write one line behind the last, chain it to it and tell it to the organization's webhooks.

    Details hold ids, counts and states, never a row's values; `partnership_id` is the partnership
    that it happened in, if any. Returns the line's number.
    """
    line = AuditLine(
        organization_id=organization_id,
        sequence=0,
        action=action,
        user_id=user_id,
        subject_id=subject_id,
        details=json.loads(auditing.canonical(details)),
    )
    with in_trail(session, organization_id):
        _chain(session, line)
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
    return line.sequence


def _chain(session: Session, line: AuditLine) -> None:
    """Number a line and hash it together with the one before."""
    own = line.organization_id
    line.sequence, previous = session.execute(queries.next_sequence(own)).one()
    begins = previous is None and line.sequence > 1
    if begins:
        previous = auditing.hash_of_unchained(session, own)
    line.previous_hash = previous
    line.hash = keys_of(session).line_hash(previous, auditing.content(line), begins=begins)
    session.execute(queries.set_head(own, line.hash))


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
    session: Session,
    actor: Actor,
    *,
    after: tuple[Any, ...] | None,
    limit: int,
    wanted: Wanted = EVERYTHING,
) -> tuple[list[AuditLine], tuple[Any, ...] | None]:
    """Read the organization's audit trail, newest first."""
    require(actor, Permission.READ_AUDIT)
    query = queries.newest_first(
        actor, after, action=wanted.action, subject_id=wanted.subject_id, since=wanted.since
    )
    return fetch(session, query, limit, ["sequence"])
