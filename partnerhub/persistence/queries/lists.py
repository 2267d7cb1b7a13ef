"""An organization's own lists: accounts, contacts, opportunities, as they are now.

A row that is not replaced and not removed has no `valid_to`; one that an import has staged has
none either, but a number above the organization's `list_version`. Both conditions together are
the current version. Pages in the order of ids follow the primary key and cost the same anywhere
in a list; those in the order of names read the list.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from partnerhub.domain.permissions import Actor
from partnerhub.persistence.lists import as_of, since
from partnerhub.persistence.models import (
    Account,
    Contact,
    Opportunity,
    Organization,
    Suppression,
)
from partnerhub.persistence.queries.paging import after as behind

Row = TypeVar("Row", Account, Contact, Opportunity)
Model = type[Account] | type[Contact] | type[Opportunity]
Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]

NAMES: dict[Model, Text] = {
    Account: Account.name,
    Contact: Contact.full_name,
    Opportunity: Opportunity.name,
}
"""What a row is called: lists are sorted by it."""

SEARCHED: dict[Model, tuple[Text, ...]] = {
    Account: (Account.name, Account.domain),
    Contact: (Contact.full_name, Contact.email, Contact.account_name),
    Opportunity: (Opportunity.name, Opportunity.account_name),
}
"""Where a search looks."""

SORTED_LETTERS = 100
"""As much of a name as orders a list: a place in it has to fit into a cursor."""


def version(actor: Actor) -> Select[int]:
    """The version of the organization's lists that counts now."""
    return select(Organization.list_version).where(Organization.id == actor.organization_id)


def visible_to(actor: Actor, model: type[Row], number: int | None = None) -> Select[Row]:
    """The rows of one of the organization's lists, as they are now or were in a version."""
    if number is not None:
        return select(model).where(as_of(model.__table__, actor.organization_id, number))
    return select(model).where(
        model.organization_id == actor.organization_id,
        model.valid_to.is_(None),
        since(model.__table__) <= version(actor).scalar_subquery(),
    )


def one(actor: Actor, model: type[Row], record_id: str) -> Select[Row]:
    """One of them, as it is now."""
    return visible_to(actor, model).where(model.id == record_id)


def listed(
    actor: Actor,
    model: type[Row],
    *,
    number: int | None = None,
    q: str | None = None,
    updated_since: date | None = None,
    **equal: str | None,
) -> Select[Row]:
    """Those of them that are wanted.

    Args:
        actor: Who asks.
        model: Which list.
        number: The version to read; the current one when it is None.
        q: A part of the name or of what else `SEARCHED` names.
        updated_since: The first day on which they may have changed last.
        equal: Columns and the values they have; None is no condition.
    """
    query = visible_to(actor, model, number)
    if q:
        query = query.where(_holds(SEARCHED[model], q))
    if updated_since:
        query = query.where(model.updated_on >= updated_since)
    for name, value in equal.items():
        if value is not None:
            query = query.where(getattr(model, name) == value)
    return query


def by_id(query: Select[Row], model: type[Row], place: Sequence[Any] | None) -> Select[Row]:
    """A page of them in the order of ids."""
    return behind(query, [model.id], place)


def by_name(
    query: Select[Row], model: type[Row], place: Sequence[Any] | None, *, descending: bool
) -> Select[Row]:
    """A page of them in the order of names, those without a name first."""
    key = func.substr(func.coalesce(NAMES[model], ""), 1, SORTED_LETTERS)
    return behind(query, [key, model.id], place, descending=descending)


def place_by_name(row: Account | Contact | Opportunity) -> tuple[str, str]:
    """Where a row stands in the order of names."""
    name = getattr(row, NAMES[type(row)].key)
    return (name or "")[:SORTED_LETTERS], row.id


def suppression(actor: Actor, person_key: str) -> Select[Suppression]:
    """The note that a person was erased from the organization's lists and stays out."""
    return select(Suppression).where(
        Suppression.organization_id == actor.organization_id, Suppression.person_key == person_key
    )


def _holds(columns: tuple[Text, ...], text: str) -> ColumnElement[bool]:
    """Whether one of some columns holds a text, whatever the case of its letters.

    SQLite folds only the letters A to Z, so a text with others is looked for in the ways that
    people write it.
    """
    spellings = {text} if text.isascii() else {text, text.lower(), text.upper(), text.title()}
    return or_(
        *(
            column.icontains(spelling, autoescape=True)
            for column in columns
            for spelling in sorted(spellings)
        )
    )
