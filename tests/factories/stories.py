"""An event from its frozen list to its report, and the example that is worked out by hand."""

from datetime import date

from partnerhub.domain.events import EventKind
from partnerhub.domain.money import Money
from partnerhub.persistence import queue
from partnerhub.persistence.models import Job
from partnerhub.services import costs, events, partnerships, reports, targets
from tests.factories import NOW, Make
from tests.factories.overlaps import Shared, deal, publish, share

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


def worked_example(database):
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
