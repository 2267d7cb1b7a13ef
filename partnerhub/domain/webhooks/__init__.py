"""Webhooks: what is told to an organization's own programs, where to, and how often."""

from partnerhub.domain.webhooks.acts import TOLD_OF, Told, data_of, written
from partnerhub.domain.webhooks.addresses import are_public
from partnerhub.domain.webhooks.receivers import Receiver, receiver
from partnerhub.domain.webhooks.schedule import GIVEN_UP_AFTER, next_attempt, rest
from partnerhub.domain.webhooks.states import (
    DeliveryState,
    DisabledReason,
    Failure,
    Outcome,
    WebhookState,
)

__all__ = [
    "GIVEN_UP_AFTER",
    "TOLD_OF",
    "DeliveryState",
    "DisabledReason",
    "Failure",
    "Outcome",
    "Receiver",
    "Told",
    "WebhookState",
    "are_public",
    "data_of",
    "next_attempt",
    "receiver",
    "rest",
    "written",
]
