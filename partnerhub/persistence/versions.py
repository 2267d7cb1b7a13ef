"""List versions: stage rows that nobody sees yet, publish them in one short transaction, undo.

See `models/lists.py` for what a version number means. Everything here works on whole lists with a
few statements, whatever their size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from partnerhub.domain.lists import VERSION_STEP, ListKind
from partnerhub.persistence import bulk
from partnerhub.persistence.deriving import derive_all
from partnerhub.persistence.lists import TABLES, as_of, close
from partnerhub.persistence.models import ListVersion, Organization


@dataclass(frozen=True, slots=True)
class Change:
    """What made a list version: an import or an edit, which, when, and its counts."""

    cause: str
    subject_id: str
    today: date
    summary: dict[str, Any] = field(default_factory=dict)


def lock(session: Session, organization_id: str) -> Organization:
    """Read an organization for changing its lists; others that want to wait here."""
    return session.scalars(
        select(Organization)
        .where(Organization.id == organization_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def lock_all(session: Session, organization_ids: Iterable[str]) -> None:
    """Hold several organizations' lists as they are, always in the same order."""
    for organization_id in sorted(organization_ids):
        lock(session, organization_id)


def reserve(session: Session, organization_id: str) -> tuple[int, int]:
    """Reserve a version number for an import; return it and the version it stands on."""
    organization = lock(session, organization_id)
    step = max(organization.reserved_version, organization.list_version) // VERSION_STEP + 1
    organization.reserved_version = step * VERSION_STEP
    return organization.reserved_version, organization.list_version


def current(session: Session, organization_id: str, kind: ListKind, version: int) -> pa.Table:
    """Read the rows of a list in a version, as columns."""
    table = TABLES[kind]
    return bulk.read(session, select(table).where(as_of(table, organization_id, version)))


def current_digests(
    session: Session, organization_id: str, kind: ListKind, version: int
) -> pa.Table:
    """Read only ids and digests of a list in a version."""
    table = TABLES[kind]
    columns = select(table.c.id, table.c.digest)
    return bulk.read(session, columns.where(as_of(table, organization_id, version)))


def stage(session: Session, kind: ListKind, rows: pa.Table) -> None:
    """Write rows under a reserved number: they are invisible until it is published."""
    bulk.write(session, TABLES[kind], rows)


def discard(session: Session, organization_id: str, number: int) -> None:
    """Remove what was staged under a number that will not be published."""
    for table in TABLES.values():
        session.execute(
            delete(table).where(
                table.c.organization_id == organization_id, table.c.valid_from == number
            )
        )


def publish(
    session: Session,
    organization: Organization,
    kind: ListKind,
    number: int,
    *,
    removed: Sequence[str],
    change: Change,
) -> None:
    """Make a staged version the one that counts.

    The caller holds the organization's lock and knows that the staged rows stand on the current
    version. Readers see the old version whole or the new one whole.
    """
    table = TABLES[kind]
    staged = select(table.c.id).where(
        table.c.organization_id == organization.id, table.c.valid_from == number
    )
    close(session, table, organization.id, number, table.c.id.in_(staged))
    for chunk in bulk.in_chunks(removed):
        close(session, table, organization.id, number, table.c.id.in_(chunk))
    organization.list_version = number
    derive_all(session, organization.id, number, change.today)
    accounts = TABLES[ListKind.ACCOUNTS]
    count = session.scalar(
        select(func.count()).select_from(accounts).where(as_of(accounts, organization.id, number))
    )
    session.add(
        ListVersion(
            organization_id=organization.id,
            number=number,
            cause=change.cause,
            kind=kind,
            subject_id=change.subject_id,
            accounts=count or 0,
            summary=change.summary,
        )
    )


def refresh_statistics(session: Session) -> None:
    """Tell the query planner what the lists hold now; worth it after an import, not an edit."""
    bulk.analyze(session, *TABLES.values())


def undo(session: Session, organization: Organization, number: int, base: int) -> None:
    """Take back the current version: rows it made go, rows it ended are current again."""
    for table in TABLES.values():
        own = table.c.organization_id == organization.id
        session.execute(delete(table).where(own, table.c.valid_from == number))
        session.execute(update(table).where(own, table.c.valid_to == number).values(valid_to=None))
    session.execute(
        delete(ListVersion).where(
            ListVersion.organization_id == organization.id, ListVersion.number == number
        )
    )
    organization.list_version = base


def edit(
    session: Session,
    organization: Organization,
    kind: ListKind,
    record_id: str,
    changes: dict[str, Any] | None,
    *,
    change: Change,
) -> int:
    """Change (or with None remove) one record: a version of its own."""
    number, table = organization.list_version + 1, TABLES[kind]
    if changes is not None:
        copied: dict[str, Any] = {"valid_from": literal(number)} | {
            name: literal(value, table.c[name].type) for name, value in changes.items()
        }
        source = select(*(copied.get(c.name, c).label(c.name) for c in table.c)).where(
            as_of(table, organization.id, number - 1), table.c.id == record_id
        )
        session.execute(insert(table).from_select([c.name for c in table.c], source))
    publish(
        session,
        organization,
        kind,
        number,
        removed=[record_id] if changes is None else [],
        change=change,
    )
    return number


def account_counts(
    session: Session, organization_id: str, numbers: Iterable[int]
) -> dict[int, int]:
    """How many accounts each of some versions had."""
    rows = session.execute(
        select(ListVersion.number, ListVersion.accounts).where(
            ListVersion.organization_id == organization_id, ListVersion.number.in_(list(numbers))
        )
    )
    return {row.number: row.accounts for row in rows}
