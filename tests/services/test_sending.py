"""Deliveries: who is told what, when it is tried again, and when no more."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from standardwebhooks import Webhook as Signature

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import ConflictError, NotFoundError
from partnerhub.domain.webhooks import Failure, Outcome
from partnerhub.domain.webhooks import Told as Acts
from partnerhub.persistence import queue
from partnerhub.persistence.models import Delivery, Job
from partnerhub.services import deliveries, partnerships, sending, webhooks
from tests.factories import NOW, Make
from tests.factories.hooks import BAD, GONE, GOOD, URL, Told, later

MADE = select(Job).where(Job.kind == deliveries.JOB)


@pytest.fixture
def told(database):
    return Told(database)


def test_an_act_is_told_in_ids_and_numbers(told):
    (delivery_id,) = told.act(number=3)

    delivery = told.attempt(delivery_id)

    ((url, body, headers),) = told.sent
    assert (url, headers["webhook-id"]) == (URL, delivery_id)
    said = json.loads(body)
    assert said.keys() == {"type", "timestamp", "data"}
    assert said["type"] == "overlap.published"
    assert said["data"] == {"id": "a" * 32, "partnership_id": told.agreed.id, "number": 3}
    assert (delivery.state, delivery.attempts, delivery.status_code) == ("delivered", 1, 200)


def test_who_did_it_is_told_to_nobody(told):
    with told.writing() as session:
        found = partnerships.party(session, told.agreed.second, told.agreed.id)
        user = told.agreed.second.user_id
        partnerships.note_both(session, found, Action.SHARING_CHANGED, found.partnership.id)
        partnerships.note_both(
            session, found, Action.EVENT_CREATED, "b" * 32, user_id=user, level="hidden"
        )

    for delivery in told.deliveries():
        told.attempt(delivery.id)

    sent = b"".join(body for _, body, _ in told.sent).decode()
    assert len(told.sent) == 2
    for secret in (user, told.agreed.second.organization_id, told.owner.organization_id):
        assert secret not in sent


def test_each_organization_is_told_of_its_own_trail_alone(told):
    with told.writing() as session:
        told.hook(session, actor=told.agreed.second)
        stranger = Make(session).actor()
        told.hook(session, actor=stranger)

    told.act()
    told.note(Action.IMPORT_PUBLISHED, subject_id="c" * 32)

    assert [one.type for one in told.deliveries()] == ["overlap.published", "import.published"]
    assert [one.type for one in told.deliveries(told.agreed.second)] == ["overlap.published"]
    assert told.deliveries(stranger) == []


def test_an_act_that_is_undone_is_not_told(told):
    def act_and_fail():
        with told.writing() as session:
            found = partnerships.party(session, told.owner, told.agreed.id)
            partnerships.note_both(session, found, Action.OVERLAP_REQUESTED, "a" * 32)
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act_and_fail()

    assert told.deliveries() == []


@pytest.mark.parametrize("action", [each for each in Action if each not in set(Acts)])
def test_what_is_not_on_the_list_is_not_told(told, action):
    assert told.act(action) == []


def test_a_webhook_is_told_what_it_asked_for(database):
    told = Told(database, events=[Acts.REPORT_PUBLISHED])

    assert told.act(Action.OVERLAP_PUBLISHED) == []
    assert len(told.act(Action.REPORT_PUBLISHED)) == 1


def test_a_failed_delivery_is_tried_again_under_the_same_id_with_the_same_body(told):
    (delivery_id,) = told.act()

    first = told.attempt(delivery_id, BAD)
    second = told.attempt(delivery_id, GOOD, at=first.next_attempt_at)

    assert (first.state, first.status_code, first.error) == ("pending", 500, "status")
    assert later(seconds=5) <= first.next_attempt_at <= later(seconds=6)
    assert (second.state, second.attempts, second.error) == ("delivered", 2, None)
    assert second.next_attempt_at is None
    (_, one, head), (_, other, later_head) = told.sent
    assert one == other
    assert head["webhook-id"] == later_head["webhook-id"] == delivery_id
    assert head["webhook-timestamp"] != later_head["webhook-timestamp"]


def test_a_delivery_that_never_arrives_is_given_up_after_ten_attempts(told):
    (delivery_id,) = told.act()

    at = NOW
    while (delivery := told.attempt(delivery_id, BAD, at=at)).state == "pending":
        at = delivery.next_attempt_at

    assert (delivery.state, delivery.attempts, len(told.sent)) == ("failed", 10, 10)
    assert timedelta(days=3) < at - NOW < timedelta(days=4)
    with told.reading() as session:
        assert told.job(session, delivery_id) is None
    assert told.webhook().state == "enabled"


def test_a_webhook_that_failed_rests_whatever_waits_for_it(told):
    ids = [told.act()[0] for _ in range(3)]
    failed = told.attempt(ids[0], BAD)

    others = [told.attempt(each) for each in ids[1:]]

    assert len(told.sent) == 1
    assert [one.attempts for one in others] == [0, 0]
    assert all(NOW < one.next_attempt_at <= failed.next_attempt_at for one in others)
    rested = told.attempt(ids[1], at=others[0].next_attempt_at)
    assert rested.state == "delivered"
    assert told.attempt(ids[2], at=others[0].next_attempt_at).state == "delivered"
    assert told.webhook().failing_since is None


def test_a_webhook_that_fails_for_five_days_is_switched_off_and_its_owner_is_told(told):
    with told.writing() as session:
        other = told.hook(session, url=f"{URL}-other").id
    first, *_ = [each for each in told.act() if told.delivery(each).webhook_id == told.webhook_id]
    told.attempt(first, BAD)
    waiting, last = (
        next(each for each in told.act() if told.delivery(each).webhook_id == told.webhook_id)
        for _ in range(2)
    )

    told.attempt(last, BAD, at=later(days=4, hours=23))
    before = told.webhook().state
    told.attempt(last, BAD, at=later(days=5))

    webhook = told.webhook()
    assert before == "enabled"
    assert (webhook.state, webhook.disabled_reason) == ("disabled", "failing")
    assert webhook.disabled_at == later(days=5)
    assert [told.delivery(each).state for each in (first, waiting, last)] == ["cancelled"] * 3
    line = told.trail()[-1]
    assert (line.action, line.subject_id) == ("webhook.disabled", told.webhook_id)
    assert (line.user_id, line.details) == (None, {"reason": "failing"})
    told_of = told.deliveries(webhook_id=other)[-1]
    assert (told_of.type, told_of.data["id"]) == ("webhook.disabled", told.webhook_id)
    assert told.webhook(other).state == "enabled"
    assert all(told.delivery(each).webhook_id == other for each in told.act())


def test_one_success_starts_the_days_anew(told):
    first, second = told.act()[0], told.act()[0]
    told.attempt(first, BAD)
    told.attempt(second, GOOD, at=later(days=3))

    told.attempt(first, BAD, at=later(days=6))

    webhook = told.webhook()
    assert (webhook.state, webhook.failing_since) == ("enabled", later(days=6))


def test_a_receiver_that_is_gone_is_not_called_again(told):
    (delivery_id,) = told.act()

    told.attempt(delivery_id, GONE)

    webhook = told.webhook()
    assert (webhook.state, webhook.disabled_reason) == ("disabled", "gone")
    assert told.delivery(delivery_id).state == "cancelled"
    assert told.act() == []


def test_of_an_ended_partnership_only_its_end_is_told(told):
    waiting, end = told.act()[0], told.act(Action.PARTNERSHIP_ENDED)[0]
    told.end()

    cancelled, delivered = told.attempt(waiting), told.attempt(end)

    assert (cancelled.state, cancelled.error) == ("cancelled", "partnership_ended")
    assert delivered.state == "delivered"
    assert [json.loads(body)["type"] for _, body, _ in told.sent] == ["partnership.ended"]


def test_a_webhook_that_was_switched_off_is_told_nothing(told):
    (delivery_id,) = told.act()
    with told.writing() as session:
        change(session, told, state="disabled")

    assert told.act() == []
    assert told.delivery(delivery_id).state == "cancelled"
    assert told.attempt(delivery_id).error == "webhook_disabled"
    assert told.sent == []


def test_a_webhook_that_is_switched_on_again_has_never_failed(told):
    (delivery_id,) = told.act()
    told.attempt(delivery_id, GONE)
    with told.writing() as session:
        change(session, told, state="enabled")

    webhook = told.webhook()
    assert (webhook.state, webhook.disabled_reason, webhook.disabled_at) == ("enabled", None, None)
    assert (webhook.failures, webhook.failing_since, webhook.rests_until) == (0, None, None)
    assert len(told.act()) == 1


def test_a_webhook_that_is_removed_takes_its_deliveries_along(told):
    (delivery_id,) = told.act()
    with told.writing() as session:
        webhooks.remove(session, told.owner, webhook_id=told.webhook_id)
    lease = told.lease(delivery_id)

    sending.process(told.database, lease, post=None, clock=lambda: NOW)

    assert told.deliveries() == []
    with told.reading() as session:
        assert told.job(session, delivery_id) is None


def test_a_sender_that_dies_after_sending_sends_the_same_again(told):
    (delivery_id,) = told.act()

    def send_and_die(url, body, headers):
        told.sent.append((url, body, headers))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sending.process(
            told.database, told.lease(delivery_id), post=send_and_die, clock=lambda: NOW
        )
    again = told.attempt(delivery_id, at=later(minutes=1))

    assert (again.state, again.attempts) == ("delivered", 2)
    (_, one, head), (_, other, other_head) = told.sent
    assert (one, head["webhook-id"]) == (other, other_head["webhook-id"])


def test_a_sender_that_lost_its_lease_notes_nothing(told):
    (delivery_id,) = told.act()
    slow = told.lease(delivery_id)

    def overtaken(*_):
        told.attempt(delivery_id, BAD)
        return GOOD

    with pytest.raises(queue.LeaseLostError):
        sending.process(told.database, slow, post=overtaken, clock=lambda: NOW)

    assert told.delivery(delivery_id).state == "pending"


def test_a_delivery_that_ends_its_worker_is_put_off_and_not_lost(told):
    (delivery_id,) = told.act()
    lease = told.lease(delivery_id)
    with told.writing() as session:
        sending._begin(session, lease, NOW)

    sending.fail(told.database, lease, clock=lambda: NOW)

    delivery = told.delivery(delivery_id)
    assert (delivery.state, delivery.error) == ("pending", "interrupted")
    assert told.attempt(delivery_id, at=delivery.next_attempt_at).state == "delivered"


@pytest.mark.parametrize("failure", [Failure.ADDRESS, Failure.TIMEOUT, Failure.TLS])
def test_what_was_wrong_is_kept_in_a_word(told, failure):
    (delivery_id,) = told.act()

    delivery = told.attempt(delivery_id, Outcome(failure=failure))

    assert (delivery.error, delivery.status_code) == (failure, None)


# -- signatures ----------------------------------------------------------------------------------


def sent_at(told, when):
    """Send something; returns body and headers of it."""
    (delivery_id,) = told.act()
    told.attempt(delivery_id, at=when)
    _, body, headers = told.sent[-1]
    return body, headers


def verifies(secret, body, headers, when):
    expected = Signature(secret).sign(headers["webhook-id"], when, body.decode())
    assert headers["webhook-timestamp"] == str(int(when.timestamp()))
    return expected in headers["webhook-signature"].split(" ")


def secret_of(told):
    with told.reading() as session:
        return sending.secret(session, told.webhook())


def test_a_delivery_is_signed_with_the_secret_of_its_webhook(told):
    other = Told(told.database)

    body, headers = sent_at(told, NOW)

    assert verifies(secret_of(told), body, headers, NOW)
    assert not verifies(secret_of(other), body, headers, NOW)
    assert not verifies(secret_of(told), body + b" ", headers, NOW)


def test_for_a_day_after_a_rotation_both_secrets_verify(told):
    old = secret_of(told)
    with told.writing() as session:
        issued = webhooks.rotate_secret(session, told.owner, webhook_id=told.webhook_id, now=NOW)
    new = issued.secret

    during, after = sent_at(told, later(hours=23)), sent_at(told, later(hours=24))

    assert old != new == secret_of(told)
    assert verifies(old, *during, later(hours=23))
    assert verifies(new, *during, later(hours=23))
    assert not verifies(old, *after, later(hours=24))
    assert verifies(new, *after, later(hours=24))


def test_no_secret_is_in_the_database(told):
    raw = secret_of(told).removeprefix("whsec_")

    with told.reading() as session:
        for table in ("webhooks", "deliveries", "audit_lines", "jobs", "remembered_answers"):
            for row in session.execute(text(f"select * from {table}")):
                assert raw not in str(row)


# -- asked for -----------------------------------------------------------------------------------


def change(session, told, **changes):
    revision = webhooks.get(session, told.owner, webhook_id=told.webhook_id).revision
    return webhooks.change(
        session,
        told.owner,
        webhook_id=told.webhook_id,
        revision=revision,
        allowed=(),
        now=NOW,
        **changes,
    )


def ask_for_a_test(told):
    with told.writing() as session:
        return deliveries.send_test(session, told.owner, webhook_id=told.webhook_id, now=NOW).id


def test_a_test_is_tried_once_even_while_the_webhook_rests(told):
    told.attempt(told.act()[0], BAD)
    failing = told.webhook().failures

    failed = told.attempt(ask_for_a_test(told), BAD)
    arrived = told.attempt(ask_for_a_test(told), GOOD)

    assert failing == 1
    assert (failed.state, failed.attempts, failed.error) == ("failed", 1, "status")
    assert (arrived.state, arrived.type) == ("delivered", "webhook.test")
    assert told.webhook().failing_since is None


def test_there_is_one_test_at_a_time(told):
    ask_for_a_test(told)

    with pytest.raises(ConflictError):
        ask_for_a_test(told)


def test_a_delivery_can_be_asked_for_again_under_its_id(told):
    (delivery_id,) = told.act()
    told.attempt(delivery_id)

    with told.writing() as session:
        deliveries.send_again(
            session, told.owner, webhook_id=told.webhook_id, delivery_id=delivery_id, now=NOW
        )
    again = told.attempt(delivery_id)

    assert again.state == "delivered"
    assert [head["webhook-id"] for _, _, head in told.sent] == [delivery_id] * 2


def test_what_is_on_its_way_is_not_asked_for_again(told):
    (delivery_id,) = told.act()

    with told.writing() as session, pytest.raises(ConflictError):
        deliveries.send_again(
            session, told.owner, webhook_id=told.webhook_id, delivery_id=delivery_id, now=NOW
        )


def test_a_delivery_belongs_to_its_webhook(told):
    (delivery_id,) = told.act()
    with told.writing() as session:
        other = told.hook(session).id

    with told.reading() as session, pytest.raises(NotFoundError):
        deliveries.get(session, told.owner, webhook_id=other, delivery_id=delivery_id)


# -- kept ----------------------------------------------------------------------------------------


def test_deliveries_are_kept_for_thirty_days(own_database, monkeypatch):
    monkeypatch.setattr(deliveries, "AT_ONCE", 2)  # Fewer than there are.
    told = Told(own_database)
    old = [told.act()[0] for _ in range(5)]
    waiting, recent = told.act()[0], told.act()[0]
    for each in (*old, recent):
        told.attempt(each)
    with told.writing() as session:
        for each in (*old, waiting):
            found = session.get_one(Delivery, (told.owner.organization_id, each))
            found.created_at = NOW - timedelta(days=31)
        jobs = {one.payload["delivery_id"]: one for one in session.scalars(MADE)}
        for each in old:
            jobs[each].finished_at = NOW - timedelta(days=31)

    deliveries.sweep(own_database, now=NOW)

    assert {one.id for one in told.deliveries()} == {waiting, recent}
    with told.reading() as session:
        assert session.scalar(select(func.count()).where(Job.kind == deliveries.JOB)) == 2
