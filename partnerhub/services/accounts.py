"""Accounts of an organization's own list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from partnerhub.domain.money import Money
from partnerhub.domain.permissions import Actor
from partnerhub.domain.populations import Population
from partnerhub.identifiers import countries, domains
from partnerhub.persistence import Session
from partnerhub.persistence.models import Account
from partnerhub.services import lists
from partnerhub.services.lists import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(lists.Wanted):
    """Which accounts, in which order."""

    population: Population | None = None
    country: str | None = None


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """An account as its owner sees it; `revision` is the list version that made it so."""

    id: str
    revision: int
    record_id: str | None
    name: str
    website: str | None
    domain: str | None
    population: str
    declared_population: str | None
    open_opportunity: bool
    country: str | None
    state: str | None
    city: str | None
    postal_code: str | None
    street: str | None
    phone: str | None
    owner: str | None
    type: str | None
    industry: str | None
    employees: int | None
    annual_revenue: Money | None
    duns: str | None
    tax_id: str | None
    registration_number: str | None
    external_id: str | None
    parent_record_id: str | None
    linkedin: str | None
    created_on: date | None
    updated_on: date


SAME = lists.same_names(AccountView, Account)


def view(row: Account) -> AccountView:
    """Show an account to its owner."""
    return AccountView(
        revision=row.valid_from,
        annual_revenue=lists.money(row.annual_revenue_minor, row.annual_revenue_currency),
        **lists.values(row, SAME),
    )


def list_visible(
    session: Session, actor: Actor, *, after: Place, limit: int, wanted: Wanted = EVERYTHING
) -> tuple[list[AccountView], Place]:
    """List the organization's accounts."""
    rows, place = lists.page(session, actor, Account, wanted, after=after, limit=limit)
    return [view(row) for row in rows], place


def whole_list(
    session: Session, actor: Actor, *, wanted: Wanted = EVERYTHING
) -> Iterator[AccountView]:
    """Read all wanted accounts, a page at a time."""
    return map(view, lists.whole(session, actor, Account, wanted))


def get(session: Session, actor: Actor, *, account_id: str) -> AccountView:
    """Read one account."""
    return view(lists.find(session, actor, Account, account_id))


def change(
    session: Session,
    actor: Actor,
    *,
    account_id: str,
    revision: int,
    now: datetime,
    **changes: Any,
) -> AccountView:
    """Change an account; contacts and deals that name it are linked again.

    Raises:
        NotFoundError: It is another's, was removed, or never was.
        PreconditionFailedError: It has changed since the given revision.
        ValidationError: A website or a country is none.
    """
    row = lists.editable(session, actor, Account, account_id, revision=revision)
    return view(lists.save(session, actor, row, _columns(changes), today=now.date()))


def remove(session: Session, actor: Actor, *, account_id: str, now: datetime) -> None:
    """Take an account out of the list; its contacts and deals stay in theirs."""
    lists.remove(session, actor, Account, account_id, today=now.date())


def _columns(changes: dict[str, Any]) -> dict[str, Any]:
    """Say a change in the columns of the table."""
    columns = dict(changes)
    website, country = columns.get("website"), columns.get("country")
    if website is not None and domains.parse(website) is None:
        raise lists.invalid("website", "Not a web address, such as www.example.com.")
    if "website" in columns:
        columns["domain"] = domains.key(website) if website else None
    if country is not None:
        columns["country"] = countries.code(country)
        if columns["country"] is None:
            raise lists.invalid("country", "Not a country; give its name or its two letters.")
    if "annual_revenue" in columns:
        columns |= lists.amount(
            columns.pop("annual_revenue"), "annual_revenue_minor", "annual_revenue_currency"
        )
    return columns
