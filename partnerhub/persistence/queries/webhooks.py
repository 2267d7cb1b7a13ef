"""Webhooks and deliveries."""

from datetime import datetime
from typing import Any

from sqlalchemy import Delete, Select, Update, delete, func, select, update

from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import Delivery, Webhook


def visible_to(actor: Actor) -> Select[Webhook]:
    """The webhooks of the actor's organization."""
    return select(Webhook).where(Webhook.organization_id == actor.organization_id)


def one(actor: Actor, webhook_id: str) -> Select[Webhook]:
    """One of them."""
    return visible_to(actor).where(Webhook.id == webhook_id)


def how_many(actor: Actor) -> Select[int]:
    """How many there are."""
    return select(func.count()).select_from(visible_to(actor).subquery())


def deliveries_of(actor: Actor, webhook_id: str) -> Select[Delivery]:
    """What was or will be delivered to one of them."""
    return select(Delivery).where(
        Delivery.organization_id == actor.organization_id, Delivery.webhook_id == webhook_id
    )


def delivery(actor: Actor, webhook_id: str, delivery_id: str) -> Select[Delivery]:
    """One of these deliveries."""
    return deliveries_of(actor, webhook_id).where(Delivery.id == delivery_id)


def listening(organization_id: str) -> Select[Any]:
    """Which webhooks of an organization are told something, and of which acts; no address."""
    return (
        select(Webhook.id, Webhook.events)
        .where(Webhook.organization_id == organization_id, Webhook.state == "enabled")
        .order_by(Webhook.id)
    )


def to_send(organization_id: str, delivery_id: str) -> Select[Delivery, Webhook]:
    """A delivery with its webhook, which waits for whoever is changing it."""
    return (
        select(Delivery, Webhook)
        .join(
            Webhook,
            (Webhook.organization_id == Delivery.organization_id)
            & (Webhook.id == Delivery.webhook_id),
        )
        .where(Delivery.organization_id == organization_id, Delivery.id == delivery_id)
        # Not FOR UPDATE: acts that are being told refer to the webhook, and would wait for it.
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def cancel(organization_id: str, webhook_id: str, now: datetime, error: str) -> Update:
    """Give up all that waits for a webhook."""
    return (
        update(Delivery)
        .where(
            Delivery.organization_id == organization_id,
            Delivery.webhook_id == webhook_id,
            Delivery.state == "pending",
        )
        .values(state="cancelled", error=error, next_attempt_at=None, finished_at=now)
        .execution_options(synchronize_session="fetch")
    )


def forget(organization_id: str, before: datetime, most: int) -> Delete:
    """Remove an organization's deliveries that are done with and old, some at a time."""
    own = Delivery.organization_id == organization_id
    old = (
        select(Delivery.id)
        .where(own, Delivery.created_at < before, Delivery.state != "pending")
        .limit(most)
        .subquery()
    )
    return (
        delete(Delivery)
        .where(own, Delivery.id.in_(select(old.c.id)))
        .execution_options(synchronize_session=False)
    )
