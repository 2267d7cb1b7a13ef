"""Reading a published overlap: matches, people, what changed; and deciding on matches.

Everything the other side's data says comes from the stored release, narrowed once more by what
its owner shares at this moment: a policy made stricter holds from the next request on, one made
wider shows from the next overlap on.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import Level, shown_fields
from partnerhub.domain.errors import NotFoundError, NotReleasedError
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session
from partnerhub.persistence.models import ContactCell, Decision, Match, Overlap
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import audit, sharing
from partnerhub.services.overlaps.requesting import load
from partnerhub.services.overlaps.telling import tell
from partnerhub.services.partnerships import Party

Place = tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class MatchView:
    """A match as one side sees it: its own account, the other's as far as it is shared, why."""

    id: str
    company: int
    confidence: float
    tier: str
    rules: list[dict[str, Any]]
    explanation: str
    mine: dict[str, Any]
    theirs: dict[str, Any]
    my_decision: str | None
    their_decision: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which matches: None asks for all of them."""

    my_population: str | None = None
    their_population: str | None = None
    min_confidence: Decimal | None = None
    tier: str | None = None
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
    their_fields: frozenset[str]
    with_people: bool
    people_taken_back: bool
    """Whether people were counted when it was made and may not be shown any more."""


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
    if overlap.state != "succeeded" or overlap.level != Level.OVERLAPPING_ACCOUNTS:
        raise NotReleasedError
    fields = shown_fields(Level.OVERLAPPING_ACCOUNTS, shared.theirs.fields)
    people = shared.mine.contacts == shared.theirs.contacts == "counts"
    taken_back = not people and session.scalars(queries.cells(overlap).limit(1)).first() is not None
    return Release(found, overlap, frozenset(fields), people, taken_back)


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
    query = queries.matches(
        shown.overlap,
        first_population=first,
        second_population=second,
        min_confidence=None if least is None else int(least * 10_000),
        tier=wanted.tier,
    )
    if wanted.decision:
        query = queries.decided(query, wanted.decision)
    rows, place = fetch(session, behind(query, [Match.position], after), limit, ["position"])
    return _views(session, shown, rows), place


def card_fields(session: Session, actor: Actor, *, overlap_id: str) -> frozenset[str]:
    """The fields of the other side's accounts that a release shows at this moment."""
    return release(session, actor, overlap_id).their_fields


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
    added = queries.not_in(queries.matches(newer.overlap), older.overlap)
    removed = queries.not_in(queries.matches(older.overlap), newer.overlap)
    total = session.scalar(queries.count(queries.matches(newer.overlap))) or 0
    came = session.scalar(queries.count(added)) or 0
    went = session.scalar(queries.count(removed)) or 0
    query, shown = (added, newer) if which == "added" else (removed, older)
    rows, place = fetch(session, behind(query, [Match.position], after), limit, ["position"])
    return Changes(since, came, went, total - came), _views(session, shown, rows), place


def decide(
    session: Session, actor: Actor, *, overlap_id: str, match_id: str, decision: str, now: datetime
) -> MatchView:
    """Accept or reject a match; it holds for this side in every later overlap."""
    require(actor, Permission.RUN_OVERLAP)
    shown = release(session, actor, overlap_id)
    match = session.scalars(queries.match(shown.overlap, match_id)).one_or_none()
    if match is None:
        raise NotFoundError
    partnership_id, own = shown.overlap.partnership_id, actor.organization_id
    row = session.scalars(queries.decision(partnership_id, match_id, own)).one_or_none()
    if row is None:
        row = Decision(
            partnership_id=partnership_id,
            match_id=match_id,
            organization_id=own,
            first_account_id=match.first_account_id,
            second_account_id=match.second_account_id,
            decision=decision,
            decided_by=actor.user_id,
            decided_at=now,
        )
        session.add(row)
    row.decision, row.decided_by, row.decided_at = decision, actor.user_id, now
    session.flush()
    audit.note(
        session,
        own,
        Action.MATCH_DECIDED,
        user_id=actor.user_id,
        subject_id=match_id,
        decision=decision,
    )
    return _views(session, shown, [match])[0]


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
    companies = list(session.scalars(queries.companies(shown.overlap, last, limit + 1)))
    more, companies = len(companies) > limit, companies[:limit]
    cells: dict[int, list[ContactCell]] = {}
    for cell in session.scalars(queries.cells(shown.overlap, companies)):
        cells.setdefault(cell.company, []).append(cell)
    accounts: dict[int, list[dict[str, Any]]] = {}
    for match in session.scalars(queries.of_companies(shown.overlap, companies)):
        mine = _mine(shown, match)
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
    said = _said(session, shown, [row.id for row in rows])
    own, partner = shown.party.organization_id, shown.party.partner_id
    told = [tell(row.rules, row.explanation, shown.their_fields) for row in rows]
    return [
        MatchView(
            id=row.id,
            company=row.company,
            confidence=row.confidence / 10_000,
            tier=row.tier,
            rules=rules,
            explanation=explanation,
            mine=_mine(shown, row),
            theirs=_theirs(shown, row),
            my_decision=said.get((row.id, own)),
            their_decision=said.get((row.id, partner or "")),
        )
        for row, (rules, explanation) in zip(rows, told, strict=True)
    ]


def _said(
    session: Session, shown: Release, match_ids: Collection[str]
) -> dict[tuple[str, str], str]:
    rows = session.scalars(queries.decisions(shown.overlap.partnership_id, match_ids))
    return {(row.match_id, row.organization_id): row.decision for row in rows}


def _mine(shown: Release, row: Match) -> dict[str, Any]:
    side = shown.party.side
    account_id, _ = side.mine_theirs(row.first_account_id, row.second_account_id)
    card, _ = side.mine_theirs(row.first_card, row.second_card)
    population, _ = side.mine_theirs(row.first_population, row.second_population)
    open_, _ = side.mine_theirs(row.first_open_opportunity, row.second_open_opportunity)
    state = {"population": population, "open_opportunity": open_}
    return {"account_id": account_id} | card | state


def _theirs(shown: Release, row: Match) -> dict[str, Any]:
    side = shown.party.side
    _, card = side.mine_theirs(row.first_card, row.second_card)
    _, population = side.mine_theirs(row.first_population, row.second_population)
    _, open_ = side.mine_theirs(row.first_open_opportunity, row.second_open_opportunity)
    shared = {name: value for name, value in card.items() if name in shown.their_fields}
    return shared | {"population": population, "open_opportunity": open_}
