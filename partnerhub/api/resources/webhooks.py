"""Webhooks, their secrets and their deliveries."""

from typing import Any

from partnerhub.api import etags
from partnerhub.api.blueprint import Blueprint
from partnerhub.api.schemas.webhooks import (
    DeliveryQuerySchema,
    DeliverySchema,
    IssuedWebhookSchema,
    NewWebhookSchema,
    WebhookPatchSchema,
    WebhookSchema,
)
from partnerhub.domain.errors import (
    ConflictError,
    ForbiddenError,
    InsufficientScopeError,
    TooManyWebhooksError,
    WebhookUrlError,
)
from partnerhub.http.context import actor, now, session, settings
from partnerhub.services import deliveries, webhooks

blueprint = Blueprint("webhooks", description="Your own programs, told what happens.")
MANAGING = (ForbiddenError, InsufficientScopeError)


def _webhook(webhook: Any) -> dict[str, Any]:
    return {name: getattr(webhook, name) for name in WebhookSchema().fields}


@blueprint.get("/webhooks")
@blueprint.page(WebhookSchema)
@blueprint.raises(*MANAGING)
def list_webhooks(query: dict[str, Any], after: tuple[Any, ...] | None, limit: int) -> object:
    """List your organization's webhooks, newest first.

    One that was switched off says since when and why.
    """
    return webhooks.list_visible(session(), actor(), after=after, limit=limit, **query)


@blueprint.post("/webhooks")
@blueprint.arguments(NewWebhookSchema)
@blueprint.response(201, IssuedWebhookSchema)
@blueprint.shown_once("secret")
@blueprint.raises(*MANAGING, TooManyWebhooksError, WebhookUrlError)
def create_webhook(payload: dict[str, Any]) -> object:
    """Make a webhook.

    The answer holds the secret that its deliveries are signed with: keep it, it is shown this
    once. Whether the host's name leads to public addresses is looked at when something is sent:
    `POST /v1/webhooks/{webhook_id}/test` says at once whether a delivery arrives.
    """
    allowed = settings().webhook_hosts
    issued = webhooks.create(session(), actor(), allowed=allowed, **payload)
    answer = _webhook(issued.webhook) | {"secret": issued.secret}
    return answer, {"Location": f"/v1/webhooks/{issued.webhook.id}"}


@blueprint.get("/webhooks/<id:webhook_id>")
@blueprint.response(200, WebhookSchema)
@blueprint.etag
@blueprint.raises(*MANAGING)
def read_webhook(webhook_id: str) -> object:
    """Read a webhook."""
    return webhooks.get(session(), actor(), webhook_id=webhook_id)


@blueprint.patch("/webhooks/<id:webhook_id>")
@blueprint.arguments(WebhookPatchSchema)
@blueprint.response(200, WebhookSchema)
@blueprint.etag
@blueprint.raises(*MANAGING, WebhookUrlError)
def change_webhook(payload: dict[str, Any], webhook_id: str) -> object:
    """Change a webhook, or switch it off or on again.

    What happened while it was off is not told later: read the audit trail, or send single
    deliveries again.
    """
    return webhooks.change(
        session(),
        actor(),
        webhook_id=webhook_id,
        revision=etags.expected(),
        allowed=settings().webhook_hosts,
        now=now(),
        **payload,
    )


@blueprint.delete("/webhooks/<id:webhook_id>")
@blueprint.response(204)
@blueprint.raises(*MANAGING)
def remove_webhook(webhook_id: str) -> None:
    """Remove a webhook and all its deliveries."""
    webhooks.remove(session(), actor(), webhook_id=webhook_id)


@blueprint.post("/webhooks/<id:webhook_id>/rotate-secret")
@blueprint.response(200, IssuedWebhookSchema)
@blueprint.shown_once("secret")
@blueprint.raises(*MANAGING)
def rotate_webhook_secret(webhook_id: str) -> object:
    """Make a new secret for a webhook.

    For 24 hours deliveries carry two signatures, one with each secret.
    """
    issued = webhooks.rotate_secret(session(), actor(), webhook_id=webhook_id, now=now())
    return _webhook(issued.webhook) | {"secret": issued.secret}


@blueprint.post("/webhooks/<id:webhook_id>/test")
@blueprint.response(202, DeliverySchema)
@blueprint.raises(*MANAGING, ConflictError)
def test_webhook(webhook_id: str) -> object:
    """Send a delivery of the type `webhook.test`.

    It is tried once; read it at its Location to see how that ended.
    """
    delivery = deliveries.send_test(session(), actor(), webhook_id=webhook_id, now=now())
    return delivery, {"Location": f"/v1/webhooks/{webhook_id}/deliveries/{delivery.id}"}


@blueprint.get("/webhooks/<id:webhook_id>/deliveries")
@blueprint.page(DeliverySchema, DeliveryQuerySchema)
@blueprint.raises(*MANAGING)
def list_deliveries(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, webhook_id: str
) -> object:
    """List what was or will be delivered to a webhook in the last 30 days, newest first."""
    return deliveries.list_visible(
        session(), actor(), webhook_id=webhook_id, after=after, limit=limit, **query
    )


@blueprint.get("/webhooks/<id:webhook_id>/deliveries/<id:delivery_id>")
@blueprint.response(200, DeliverySchema)
@blueprint.raises(*MANAGING)
def read_delivery(webhook_id: str, delivery_id: str) -> object:
    """Read what became of a delivery."""
    return deliveries.get(session(), actor(), webhook_id=webhook_id, delivery_id=delivery_id)


@blueprint.post("/webhooks/<id:webhook_id>/deliveries/<id:delivery_id>/redeliver")
@blueprint.response(202, DeliverySchema)
@blueprint.raises(*MANAGING, ConflictError)
def redeliver(webhook_id: str, delivery_id: str) -> object:
    """Send a delivery again, with the id it had.

    For one that failed or was cancelled, or whose effect was lost on your side.
    """
    return deliveries.send_again(
        session(), actor(), webhook_id=webhook_id, delivery_id=delivery_id, now=now()
    )
