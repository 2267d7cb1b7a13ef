"""Webhooks and deliveries, on the wire."""

from typing import Any

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import PatchSchema, QuerySchema, Schema
from partnerhub.domain.webhooks import (
    DeliveryState,
    DisabledReason,
    Failure,
    Told,
    WebhookState,
)

MOST_EVENTS = 100
LONGEST = 8_000
"""Longer addresses are refused as texts, shorter ones in the words for addresses."""


def url(**options: Any) -> fields.String:
    """Make the field of a webhook's address."""
    text = "Where to send to: https, a public host by name, port 443 or 8443."
    metadata = {"description": text, "examples": ["https://hooks.example.com/partnerhub"]}
    return fields.String(most=LONGEST, metadata=metadata, **options)


def events(**options: Any) -> fields.ListOf:
    """Make the field of the acts that a webhook is told."""
    text = "The acts to tell, named as in the audit trail; null: all, also those to come."
    return fields.ListOf(
        fields.Choice(Told),
        least=1,
        most=MOST_EVENTS,
        allow_none=True,
        metadata={"description": text},
        **options,
    )


def description(**options: Any) -> fields.String:
    """Make the field of what a webhook is for."""
    return fields.String(
        least=0,
        most=300,
        allow_none=True,
        metadata={"description": "What it is for."},
        **options,
    )


class WebhookSchema(Schema):
    """An address that is told what happens."""

    id = fields.Id(required=True)
    url = url(required=True)
    events = events(required=True)
    description = description(required=True)
    state = fields.Choice(WebhookState, required=True)
    disabled_reason = fields.Choice(DisabledReason, required=True, allow_none=True)
    disabled_at = fields.DateTime(required=True, allow_none=True)
    failing_since = fields.DateTime(
        required=True,
        allow_none=True,
        metadata={"description": "When the first attempt failed after the last that did not."},
    )
    created_at = fields.DateTime(required=True)


class NewWebhookSchema(Schema):
    """What makes a webhook."""

    url = url(required=True)
    events = events(load_default=None)
    description = description(load_default=None)


class WebhookPatchSchema(PatchSchema):
    """What may be changed of a webhook."""

    url = url()
    events = events()
    description = description()
    state = fields.Choice(WebhookState, metadata={"description": "Switches it on or off."})


class IssuedWebhookSchema(WebhookSchema):
    """A webhook with its secret, which is shown this once."""

    secret = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Verify signatures with it; it begins with `whsec_`."},
    )


class DeliverySchema(Schema):
    """One act told to one webhook, and what became of it."""

    id = fields.Id(required=True, metadata={"description": "The `webhook-id` of all its attempts."})
    webhook_id = fields.Id(required=True)
    type = fields.Choice(Told, required=True)
    data = fields.Dict(
        keys=fields.String(), required=True, metadata={"description": "What is sent as `data`."}
    )
    occurred_at = fields.DateTime(
        required=True, metadata={"description": "What is sent as `timestamp`."}
    )
    state = fields.Choice(DeliveryState, required=True)
    attempts = fields.Integer(required=True)
    status_code = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "What the receiver answered last; its words are not kept."},
    )
    error = fields.Choice(
        Failure,
        required=True,
        allow_none=True,
        metadata={"description": "What was wrong with the last attempt."},
    )
    last_attempt_at = fields.DateTime(required=True, allow_none=True)
    next_attempt_at = fields.DateTime(required=True, allow_none=True)
    finished_at = fields.DateTime(required=True, allow_none=True)


class DeliveryQuerySchema(QuerySchema):
    """Which deliveries."""

    state = fields.Choice(
        DeliveryState, load_default=None, metadata={"description": "Only those of this state."}
    )
