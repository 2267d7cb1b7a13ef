"""Webhooks: where an organization's own programs are told what happened."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    NotFoundError,
    PreconditionFailedError,
    TooManyWebhooksError,
    WebhookUrlError,
)
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.webhooks import DisabledReason, Told, WebhookState, receiver
from partnerhub.persistence import Session
from partnerhub.persistence.models import Webhook
from partnerhub.persistence.queries import organizations
from partnerhub.persistence.queries import webhooks as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import audit, sending

MOST = 20
"""Webhooks of one organization."""
OVERLAPPING = timedelta(hours=24)
"""How long deliveries are signed with the old secret beside a new one."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A webhook and its secret, which is shown this once."""

    webhook: Webhook
    secret: str


def create(
    session: Session,
    actor: Actor,
    *,
    url: str,
    allowed: Collection[str],
    events: Sequence[Told] | None = None,
    description: str | None = None,
) -> Issued:
    """Make a webhook, with a secret that is shown this once.

    Args:
        session: The request's session.
        actor: Who asks.
        url: Where to send deliveries.
        allowed: Hosts inside the operator's walls that may be named, each `host:port`.
        events: The acts to tell, none for all.
        description: What it is for.

    Raises:
        WebhookUrlError: The address is not one that a webhook may have.
        TooManyWebhooksError: The organization has as many as it may.
    """
    require(actor, Permission.MANAGE_WEBHOOKS)
    _check(url, allowed)
    session.scalars(organizations.own(actor).with_for_update(key_share=True)).one()
    if (session.scalar(queries.how_many(actor)) or 0) >= MOST:
        raise TooManyWebhooksError
    webhook = Webhook(
        organization_id=actor.organization_id,
        url=url,
        events=_sorted(events),
        description=description,
    )
    session.add(webhook)
    session.flush()
    _note(session, actor, Action.WEBHOOK_CREATED, webhook)
    return Issued(webhook, sending.secret(session, webhook))


def list_visible(
    session: Session, actor: Actor, *, after: tuple[Any, ...] | None, limit: int
) -> tuple[list[Webhook], tuple[Any, ...] | None]:
    """List the organization's webhooks, newest first."""
    require(actor, Permission.MANAGE_WEBHOOKS)
    keys = [Webhook.created_at, Webhook.id]
    query = behind(queries.visible_to(actor), keys, after, descending=True)
    return fetch(session, query, limit, ["created_at", "id"])


def get(session: Session, actor: Actor, *, webhook_id: str) -> Webhook:
    """Read one webhook."""
    require(actor, Permission.MANAGE_WEBHOOKS)
    webhook = session.scalars(queries.one(actor, webhook_id)).one_or_none()
    if webhook is None:
        raise NotFoundError
    return webhook


def change(
    session: Session,
    actor: Actor,
    *,
    webhook_id: str,
    revision: int,
    allowed: Collection[str],
    now: datetime,
    **changes: Any,
) -> Webhook:
    """Change a webhook, or switch it off or on again.

    Switched on, or given another address, it starts as one that never failed.
    """
    require(actor, Permission.MANAGE_WEBHOOKS)
    webhook = _locked(session, actor, webhook_id)
    if webhook.revision != revision:
        raise PreconditionFailedError
    if "url" in changes:
        _check(changes["url"], allowed)
    _note(session, actor, Action.WEBHOOK_CHANGED, webhook, fields=sorted(changes))
    if "events" in changes:
        changes["events"] = _sorted(changes["events"])
    state = changes.pop("state", webhook.state)
    for name, value in changes.items():
        setattr(webhook, name, value)
    if state == WebhookState.DISABLED != webhook.state:
        sending.switch_off(session, webhook, DisabledReason.ASKED, now)
    elif state != webhook.state or "url" in changes:
        webhook.failures, webhook.failing_since, webhook.rests_until = 0, None, None
    if state == WebhookState.ENABLED:
        webhook.state, webhook.disabled_reason, webhook.disabled_at = state, None, None
    webhook.revision += 1
    return webhook


def rotate_secret(session: Session, actor: Actor, *, webhook_id: str, now: datetime) -> Issued:
    """Make a new secret; for a day deliveries are signed with the old one, too."""
    require(actor, Permission.MANAGE_WEBHOOKS)
    webhook = _locked(session, actor, webhook_id)
    webhook.generation += 1
    webhook.previous_until = now + OVERLAPPING
    _note(session, actor, Action.WEBHOOK_SECRET_ROTATED, webhook)
    return Issued(webhook, sending.secret(session, webhook))


def remove(session: Session, actor: Actor, *, webhook_id: str) -> None:
    """Remove a webhook with all its deliveries; nothing is sent to it from then on."""
    require(actor, Permission.MANAGE_WEBHOOKS)
    webhook = _locked(session, actor, webhook_id)
    # First the line, then the row: from then on no act is told that would refer to it.
    _note(session, actor, Action.WEBHOOK_REMOVED, webhook)
    session.delete(webhook)
    session.flush()


def _check(url: str, allowed: Collection[str]) -> None:
    if receiver(url, allowed) is None:
        raise WebhookUrlError(errors=[{"pointer": "/url", "message": "Not an address for this."}])


def _sorted(events: Sequence[Told] | None) -> list[str] | None:
    return None if events is None else sorted({str(each) for each in events})


def _locked(session: Session, actor: Actor, webhook_id: str) -> Webhook:
    # Not FOR UPDATE: acts that are being told refer to the webhook, and would wait for it.
    query = queries.one(actor, webhook_id).with_for_update(key_share=True)
    webhook = session.scalars(query).one_or_none()
    if webhook is None:
        raise NotFoundError
    return webhook


def _note(session: Session, actor: Actor, action: Action, webhook: Webhook, **details: Any) -> None:
    audit.note(
        session,
        actor.organization_id,
        action,
        user_id=actor.user_id,
        subject_id=webhook.id,
        **details,
    )
