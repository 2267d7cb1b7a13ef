"""Judging lists: what each looks like to the other side, and whether a person has to look at it.

A list is measured against the one that a person of the other side said yes to last. Measured
against the last one compared, a list would grow to any length, or be exchanged for any other,
each time by little enough not to be asked about.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.domain.disclosure import Flag, Shape, fresh_rows_allowed, window_start
from partnerhub.domain.disclosure import shape as describe
from partnerhub.domain.errors import ListEmptyError
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session, both_sides, counting_for, versions
from partnerhub.persistence.models import Organization, Partnership
from partnerhub.persistence.queries import budgets
from partnerhub.persistence.queries import overlaps as queries


@dataclass(frozen=True, slots=True)
class Judged:
    """One side's list as the other side has to judge it.

    Attributes:
        version: The list version that is to be compared.
        shape: What it looks like.
        fresh: Rows that no comparison since the other side's own last yes has looked for.
        first: Whether the other side has not said yes to any list of this side yet.
        asks: Whether a person of the other side has to look at it first.
    """

    version: int
    shape: Shape
    fresh: int
    first: bool
    asks: bool


def judge(session: Session, partnership: Partnership, now: datetime) -> dict[Side, Judged]:
    """Judge the current lists of both sides; the caller holds them as they are.

    Raises:
        ListEmptyError: One side has no accounts.
    """
    with both_sides(session, partnership.id, organizations(partnership).values()):
        return _judge(session, partnership, now)


def _judge(session: Session, partnership: Partnership, now: datetime) -> dict[Side, Judged]:
    ids = organizations(partnership)
    versions_ = {side: session.get_one(Organization, ids[side]).list_version for side in Side}
    counted = {
        side: session.execute(queries.shape(ids[side], versions_[side])).one() for side in Side
    }
    if not all(row.rows for row in counted.values()):
        raise ListEmptyError
    return {
        side: _judged(session, partnership, side, version=versions_[side], counted=counted, now=now)
        for side in Side
    }


def organizations(partnership: Partnership) -> dict[Side, str]:
    """Say who is which side of an active partnership."""
    assert partnership.second_id is not None
    return {Side.FIRST: partnership.first_id, Side.SECOND: partnership.second_id}


def _judged(
    session: Session,
    partnership: Partnership,
    side: Side,
    *,
    version: int,
    counted: Mapping[Side, Any],
    now: datetime,
) -> Judged:
    owner, judging = organizations(partnership)[side], organizations(partnership)[side.other]
    accepted = session.scalars(queries.latest_accepted(partnership.id, side.other)).first()
    if accepted is None:
        shape = _shape(session, owner, version, counted[side], None)
        return Judged(version, shape, 0, first=True, asks=True)
    rows, others = counted[side].rows, counted[side.other].rows
    fresh = session.scalar(budgets.fresh(owner, version, accepted, side)) or 0
    total = fresh + (session.scalar(budgets.fresh_since(accepted, side)) or 0)
    asking: set[Flag] = set()
    if total > fresh_rows_allowed(rows, others):
        asking.add(Flag.REPLACED)
    elif fresh:
        elsewhere = _elsewhere(session, judging, partnership.id, now)
        if total + elsewhere > fresh_rows_allowed(others):
            asking.add(Flag.SPREAD)
    base, _ = side.mine_theirs(accepted.first_version, accepted.second_version)
    shape = _shape(session, owner, version, counted[side], base, fresh=total, asking=asking)
    known, _ = side.mine_theirs(accepted.first_shape, accepted.second_shape)
    return Judged(version, shape, fresh, first=False, asks=shape.asks(known.get("flags", ())))


def _elsewhere(session: Session, judging: str, partnership_id: str, now: datetime) -> int:
    """Fresh rows of the judging side's other partners that it was not asked about."""
    with counting_for(session, judging):
        start = window_start(now, session.scalar(budgets.last_seen(judging)))
        return sum(
            session.scalar(budgets.fresh_elsewhere(judging, partnership_id, start, side)) or 0
            for side in Side
        )


def _shape(
    session: Session,
    organization_id: str,
    version: int,
    counted: Any,
    previous_version: int | None,
    *,
    fresh: int = 0,
    asking: Collection[Flag] = (),
) -> Shape:
    months = session.execute(queries.created_months(organization_id, version))
    earlier = versions.account_counts(session, organization_id, [previous_version or 0])
    return describe(
        rows=counted.rows,
        with_owner=counted.with_owner,
        with_opportunity=counted.with_opportunity,
        with_contact=counted.with_contact,
        created_months={f"{row.year:04d}-{row.month:02d}": row.rows for row in months},
        previous_rows=earlier.get(previous_version or 0),
        fresh=fresh,
        asking=asking,
    )
