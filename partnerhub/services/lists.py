"""What accounts, contacts and opportunities have in common: an organization's own lists.

Single rows are read, changed and removed here; whole lists come in by `imports`. Every change is
a list version of its own, so that a release which names an older one still finds what it saw.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import pyarrow as pa

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import NotFoundError, PreconditionFailedError, ValidationError
from partnerhub.domain.lists import ListKind
from partnerhub.domain.money import Money
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.ingest.fields import SCHEMAS
from partnerhub.persistence import Session, keys_of, versions
from partnerhub.persistence.models import Account, Contact, Opportunity, Organization
from partnerhub.persistence.queries import lists as queries
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import audit
from partnerhub.services.imports import rows

Row = TypeVar("Row", Account, Contact, Opportunity)
Place = tuple[Any, ...] | None
PAGE = 1000
"""Rows that are read at once when a whole list is."""

KINDS: dict[queries.Model, ListKind] = {
    Account: ListKind.ACCOUNTS,
    Contact: ListKind.CONTACTS,
    Opportunity: ListKind.OPPORTUNITIES,
}


class Order(StrEnum):
    """What a list is sorted by."""

    ID = "id"
    NAME = "name"
    NAME_DESCENDING = "-name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows of a list, in which order; None asks for all of them."""

    q: str | None = None
    owner: str | None = None
    updated_since: date | None = None
    sort: Order = Order.ID


def page(
    session: Session,
    actor: Actor,
    model: type[Row],
    wanted: Wanted,
    *,
    after: Place,
    limit: int,
    number: int | None = None,
) -> tuple[list[Row], Place]:
    """List one page of a list, of its current version unless a number names another."""
    require(actor, Permission.READ)
    filters = asdict(wanted)
    order = filters.pop("sort")
    query = queries.listed(actor, model, number=number, **filters)
    if order is Order.ID:
        return fetch(session, queries.by_id(query, model, after), limit, ["id"])
    descending = order is Order.NAME_DESCENDING
    named = queries.by_name(query, model, after, descending=descending)
    found, place = fetch(session, named, limit, ["id"])
    return found, queries.place_by_name(found[-1]) if place else None


def whole(session: Session, actor: Actor, model: type[Row], wanted: Wanted) -> Iterator[Row]:
    """Read all wanted rows of a list, page by page, of the one version that counts now."""
    number, place = session.scalar(queries.version(actor)), None
    while True:
        found, place = page(session, actor, model, wanted, after=place, limit=PAGE, number=number)
        yield from found
        if place is None:
            return


def find(session: Session, actor: Actor, model: type[Row], record_id: str) -> Row:
    """Read one row as it is now.

    Raises:
        NotFoundError: It is another's, was removed, or never was.
    """
    require(actor, Permission.READ)
    row = session.scalars(queries.one(actor, model, record_id)).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def editable(
    session: Session, actor: Actor, model: type[Row], record_id: str, *, revision: int
) -> Row:
    """Find one row for changing it; other changes of the organization's lists wait.

    Raises:
        NotFoundError: It is another's, was removed, or never was.
        PreconditionFailedError: It has changed since the given revision.
    """
    require(actor, Permission.EDIT_LISTS)
    versions.lock(session, actor.organization_id)
    row = find(session, actor, model, record_id)
    if row.valid_from != revision:
        raise PreconditionFailedError
    return row


def save(
    session: Session, actor: Actor, row: Row, changes: Mapping[str, Any], *, today: date
) -> Row:
    """Change columns of an editable row; what follows from them is derived as an import does.

    The row's digest is that of its new content, so the next upload of the list notices that the
    CRM says something else. A change to what is there already makes no version.
    """
    changed = sorted(name for name, value in changes.items() if getattr(row, name) != value)
    if not changed:
        return row
    kind = KINDS[type(row)]
    versions.edit(
        session,
        session.get_one(Organization, actor.organization_id),
        kind,
        row.id,
        _derived(session, row, kind, changes, today),
        change=versions.Change("edit", row.id, today, {"updated": 1}),
    )
    _note(session, actor, Action.RECORD_CHANGED, row.id, kind=kind, fields=changed)
    return find(session, actor, type(row), row.id)


def remove(
    session: Session, actor: Actor, model: type[Row], record_id: str, *, today: date
) -> None:
    """Take one row out of its list; earlier versions keep it.

    Raises:
        NotFoundError: It is another's, was removed, or never was.
    """
    row = take_out(session, actor, model, record_id, cause="removal", today=today)
    _note(session, actor, Action.RECORD_REMOVED, row.id, kind=KINDS[model])


def take_out(
    session: Session, actor: Actor, model: type[Row], record_id: str, *, cause: str, today: date
) -> Row:
    """End a row with a list version; whoever calls writes the audit line."""
    require(actor, Permission.EDIT_LISTS)
    organization = versions.lock(session, actor.organization_id)
    row = find(session, actor, model, record_id)
    change = versions.Change(cause, record_id, today, {"removed": 1})
    versions.edit(session, organization, KINDS[model], record_id, None, change=change)
    return row


def same_names(view: type[Any], model: queries.Model) -> tuple[str, ...]:
    """The members of a view that are columns of the table, under the same name."""
    return tuple(each.name for each in fields(view) if hasattr(model, each.name))


def values(row: Account | Contact | Opportunity, names: tuple[str, ...]) -> dict[str, Any]:
    """Read some columns of a row."""
    return {name: getattr(row, name) for name in names}


def money(amount_minor: int | None, currency: str | None) -> Money | None:
    """Put the two columns of an amount together; None when there is no whole amount."""
    return None if amount_minor is None or not currency else Money(amount_minor, currency)


def amount(value: Money | None, minor: str, currency: str) -> dict[str, Any]:
    """Take an amount apart into its two columns."""
    return {minor: value and value.amount_minor, currency: value and value.currency}


def invalid(field: str, message: str) -> ValidationError:
    """Say what is wrong with one field of a change."""
    return ValidationError(errors=[{"pointer": f"/{field}", "message": message}])


def _derived(
    session: Session,
    row: Account | Contact | Opportunity,
    kind: ListKind,
    changes: Mapping[str, Any],
    today: date,
) -> dict[str, Any]:
    """Build the new row from its record, as if a file had brought it."""
    schema = SCHEMAS[kind]
    record = {name: getattr(row, name, None) for name in schema.names} | {"line": 0, **changes}
    records = pa.Table.from_pylist([record], schema=schema)
    records = records.append_column("id", pa.array([row.id], pa.string()))
    built = rows.build(records, kind, row.organization_id, keys_of(session), today=today)
    values: dict[str, Any] = built.drop_columns(["line", "id", "organization_id"]).to_pylist()[0]
    return values


def _note(session: Session, actor: Actor, action: Action, subject_id: str, **details: Any) -> None:
    audit.note(
        session,
        actor.organization_id,
        action,
        user_id=actor.user_id,
        subject_id=subject_id,
        **details,
    )
