"""What both sides say of pairs, and how pairs stand by it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, or_, select

from partnerhub.domain.decisions import Standing, Verdict
from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import Decision, Match, Overlap
from partnerhub.persistence.queries import partnerships
from partnerhub.persistence.queries.parts import Part, was_shown


def visible_to(actor: Actor) -> Select[Decision]:
    """What both sides say in the actor's partnerships."""
    mine = partnerships.visible_to(actor).subquery()
    return select(Decision).join(mine, mine.c.id == Decision.partnership_id)


def of(partnership_id: str, match_ids: Collection[str] | None = None) -> Select[Decision]:
    """What both sides say in one partnership, of all pairs or of some."""
    query = select(Decision).where(Decision.partnership_id == partnership_id)
    return query if match_ids is None else query.where(Decision.match_id.in_(match_ids))


def one(partnership_id: str, match_id: str, organization_id: str) -> Select[Decision]:
    """What one side says of one pair."""
    return of(partnership_id).where(
        Decision.match_id == match_id, Decision.organization_id == organization_id
    )


def standing_so(query: Select[Match], partnership_id: str, standing: Standing) -> Select[Match]:
    """Of some matches of a partnership those that stand so by what both sides say.

    Few pairs are decided on: those are found by the decisions, without looking at the others.
    """
    if standing is Standing.NONE:
        pair = and_(Decision.partnership_id == partnership_id, Decision.match_id == Match.id)
        return query.where(~exists().where(pair))
    decided = _decided(partnership_id)
    stands = select(decided.c.match_id).where(_stands(decided, standing))
    return query.where(Match.id.in_(stands))


def pairs(partnership_id: str, standing: Standing | None = None) -> tuple[Select[Any], list[Any]]:
    """The pairs that somebody decided on, and what they are ordered by: `at`, `match_id`."""
    decided = _decided(partnership_id)
    query: Select[Any] = select(decided.c.match_id, decided.c.at)
    if standing:
        query = query.where(_stands(decided, standing))
    return query, [decided.c.at, decided.c.match_id]


def with_releases(partnership_id: str, page: Select[Any]) -> Select[Any]:
    """Add to a page of pairs the `overlap_id` of the newest release that holds each."""
    shown = page.subquery()
    newest = (
        select(Overlap.id)
        .join(
            Match,
            and_(Match.partnership_id == Overlap.partnership_id, Match.overlap_id == Overlap.id),
        )
        .where(
            Overlap.partnership_id == partnership_id,
            Overlap.state == "succeeded",
            Overlap.recomputes.is_(None),
            Match.id == shown.c.match_id,
        )
        .order_by(Overlap.number.desc())
        .limit(1)
        .correlate(shown)
        .scalar_subquery()
    )
    query: Select[Any] = select(shown, newest.label("overlap_id"))
    return query.order_by(shown.c.at.desc(), shown.c.match_id.desc())


def counts(part: Part, before: datetime) -> Select[Any]:
    """How many pairs stand how: `accepted`, `rejected`, whether `kept_out` of a release, `pairs`.

    Counted are the pairs that may be read of the release, and those that it does not hold because
    somebody had rejected them before it was published. What was said of pairs that no release has
    shown yet is not counted: each side may know its own word only.
    """
    decided = _decided(part.partnership_id)
    here = and_(part.holds(), Match.id == decided.c.match_id)
    kept_out = case((Match.id.is_(None), 1), else_=0).label("kept_out")
    counted = (
        select(decided.c.accepted, decided.c.rejected, kept_out)
        .outerjoin(Match, here)
        .where(
            or_(
                Match.id.is_not(None),
                and_(
                    decided.c.rejected_at <= before,
                    was_shown(part.partnership_id, decided.c.match_id),
                ),
            )
        )
        .subquery()
    )
    columns = (counted.c.accepted, counted.c.rejected, counted.c.kept_out)
    return select(*columns, func.count().label("pairs")).group_by(*columns)


def _decided(partnership_id: str) -> Subquery:
    """The pairs of a partnership that somebody decided on, and what was said of each."""
    rejected = Decision.decision == Verdict.REJECTED.value
    columns: list[Any] = [
        Decision.match_id,
        func.max(Decision.decided_at).label("at"),
        func.max(case((rejected, 0), else_=1)).label("accepted"),
        func.max(case((rejected, 1), else_=0)).label("rejected"),
        func.min(case((rejected, Decision.decided_at))).label("rejected_at"),
    ]
    return (
        select(*columns)
        .where(Decision.partnership_id == partnership_id)
        .group_by(Decision.match_id)
        .subquery()
    )


def _stands(decided: Subquery, standing: Standing) -> ColumnElement[bool]:
    """Whether a pair stands so."""
    accepted = standing in {Standing.ACCEPTED, Standing.DISPUTED}
    rejected = standing in {Standing.REJECTED, Standing.DISPUTED}
    return and_(decided.c.accepted == int(accepted), decided.c.rejected == int(rejected))
