"""States: what a webhook and a delivery can be, and how an attempt can end."""

from dataclasses import dataclass
from enum import StrEnum


class WebhookState(StrEnum):
    """Whether a webhook is told anything."""

    ENABLED = "enabled"
    DISABLED = "disabled"


class DisabledReason(StrEnum):
    """Why a webhook is switched off."""

    FAILING = "failing"
    """Nothing arrived for five days."""
    GONE = "gone"
    """The receiver answered 410: it wants no more."""
    ASKED = "asked"
    """You switched it off."""


class DeliveryState(StrEnum):
    """What became of a delivery."""

    PENDING = "pending"
    """It will be tried, or tried again, at `next_attempt_at`."""
    DELIVERED = "delivered"
    """The receiver answered 2xx."""
    FAILED = "failed"
    """No attempt succeeded, and there will be no other."""
    CANCELLED = "cancelled"
    """The webhook was switched off or the partnership ended before it arrived."""


class Failure(StrEnum):
    """Why an attempt failed, or why there will be none."""

    ADDRESS = "address"
    """The host's name does not lead to public addresses alone, or to none."""
    CONNECTION = "connection"
    """No connection, or it broke off."""
    TLS = "tls"
    """The receiver's certificate or its TLS is not good."""
    TIMEOUT = "timeout"
    """It took more than five seconds."""
    PROTOCOL = "protocol"
    """The answer was not HTTP, or its head had no end."""
    REDIRECT = "redirect"
    """The receiver answered 3xx; redirects are not followed."""
    STATUS = "status"
    """The receiver answered with another status than 2xx."""
    INTERRUPTED = "interrupted"
    """The worker ended in the middle of the attempt, more than once."""
    WEBHOOK_DISABLED = "webhook_disabled"
    """The webhook was switched off."""
    PARTNERSHIP_ENDED = "partnership_ended"
    """The partnership it is about has ended."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended: what the receiver answered, and what was wrong with it, if anything."""

    status: int | None = None
    failure: Failure | None = None

    @classmethod
    def answered(cls, status: int) -> "Outcome":
        """Judge an attempt by the status of its answer."""
        if 200 <= status < 300:  # noqa: PLR2004 - what success is, is HTTP's
            return cls(status)
        redirected = 300 <= status < 400  # noqa: PLR2004 - the same
        return cls(status, Failure.REDIRECT if redirected else Failure.STATUS)

    @property
    def is_gone(self) -> bool:
        """Whether the receiver wants no more deliveries."""
        return self.status == 410  # noqa: PLR2004 - the same
