"""What the other side shows beside the pairs of a release: its other accounts, and people."""

from dataclasses import dataclass
from typing import Any

from partnerhub.domain.disclosure import CONTACT_FIELDS, ContactLevel, Level, fewer_contacts
from partnerhub.domain.errors import NotReleasedError
from partnerhub.domain.permissions import Actor
from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session, their_list
from partnerhub.persistence.models import Organization
from partnerhub.persistence.queries import contacts
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.parts import whole
from partnerhub.services import sharing
from partnerhub.services.overlaps import parts
from partnerhub.services.overlaps.reading import Place, Release, release
from partnerhub.services.overlaps.showing import theirs

ALWAYS = ("name", "domain")


@dataclass(frozen=True, slots=True)
class TheirAccountView:
    """An account of the other side that no account of the reader's matched."""

    theirs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TheirContactView:
    """A person at a shared company whom the other side shows; empty is what it does not show."""

    company: int
    account: dict[str, Any]
    known_by: str
    title: str | None
    seniority: str
    function: str
    full_name: str | None = None
    email: str | None = None


def unmatched(
    session: Session,
    actor: Actor,
    *,
    overlap_id: str,
    after: Place,
    limit: int,
    population: Population | None = None,
) -> tuple[list[TheirAccountView], Place]:
    """List the accounts of the other side that the overlap has no pair of.

    They are as the overlap compared them, and show what both granted then and the owner still
    grants.

    Raises:
        SharingHiddenError: One side does not show all its accounts.
        NotReleasedError: It did not when the overlap was made.
    """
    shown = release(session, actor, overlap_id)
    sharing.require_level(session, shown.party, Level.ALL_ACCOUNTS)
    if shown.overlap.level != Level.ALL_ACCOUNTS:
        raise NotReleasedError("The overlap was made when not all accounts were shown.")
    owner = shown.party.side.other
    open_ = _open(shown, owner)
    if population is not None:
        open_ = {name: fields for name, fields in open_.items() if name == population}
    versions = (shown.overlap.first_version, shown.overlap.second_version)
    _, version = shown.party.side.mine_theirs(*versions)
    partner = shown.party.partner_id or ""
    query = queries.unmatched(whole(shown.overlap), owner, partner, version, open_)
    table = query.selected_columns
    with their_list(session, shown.overlap.partnership_id, partner):
        rows = session.execute(behind(query, [table.id], after).limit(limit + 1)).all()
    more, rows = len(rows) > limit, rows[:limit]
    items = [
        TheirAccountView(
            {name: getattr(row, name) for name in (*open_[row.population], "population")}
        )
        for row in rows
    ]
    return items, ((rows[-1].id,) if more else None)


def _open(shown: Release, owner: Side) -> dict[str, list[str]]:
    """Say which populations show whole, then and now, and which fields of each."""
    then, now = parts.made_under(shown.overlap), parts.current(shown.party.side, shown.shared)
    names = parts.having(parts.least(then, now), owner, Level.ALL_ACCOUNTS)
    granted = shown.overlap.populations[owner.value]
    terms = shown.shared.their_terms
    return {
        name: [
            field
            for field in granted[name]["fields"]
            if field in ALWAYS or field in terms.fields_of(Population(name))
        ]
        for name in sorted(names)
    }


def people(
    session: Session, actor: Actor, *, overlap_id: str, after: Place, limit: int
) -> tuple[list[TheirContactView], Place]:
    """List the people at shared companies whom the other side shows, as its list has them now.

    Raises:
        NotReleasedError: One side does not show its contacts one by one.
    """
    shown = release(session, actor, overlap_id)
    level = fewer_contacts(ContactLevel(shown.overlap.contacts), shown.shared.effective_contacts)
    if not level.allows(ContactLevel.TITLES):
        raise NotReleasedError("One side does not show its contacts one by one.")
    owner, partner = shown.party.side.other, shown.party.partner_id or ""
    version = session.get_one(Organization, partner).list_version
    fields = CONTACT_FIELDS[level]
    query = contacts.released(shown.part, owner, partner, version, fields)
    with their_list(session, shown.overlap.partnership_id, partner):
        rows = session.execute(behind(query, contacts.PLACE, after).limit(limit + 1)).all()
    more, rows = len(rows) > limit, rows[:limit]
    accounts = _accounts(session, shown, sorted({row.company for row in rows}))
    items = [
        TheirContactView(
            company=row.company,
            account=accounts[row.account_id],
            known_by="both" if row.both else "theirs",
            **{name: getattr(row, name) for name in fields},
        )
        for row in rows
    ]
    return items, ((rows[-1].company, rows[-1].contact_id) if more else None)


def _accounts(session: Session, shown: Release, companies: list[int]) -> dict[str, dict[str, Any]]:
    """Show the other side's accounts at some companies, by their ids."""
    found, terms = {}, shown.shared.their_terms
    for match in session.scalars(queries.of_companies(shown.part, companies)):
        _, account_id = shown.party.side.mine_theirs(
            match.first_account_id, match.second_account_id
        )
        card = theirs(shown.party, match, terms, shown.overlap)
        found[account_id] = {name: card[name] for name in ALWAYS}
    return found
