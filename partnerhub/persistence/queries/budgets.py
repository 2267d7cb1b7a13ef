"""Budgets: what has been answered without a person saying yes, counted over whole lists at once."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    except_,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from partnerhub.domain.lists import ListKind
from partnerhub.domain.sides import Side
from partnerhub.persistence.lists import TABLES, as_of, since
from partnerhub.persistence.models import Match, Overlap, Partnership
from partnerhub.persistence.queries.parts import RELEASED, was_shown

COMPARED = ("queued", "running", "succeeded")
"""States of an overlap whose lists were compared, or are about to be."""

FOUND_BY = (
    *("name", "website", "domain", "phone"),
    *("duns", "tax_id", "registration_number", "external_id"),
)
"""What an account is found by: with another of these it is a question about another company."""


def fresh(organization_id: str, version: int, accepted: Overlap, side: Side) -> Select[int]:
    """Count the rows of a list that no comparison since an accepted overlap has looked for.

    Args:
        organization_id: Whose list it is.
        version: The list version that is to be compared.
        accepted: The overlap that a person of the other side said yes to last.
        side: The side that has the list.
    """
    table = TABLES[ListKind.ACCOUNTS]
    columns = [table.c[name] for name in FOUND_BY]
    base, _ = side.mine_theirs(accepted.first_version, accepted.second_version)
    newer = since(table) > base
    later = _compared_later(accepted, side, table.c.valid_from, table.c.valid_to)
    own = table.c.organization_id == organization_id
    asked = except_(
        select(*columns).where(as_of(table, organization_id, version), newer),
        select(*columns).where(as_of(table, organization_id, base)),
        select(*columns).where(own, newer, later),
    )
    return select(func.count()).select_from(asked.subquery())


def _compared_later(
    accepted: Overlap, side: Side, start: ColumnElement[Any], end: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Whether a row was in a list that was compared after an overlap."""
    column, _ = side.mine_theirs(Overlap.first_version, Overlap.second_version)
    return exists().where(
        Overlap.partnership_id == accepted.partnership_id,
        Overlap.number > accepted.number,
        Overlap.state.in_(COMPARED),
        column >= start,
        or_(end.is_(None), column < end),
    )


def fresh_since(accepted: Overlap, side: Side) -> Select[Any]:
    """Add up a side's fresh rows that were compared after an overlap."""
    counted, _ = side.mine_theirs(Overlap.first_fresh, Overlap.second_fresh)
    return select(func.coalesce(func.sum(counted), 0)).where(
        Overlap.partnership_id == accepted.partnership_id,
        Overlap.number > accepted.number,
        Overlap.state.in_(COMPARED),
    )


def last_seen(organization_id: str) -> Select[datetime]:
    """The newest moment at which something was asked for in an organization's partnerships."""
    return (
        select(func.max(Overlap.created_at))
        .join(Partnership, Partnership.id == Overlap.partnership_id)
        .where(_has(organization_id))
    )


def fresh_elsewhere(
    organization_id: str, partnership_id: str, start: datetime, side: Side
) -> Select[Any]:
    """Add up the fresh rows of an organization's partners in its other partnerships.

    Counted is what was compared in the window and since its own last yes in each.

    Args:
        organization_id: Who is looked for.
        partnership_id: The partnership that is left out.
        start: When the window begins.
        side: The side that the organization is in the partnerships to count.
    """
    theirs, _ = side.other.mine_theirs(Overlap.first_fresh, Overlap.second_fresh)
    return (
        select(func.coalesce(func.sum(theirs), 0))
        .join(Partnership, Partnership.id == Overlap.partnership_id)
        .where(
            _is(organization_id, side),
            Partnership.id != partnership_id,
            Overlap.state.in_(COMPARED),
            Overlap.created_at > start,
            ~_accepted_later(side),
        )
    )


def new_pairs(overlap: Overlap) -> Select[int]:
    """Count the pairs of an overlap that no release of the partnership has shown.

    Most are in the newest release already, so that one is asked first.
    """
    newest = (
        select(func.max(Overlap.number))
        .where(Overlap.partnership_id == overlap.partnership_id, Overlap.state == "succeeded")
        .scalar_subquery()
    )
    return (
        select(func.count())
        .select_from(Match)
        .where(
            Match.partnership_id == overlap.partnership_id,
            Match.overlap_id == overlap.id,
            ~was_shown(overlap.partnership_id, Match.id, RELEASED.number == newest),
            ~was_shown(overlap.partnership_id, Match.id),
        )
    )


def pairs_let_through(
    organization_id: str, start: datetime, side: Side, partnership_id: str | None = None
) -> Select[Any]:
    """Add up new pairs that an organization's partners asked for and it was not asked about.

    Args:
        organization_id: Whose yes would have counted.
        start: When the window begins.
        side: The side that the organization is in the partnerships to count.
        partnership_id: Count only this partnership.
    """
    by, _ = side.mine_theirs(Overlap.first_approved_by, Overlap.second_approved_by)
    query = (
        select(func.coalesce(func.sum(Overlap.new_pairs), 0))
        .join(Partnership, Partnership.id == Overlap.partnership_id)
        .where(
            _is(organization_id, side),
            Overlap.state == "succeeded",
            Overlap.asked_by != organization_id,
            by.is_(None),
            Overlap.published_at > start,
        )
    )
    return query.where(Overlap.partnership_id == partnership_id) if partnership_id else query


def spending(partnership_id: str, levels: Collection[str], start: datetime) -> Select[datetime]:
    """When the releases at some levels were asked for that count in a window, oldest first."""
    return (
        select(Overlap.created_at)
        .where(
            Overlap.partnership_id == partnership_id,
            Overlap.spends.is_(True),
            Overlap.level.in_(levels),
            Overlap.state.in_((*COMPARED, "awaiting_approval")),
            Overlap.created_at > start,
        )
        .order_by(Overlap.created_at)
    )


def newest_count(partnership_id: str, level: str) -> Select[Overlap]:
    """The newest release first that was made at a level."""
    return (
        select(Overlap)
        .where(
            Overlap.partnership_id == partnership_id,
            Overlap.state == "succeeded",
            Overlap.level == level,
            Overlap.recomputes.is_(None),
        )
        .order_by(Overlap.number.desc())
        .limit(1)
    )


def _accepted_later(side: Side) -> ColumnElement[bool]:
    """Whether a side has said yes itself to this overlap or a later one of the partnership."""
    later = aliased(Overlap)
    by, _ = side.mine_theirs(later.first_approved_by, later.second_approved_by)
    return exists().where(
        later.partnership_id == Overlap.partnership_id,
        later.number >= Overlap.number,
        later.state == "succeeded",
        later.recomputes.is_(None),
        by.is_not(None),
    )


def _is(organization_id: str, side: Side) -> ColumnElement[bool]:
    column, _ = side.mine_theirs(Partnership.first_id, Partnership.second_id)
    return column == organization_id


def _has(organization_id: str) -> ColumnElement[bool]:
    return or_(*(_is(organization_id, side) for side in Side))
