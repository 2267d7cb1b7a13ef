"""Noting in both sides' ledgers what an overlap shows of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub.domain.disclosure import (
    ACCOUNT_FIELDS,
    CONTACT_FIELDS,
    ContactLevel,
    Level,
    Subject,
    fewer_contacts,
    ledger,
    shown_fields,
)
from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session, cards
from partnerhub.persistence.models import Overlap
from partnerhub.persistence.queries import contacts as contact_queries
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.persistence.queries import partnerships
from partnerhub.services import disclosures, sharing
from partnerhub.services.disclosures import Rows, Shown
from partnerhub.services.overlaps import parts
from partnerhub.services.overlaps.writing import Work
from partnerhub.services.partnerships import Party


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one side of which a release shows the same fields, or its figures."""

    place: int
    rows: Rows
    fields: tuple[str, ...] = ()
    """Of accounts; what shows of people follows from what is shared of them."""
    people: bool = False


def prepare(
    work: Work, released: pa.Table, lists: Sequence[pa.Table], people: Sequence[Sequence[str]]
) -> list[Group]:
    """List what a release shows of both sides, before others have to wait for it.

    Args:
        work: The comparison.
        released: The pairs that are shown.
        lists: The accounts of both sides, also those without the history that strict partners ask
            for: where all accounts show, they do.
        people: The contacts of both sides that are shown.
    """
    groups = []
    for place, name in enumerate(("a_id", "b_id")):
        _, figures = _of(work, place, Population.OTHER)
        groups.append(Group(place, Rows.of(figures=figures)))
        if work.level.shows_accounts:
            groups += _accounts(work, place, released[name], lists[place])
        if people[place]:
            groups.append(Group(place, Rows.of(contact_ids=people[place]), people=True))
    return groups


def _accounts(
    work: Work, place: int, released: pa.ChunkedArray, accounts: pa.Table
) -> Iterator[Group]:
    """Group the accounts of one side that show by what shows of them."""
    paired = pc.is_in(accounts["id"], value_set=released.combine_chunks())
    rest = parts.having(work.levels, tuple(Side)[place], Level.ALL_ACCOUNTS)
    for shown, which, populations in (
        (True, paired, tuple(Population)),
        (False, pc.invert(paired), tuple(each for each in Population if each in rest)),
    ):
        by_fields: dict[tuple[str, ...], list[str]] = {}
        for each in populations:
            fields = _of(work, place, each)[0] if shown else work.card_fields(place, each)
            fields = fields if shown else (*fields, "population")
            by_fields.setdefault(fields, []).append(each.value)
        for fields, names in by_fields.items():
            known = pc.is_in(accounts["population"], value_set=pa.array(names, pa.string()))
            ids = accounts["id"].filter(pc.and_(which, known))
            if len(ids):
                yield Group(place, Rows.of(ids), fields)


def record(session: Session, work: Work, groups: Iterable[Group], number: int) -> None:
    """Note what a release shows of both sides: records with their fields, and figures."""
    disclosures.record(
        session,
        [
            Shown(
                organization_id=work.organizations[group.place],
                partner_id=work.organizations[1 - group.place],
                partnership_id=work.partnership_id,
                purpose=ledger.OVERLAP,
                release_id=work.overlap_id,
                release_number=number,
                rows=group.rows if work.with_people else group.rows.without(Subject.PEOPLE_COUNTS),
                fields=tuple(_still_shown(work, group)),
            )
            for group in groups
            if not group.people or work.contacts.allows(ContactLevel.TITLES)
        ],
    )


def _still_shown(work: Work, group: Group) -> Iterator[str]:
    """Name the fields without those that were taken back while it was compared."""
    if group.people:
        yield from CONTACT_FIELDS[work.contacts]
    for name in group.fields:
        if name not in ACCOUNT_FIELDS or name in work.fields[group.place]:
            yield name
        elif name in work.compared:
            yield ledger.as_compared(name)


def _of(
    work: Work, place: int, population: Population
) -> tuple[tuple[str, ...], tuple[Subject, ...]]:
    granted = [name for name in work.card_fields(place, population) if name in ACCOUNT_FIELDS]
    return ledger.of_overlap(work.level, granted, work.compared, with_people=work.with_people)


def narrowed(session: Session, work: Work) -> Work:
    """Take off a release what was taken back while it was compared, before it is published.

    What is on a card would show as soon as it is granted again, without another comparison: then
    the ledger would not tell of it.
    """
    if not work.level.shows_accounts:
        return work
    shared = session.scalars(partnerships.policies(work.partnership_id))
    policies = {policy.organization_id: sharing.terms_of(policy) for policy in shared}
    kept, contacts = [], work.contacts
    for side, owner, card in zip(Side, work.organizations, work.fields, strict=True):
        fields = shown_fields(work.level, policies[owner].fields)
        contacts = fewer_contacts(contacts, policies[owner].contacts)
        kept.append(tuple(name for name in card if name in fields))
        gone = set(card) - set(fields)
        if gone:
            cards.take_off(session, work.partnership_id, work.overlap_id, side, gone)
    less = replace(work, fields=(kept[0], kept[1]), contacts=contacts)
    if work.with_people and not less.with_people:
        session.execute(queries.clear(work.partnership_id, work.overlap_id)[1])
    if not contacts.allows(ContactLevel.TITLES):
        session.execute(contact_queries.clear(work.partnership_id, work.overlap_id))
    return less


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
