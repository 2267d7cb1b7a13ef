"""Reading a report from one side.

Counts of accounts are exact: both sides agreed to that with the target list. The other side's
amounts are shown while it shares them, and never where they would give a single account away.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from partnerhub.domain import roi
from partnerhub.domain.errors import ConflictError, NotFoundError
from partnerhub.domain.lists import version_text
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.roi.redaction import redact, redact_joint
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session
from partnerhub.persistence.models import Report
from partnerhub.persistence.queries import reports as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import events, partnerships, sharing
from partnerhub.services.partnerships import Party
from partnerhub.services.reports.totals import totals

Place = tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Seen:
    """The figures of a report as one side may see them."""

    mine: roi.Figures
    theirs: roi.Figures
    joint: roi.Figures


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as one side sees it; what needs it published is None before."""

    id: str
    event_id: str
    number: int
    state: str
    progress: float
    asked_by: str
    as_of: date
    frozen_on: date | None
    window_days: int | None
    list_versions: dict[str, str]
    headline: str | None
    my_signature: datetime | None
    their_signature: datetime | None
    created_at: datetime
    published_at: datetime | None
    problem: dict[str, Any] | None
    mine: dict[str, Any] | None = None
    theirs: dict[str, Any] | None = None
    joint: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class EventReport:
    """The newest report of one event, in a line."""

    event: events.EventView
    report: ReportView


@dataclass(frozen=True, slots=True)
class PartnershipReport:
    """What all events of a partnership brought."""

    partnership_id: str
    events: list[EventReport]
    totals: dict[str, Any]


def list_visible(
    session: Session, actor: Actor, *, event_id: str, after: Place, limit: int
) -> tuple[list[ReportView], Place]:
    """List the reports on an event, newest first."""
    found, event = events.load(session, actor, event_id)
    query = behind(queries.of(event), [Report.number], after, descending=True)
    rows, place = fetch(session, query, limit, ["number"])
    return [summary(found, row) for row in rows], place


def get(session: Session, actor: Actor, *, report_id: str) -> ReportView:
    """Read a report."""
    found, report = load(session, actor, report_id)
    return view(session, found, report)


def seen(session: Session, actor: Actor, *, report_id: str) -> tuple[ReportView, Seen]:
    """Read a published report with its figures, for a table of them.

    Raises:
        ConflictError: It is not published.
    """
    found, report = load(session, actor, report_id)
    if report.state != "succeeded":
        raise ConflictError(f"The report is {report.state}, so it has no figures.")
    return view(session, found, report), _seen(session, found, roi.Report.from_json(report.figures))


def partnership(session: Session, actor: Actor, *, partnership_id: str) -> PartnershipReport:
    """Read the newest report of every event, and what may honestly be added up over them."""
    require(actor, Permission.READ)
    found = partnerships.active_party(session, actor, partnership_id)
    rows = [(row[0], row[1]) for row in session.execute(queries.latest(partnership_id))]
    figures = [roi.Report.from_json(report.figures).joint for _, report in rows]
    return PartnershipReport(
        partnership_id=partnership_id,
        events=[
            EventReport(events.view(found, event), summary(found, report)) for event, report in rows
        ],
        totals=totals(figures),
    )


def load(session: Session, actor: Actor, report_id: str) -> tuple[Party, Report]:
    """Find a report of a partnership in force, and the actor's place in it.

    Raises:
        NotFoundError: It is another's, or is not.
        SharingEndedError: The partnership has ended.
    """
    require(actor, Permission.READ)
    report = session.scalars(queries.one(actor, report_id)).one_or_none()
    if report is None:
        raise NotFoundError
    return partnerships.active_party(session, actor, report.partnership_id), report


def view(session: Session, found: Party, report: Report) -> ReportView:
    """Show a report from a side, with its figures once it has some."""
    line = summary(found, report)
    if report.state != "succeeded":
        return line
    figures = _seen(session, found, roi.Report.from_json(report.figures))
    return replace(
        line,
        mine=_told(figures.mine, found.side),
        theirs=_told(figures.theirs, found.side),
        joint=_told(figures.joint, found.side),
    )


def summary(found: Party, report: Report) -> ReportView:
    """Show a report from a side, without its figures."""
    side, stored = found.side, report.figures
    mine, theirs = side.mine_theirs(report.first_signed_at, report.second_signed_at)
    versions = side.mine_theirs(report.first_version, report.second_version)
    return ReportView(
        id=report.id,
        event_id=report.event_id,
        number=report.number,
        state=report.state,
        progress=report.progress,
        asked_by=events.whose(found, report.asked_by) or "",
        as_of=report.as_of,
        frozen_on=date.fromisoformat(stored["frozen_on"]) if stored else None,
        window_days=stored["window_days"] if stored else None,
        list_versions=dict(zip(("mine", "theirs"), map(version_text, versions), strict=True)),
        headline=stored["sentence"] if stored else None,
        my_signature=mine,
        their_signature=theirs,
        created_at=report.created_at,
        published_at=report.published_at,
        problem=report.problem,
    )


def _seen(session: Session, found: Party, whole: roi.Report) -> Seen:
    """Narrow a report to what its reader may see at this moment.

    Joint amounts need the grants of both sides, so that both read the same there.
    """
    shared = sharing.between(session, found)
    open_ = shared.effective_level.shows_accounts
    side = found.side
    shown = whole.seen_by(side, amounts_shared=open_ and shared.theirs.amounts)
    joint = shown.joint
    if not (open_ and shared.mine.amounts):
        own = whole.of(side)
        joint = redact_joint(joint, own, redact(own, amounts_shared=False))
    return Seen(shown.of(side), shown.of(side.other), joint)


def _told(figures: roi.Figures, reader: Side) -> dict[str, Any]:
    """Say figures as the API does, sides seen from the reader."""
    said: dict[str, Any] = figures.to_json()
    for of_a_name in said.values():
        for one in of_a_name if isinstance(of_a_name, list) else ():
            if "side" in one:
                one["side"] = "mine" if one["side"] == reader else "theirs"
    return said
