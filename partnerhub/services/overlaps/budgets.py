"""Budgets of a partnership: how many counts it gives, and how many new pairs pass without a yes."""

from collections.abc import Sequence
from datetime import datetime

from partnerhub.domain.disclosure import (
    RELEASES,
    SAME_ANSWER,
    Level,
    Strictness,
    disclosure_cap,
    wait_for_room,
    window_start,
)
from partnerhub.domain.errors import ReleaseBudgetExhaustedError
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session, versions
from partnerhub.persistence.models import Overlap, Partnership
from partnerhub.persistence.queries import budgets as queries
from partnerhub.services.overlaps.judging import organizations
from partnerhub.services.partnerships import Party

SHOWING = tuple(level for level in Level if level.shows_accounts)


def spend(session: Session, found: Party, overlap: Overlap, now: datetime) -> Overlap | None:
    """Take a release at `counts_only` from the partnership's budget; elsewhere there is none.

    Nothing of what is decided here depends on what the other side's list holds: only on when
    releases were asked for, and on which versions they compared.

    Args:
        session: The session.
        found: Who asks.
        overlap: What is asked for, not kept yet.
        now: When.

    Returns:
        The release that answers already, because the asker asked within a day with the same list.

    Raises:
        ReleaseBudgetExhaustedError: There were enough releases for 30 days.
    """
    if overlap.level != Level.COUNTS_ONLY:
        return None
    last = session.scalars(queries.newest_count(overlap.partnership_id, overlap.level)).first()
    if last is not None and overlap.recomputes is None and last.strictness == overlap.strictness:
        mine, theirs = found.side.mine_theirs(
            last.first_version == overlap.first_version,
            last.second_version == overlap.second_version,
        )
        # Whether the other side has changed its list must not show in what is answered.
        if mine and now - last.created_at < SAME_ANSWER:
            return last
        if mine and theirs:
            overlap.spends = False
            return None
    _require(session, found.partnership, now)
    overlap.spends = True
    return None


def tell_bands(session: Session, partnership: Partnership, overlap: Overlap, now: datetime) -> None:
    """Decide whether a release that shows accounts counts in bands what it does not show.

    Near misses and companies of one group are counts of rows that nobody agreed to show; asked for
    often enough, with lists that differ by a row, they would tell which rows.
    """
    if Level(overlap.level).shows_accounts:
        spent = _spent(session, partnership, SHOWING, now)
        overlap.spends = len(spent) < RELEASES[Strictness(partnership.strictness)]


def _require(session: Session, partnership: Partnership, now: datetime) -> None:
    spent = _spent(session, partnership, (Level.COUNTS_ONLY,), now)
    wait = wait_for_room(spent, RELEASES[Strictness(partnership.strictness)], now)
    if wait is not None:
        raise ReleaseBudgetExhaustedError(headers={"Retry-After": str(wait)})


def _spent(
    session: Session, partnership: Partnership, levels: Sequence[Level], now: datetime
) -> list[datetime]:
    seen = [session.scalar(queries.last_seen(one)) for one in organizations(partnership).values()]
    start = window_start(now, max((one for one in seen if one), default=None))
    return list(session.scalars(queries.spending(partnership.id, levels, start)))


def hold(session: Session, partnership: Partnership, overlap: Overlap, now: datetime) -> bool:
    """Keep a comparison back if it would show more new pairs than pass without a yes.

    The side that did not ask is asked then. Its own yes to this comparison lets any number pass;
    what it asked for itself or said yes to counts towards nothing.

    Returns:
        Whether it waits now; nothing of it may be kept but how many new pairs it would show.
    """
    overlap.new_pairs = session.scalar(queries.new_pairs(overlap)) or 0
    ids = organizations(partnership)
    judge = next(side for side in Side if ids[side] != overlap.asked_by)
    by, _ = judge.mine_theirs(overlap.first_approved_by, overlap.second_approved_by)
    if by is not None or not overlap.new_pairs:
        return False
    versions.lock(session, ids[judge])  # Its other partners' comparisons are published one by one.
    if not _exceeds(session, partnership, overlap, judge, now):
        return False
    overlap.state, overlap.progress = "awaiting_approval", 0.0
    if judge is Side.FIRST:
        overlap.first_approved_at = None
    else:
        overlap.second_approved_at = None
    return True


def _exceeds(
    session: Session, partnership: Partnership, overlap: Overlap, judge: Side, now: datetime
) -> bool:
    ids = organizations(partnership)
    start = window_start(now, session.scalar(queries.last_seen(ids[judge])))
    rows = {
        side: versions.account_counts(session, ids[side], [number]).get(number, 0)
        for side, number in zip(Side, (overlap.first_version, overlap.second_version), strict=True)
    }
    here = session.scalar(queries.pairs_let_through(ids[judge], start, judge, partnership.id)) or 0
    everywhere = sum(
        session.scalar(queries.pairs_let_through(ids[judge], start, side)) or 0 for side in Side
    )
    new = overlap.new_pairs or 0
    return here + new > disclosure_cap(min(rows.values())) or (
        everywhere + new > disclosure_cap(rows[judge])
    )
