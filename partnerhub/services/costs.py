"""Costs: what each side spent on an event; both see both, each records its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import ForbiddenError, NotFoundError, ValidationError
from partnerhub.domain.money import Money
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import Cost
from partnerhub.persistence.queries import events as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import events, partnerships
from partnerhub.services.partnerships import Party

LARGEST = 10**15
"""Most minor units one cost may be: sums of them stay far below what a database holds."""


@dataclass(frozen=True, slots=True)
class CostView:
    """A cost as one side sees it."""

    id: str
    description: str
    amount: Money
    side: str
    created_at: datetime


def record(
    session: Session, actor: Actor, *, event_id: str, description: str, amount: Money
) -> CostView:
    """Record what the actor's side spent.

    Raises:
        ValidationError: The amount is nothing, or more than any event costs.
    """
    require(actor, Permission.PLAN_EVENTS)
    found, event = events.load(session, actor, event_id)
    if not 0 < amount.amount_minor <= LARGEST:
        message = "Give an amount above 0 that an event may cost."
        raise ValidationError(errors=[{"pointer": "/amount/amount", "message": message}])
    cost = Cost(
        partnership_id=event.partnership_id,
        event_id=event.id,
        organization_id=found.organization_id,
        description=description,
        amount_minor=amount.amount_minor,
        currency=amount.currency,
    )
    session.add(cost)
    session.flush()
    partnerships.note_both(
        session, found, Action.COST_RECORDED, event.id, user_id=actor.user_id, cost_id=cost.id
    )
    return _view(found, cost)


def list_visible(
    session: Session,
    actor: Actor,
    *,
    event_id: str,
    after: tuple[Any, ...] | None,
    limit: int,
) -> tuple[list[CostView], tuple[Any, ...] | None]:
    """List the costs of both sides, in the order they were recorded."""
    found, event = events.load(session, actor, event_id)
    query = behind(queries.costs(event), [Cost.created_at, Cost.id], after)
    rows, place = fetch(session, query, limit, ["created_at", "id"])
    return [_view(found, row) for row in rows], place


def remove(session: Session, actor: Actor, *, event_id: str, cost_id: str) -> None:
    """Remove a cost that the actor's side recorded.

    Raises:
        NotFoundError: The event has no such cost.
        ForbiddenError: The other side recorded it.
    """
    require(actor, Permission.PLAN_EVENTS)
    found, event = events.load(session, actor, event_id)
    cost = session.scalars(queries.cost(event, cost_id)).one_or_none()
    if cost is None:
        raise NotFoundError
    if cost.organization_id != found.organization_id:
        raise ForbiddenError("The other side recorded this cost, so only it can remove it.")
    session.delete(cost)
    partnerships.note_both(
        session, found, Action.COST_REMOVED, event.id, user_id=actor.user_id, cost_id=cost.id
    )


def _view(found: Party, cost: Cost) -> CostView:
    return CostView(
        id=cost.id,
        description=cost.description,
        amount=Money(cost.amount_minor, cost.currency),
        side=events.whose(found, cost.organization_id) or "",
        created_at=cost.created_at,
    )
