from datetime import timedelta

import pytest

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    ConflictError,
    ForbiddenError,
    JobFailedError,
    NotFoundError,
    ReportBudgetExhaustedError,
    SharingEndedError,
    TargetListNotFrozenError,
)
from partnerhub.domain.events import EventKind
from partnerhub.domain.permissions import Role
from partnerhub.persistence import queue
from partnerhub.persistence.models import Job, Opportunity
from partnerhub.services import audit, events, reports
from tests.factories import NOW, Make
from tests.factories.overlaps import deal, upload
from tests.factories.stories import BASELINE, Story, figure, in_currency, worked_example


@pytest.fixture
def story(database):
    return worked_example(database)


def test_a_later_upload_or_cost_does_not_change_a_report_and_the_next_one_sees_it(story):
    first_id = story.made()
    before = story.read(first_id)
    with story.writing() as session:
        version = upload(session, story.second)
        deal(
            session,
            story.second,
            "second-b-0",
            "won",
            created="2025-12-01",
            closed="2026-01-01",
            amount=1,
            valid_from=version,
        )
    story.cost(story.first, 1)

    second = story.read(story.made())

    assert story.read(first_id) == before
    assert (before.number, second.number) == (1, 2)
    assert (before.list_versions, second.list_versions) == (
        {"mine": "1", "theirs": "1"},
        {"mine": "1", "theirs": "2"},
    )
    assert figure(second.joint, "pipeline_rate") == (0.8333, 5, 6)
    assert in_currency(second.mine, "cost", "EUR")["value"]["amount"] == "2000.01"


def test_reports_that_differ_by_a_day_are_not_made_without_end(story):
    for day in range(12):
        asked = story.asked(story.first if day % 2 else story.second)
        assert asked.number == day + 1

    with pytest.raises(ReportBudgetExhaustedError) as refused:
        story.asked(story.first)

    assert int(refused.value.headers["Retry-After"]) > 0


def test_a_row_that_was_replaced_later_still_counts_in_the_frozen_report(story):
    report_id = story.made()
    with story.writing() as session:
        version = upload(session, story.first)
        for row in session.query(Opportunity).filter_by(
            organization_id=story.first.organization_id, valid_to=None
        ):
            row.valid_to = version

    again = story.asked()
    reports.process(story.database, story.lease(again.id), clock=lambda: NOW)

    assert figure(story.read(report_id).mine, "pipeline_rate") == (0.5, 3, 6)
    assert figure(story.read(again.id).mine, "pipeline_rate") == (0.0, 0, 6)


def test_a_report_needs_a_frozen_list(database):
    story = Story(database)

    with pytest.raises(TargetListNotFrozenError):
        story.asked()


def test_both_sides_sign(story):
    report_id = story.made()

    with story.writing() as session:
        reports.sign(session, story.first, report_id=report_id, now=NOW)
        later = NOW + timedelta(days=1)
        reports.sign(session, story.first, report_id=report_id, now=later)
        reports.sign(session, story.second, report_id=report_id, now=later)

    report = story.read(report_id, story.second)
    assert (report.my_signature, report.their_signature) == (later, NOW)


def test_what_is_not_published_cannot_be_signed_or_exported(story):
    asked = story.asked()

    with story.writing() as session:
        with pytest.raises(ConflictError):
            reports.sign(session, story.first, report_id=asked.id, now=NOW)
        with pytest.raises(ConflictError):
            reports.seen(session, story.first, report_id=asked.id)
    assert (asked.state, asked.headline, asked.mine) == ("queued", None, None)


def test_a_report_that_cannot_be_made_says_so(story):
    asked = story.asked()

    reports.fail(story.database, story.lease(asked.id), JobFailedError(), clock=lambda: NOW)

    report = story.read(asked.id)
    assert (report.state, report.problem["code"]) == ("failed", "job_failed")


def test_a_worker_that_lost_its_lease_publishes_nothing(story):
    asked = story.asked()
    lease = story.lease(asked.id)
    with story.writing() as session:
        session.get_one(Job, lease.job_id).attempts = 2

    with pytest.raises(queue.LeaseLostError):
        reports.process(story.database, lease, clock=lambda: NOW)

    assert story.read(asked.id).state == "queued"


def test_a_job_that_comes_twice_changes_nothing(story):
    report_id = story.made()
    before = story.read(report_id)
    with story.writing() as session:
        (job,) = [
            one
            for one in session.query(Job).filter(Job.kind == "report")
            if one.payload["report_id"] == report_id
        ]
        job.state, job.attempts = "running", 2
        lease = queue.Lease(job.id, job.kind, 2, job.payload, 60)

    reports.process(story.database, lease, clock=lambda: NOW + timedelta(days=1))

    assert story.read(report_id) == before


def test_a_partnership_that_ends_meanwhile_cancels_the_report(story):
    asked = story.asked()
    lease = story.lease(asked.id)
    story.end()

    reports.process(story.database, lease, clock=lambda: NOW)

    with pytest.raises(SharingEndedError):
        story.read(asked.id)


def test_both_trails_say_that_a_report_was_asked_for_made_and_signed(story):
    report_id = story.made()
    with story.writing() as session:
        reports.sign(session, story.first, report_id=report_id, now=NOW)
        lines, _ = audit.page(session, story.second, after=None, limit=4)

    assert [line.action for line in lines] == [
        Action.REPORT_SIGNED,
        Action.REPORT_PUBLISHED,
        Action.DISCLOSURE_RECORDED,
        Action.REPORT_REQUESTED,
    ]
    assert {line.subject_id for line in lines} == {report_id}


# -- all events ------------------------------------------------------------


def test_the_partnership_adds_up_accounts_and_costs_of_the_newest_reports(story):
    story.made()
    newest = story.made()
    with story.writing() as session:
        empty = events.create(
            session,
            story.first,
            partnership_id=story.agreed.id,
            name="Not reported",
            kind=EventKind.OTHER,
            capacity=1,
            starts_on=BASELINE,
        )

    with story.writing() as session:
        found = reports.partnership(session, story.second, partnership_id=story.agreed.id)

    assert [each.report.id for each in found.events] == [newest]
    assert empty.id not in {each.event.id for each in found.events}
    assert figure(found.totals, "pipeline_rate") == (0.6667, 4, 6)
    assert found.totals["cost"][0]["value"] == {"amount": "2500.00", "currency": "EUR"}


def test_reports_are_listed_the_newest_first(story):
    ids = [story.made(), story.made()]

    with story.writing() as session:
        page, place = reports.list_visible(
            session, story.second, event_id=story.event.id, after=None, limit=1
        )
        rest, _ = reports.list_visible(
            session, story.second, event_id=story.event.id, after=place, limit=1
        )

    assert [one.id for one in page + rest] == ids[::-1]


# -- who may ------------------------------------------------------------

CALLS = {
    "request": lambda session, actor, story, report: reports.request(
        session, actor, event_id=story.event.id, now=NOW
    ),
    "sign": lambda session, actor, story, report: reports.sign(
        session, actor, report_id=report, now=NOW
    ),
    "get": lambda session, actor, story, report: reports.get(session, actor, report_id=report),
    "seen": lambda session, actor, story, report: reports.seen(session, actor, report_id=report),
    "list": lambda session, actor, story, report: reports.list_visible(
        session, actor, event_id=story.event.id, after=None, limit=1
    ),
    "partnership": lambda session, actor, story, report: reports.partnership(
        session, actor, partnership_id=story.agreed.id
    ),
}


def test_a_stranger_and_a_viewer_get_what_they_may(story):
    report_id = story.made()
    with story.writing() as session:
        make = Make(session)
        stranger = make.actor()
        own = type("Organization", (), {"id": story.first.organization_id, "domain": "a.com"})
        viewer = make.actor(own, role=Role.VIEWER)

        for name, call in CALLS.items():
            with pytest.raises(NotFoundError):
                call(session, stranger, story, report_id)
            if name in {"request", "sign"}:
                with pytest.raises(ForbiddenError):
                    call(session, viewer, story, report_id)
            else:
                assert call(session, viewer, story, report_id)


def test_nothing_is_shown_after_the_end(story):
    report_id = story.made()
    story.end()

    with story.writing() as session:
        for call in CALLS.values():
            with pytest.raises(SharingEndedError):
                call(session, story.first, story, report_id)
