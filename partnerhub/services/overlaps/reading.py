"""Reading a published overlap: matches, companies, people, what changed.

Everything the other side's data says comes from the stored release, narrowed once more by what
its owner shares at this moment: a policy made stricter holds from the next request on, one made
wider shows from the next overlap on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from partnerhub.domain.decisions import Standing
from partnerhub.domain.disclosure import ContactLevel, Level, shown_fields
from partnerhub.domain.errors import NotFoundError, NotReleasedError, ValidationError
from partnerhub.domain.permissions import Actor
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session
from partnerhub.persistence.models import ContactCell, Match, Overlap
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.persistence.queries.decisions import standing_so
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.persistence.queries.parts import Part, whole
from partnerhub.services import sharing
from partnerhub.services.overlaps import parts, policies
from partnerhub.services.overlaps.requesting import load
from partnerhub.services.overlaps.showing import MatchView, views
from partnerhub.services.overlaps.showing import mine as own_account
from partnerhub.services.overlaps.telling import taken_back
from partnerhub.services.partnerships import Party
from partnerhub.services.sharing import Sharing

Place = tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which matches: None asks for all of them."""

    my_population: str | None = None
    their_population: str | None = None
    min_confidence: Decimal | None = None
    tier: str | None = None
    rule: str | None = None
    decision: str | None = None


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Who knows whom at one company, as counts by seniority and function."""

    company: int
    accounts: list[dict[str, Any]]
    cells: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a release has that an earlier one had not, and the other way round."""

    since: str
    added: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Release:
    """A published overlap that shows accounts, and who looks at it."""

    party: Party
    overlap: Overlap
    shared: Sharing
    part: Part
    """What of its matches both sides still share."""
    with_people: bool
    people_taken_back: bool
    """Whether people were counted when it was made and may not be shown any more."""

    @property
    def their_fields(self) -> frozenset[str]:
        """The fields of the other side's accounts that show at this moment, of all or of some."""
        return frozenset(shown_fields(Level.OVERLAPPING_ACCOUNTS, self.shared.theirs.fields))


def release(session: Session, actor: Actor, overlap_id: str) -> Release:
    """Find a published overlap whose accounts both sides let each other see.

    Raises:
        NotFoundError: It is another's, or is not.
        SharingEndedError: The partnership has ended.
        SharingHiddenError: One side shares less than its accounts.
        NotReleasedError: It is not published, or only a count was.
    """
    found, overlap = load(session, actor, overlap_id)
    shared = sharing.require_level(session, found, Level.OVERLAPPING_ACCOUNTS)
    if overlap.state != "succeeded" or not Level(overlap.level).shows_accounts:
        raise NotReleasedError
    part = parts.part(overlap, found.side, shared)
    people = shared.effective_contacts.allows(ContactLevel.COUNTS)
    counted = queries.cells(whole(overlap)).limit(1)
    taken_back = not people and session.scalars(counted).first() is not None
    return Release(found, overlap, shared, part, people, taken_back)


def matches(
    session: Session,
    actor: Actor,
    *,
    overlap_id: str,
    after: Place,
    limit: int,
    wanted: Wanted = EVERYTHING,
) -> tuple[list[MatchView], Place]:
    """List a release's matches, the most certain first."""
    shown = release(session, actor, overlap_id)
    first, second = shown.party.side.mine_theirs(wanted.my_population, wanted.their_population)
    least = wanted.min_confidence
    if (least is not None or wanted.tier or wanted.rule) and is_less_told(shown):
        raise NotReleasedError(
            "A field that was compared is not any more, so pairs are not chosen by what it made of "
            "them: leave out `min_confidence`, `tier` and `rule`."
        )
    if wanted.rule and not policies.may_say(shown.overlap.policy, wanted.rule):
        message = "Name a rule of the match policy of this overlap: `GET …/policy` lists them."
        raise ValidationError(errors=[{"parameter": "rule", "message": message}])
    query = queries.matches(
        shown.part,
        first_population=first,
        second_population=second,
        min_confidence=None if least is None else int(least * 10_000),
        tier=wanted.tier,
        rule=wanted.rule,
    )
    if wanted.decision:
        query = standing_so(query, shown.overlap.partnership_id, Standing(wanted.decision))
    rows, place = fetch(session, behind(query, [Match.position], after), limit, ["position"])
    return _views(session, shown, rows), place


def is_less_told(shown: Release) -> bool:
    """Whether less of why pairs match is told by now than what they were found by."""
    return bool(taken_back(shown.overlap.compared, shown.shared.compared))


def card_fields(session: Session, actor: Actor, *, overlap_id: str) -> frozenset[str]:
    """The fields of the other side's accounts that a release shows at this moment."""
    return release(session, actor, overlap_id).their_fields


def policy(session: Session, actor: Actor, *, overlap_id: str) -> dict[str, Any]:
    """Read the whole match policy that an overlap was made under.

    Raises:
        NotReleasedError: The overlap is not published.
    """
    _, overlap = load(session, actor, overlap_id)
    if overlap.state != "succeeded":
        raise NotReleasedError
    return policies.whole(overlap.policy)


def changes(
    session: Session,
    actor: Actor,
    *,
    overlap_id: str,
    since: str,
    which: str,
    after: Place,
    limit: int,
) -> tuple[Changes, list[MatchView], Place]:
    """Compare two releases of one partnership: how many pairs came and went, and which."""
    newer, older = release(session, actor, overlap_id), release(session, actor, since)
    if newer.overlap.partnership_id != older.overlap.partnership_id:
        raise NotFoundError
    added = queries.not_in(queries.matches(newer.part), older.part)
    removed = queries.not_in(queries.matches(older.part), newer.part)
    total = session.scalar(queries.count(queries.matches(newer.part))) or 0
    came = session.scalar(queries.count(added)) or 0
    went = session.scalar(queries.count(removed)) or 0
    query, shown = (added, newer) if which == "added" else (removed, older)
    rows, place = fetch(session, behind(query, [Match.position], after), limit, ["position"])
    return Changes(since, came, went, total - came), _views(session, shown, rows), place


def people(
    session: Session, actor: Actor, *, overlap_id: str, after: Place, limit: int
) -> tuple[list[PeopleView], Place]:
    """List who knows whom at the shared companies, as counts.

    Raises:
        NotReleasedError: One side does not share counts of its contacts.
    """
    shown = release(session, actor, overlap_id)
    if not shown.with_people:
        raise NotReleasedError("One side does not share counts of its contacts.")
    last = after[0] if after else 0
    companies = list(session.scalars(queries.companies(shown.part, last, limit + 1)))
    more, companies = len(companies) > limit, companies[:limit]
    cells: dict[int, list[ContactCell]] = {}
    for cell in session.scalars(queries.cells(shown.part, companies)):
        cells.setdefault(cell.company, []).append(cell)
    accounts: dict[int, list[dict[str, Any]]] = {}
    for match in session.scalars(queries.of_companies(shown.part, companies)):
        mine = own_account(shown.party, match)
        known = accounts.setdefault(match.company, [])
        if mine not in known:
            known.append(mine)
    items = [
        PeopleView(
            company,
            accounts.get(company, []),
            [_cell(shown.party.side, cell) for cell in cells.get(company, [])],
        )
        for company in companies
    ]
    return items, ((companies[-1],) if more else None)


def _cell(side: Side, cell: ContactCell) -> dict[str, Any]:
    mine, theirs = side.mine_theirs(cell.only_first, cell.only_second)
    return {
        "seniority": cell.seniority,
        "function": cell.function,
        "only_mine": mine,
        "only_theirs": theirs,
        "both": cell.both,
    }


def _views(session: Session, shown: Release, rows: Sequence[Match]) -> list[MatchView]:
    return views(session, shown.party, shown.shared, rows)
