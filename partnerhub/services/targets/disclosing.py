"""Noting in both sides' ledgers what a target list shows of each."""

from collections.abc import Iterable

from partnerhub.domain.disclosure import Level, Subject, ledger, shown_fields
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session
from partnerhub.persistence.models import Event, Target
from partnerhub.services import disclosures, sharing
from partnerhub.services.disclosures import Rows, Shown
from partnerhub.services.overlaps.reading import Release


def record(session: Session, shown: Release, event: Event, targets: Iterable[Target]) -> None:
    """Note what targets show: their accounts, what of them is shared, and why they are there.

    A field that is taken back and granted again later shows again; it stands in the ledger under
    the overlap that showed it first.
    """
    listed = list(targets)
    shared = sharing.between(session, shown.party)
    grants = dict(zip(("mine", "theirs"), (shared.mine.fields, shared.theirs.fields), strict=True))
    own, partner = shown.party.organization_id, shown.party.partner_id or ""
    sides = {shown.party.side: (own, partner), shown.party.side.other: (partner, own)}
    entries = []
    for side, (owner, other) in sides.items():
        granted = grants["mine" if side is shown.party.side else "theirs"]
        may = {*shown_fields(Level.OVERLAPPING_ACCOUNTS, granted), ledger.STATE}
        cards = [_card(target, side) for target in listed]
        fields = may & {name for card in cards for name in card}
        accounts = {str(one) for target in listed for one in _accounts(target, side)}
        entries.append(
            Shown(
                organization_id=owner,
                partner_id=other,
                partnership_id=event.partnership_id,
                purpose=ledger.for_event(event.id),
                release_id=shown.overlap.id,
                release_number=shown.overlap.number,
                fields=sorted(fields | {ledger.REASONS}),
                rows=Rows.of(sorted(accounts), (Subject.LEFT_OUT,)),
            )
        )
    disclosures.record(session, entries)


def _card(target: Target, side: Side) -> dict[str, object]:
    return target.first_card if side is Side.FIRST else target.second_card


def _accounts(target: Target, side: Side) -> list[object]:
    return target.first_accounts if side is Side.FIRST else target.second_accounts
