"""Noting in both sides' ledgers what an overlap shows of each."""

from typing import Any

import pyarrow as pa

from partnerhub.domain.disclosure import ACCOUNT_FIELDS, Level, Subject, ledger, shown_fields
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session
from partnerhub.persistence.models import Overlap
from partnerhub.persistence.queries import partnerships
from partnerhub.services import disclosures
from partnerhub.services.disclosures import Rows, Shown
from partnerhub.services.overlaps.writing import Work
from partnerhub.services.partnerships import Party


def prepare(work: Work, released: pa.Table) -> tuple[Rows, Rows]:
    """List what a release shows of both sides, before others have to wait for it."""
    fields, figures = _of(work, 0)
    first, second = (Rows.of(released[ids] if fields else (), figures) for ids in ("a_id", "b_id"))
    return first, second


def record(session: Session, work: Work, rows: tuple[Rows, Rows], number: int) -> None:
    """Note what a release shows of both sides: its accounts with their fields, and its figures."""
    shown = [
        Shown(
            organization_id=organization_id,
            partner_id=work.organizations[1 - place],
            partnership_id=work.partnership_id,
            purpose=ledger.OVERLAP,
            release_id=work.overlap_id,
            release_number=number,
            rows=rows[place],
            fields=_of(work, place)[0],
        )
        for place, organization_id in enumerate(work.organizations)
    ]
    disclosures.record(session, shown)


def _of(work: Work, place: int) -> tuple[tuple[str, ...], tuple[Subject, ...]]:
    granted = [name for name in work.fields[place] if name in ACCOUNT_FIELDS]
    return ledger.of_overlap(work.level, granted, with_people=work.with_people)


def still_granted(session: Session, work: Work) -> bool:
    """Whether both sides share by now every field that is on their cards, and count people.

    What is on a card would show as soon as it is granted again, without another comparison; so a
    release has nothing on it that is not shown when it is published.
    """
    if work.level is not Level.OVERLAPPING_ACCOUNTS:
        return True
    policies = {one.organization_id: one for one in session.scalars(_policies(work))}
    for organization_id, card in zip(work.organizations, work.fields, strict=True):
        policy = policies[organization_id]
        if set(card) - set(shown_fields(work.level, policy.fields)):
            return False
        if work.with_people and policy.contacts != "counts":
            return False
    return True


def record_shapes(session: Session, found: Party, overlap: Overlap) -> None:
    """Note whose list is described to the other side by now, unless that was noted before.

    Who has said yes waits until the other side has, too; everybody else may look.
    """
    said = {Side.FIRST: overlap.first_approved_at, Side.SECOND: overlap.second_approved_at}
    for side in Side:
        if said[side.other] is not None and said[side] is None:
            continue
        owner, partner = found.side.mine_theirs(found.organization_id, found.partner_id or "")
        if side is Side.SECOND:
            owner, partner = partner, owner
        shown = Shown(
            organization_id=owner,
            partner_id=partner,
            partnership_id=overlap.partnership_id,
            purpose=ledger.OVERLAP,
            release_id=overlap.id,
            release_number=overlap.number,
            rows=Rows.of(figures=(Subject.SHAPE,)),
        )
        if not disclosures.was_shown(session, shown, Subject.SHAPE):
            disclosures.record(session, [shown])


def _policies(work: Work) -> Any:
    return partnerships.policies(work.partnership_id)
