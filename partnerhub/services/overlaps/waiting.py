"""Likely pairs of `strict` partners: each side sees its own account, and both have to accept.

A side learns that its account probably has a counterpart, and nothing of what that is. What the
other side said is not told: a pair that both accepted is in the next overlap.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.domain.errors import NotFoundError
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import WaitingPair
from partnerhub.persistence.queries import decisions
from partnerhub.persistence.queries import waiting as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services.overlaps import deciding
from partnerhub.services.overlaps.reading import Place, Release, release


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A pair that waits, as one side sees it: its own account, and what it said itself."""

    id: str
    mine: dict[str, Any]
    my_decision: str | None


def waiting(
    session: Session, actor: Actor, *, overlap_id: str, after: Place, limit: int
) -> tuple[list[WaitingView], Place]:
    """List the pairs of an overlap that wait until both sides accepted them."""
    shown = release(session, actor, overlap_id)
    query = behind(queries.pairs(shown.part), [WaitingPair.position], after)
    rows, place = fetch(session, query, limit, ["position"])
    return _views(session, shown, rows), place


def decide_waiting(
    session: Session, actor: Actor, *, overlap_id: str, match_id: str, decision: str, now: datetime
) -> WaitingView:
    """Accept or reject a pair that waits; once both sides accepted, the next overlap has it.

    Raises:
        NotFoundError: No such pair waits in the overlap.
    """
    require(actor, Permission.RUN_OVERLAP)
    shown = release(session, actor, overlap_id)
    row = session.scalars(queries.pair(shown.part, match_id)).one_or_none()
    if row is None:
        raise NotFoundError
    deciding.say(session, actor, row, decision=decision, now=now)
    return _views(session, shown, [row])[0]


def _views(session: Session, shown: Release, rows: list[WaitingPair]) -> list[WaitingView]:
    side, own = shown.party.side, shown.party.organization_id
    ids = {row.id: side.mine_theirs(row.first_account_id, row.second_account_id)[0] for row in rows}
    query = queries.own_accounts(shown.overlap, side, own, sorted(set(ids.values())))
    accounts = {row.id: row for row in session.execute(query)}
    said = {
        one.match_id: one.decision
        for one in session.scalars(decisions.of(shown.overlap.partnership_id, list(ids)))
        if one.organization_id == own
    }
    return [
        WaitingView(row.id, _mine(ids[row.id], accounts.get(ids[row.id])), said.get(row.id))
        for row in rows
    ]


def _mine(account_id: str, account: Any) -> dict[str, Any]:
    """Show a side's own account as it was compared; of one that was erased only the id."""
    if account is None:
        return {"account_id": account_id}
    return {
        "account_id": account_id,
        "name": account.name,
        "domain": account.domain,
        "population": account.population,
    }
