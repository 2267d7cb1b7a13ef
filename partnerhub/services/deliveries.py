"""Deliveries: promised with the act they tell, read by who is told, asked for again."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import ConflictError, NotFoundError
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.webhooks import DeliveryState, Told, data_of
from partnerhub.persistence import Database, Reach, Session, queue, turns
from partnerhub.persistence.models import Delivery, Webhook
from partnerhub.persistence.queries import webhooks as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch

JOB = "delivery"
TOLD = frozenset(each.value for each in Told)
KEPT = timedelta(days=30)
"""How long it can be read what became of a delivery."""
AT_ONCE = 5_000
"""How many old rows one transaction removes."""


def promise(
    session: Session,
    organization_id: str,
    action: Action,
    *,
    subject_id: str | None,
    partnership_id: str | None,
    occurred_at: datetime,
    details: Mapping[str, Any],
) -> None:
    """Promise the organization's webhooks to tell an act: kept when the act itself is."""
    if action.value not in TOLD:
        return
    data = data_of(subject_id, partnership_id, details)
    for webhook_id, events in session.execute(queries.listening(organization_id)):
        if events is None or action in events:
            _put(
                session,
                organization_id,
                webhook_id,
                Told(action),
                data,
                at=occurred_at,
                partnership_id=partnership_id,
            )


def send_test(session: Session, actor: Actor, *, webhook_id: str, now: datetime) -> Delivery:
    """Ask for a delivery that tells nothing but that it arrived; it is tried once.

    Raises:
        ConflictError: The webhook is switched off, or a test is on its way.
    """
    require(actor, Permission.MANAGE_WEBHOOKS)
    webhook = _enabled(session, actor, webhook_id)
    waiting = queries.deliveries_of(actor, webhook_id).where(
        Delivery.type == Told.TEST, Delivery.state == DeliveryState.PENDING
    )
    if session.scalars(waiting.limit(1)).first():
        raise ConflictError("A test is on its way already: see its deliveries.")
    own, data = webhook.organization_id, {"id": webhook.id}
    return _put(session, own, webhook.id, Told.TEST, data, at=now)


def send_again(
    session: Session, actor: Actor, *, webhook_id: str, delivery_id: str, now: datetime
) -> Delivery:
    """Ask for a delivery once more, under the id it had.

    Raises:
        ConflictError: The webhook is switched off, or the delivery is still on its way.
    """
    require(actor, Permission.MANAGE_WEBHOOKS)
    _enabled(session, actor, webhook_id)
    query = queries.delivery(actor, webhook_id, delivery_id).with_for_update()
    delivery = session.scalars(query).one_or_none()
    if delivery is None:
        raise NotFoundError
    if delivery.state == DeliveryState.PENDING:
        raise ConflictError("The delivery is on its way already.")
    delivery.state, delivery.attempts, delivery.next_attempt_at = DeliveryState.PENDING, 0, now
    delivery.error = delivery.status_code = delivery.finished_at = None
    _promise_work(session, delivery)
    return delivery


def list_visible(
    session: Session,
    actor: Actor,
    *,
    webhook_id: str,
    after: tuple[Any, ...] | None,
    limit: int,
    state: DeliveryState | None = None,
) -> tuple[list[Delivery], tuple[Any, ...] | None]:
    """List what was or will be delivered to a webhook, newest first."""
    require(actor, Permission.MANAGE_WEBHOOKS)
    if session.scalars(queries.one(actor, webhook_id)).one_or_none() is None:
        raise NotFoundError
    query = queries.deliveries_of(actor, webhook_id)
    if state:
        query = query.where(Delivery.state == state)
    keys = [Delivery.created_at, Delivery.id]
    return fetch(session, behind(query, keys, after, descending=True), limit, ["created_at", "id"])


def get(session: Session, actor: Actor, *, webhook_id: str, delivery_id: str) -> Delivery:
    """Read what became of one delivery."""
    require(actor, Permission.MANAGE_WEBHOOKS)
    found = session.scalars(queries.delivery(actor, webhook_id, delivery_id)).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def sweep(database: Database, *, now: datetime) -> None:
    """Remove deliveries that are done with and kept long enough, and the jobs that did them."""
    with database.transaction(write=False) as session:
        everyone = turns.everyone(session)
    for organization_id in everyone:
        forget = partial(_forget, organization_id=organization_id, before=now - KEPT)
        _repeat(database.reaching(Reach((organization_id,))), forget)
    _repeat(database, partial(queue.forget, kind=JOB, before=now - KEPT, most=AT_ONCE))


def _repeat(database: Database, step: Callable[[Session], int]) -> None:
    """Remove some at a time, in a transaction each, until there are few."""
    removed = AT_ONCE
    while removed >= AT_ONCE:
        with database.transaction(write=True) as session:
            removed = step(session)


def _forget(session: Session, organization_id: str, before: datetime) -> int:
    result = session.execute(queries.forget(organization_id, before, AT_ONCE))
    return int(result.rowcount)  # type: ignore[attr-defined]


def _enabled(session: Session, actor: Actor, webhook_id: str) -> Webhook:
    webhook = session.scalars(queries.one(actor, webhook_id)).one_or_none()
    if webhook is None:
        raise NotFoundError
    if webhook.state != "enabled":
        raise ConflictError("The webhook is switched off: enable it first.")
    return webhook


def _put(
    session: Session,
    organization_id: str,
    webhook_id: str,
    kind: Told,
    data: dict[str, Any],
    *,
    at: datetime,
    partnership_id: str | None = None,
) -> Delivery:
    delivery = Delivery(
        organization_id=organization_id,
        webhook_id=webhook_id,
        type=kind,
        partnership_id=partnership_id,
        data=data,
        occurred_at=at,
        created_at=at,
        next_attempt_at=at,
    )
    session.add(delivery)
    _promise_work(session, delivery)
    return delivery


def _promise_work(session: Session, delivery: Delivery) -> None:
    """Put a job of the organization's own lane: whose receivers are slow waits for itself."""
    queue.put(
        session,
        JOB,
        lane=delivery.organization_id,
        organization_id=delivery.organization_id,
        delivery_id=delivery.id,
    )
