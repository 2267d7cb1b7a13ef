"""Matches as one side sees them: its own account, the other's as far as it is shared, and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.domain.decisions import Standing, standing
from partnerhub.domain.disclosure import Level, Terms, shown_fields
from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.matching import DEFAULT
from partnerhub.persistence import Session
from partnerhub.persistence.models import Decision, Match, Overlap
from partnerhub.persistence.queries import decisions as queries
from partnerhub.services.overlaps.telling import taken_back, tell
from partnerhub.services.partnerships import Party
from partnerhub.services.sharing import Sharing


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said of a pair, and when; who it was is only that side's business."""

    whose: str
    decision: str
    decided_at: datetime
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class DecisionsView:
    """How a pair stands, and what both sides said of it, the first to speak first."""

    standing: Standing
    mine: str | None
    theirs: str | None
    said: list[Said]


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
    decision_state: Standing
    decisions: list[Said]


def views(
    session: Session, found: Party, shared: Sharing, rows: Sequence[Match]
) -> list[MatchView]:
    """Show matches to a side, with those fields of the other's accounts that it may see."""
    said = decisions(session, found, [row.id for row in rows])
    overlaps = {
        overlap_id: session.get_one(Overlap, (found.partnership.id, overlap_id))
        for overlap_id in {row.overlap_id for row in rows}
    }
    lost = {key: taken_back(each.compared, shared.compared) for key, each in overlaps.items()}
    terms = shared.their_terms
    told = [tell(row.rules, row.explanation, row.confidence, lost[row.overlap_id]) for row in rows]
    return [
        MatchView(
            id=row.id,
            company=row.company,
            confidence=confidence / 10_000,
            tier=told_tier(row, confidence, overlaps[row.overlap_id]),
            rules=rules,
            explanation=explanation,
            mine=mine(found, row),
            theirs=theirs(found, row, terms, overlaps[row.overlap_id]),
            my_decision=said[row.id].mine,
            their_decision=said[row.id].theirs,
            decision_state=said[row.id].standing,
            decisions=said[row.id].said,
        )
        for row, (rules, explanation, confidence) in zip(rows, told, strict=True)
    ]


def told_tier(row: Match, told: int, overlap: Overlap) -> str:
    """Say how sure a pair is by the confidence that is told of it, in ten-thousandths."""
    if told == row.confidence:
        return row.tier
    tiers = overlap.policy.get("content", {}).get("parameters", {}).get("tiers", {})
    least = float(tiers.get("certain", DEFAULT.certain))
    return "certain" if told >= least * 10_000 else "likely"


def decisions(
    session: Session, found: Party, match_ids: Collection[str]
) -> dict[str, DecisionsView]:
    """Tell a side what both said of some pairs."""
    rows: dict[str, list[Decision]] = {match_id: [] for match_id in match_ids}
    for row in session.scalars(queries.of(found.partnership.id, match_ids)):
        rows[row.match_id].append(row)
    return {match_id: _decisions(found, said) for match_id, said in rows.items()}


def _decisions(found: Party, rows: list[Decision]) -> DecisionsView:
    by = {row.organization_id: row.decision for row in rows}
    own, partner = by.get(found.organization_id), by.get(found.partner_id or "")
    said = [
        Said(
            whose="mine" if row.organization_id == found.organization_id else "theirs",
            decision=row.decision,
            decided_at=row.decided_at,
            decided_by=row.decided_by if row.organization_id == found.organization_id else None,
        )
        for row in sorted(rows, key=lambda row: (row.decided_at, row.organization_id))
    ]
    return DecisionsView(standing(own, partner), own, partner, said)


def mine(found: Party, row: Match) -> dict[str, Any]:
    """Show a side its own account of a match."""
    account_id, _ = found.side.mine_theirs(row.first_account_id, row.second_account_id)
    card, _ = found.side.mine_theirs(row.first_card, row.second_card)
    population, _ = found.side.mine_theirs(row.first_population, row.second_population)
    open_, _ = found.side.mine_theirs(row.first_open_opportunity, row.second_open_opportunity)
    state = {"population": population, "open_opportunity": open_}
    return {"account_id": account_id} | card | state


def theirs(found: Party, row: Match, terms: Terms, overlap: Overlap) -> dict[str, Any]:
    """Show a side the other's account of a match, as far as it is shared."""
    _, card = found.side.mine_theirs(row.first_card, row.second_card)
    _, population = found.side.mine_theirs(row.first_population, row.second_population)
    _, open_ = found.side.mine_theirs(row.first_open_opportunity, row.second_open_opportunity)
    owner = found.side.other
    state: dict[str, Any] = {"population": population}
    if shows_open_deals(terms, owner, overlap):
        state["open_opportunity"] = open_
    return narrowed(card, population, terms, owner, overlap) | state


def shows_open_deals(terms: Terms, owner: Side, overlap: Overlap) -> bool:
    """Whether a side tells of customers, too, at which it is selling: now, and when released."""
    population = Population.OPEN_OPPORTUNITY
    then = overlap.populations.get(owner, {}).get(population, {}).get("level", overlap.level)
    return terms.level_of(population).shows_accounts and Level(then).shows_accounts


def narrowed(
    card: Mapping[str, Any], population: str, terms: Terms, owner: Side, overlap: Overlap
) -> dict[str, Any]:
    """Narrow a card to the fields that its owner shows of a population, and showed then."""
    granted = terms.fields_of(Population(population))
    fields = shown_fields(Level.OVERLAPPING_ACCOUNTS, granted)
    then = overlap.populations.get(owner, {}).get(population, {}).get("fields", fields)
    return {name: value for name, value in card.items() if name in fields and name in then}
