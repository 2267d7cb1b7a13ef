"""Noting in both sides' ledgers what an overlap shows of each."""

from dataclasses import replace

import pyarrow as pa

from partnerhub.domain.disclosure import ACCOUNT_FIELDS, Level, Subject, ledger, shown_fields
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session, cards
from partnerhub.persistence.models import Overlap
from partnerhub.persistence.queries import overlaps as queries
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
            rows=rows[place] if work.with_people else rows[place].without(Subject.PEOPLE_COUNTS),
            fields=_of(work, place)[0],
        )
        for place, organization_id in enumerate(work.organizations)
    ]
    disclosures.record(session, shown)


def _of(work: Work, place: int) -> tuple[tuple[str, ...], tuple[Subject, ...]]:
    granted = [name for name in work.fields[place] if name in ACCOUNT_FIELDS]
    return ledger.of_overlap(work.level, granted, work.compared, with_people=work.with_people)


def narrowed(session: Session, work: Work) -> Work:
    """Take off a release what was taken back while it was compared, before it is published.

    What is on a card would show as soon as it is granted again, without another comparison: then
    the ledger would not tell of it.
    """
    if work.level is not Level.OVERLAPPING_ACCOUNTS:
        return work
    shared = session.scalars(partnerships.policies(work.partnership_id))
    policies = {policy.organization_id: policy for policy in shared}
    kept = []
    for side, owner, card in zip(Side, work.organizations, work.fields, strict=True):
        fields = shown_fields(work.level, policies[owner].fields)
        kept.append(tuple(name for name in card if name in fields))
        gone = set(card) - set(fields)
        if gone:
            cards.take_off(session, work.partnership_id, work.overlap_id, side, gone)
    with_people = all(policy.contacts == "counts" for policy in policies.values())
    if work.with_people and not with_people:
        session.execute(queries.clear(work.partnership_id, work.overlap_id)[1])
    return replace(work, fields=(kept[0], kept[1]), with_people=work.with_people and with_people)


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
