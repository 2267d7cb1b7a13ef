from datetime import date, timedelta

import pytest

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import Level
from partnerhub.domain.errors import (
    ConflictError,
    ForbiddenError,
    JobFailedError,
    NotFoundError,
    SharingEndedError,
    TargetListNotFrozenError,
    ValidationError,
)
from partnerhub.domain.events import EventKind
from partnerhub.domain.money import Money
from partnerhub.domain.permissions import Role
from partnerhub.persistence import queue
from partnerhub.persistence.models import Job, Opportunity
from partnerhub.services import audit, costs, events, partnerships, reports, targets
from tests.factories import NOW, Make
from tests.factories.overlaps import Shared, deal, publish, share, upload

BASELINE = date(2025, 10, 1)
COMPANIES = [Shared(name) for name in "abcdefg"]


class Story:
    """Two partners, a frozen list of six of their seven companies, and what comes after.

    A report is made by a worker in transactions of its own, so every step here is committed.
    """

    def __init__(self, database, companies=COMPANIES, *, window_days=180):
        self.database = database
        with self.writing() as session:
            self.agreed = Make(session).partnership()
            publish(session, self.agreed, companies)
            self.event = events.create(
                session,
                self.first,
                partnership_id=self.agreed.id,
                name="Dinner",
                kind=EventKind.DINNER,
                capacity=10,
                starts_on=BASELINE,
                window_days=window_days,
            )
            targets.build(
                session, self.first, event_id=self.event.id, now=NOW, baseline_on=BASELINE
            )

    first = property(lambda self: self.agreed.first)
    second = property(lambda self: self.agreed.second)

    def writing(self):
        return self.database.transaction(write=True)

    def without(self, name):
        """Take a company off the list again."""
        with self.writing() as session:
            _, found, _ = targets.get(session, self.first, event_id=self.event.id, limit=500)
            (gone,) = [one for one in found if one.mine["name"] == f"{name} Inc"]
            targets.remove(
                session, self.first, event_id=self.event.id, target_id=gone.id, reason="No."
            )
        return self

    def frozen(self):
        with self.writing() as session:
            for actor in (self.first, self.second):
                targets.approve(session, actor, event_id=self.event.id, now=NOW)
        return self

    def deal(self, side, name, *args, **values):
        actor = self.first if side == "first" else self.second
        with self.writing() as session:
            deal(session, actor, f"{side}-{name}-0", *args, **values)
        return self

    def cost(self, actor, minor, currency="EUR"):
        with self.writing() as session:
            amount = Money(minor, currency)
            costs.record(session, actor, event_id=self.event.id, description="Room", amount=amount)
        return self

    def share(self, actor, **changes):
        with self.writing() as session:
            share(session, actor, self.agreed.id, **changes)
        return self

    def asked(self, actor=None, **choices):
        with self.writing() as session:
            return reports.request(
                session, actor or self.first, event_id=self.event.id, now=NOW, **choices
            )

    def lease(self, report_id):
        """The worker's right to make one report, whatever else waits in this database."""
        with self.writing() as session:
            (job,) = [
                one
                for one in session.query(Job).filter(Job.kind == "report")
                if one.payload["report_id"] == report_id
            ]
            job.attempts, job.state = 1, "running"
            return queue.Lease(job.id, job.kind, 1, job.payload, 60)

    def made(self, **choices):
        """Ask for a report and let the worker make it."""
        asked = self.asked(**choices)
        reports.process(self.database, self.lease(asked.id), clock=lambda: NOW)
        return asked.id

    def read(self, report_id, actor=None):
        with self.database.transaction(write=False) as session:
            return reports.get(session, actor or self.first, report_id=report_id)

    def end(self):
        with self.writing() as session:
            partnerships.end(session, self.second, partnership_id=self.agreed.id, now=NOW)
        return self


@pytest.fixture
def story(database):
    """The example that is worked out by hand below.

    Six targets (a to f). Baseline 1 October 2025, window 180 days, read on 2 March 2026.
    """
    story = Story(database).without("g").frozen()
    for name, status, values in [
        ("a", "won", {"created": "2025-10-15", "closed": "2026-01-13", "amount": 10_000}),
        ("a", "won", {"created": "2025-09-30", "closed": "2025-11-01", "amount": 99_999}),
        ("b", "open", {"created": "2025-10-01", "amount": 800}),
        ("c", "lost", {"created": "2025-11-01", "closed": "2025-12-01", "amount": 5_000}),
        ("d", "open", {"created": "2026-03-05", "amount": 900}),
        ("e", "open", {"created": "2025-12-01", "amount": 7_000, "currency": "USD"}),
        ("g", "won", {"created": "2025-12-01", "closed": "2025-12-02", "amount": 1}),
        ("z", "won", {"created": "2025-12-01", "closed": "2025-12-02", "amount": 1}),
    ]:
        story.deal("first", name, status, **values)
    story.deal("second", "a", "won", created="2025-10-20", closed="2025-12-19", amount=3_000).deal(
        "second", "f", "open", created="2025-12-24"
    )
    return story.cost(story.first, 200_000).cost(story.second, 50_000)


def figure(view, name):
    found = view[name]
    return found["value"], found["numerator"], found["denominator"]


def in_currency(view, name, currency, side=None):
    (found,) = [
        one
        for one in view[name]
        if one.get("currency") == currency and side in {None, one.get("side")}
    ]
    return found


# -- the figures ---------------------------------------------------------------------------------


def test_the_headline_is_the_joint_one_and_an_account_counts_once(story):
    report = story.read(story.made())

    assert report.headline == (
        "6 accounts; 4 of them (67 %) went into pipeline; 1 of those (25 %) closed."
    )
    assert figure(report.joint, "pipeline_rate") == (0.6667, 4, 6)
    assert figure(report.joint, "close_rate") == (0.25, 1, 4)
    assert figure(report.joint, "closed_of_targets") == (0.1667, 1, 6)
    assert figure(report.joint, "win_rate") == (0.6667, 2, 3)
    assert report.joint["both_in_pipeline"]["value"] == 1


def test_each_side_has_its_own_figures(story):
    report_id = story.made()
    mine, theirs = story.read(report_id), story.read(report_id, story.second)

    assert figure(mine.mine, "pipeline_rate") == (0.5, 3, 6)
    assert figure(mine.mine, "close_rate") == (0.3333, 1, 3)
    assert figure(mine.theirs, "pipeline_rate") == (0.3333, 2, 6)
    assert figure(theirs.mine, "pipeline_rate") == (0.3333, 2, 6)
    assert figure(theirs.theirs, "close_rate") == (0.3333, 1, 3)
    assert mine.joint["pipeline_rate"] == theirs.joint["pipeline_rate"]


def test_every_figure_says_what_it_means(story):
    report = story.read(story.made())

    for view in (report.mine, report.theirs, report.joint):
        for found in view.values():
            for one in found if isinstance(found, list) else [found]:
                assert one["definition"]
                assert {"value", "numerator", "denominator", "suppressed"} <= one.keys()


def test_win_rate_is_told_by_count_and_by_value_and_currencies_stay_apart(story):
    mine = story.read(story.made()).mine

    assert figure(mine, "win_rate") == (0.5, 1, 2)
    by_value = in_currency(mine, "win_rate_by_value", "EUR")
    assert by_value["value"] == 0.6667
    assert by_value["denominator"] == {"amount": "15000.00", "currency": "EUR"}
    amounts = {one["currency"]: one["value"]["amount"] for one in mine["pipeline_amount"]}
    assert amounts == {"EUR": "15000.00", "USD": "7000.00"}
    assert figure(mine, "cycle_days") == (90.0, 90, 1)


def test_the_return_is_what_was_won_less_what_was_spent(story):
    story.share(story.first, amounts=True).share(story.second, amounts=True)

    mine = story.read(story.made()).mine

    assert in_currency(mine, "roi", "EUR")["value"] == 4.0
    assert in_currency(mine, "cost", "EUR")["value"] == {"amount": "2000.00", "currency": "EUR"}


def test_without_cost_there_is_no_return_and_without_closed_deals_no_rate(database):
    story = Story(database).frozen().deal("first", "a", "open", created="2025-10-15", amount=1)

    report = story.read(story.made())

    assert figure(report.joint, "close_rate") == (0.0, 0, 1)
    assert figure(report.mine, "win_rate") == (None, 0, 0)
    assert in_currency(report.mine, "roi", "EUR")["value"] is None


def test_without_any_pipeline_the_close_rate_is_unknown_and_not_zero(database):
    story = Story(database).frozen()

    report = story.read(story.made())

    assert figure(report.joint, "close_rate") == (None, 0, 0)
    assert figure(report.joint, "pipeline_rate") == (0.0, 0, 7)
    assert report.headline == "7 accounts; none of them has gone into pipeline yet."


def test_the_window_ends_with_its_last_day(database):
    story = Story(database, window_days=30).frozen()
    story.deal("first", "a", "open", created="2025-10-31", amount=1)
    story.deal("first", "b", "open", created="2025-11-01", amount=1)

    report = story.read(story.made())

    assert figure(report.joint, "pipeline_rate") == (0.1429, 1, 7)


def test_a_report_can_be_made_as_of_an_earlier_day(story):
    report = story.read(story.made(as_of=date(2025, 11, 1)))

    # Until then a, c of the first side and a of the second had begun; none was won.
    assert figure(report.joint, "pipeline_rate") == (0.3333, 2, 6)
    assert figure(report.joint, "close_rate") == (0.0, 0, 2)


@pytest.mark.parametrize(
    "day", [BASELINE - timedelta(days=1), NOW.date() + timedelta(days=2)], ids=["before", "after"]
)
def test_a_report_is_of_a_day_between_baseline_and_today(story, day):
    with pytest.raises(ValidationError):
        story.asked(as_of=day)


# -- what the other side may see -----------------------------------------------------------------


def five_won(database, amounts):
    """A story in which the second side won one deal at each of some companies."""
    story = Story(database).frozen()
    for name, amount in zip("abcdefg", amounts, strict=False):
        story.deal("second", name, "won", created="2025-11-01", closed="2025-12-01", amount=amount)
    return story.cost(story.first, 100_000)


def test_without_a_grant_no_amount_of_the_other_side_is_told(database):
    story = five_won(database, [100, 110, 120, 130, 140])

    report = story.read(story.made())

    assert [one["suppressed"] for one in report.theirs["won_amount"]] == ["not_shared"]
    assert report.theirs["won_amount"][0]["value"] is None
    assert report.joint["roi"][0]["suppressed"] == "not_shared"
    assert figure(report.theirs, "close_rate") == (1.0, 5, 5)


def test_with_a_grant_a_sum_of_five_alike_is_told(database):
    story = five_won(database, [100, 110, 120, 130, 140])
    story.share(story.second, amounts=True)

    won = in_currency(story.read(story.made()).theirs, "won_amount", "EUR")

    assert (won["value"]["amount"], won["suppressed"]) == ("600.00", None)


@pytest.mark.parametrize(
    ("amounts", "reason"),
    [([100, 110, 120, 130], "small_group"), ([10, 10, 10, 10, 360], "dominance")],
    ids=["four accounts", "one makes most of it"],
)
def test_a_sum_that_would_give_one_account_away_is_withheld(database, amounts, reason):
    story = five_won(database, amounts)
    story.share(story.first, amounts=True).share(story.second, amounts=True)
    report_id = story.made()

    theirs, joint = story.read(report_id).theirs, story.read(report_id).joint
    own = story.read(report_id, story.second).mine

    withheld = in_currency(theirs, "won_amount", "EUR")
    assert (withheld["value"], withheld["suppressed"]) == (None, reason)
    assert in_currency(joint, "roi", "EUR")["suppressed"] == reason
    assert in_currency(own, "won_amount", "EUR")["value"]["amount"] == f"{sum(amounts)}.00"


def test_joint_amounts_need_the_grants_of_both(database):
    story = five_won(database, [100, 110, 120, 130, 140])
    story.share(story.second, amounts=True)
    report_id = story.made()

    one = story.read(report_id).joint["roi"]
    story.share(story.first, amounts=True)
    both = story.read(report_id).joint["roi"]

    assert [each["suppressed"] for each in one] == ["not_shared"]
    assert in_currency({"roi": both}, "roi", "EUR")["value"] == -0.4


def test_a_grant_taken_back_holds_from_the_next_request_on(database):
    story = five_won(database, [100, 110, 120, 130, 140])
    story.share(story.second, amounts=True)
    report_id = story.made()

    story.share(story.second, amounts=False)

    assert story.read(report_id).theirs["won_amount"][0]["suppressed"] == "not_shared"


def test_who_shares_no_accounts_any_more_shows_no_amounts_but_the_counts_agreed_on(database):
    story = five_won(database, [100, 110, 120, 130, 140])
    story.share(story.second, amounts=True)
    report_id = story.made()

    story.share(story.second, level=Level.HIDDEN)

    report = story.read(report_id)
    assert report.theirs["won_amount"][0]["suppressed"] == "not_shared"
    assert figure(report.joint, "close_rate") == (1.0, 5, 5)


# -- frozen, numbered, signed --------------------------------------------------------------------


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
        lines, _ = audit.page(session, story.second, after=None, limit=3)

    assert [line.action for line in lines] == [
        Action.REPORT_SIGNED,
        Action.REPORT_PUBLISHED,
        Action.REPORT_REQUESTED,
    ]
    assert {line.subject_id for line in lines} == {report_id}


# -- all events ----------------------------------------------------------------------------------


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


# -- who may -------------------------------------------------------------------------------------

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
