"""Noting in both sides' ledgers what a report shows of each."""

from partnerhub.domain.disclosure import Level, Subject, ledger
from partnerhub.persistence import Session
from partnerhub.persistence.models import Partnership, Report, SharingPolicy
from partnerhub.persistence.queries import partnerships
from partnerhub.persistence.queries import reports as queries
from partnerhub.services.disclosures import recording
from partnerhub.services.disclosures.recording import Shown


def record(session: Session, partnership: Partnership, report: Report) -> None:
    """Note what a report shows from now on: counts, and sums of amounts where they are shared."""
    recording.record(
        session,
        [
            _shown(partnership, report, owner, Subject.REPORT, Subject.REPORT_AMOUNTS)
            if owner in _with_amounts(session, partnership)
            else _shown(partnership, report, owner, Subject.REPORT)
            for owner in _sides(partnership)
        ],
    )


def record_amounts(session: Session, partnership: Partnership) -> None:
    """Note the amounts that reports made before show from now on, because they are shared now."""
    amounts = Subject.REPORT_AMOUNTS
    owners = _with_amounts(session, partnership)
    if not owners:
        return
    for report in session.scalars(queries.published(partnership.id)):
        shown = [_shown(partnership, report, owner, amounts) for owner in owners]
        new = [one for one in shown if not recording.was_shown(session, one, amounts)]
        recording.record(session, new)


def _with_amounts(session: Session, partnership: Partnership) -> list[str]:
    """The sides whose amounts reports show at this moment."""
    policies: list[SharingPolicy] = list(session.scalars(partnerships.policies(partnership.id)))
    if not all(Level(policy.level).shows_accounts for policy in policies):
        return []
    return [policy.organization_id for policy in policies if policy.amounts]


def _sides(partnership: Partnership) -> tuple[str, str]:
    assert partnership.second_id is not None
    return partnership.first_id, partnership.second_id


def _shown(partnership: Partnership, report: Report, owner: str, *figures: Subject) -> Shown:
    first, second = _sides(partnership)
    return Shown(
        organization_id=owner,
        partner_id=second if owner == first else first,
        partnership_id=partnership.id,
        purpose=ledger.for_report(report.id),
        release_id=report.id,
        release_number=report.number,
        rows=recording.Rows.of(figures=figures),
    )
