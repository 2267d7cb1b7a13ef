"""Asking for a report, and signing it."""

from datetime import date, datetime, timedelta

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import REPORTS, Level, wait_for_room, window_start
from partnerhub.domain.errors import (
    ConflictError,
    ReportBudgetExhaustedError,
    TargetListNotFrozenError,
    ValidationError,
)
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session, queue
from partnerhub.persistence import versions as lists
from partnerhub.persistence.models import Event, Organization, Partnership, Report
from partnerhub.persistence.queries import events as of_events
from partnerhub.persistence.queries import reports as queries
from partnerhub.services import events, partnerships, sharing
from partnerhub.services.reports.reading import ReportView, load, view

JOB = "report"


def request(
    session: Session,
    actor: Actor,
    *,
    event_id: str,
    now: datetime,
    as_of: date | None = None,
) -> ReportView:
    """Ask for a report on an event from the two lists as they are now.

    It names both list versions, so it says the same for ever; a later upload shows in the next
    report.

    Raises:
        SharingHiddenError: One side shares nothing: what it uploads now was not agreed on.
        ReportBudgetExhaustedError: There were enough reports on the event for 30 days.
        TargetListNotFrozenError: Both sides have not approved the target list yet.
        ValidationError: The day lies before the baseline or in the future.
    """
    require(actor, Permission.MAKE_REPORTS)
    found, event = events.load_locked(session, actor, event_id)
    target_list = session.scalars(of_events.target_list(event)).one_or_none()
    if target_list is None or target_list.frozen_on is None:
        raise TargetListNotFrozenError
    sharing.require_level(session, found, Level.COUNTS_ONLY)
    _check_day(as_of, target_list.frozen_on, now.date())
    _require_budget(session, event, now)
    versions = _versions(session, found.partnership)
    report = Report(
        partnership_id=event.partnership_id,
        event_id=event.id,
        number=session.scalar(queries.next_number(event)) or 1,
        asked_by=found.organization_id,
        as_of=as_of or max(now.date(), target_list.frozen_on),
        first_version=versions[0],
        second_version=versions[1],
    )
    session.add(report)
    session.flush()
    queue.put(
        session,
        JOB,
        lane=event.partnership_id,
        partnership_id=event.partnership_id,
        report_id=report.id,
    )
    partnerships.note_both(
        session,
        found,
        Action.REPORT_REQUESTED,
        report.id,
        user_id=actor.user_id,
        number=report.number,
        event_id=event.id,
    )
    return view(session, found, report)


def sign(session: Session, actor: Actor, *, report_id: str, now: datetime) -> ReportView:
    """Sign a published report for the actor's side; signing it again changes nothing.

    Raises:
        ConflictError: It is not published.
    """
    require(actor, Permission.MAKE_REPORTS)
    found, report = load(session, actor, report_id)
    report = session.scalars(queries.locked(report)).one()
    if report.state != "succeeded":
        raise ConflictError(f"The report is {report.state}, so there is nothing to sign.")
    mine, _ = found.side.mine_theirs(report.first_signed_at, report.second_signed_at)
    if mine is None:
        if found.side is Side.FIRST:
            report.first_signed_at = now
        else:
            report.second_signed_at = now
        partnerships.note_both(
            session,
            found,
            Action.REPORT_SIGNED,
            report.id,
            user_id=actor.user_id,
            number=report.number,
            event_id=report.event_id,
        )
    return view(session, found, report)


def _versions(session: Session, partnership: Partnership) -> tuple[int, int]:
    """The list versions of both sides that count now."""
    assert partnership.second_id is not None
    lists.lock_all(session, (partnership.first_id, partnership.second_id))
    first = session.get_one(Organization, partnership.first_id)
    second = session.get_one(Organization, partnership.second_id)
    return first.list_version, second.list_version


def _require_budget(session: Session, event: Event, now: datetime) -> None:
    """Bound how many reports can be told apart by what happened between their days."""
    start = window_start(now, session.scalar(queries.last_asked(event)))
    wait = wait_for_room(list(session.scalars(queries.asked_since(event, start))), REPORTS, now)
    if wait is not None:
        raise ReportBudgetExhaustedError(headers={"Retry-After": str(wait)})


def _check_day(as_of: date | None, frozen_on: date, today: date) -> None:
    """Tomorrow is today somewhere."""
    if as_of is not None and not frozen_on <= as_of <= today + timedelta(days=1):
        message = f"Give a day from the baseline, {frozen_on}, to today."
        raise ValidationError(errors=[{"pointer": "/as_of", "message": message}])
