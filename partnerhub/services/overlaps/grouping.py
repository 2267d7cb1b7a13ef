"""Companies of a release: the accounts of both sides that are one company, duplicates together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerhub.domain.decisions import Standing
from partnerhub.domain.permissions import Actor
from partnerhub.persistence import Session
from partnerhub.persistence.models import Match
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.services.overlaps.reading import Place, Release, release
from partnerhub.services.overlaps.showing import MatchView, views


@dataclass(frozen=True, slots=True)
class PairView:
    """One pair of a company: which of the accounts named there, by their places, and why."""

    match_id: str
    mine: int
    theirs: int
    confidence: float
    tier: str
    explanation: str
    decision_state: Standing


@dataclass(slots=True)
class CompanyView:
    """One company: each side's accounts, that of the best pair first, and the pairs."""

    company: int
    mine: list[dict[str, Any]] = field(default_factory=list)
    theirs: list[dict[str, Any]] = field(default_factory=list)
    pairs: list[PairView] = field(default_factory=list)


def companies(
    session: Session, actor: Actor, *, overlap_id: str, after: Place, limit: int
) -> tuple[list[CompanyView], Place]:
    """List the companies of a release, each with its accounts of both sides and their pairs."""
    shown = release(session, actor, overlap_id)
    last = after[0] if after else 0
    numbers = list(session.scalars(queries.companies(shown.part, last, limit + 1)))
    more, numbers = len(numbers) > limit, numbers[:limit]
    rows = list(session.scalars(queries.of_companies(shown.part, numbers)))
    found = views(session, shown.party, shown.shared, rows)
    return _grouped(shown, numbers, rows, found), ((numbers[-1],) if more else None)


def _grouped(
    shown: Release, numbers: Sequence[int], rows: Sequence[Match], found: Sequence[MatchView]
) -> list[CompanyView]:
    """Put pairs to their companies; the rows come with the best pair of each company first."""
    grouped = {number: CompanyView(number) for number in numbers}
    places: dict[tuple[int, str], int] = {}
    for row, match in zip(rows, found, strict=True):
        company = grouped[row.company]
        own, other = shown.party.side.mine_theirs(row.first_account_id, row.second_account_id)
        at = []
        for account_id, account, known in (
            (own, match.mine, company.mine),
            (other, match.theirs, company.theirs),
        ):
            key = (row.company, account_id)
            if key not in places:
                places[key] = len(known)
                known.append(account)
            at.append(places[key])
        company.pairs.append(_pair(match, *at))
    return list(grouped.values())


def _pair(match: MatchView, mine: int, theirs: int) -> PairView:
    return PairView(
        match_id=match.id,
        mine=mine,
        theirs=theirs,
        confidence=match.confidence,
        tier=match.tier,
        explanation=match.explanation,
        decision_state=match.decision_state,
    )
