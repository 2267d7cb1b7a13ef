"""Contacts of an organization's own list, and their erasure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.titles import Function, Seniority
from partnerhub.identifiers import emails
from partnerhub.persistence import Session, keys_of, versions
from partnerhub.persistence.models import Contact
from partnerhub.persistence.queries import erasures as erasure_queries
from partnerhub.persistence.queries import lists as queries
from partnerhub.services import audit, erasures, lists
from partnerhub.services.lists import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(lists.Wanted):
    """Which contacts, in which order."""

    account_id: str | None = None
    seniority: Seniority | None = None
    function: Function | None = None


EVERYBODY = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """A contact as its owner sees it; `revision` is the list version that made it so."""

    id: str
    revision: int
    record_id: str | None
    account_id: str | None
    account_record_id: str | None
    account_name: str | None
    first_name: str | None
    last_name: str | None
    full_name: str | None
    email: str | None
    title: str | None
    seniority: str
    function: str
    phone: str | None
    owner: str | None
    opted_out: bool
    created_on: date | None
    updated_on: date


SAME = lists.same_names(ContactView, Contact)


def view(row: Contact) -> ContactView:
    """Show a contact to its owner."""
    return ContactView(revision=row.valid_from, **lists.values(row, SAME))


def list_visible(
    session: Session, actor: Actor, *, after: Place, limit: int, wanted: Wanted = EVERYBODY
) -> tuple[list[ContactView], Place]:
    """List the organization's contacts."""
    rows, place = lists.page(session, actor, Contact, wanted, after=after, limit=limit)
    return [view(row) for row in rows], place


def whole_list(
    session: Session, actor: Actor, *, wanted: Wanted = EVERYBODY
) -> Iterator[ContactView]:
    """Read all wanted contacts, a page at a time."""
    return map(view, lists.whole(session, actor, Contact, wanted))


def get(session: Session, actor: Actor, *, contact_id: str) -> ContactView:
    """Read one contact."""
    return view(lists.find(session, actor, Contact, contact_id))


def change(
    session: Session,
    actor: Actor,
    *,
    contact_id: str,
    revision: int,
    now: datetime,
    **changes: Any,
) -> ContactView:
    """Change a contact; seniority and function follow from the title.

    Raises:
        NotFoundError: It is another's, was removed, or never was.
        PreconditionFailedError: It has changed since the given revision.
        ValidationError: An address is none, or that of somebody who was erased.
    """
    row = lists.editable(session, actor, Contact, contact_id, revision=revision)
    columns = _columns(session, actor, row, changes)
    return view(lists.save(session, actor, row, columns, today=now.date()))


def erase(session: Session, actor: Actor, *, contact_id: str, now: datetime) -> None:
    """Erase a person: from every version of the list, and from every upload to come.

    Rows of all versions go, also those of other records with the same address. What stays are
    keyed hashes of the addresses and of the records, by which later uploads are kept clean. An
    address that the record had once and another record has now is somebody else's: it stays.

    Raises:
        NotFoundError: It is another's, was removed, or never was.
    """
    require(actor, Permission.EDIT_LISTS)
    versions.lock(session, actor.organization_id)
    row = lists.find(session, actor, Contact, contact_id)
    addresses = session.scalars(erasure_queries.addresses(actor.organization_id, row.id))
    keys = {row.id, *filter(None, addresses)}
    erasures.forget(session, actor.organization_id, keys, now=now)
    audit.note(
        session,
        actor.organization_id,
        Action.CONTACT_ERASED,
        user_id=actor.user_id,
        subject_id=contact_id,
    )


def _columns(
    session: Session, actor: Actor, row: Contact, changes: dict[str, Any]
) -> dict[str, Any]:
    """Say a change in the columns of the table."""
    columns = dict(changes)
    if columns.get("email") is not None:
        columns["email"] = _address(session, actor, columns["email"])
    if "email" in columns:
        address = columns["email"]
        columns["email_domain"] = emails.domain_key(address) if address else None
    if columns.keys() & {"first_name", "last_name"} and "full_name" not in columns:
        names = [columns.get(name, getattr(row, name)) for name in ("first_name", "last_name")]
        columns["full_name"] = " ".join(filter(None, names)) or None
    return columns


def _address(session: Session, actor: Actor, text: str) -> str:
    """Normalize an address, unless the person behind it was erased."""
    address = emails.normalize(text)
    if address is None:
        raise lists.invalid("email", "Not an e-mail address.")
    (key,) = keys_of(session).person_keys([address])
    assert key is not None
    if session.scalars(queries.suppression(actor, key)).first():
        raise lists.invalid("email", "The person with this address was erased and stays out.")
    return address
