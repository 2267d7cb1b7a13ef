"""Joint reports: make, read, sign, export."""

from collections.abc import Iterator
from typing import Any

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Cell, Table
from partnerhub.api.schemas.reports import (
    NewReportSchema,
    PartnershipReportSchema,
    ReportLineSchema,
    ReportSchema,
)
from partnerhub.domain.errors import (
    ConflictError,
    ForbiddenError,
    InsufficientScopeError,
    PartnershipNotActiveError,
    ReportBudgetExhaustedError,
    SharingEndedError,
    SharingHiddenError,
    TargetListNotFrozenError,
)
from partnerhub.domain.money import Money
from partnerhub.domain.roi import Figure
from partnerhub.http.context import actor, now, session
from partnerhub.services import reports

blueprint = Blueprint("reports", description="What events brought: one proof for both sides.")

MAKING = (ForbiddenError, InsufficientScopeError, SharingEndedError)


@blueprint.post("/events/<id:event_id>/reports")
@blueprint.arguments(NewReportSchema)
@blueprint.response(202, ReportSchema)
@blueprint.raises(*MAKING, ReportBudgetExhaustedError, SharingHiddenError, TargetListNotFrozenError)
def request_report(payload: dict[str, Any], event_id: str) -> object:
    """Make a report on an event from the two lists as they are now.

    It is numbered and frozen: it names both list versions and says the same for ever; a later
    upload shows in the next report. Both sides together make 12 on an event in 30 days. Follow
    the resource in Location.
    """
    asked = reports.request(session(), actor(), event_id=event_id, now=now(), **payload)
    return asked, {"Location": f"/v1/reports/{asked.id}"}


@blueprint.get("/events/<id:event_id>/reports")
@blueprint.page(ReportLineSchema)
@blueprint.raises(SharingEndedError)
def list_reports(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, event_id: str
) -> object:
    """List the reports on an event, newest first, without their figures."""
    del query
    return reports.list_visible(session(), actor(), event_id=event_id, after=after, limit=limit)


@blueprint.get("/reports/<id:report_id>")
@blueprint.response(200, ReportSchema)
@blueprint.raises(SharingEndedError)
def read_report(report_id: str) -> object:
    """Read a report: your figures, theirs, and the joint ones.

    Every figure has its numerator, denominator and definition. Counts of accounts are exact, as
    both sides agreed with the target list. Their amounts are shown while they share amounts, and
    joint ones while both do; a sum over fewer than five accounts, or mostly of one, is withheld.
    """
    return reports.get(session(), actor(), report_id=report_id)


@blueprint.post("/reports/<id:report_id>/sign")
@blueprint.response(200, ReportSchema)
@blueprint.raises(*MAKING, ConflictError)
def sign_report(report_id: str) -> object:
    """Sign a report for your side; signing it again changes nothing."""
    return reports.sign(session(), actor(), report_id=report_id, now=now())


@blueprint.get("/reports/<id:report_id>/export")
@blueprint.export()
@blueprint.raises(ConflictError, SharingEndedError)
def export_report(query: dict[str, Any], report_id: str) -> Table:
    """Export the figures of a report as CSV or XLSX, one in a row."""
    del query
    report, seen = reports.seen(session(), actor(), report_id=report_id)
    header = [
        "view",
        "figure",
        "side",
        "currency",
        "unit",
        "value",
        "numerator",
        "denominator",
        "suppressed",
        "definition",
    ]
    return Table(f"report-{report.number}", header, _rows(seen))


@blueprint.get("/partnerships/<id:partnership_id>/report")
@blueprint.response(200, PartnershipReportSchema)
@blueprint.raises(PartnershipNotActiveError, SharingEndedError)
def read_partnership_report(partnership_id: str) -> object:
    """Read the newest report of every event, and what may honestly be added up.

    Accounts are added over events, so one that was invited to two counts in both. Deals and
    amounts are not added: one deal may lie in the windows of two events.
    """
    return reports.partnership(session(), actor(), partnership_id=partnership_id)


def _rows(seen: reports.Seen) -> Iterator[list[Cell]]:
    mine = seen.mine.side
    for view, figures in (("mine", seen.mine), ("theirs", seen.theirs), ("joint", seen.joint)):
        named = [(name, one) for name, one in figures.single.items()]
        named += [(name, one) for name, ones in figures.listed.items() for one in ones]
        for name, figure in named:
            side = None if figure.side is None else "mine" if figure.side is mine else "theirs"
            yield [view, name, side, *_cells(figure)]


def _cells(figure: Figure) -> list[Cell]:
    parts = (figure.value, figure.numerator, figure.denominator)
    numbers = (part.amount if isinstance(part, Money) else part for part in parts)
    return [
        figure.currency,
        figure.unit.value,
        *numbers,
        figure.suppressed,
        figure.definition,
    ]
