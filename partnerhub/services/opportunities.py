"""Opportunities of an organization's own list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from partnerhub.domain.lists import OpportunityStatus
from partnerhub.domain.money import Money
from partnerhub.domain.permissions import Actor
from partnerhub.persistence import Session
from partnerhub.persistence.models import Opportunity
from partnerhub.services import lists
from partnerhub.services.lists import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(lists.Wanted):
    """Which opportunities, in which order."""

    account_id: str | None = None
    status: OpportunityStatus | None = None


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityView:
    """An opportunity as its owner sees it; `revision` is the list version that made it so."""

    id: str
    revision: int
    record_id: str | None
    account_id: str | None
    account_record_id: str | None
    account_name: str | None
    name: str | None
    stage: str | None
    status: str
    amount: Money | None
    created_on: date | None
    close_on: date | None
    type: str | None
    owner: str | None
    lead_source: str | None
    updated_on: date


SAME = lists.same_names(OpportunityView, Opportunity)


def view(row: Opportunity) -> OpportunityView:
    """Show an opportunity to its owner."""
    return OpportunityView(
        revision=row.valid_from,
        amount=lists.money(row.amount_minor, row.currency),
        **lists.values(row, SAME),
    )


def list_visible(
    session: Session, actor: Actor, *, after: Place, limit: int, wanted: Wanted = EVERYTHING
) -> tuple[list[OpportunityView], Place]:
    """List the organization's opportunities."""
    rows, place = lists.page(session, actor, Opportunity, wanted, after=after, limit=limit)
    return [view(row) for row in rows], place


def whole_list(
    session: Session, actor: Actor, *, wanted: Wanted = EVERYTHING
) -> Iterator[OpportunityView]:
    """Read all wanted opportunities, a page at a time."""
    return map(view, lists.whole(session, actor, Opportunity, wanted))


def get(session: Session, actor: Actor, *, opportunity_id: str) -> OpportunityView:
    """Read one opportunity."""
    return view(lists.find(session, actor, Opportunity, opportunity_id))


def change(
    session: Session,
    actor: Actor,
    *,
    opportunity_id: str,
    revision: int,
    now: datetime,
    **changes: Any,
) -> OpportunityView:
    """Change an opportunity; its account's population follows.

    Raises:
        NotFoundError: It is another's, was removed, or never was.
        PreconditionFailedError: It has changed since the given revision.
    """
    row = lists.editable(session, actor, Opportunity, opportunity_id, revision=revision)
    columns = dict(changes)
    if "amount" in columns:
        columns |= lists.amount(columns.pop("amount"), "amount_minor", "currency")
    return view(lists.save(session, actor, row, columns, today=now.date()))


def remove(session: Session, actor: Actor, *, opportunity_id: str, now: datetime) -> None:
    """Take an opportunity out of the list."""
    lists.remove(session, actor, Opportunity, opportunity_id, today=now.date())
