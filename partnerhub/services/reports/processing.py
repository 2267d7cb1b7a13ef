"""Making a report in a worker: what it reads is frozen, so every attempt gives the same figures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.domain import roi
from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import Level, Terms
from partnerhub.domain.errors import PartnerhubError
from partnerhub.domain.events import COUNTED
from partnerhub.domain.lists import OpportunityStatus
from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.persistence import Database, Session, bulk, queue
from partnerhub.persistence.models import Event, Partnership, Report
from partnerhub.persistence.queries import events as of_events
from partnerhub.persistence.queries import partnerships
from partnerhub.persistence.queries import reports as queries
from partnerhub.persistence.queries.parts import Part
from partnerhub.services import audit
from partnerhub.services.disclosures import reports as disclosing
from partnerhub.services.sharing import terms_of

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Work:
    """One report: whose event it is about, and the two list versions."""

    partnership_id: str
    report_id: str
    event_id: str
    organizations: dict[Side, str]
    versions: dict[Side, int]


def process(database: Database, lease: queue.Lease, *, clock: Clock) -> None:
    """Make the report that a job names, publish it and end the job."""
    work = _start(database, lease, clock)
    if work is None:
        return
    with database.transaction(write=False) as session:
        part = _part(session, work)
        report = _computed(session, work, part)
    with database.transaction(write=True) as session:
        now = clock()
        queue.hold(session, lease, now)
        # Who changes what is shared waits here, or was before and is seen now.
        partnership = session.get_one(Partnership, work.partnership_id, with_for_update=True)
        row = session.scalars(queries.by_id(work.partnership_id, work.report_id)).one()
        if not _shared(session, partnership):
            row.state = "cancelled"
        else:
            if (left := _part(session, work)) != part:  # A population was taken back meanwhile.
                report = _computed(session, work, left)
            row.state, row.progress, row.published_at = "succeeded", 1.0, now
            row.figures = report.to_json(contributions=True)
            disclosing.record(session, partnership, row)
            _note(session, row, Action.REPORT_PUBLISHED)
        queue.finish(session, lease, now)


def fail(database: Database, lease: queue.Lease, problem: PartnerhubError, *, clock: Clock) -> None:
    """End a report that cannot be made."""
    with database.transaction(write=True) as session:
        row = session.scalars(
            queries.by_id(lease.payload["partnership_id"], lease.payload["report_id"])
        ).one()
        row.state, row.problem = "failed", problem.problem()
        _note(session, row, Action.REPORT_FAILED, code=problem.code)
        queue.finish(session, lease, clock(), error=problem.code)


def _start(database: Database, lease: queue.Lease, clock: Clock) -> Work | None:
    partnership_id, report_id = lease.payload["partnership_id"], lease.payload["report_id"]
    with database.transaction(write=True) as session:
        queue.hold(session, lease, clock())
        row = session.scalars(queries.by_id(partnership_id, report_id)).one()
        partnership = session.get_one(Partnership, partnership_id)
        if not _shared(session, partnership) and row.state in queries.UNFINISHED:
            row.state = "cancelled"
        if row.state not in queries.UNFINISHED:
            queue.finish(session, lease, clock())
            return None
        row.state = "running"
        assert partnership.second_id is not None
        return Work(
            partnership_id=partnership_id,
            report_id=report_id,
            event_id=row.event_id,
            organizations={Side.FIRST: partnership.first_id, Side.SECOND: partnership.second_id},
            versions={Side.FIRST: row.first_version, Side.SECOND: row.second_version},
        )


def _shared(session: Session, partnership: Partnership) -> bool:
    """Whether both sides let each other see anything at this moment."""
    policies = session.scalars(partnerships.policies(partnership.id))
    return partnership.state == "active" and all(one.level != Level.HIDDEN for one in policies)


def _computed(session: Session, work: Work, part: Part) -> roi.Report:
    event = session.get_one(Event, (work.partnership_id, work.event_id))
    row = session.scalars(queries.by_id(work.partnership_id, work.report_id)).one()
    target_list = session.scalars(of_events.target_list(event)).one()
    assert target_list.frozen_on is not None
    targets = [
        roi.TargetAccounts(target.id, target.first_accounts, target.second_accounts)
        for target in session.scalars(of_events.targets(event, COUNTED, part))
    ]
    side_of = {organization: side for side, organization in work.organizations.items()}
    costs = [
        roi.Cost(side_of[cost.organization_id], cost.amount_minor, cost.currency)
        for cost in session.scalars(of_events.costs(event))
    ]
    deals = [deal for side in Side for deal in _deals(session, work, targets, side)]
    scope = roi.Scope(target_list.frozen_on, row.as_of, event.window_days)
    return roi.build(targets, deals, costs, scope)


def _part(session: Session, work: Work) -> Part:
    """Say which companies count: not those of populations that a side took back."""
    event = session.get_one(Event, (work.partnership_id, work.event_id))
    target_list = session.scalars(of_events.target_list(event)).one()
    policies = {
        one.organization_id: terms_of(one)
        for one in session.scalars(partnerships.policies(work.partnership_id))
    }
    first, second = (_taken_back(policies[work.organizations[side]]) for side in Side)
    return Part(work.partnership_id, target_list.overlap_id, first, second)


def _taken_back(terms: Terms) -> frozenset[str]:
    """Name the populations of which a side shows less than of the others."""
    return frozenset(
        each.value
        for each in Population
        if terms.level.shows_accounts and not terms.level_of(each).shows_accounts
    )


def _deals(
    session: Session, work: Work, targets: Sequence[roi.TargetAccounts], side: Side
) -> Iterator[roi.Deal]:
    """The opportunities of one side at the targets, as its list had them."""
    accounts = sorted({str(one) for target in targets for one in target.accounts(side)})
    organization_id, version = work.organizations[side], work.versions[side]
    for chunk in bulk.in_chunks(accounts):
        for row in session.execute(queries.deals(organization_id, version, chunk)):
            yield roi.Deal(
                side=side,
                account=row.account_id,
                status=OpportunityStatus(row.status),
                created_on=row.created_on,
                closed_on=row.close_on,
                amount_minor=row.amount_minor,
                currency=row.currency,
            )


def _note(session: Session, report: Report, action: Action, **details: Any) -> None:
    partnership = session.get_one(Partnership, report.partnership_id)
    audit.note_all(
        session,
        (partnership.first_id, partnership.second_id),
        action,
        subject_id=report.id,
        partnership_id=report.partnership_id,
        number=report.number,
        event_id=report.event_id,
        **details,
    )
