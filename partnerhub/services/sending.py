"""Sending deliveries in a worker: at least once, under one id, and no longer than makes sense.

An attempt is counted in one transaction, made in none, and noted in another. A worker that is
killed between the last two has sent and not noted: the delivery is sent again, with the same id.
"""

import random
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from standardwebhooks import Webhook as Signature

from partnerhub.domain.audit import Action
from partnerhub.domain.webhooks import (
    GIVEN_UP_AFTER,
    DeliveryState,
    DisabledReason,
    Failure,
    Outcome,
    Told,
    WebhookState,
    next_attempt,
    rest,
    written,
)
from partnerhub.persistence import Database, Session, keys_of, queue
from partnerhub.persistence.models import Delivery, Partnership, Webhook
from partnerhub.persistence.queries import webhooks as queries
from partnerhub.services import audit

AGENT = "partnerhub-webhooks/1"
Clock = Callable[[], datetime]
Post = Callable[[str, bytes, Mapping[str, str]], Outcome]
"""Sends a body with headers to an address."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is sent, and where to."""

    url: str
    body: bytes
    headers: Mapping[str, str]


def process(database: Database, lease: queue.Lease, *, post: Post, clock: Clock) -> None:
    """Make one attempt at a delivery and note how it ended."""
    with database.transaction(write=True) as session:
        attempt = _begin(session, lease, clock())
    if attempt is not None:
        outcome = post(attempt.url, attempt.body, attempt.headers)
        _note(database, lease, outcome, clock())


def fail(database: Database, lease: queue.Lease, *, clock: Clock) -> None:
    """Note that an attempt ended its worker again and again; the next is made in its time."""
    _note(database, lease, Outcome(failure=Failure.INTERRUPTED), clock())


def secret(session: Session, webhook: Webhook, generation: int | None = None) -> str:
    """Make a webhook's secret as its owner keeps it."""
    raw = keys_of(session).webhook_secret(
        webhook.organization_id, webhook.id, generation or webhook.generation
    )
    return f"whsec_{b64encode(raw).decode()}"


def switch_off(session: Session, webhook: Webhook, reason: DisabledReason, now: datetime) -> None:
    """Tell a webhook nothing more, and give up what waits for it."""
    webhook.state, webhook.disabled_reason = WebhookState.DISABLED, reason
    webhook.disabled_at = now
    webhook.revision += 1
    session.flush()
    session.execute(
        queries.cancel(webhook.organization_id, webhook.id, now, Failure.WEBHOOK_DISABLED)
    )


def _found(session: Session, lease: queue.Lease) -> tuple[Delivery, Webhook] | None:
    query = queries.to_send(lease.payload["organization_id"], lease.payload["delivery_id"])
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def _begin(session: Session, lease: queue.Lease, now: datetime) -> Attempt | None:
    """Count the attempt, or end the job when there is nothing to send, or not now."""
    queue.hold(session, lease, now)
    found = _found(session, lease)
    if found is None or found[0].state != DeliveryState.PENDING:
        queue.finish(session, lease, now)
        return None
    delivery, webhook = found
    pointless = _pointless(session, delivery, webhook)
    if pointless is not None:
        _end(delivery, DeliveryState.CANCELLED, now)
        delivery.error = pointless
        queue.finish(session, lease, now)
        return None
    resting = webhook.rests_until
    if resting is not None and resting > now and delivery.type != Told.TEST:
        delivery.next_attempt_at = resting
        queue.postpone(session, lease, now, resting)
        return None
    delivery.attempts += 1
    delivery.last_attempt_at = now
    body = written(delivery.type, delivery.occurred_at, delivery.data)
    return Attempt(webhook.url, body, _headers(session, webhook, delivery, body, now))


def _pointless(session: Session, delivery: Delivery, webhook: Webhook) -> Failure | None:
    if webhook.state != WebhookState.ENABLED:
        return Failure.WEBHOOK_DISABLED
    if delivery.partnership_id is None or delivery.type == Told.PARTNERSHIP_ENDED:
        return None
    partnership = session.get(Partnership, delivery.partnership_id)
    if partnership is None or partnership.state == "ended":
        return Failure.PARTNERSHIP_ENDED
    return None


def _headers(
    session: Session, webhook: Webhook, delivery: Delivery, body: bytes, now: datetime
) -> dict[str, str]:
    """Sign a body as standardwebhooks.com says, after a rotation with both secrets for a day."""
    generations = [webhook.generation]
    if webhook.previous_until is not None and webhook.previous_until > now:
        generations.append(webhook.generation - 1)
    signatures = [
        Signature(secret(session, webhook, generation)).sign(delivery.id, now, body.decode())
        for generation in generations
    ]
    return {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "webhook-id": delivery.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _note(database: Database, lease: queue.Lease, outcome: Outcome, now: datetime) -> None:
    with database.transaction(write=True) as session:
        queue.hold(session, lease, now)
        found = _found(session, lease)
        if found is None or found[0].state != DeliveryState.PENDING:
            queue.finish(session, lease, now)
            return
        delivery, webhook = found
        delivery.status_code, delivery.error = outcome.status, outcome.failure
        if outcome.failure is None:
            _end(delivery, DeliveryState.DELIVERED, now)
            _is_well(webhook)
        else:
            _failed(delivery, webhook, now)
        if delivery.next_attempt_at is None:
            queue.finish(session, lease, now, error=outcome.failure)
        else:
            queue.postpone(session, lease, now, delivery.next_attempt_at)
        if outcome.failure is not None and delivery.type != Told.TEST:
            _give_up(session, webhook, outcome, now)


def _failed(delivery: Delivery, webhook: Webhook, now: datetime) -> None:
    """Plan the next attempt; a test has none, and says nothing of the webhook's health."""
    if delivery.type == Told.TEST:
        _end(delivery, DeliveryState.FAILED, now)
        return
    webhook.failures += 1
    webhook.rests_until = now + rest(webhook.failures)
    if webhook.failing_since is None:
        webhook.failing_since = now
        webhook.revision += 1
    chance = random.random()  # noqa: S311 - it spreads load and hides nothing
    delivery.next_attempt_at = next_attempt(delivery.attempts, now, chance=chance)
    if delivery.next_attempt_at is None:
        _end(delivery, DeliveryState.FAILED, now)


def _give_up(session: Session, webhook: Webhook, outcome: Outcome, now: datetime) -> None:
    """Switch off a webhook whose receiver is gone, or was not there for days; note it."""
    assert webhook.failing_since is not None
    tired = now - webhook.failing_since >= GIVEN_UP_AFTER
    if not (tired or outcome.is_gone) or webhook.state != WebhookState.ENABLED:
        return
    reason = DisabledReason.GONE if outcome.is_gone else DisabledReason.FAILING
    switch_off(session, webhook, reason, now)
    audit.note(
        session,
        webhook.organization_id,
        Action.WEBHOOK_DISABLED,
        subject_id=webhook.id,
        reason=reason,
    )


def _is_well(webhook: Webhook) -> None:
    if webhook.failing_since is not None:
        webhook.revision += 1
    webhook.failures, webhook.failing_since, webhook.rests_until = 0, None, None


def _end(delivery: Delivery, state: DeliveryState, now: datetime) -> None:
    delivery.state, delivery.finished_at, delivery.next_attempt_at = state, now, None
