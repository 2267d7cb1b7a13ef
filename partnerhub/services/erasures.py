"""Erasures: a person leaves every version of a list and everything beside it, and stays out.

In the request's own transaction the rows go, and what imports quoted of rows. A worker does the
rest at once: the keyed hashes go into a file beside the database, files that were set aside are
removed, and SQLite's log is emptied, in which the rows still lie. What a backup brings back is
erased again before anything is served (`reapply`).
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import PartnerhubError
from partnerhub.domain.lists import ListKind
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.identifiers import emails
from partnerhub.persistence import (
    INSTALLATION,
    Database,
    Reach,
    Session,
    bulk,
    erased,
    files,
    keys_of,
    queue,
    turns,
    versions,
)
from partnerhub.persistence.models import Organization, Suppression
from partnerhub.persistence.queries import erasures as queries
from partnerhub.persistence.queries import imports as import_queries
from partnerhub.services import audit, lists

Clock = Callable[[], datetime]

JOB = "erase"
AGAIN = timedelta(seconds=5)
"""How long to wait for whoever still reads what SQLite's log holds."""


def erase_address(session: Session, actor: Actor, *, email: str, now: datetime) -> None:
    """Erase whoever has an e-mail address, on the list or not, and keep the person out.

    Raises:
        ValidationError: It is no address.
    """
    require(actor, Permission.EDIT_LISTS)
    address = emails.normalize(email)
    if address is None:
        raise lists.invalid("email", "Not an e-mail address.")
    versions.lock(session, actor.organization_id)
    (key,) = keys_of(session).person_keys([address])
    assert key is not None
    removed = forget(session, actor.organization_id, {key}, now=now)
    audit.note(
        session,
        actor.organization_id,
        Action.CONTACT_ERASED,
        user_id=actor.user_id,
        records=removed,
    )


def forget(session: Session, organization_id: str, keys: Collection[str], *, now: datetime) -> int:
    """Remove persons from all versions of a list and keep them out; return how many records went.

    The caller holds the lists' lock, so an import under way either has these persons' rows taken
    from what it staged, or notices when it publishes and reads its file again.

    Args:
        session: The transaction in which it happens.
        organization_id: Whose list.
        keys: Keyed hashes of their addresses, ids of their records.
        now: The moment they are kept out from.
    """
    whole = set(keys)
    for chunk in bulk.in_chunks(sorted(keys)):
        whole |= set(session.scalars(queries.records(organization_id, chunk)))
    gone: set[str] = set()
    for chunk in bulk.in_chunks(sorted(whole)):
        gone |= set(session.scalars(queries.listed(organization_id, chunk)))
        session.execute(queries.rows(organization_id, chunk))
        known = set(session.scalars(queries.kept_out(organization_id, chunk)))
        session.add_all(
            Suppression(organization_id=organization_id, person_key=key, created_at=now)
            for key in chunk
            if key not in known
        )
    session.execute(queries.quotes(organization_id))
    if gone:
        _new_version(session, organization_id, len(gone), now)
    queue.put(session, JOB, lane=organization_id, organization_id=organization_id)
    return len(gone)


def process(
    database: Database, lease: queue.Lease, *, spool: Path, file: Path, clock: Clock
) -> None:
    """Erase from the files what an erasure took out of the tables, or come back for the rest."""
    organization_id = lease.payload["organization_id"]
    _write_down(database, file, [organization_id])
    names = files.names_aside(spool)
    with database.transaction(write=False) as session:
        own = [
            name
            for chunk in bulk.in_chunks(names)
            for name in session.scalars(queries.imports(organization_id, chunk))
        ]
    files.remove_aside(spool, own)
    clean = database.empty_log()
    with database.transaction(write=True) as session:
        if clean:
            queue.finish(session, lease, clock())
        else:
            queue.postpone(session, lease, clock(), clock() + AGAIN)


def fail(database: Database, lease: queue.Lease, problem: PartnerhubError, *, clock: Clock) -> None:
    """End a job that could not; what it left undone the next start does."""
    with database.transaction(write=True) as session:
        queue.finish(session, lease, clock(), error=problem.code)


def reapply(database: Database, *, file: Path, now: datetime, everything: bool = False) -> int:
    """Erase again whom a backup brought back; return how many records went.

    Whoever the database keeps out and the file does not name is written down, too.

    Args:
        database: Where.
        file: Who was erased.
        now: The moment they are kept out from, where the database does not know of it.
        everything: Look for all of them, not only for those whom the database does not keep out.
    """
    with database.transaction(write=False, reach=INSTALLATION) as session:
        there = turns.everyone(session)
    removed = 0
    for organization_id, keys in erased.read(file).items():
        if organization_id in there:
            removed += _again(database, organization_id, keys, now=now, everything=everything)
    _write_down(database, file, there)
    if removed:
        database.empty_log()
    return removed


def _again(
    database: Database, organization_id: str, keys: set[str], *, now: datetime, everything: bool
) -> int:
    def missing(session: Session) -> set[str]:
        known = set(session.scalars(import_queries.suppressed(organization_id)))
        return keys if everything else keys - known

    database = database.reaching(Reach((organization_id,)))
    with database.transaction(write=False) as session:
        if not missing(session):
            return 0
    with database.transaction(write=True) as session:
        versions.lock(session, organization_id)
        removed = forget(session, organization_id, missing(session), now=now)
        if removed:
            audit.note(session, organization_id, Action.CONTACT_ERASED, records=removed)
        return removed


def _write_down(database: Database, file: Path, organization_ids: Iterable[str]) -> None:
    """Bring the file up to what the database keeps out."""
    keys: erased.Keys = {}
    for organization_id in organization_ids:
        with database.transaction(write=False, reach=Reach((organization_id,))) as session:
            suppressed = import_queries.suppressed(organization_id)
            keys[organization_id] = set(session.scalars(suppressed))
    erased.add(file, keys)


def _new_version(session: Session, organization_id: str, records: int, now: datetime) -> None:
    """Number the list anew: pages and releases tell by it that it is another list."""
    organization = session.get_one(Organization, organization_id)
    versions.publish(
        session,
        organization,
        ListKind.CONTACTS,
        organization.list_version + 1,
        removed=[],
        change=versions.Change("erasure", organization_id, now.date(), {"removed": records}),
    )
