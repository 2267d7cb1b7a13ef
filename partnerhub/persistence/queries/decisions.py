"""What both sides say of pairs, and how pairs stand by it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, or_, select

from partnerhub.domain.decisions import Standing, Verdict
from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import Decision, Match, Overlap
from partnerhub.persistence.queries import partnerships


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


def standing_so(query: Select[Match], standing: Standing) -> Select[Match]:
    """Of some matches those that stand so by what both sides say."""
    pair = and_(Decision.partnership_id == Match.partnership_id, Decision.match_id == Match.id)
    said = {
        verdict: exists().where(pair, Decision.decision == verdict.value) for verdict in Verdict
    }
    return query.where(_stands(said[Verdict.ACCEPTED], said[Verdict.REJECTED], standing))


def pairs(partnership_id: str, standing: Standing | None = None) -> tuple[Select[Any], list[Any]]:
    """The pairs that somebody decided on, and what they are ordered by: `at`, `match_id`.

    `overlap_id` is the newest release that holds the pair; a pair that no release holds any more
    is left out.
    """
    decided = _decided(partnership_id)
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
            Match.id == decided.c.match_id,
        )
        .order_by(Overlap.number.desc())
        .limit(1)
        .correlate(decided)
        .scalar_subquery()
    )
    shown = select(decided, newest.label("overlap_id")).subquery()
    query = select(shown).where(shown.c.overlap_id.is_not(None))
    if standing:
        query = query.where(_stands(shown.c.accepted == 1, shown.c.rejected == 1, standing))
    return query, [shown.c.at, shown.c.match_id]


def counts(overlap: Overlap) -> Select[Any]:
    """How many pairs stand how: `accepted`, `rejected`, whether `kept_out` of a release, `pairs`.

    Counted are the pairs that the release holds, and those that it does not hold because somebody
    had rejected them before it was published.
    """
    decided = _decided(overlap.partnership_id)
    here = exists().where(
        Match.partnership_id == overlap.partnership_id,
        Match.overlap_id == overlap.id,
        Match.id == decided.c.match_id,
    )
    before = overlap.published_at or overlap.created_at
    kept_out = case((here, 0), else_=1).label("kept_out")
    counted = (
        select(decided.c.accepted, decided.c.rejected, kept_out)
        .where(or_(here, and_(decided.c.rejected == 1, decided.c.rejected_at <= before)))
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


def _stands(
    accepted: ColumnElement[bool], rejected: ColumnElement[bool], standing: Standing
) -> ColumnElement[bool]:
    """Whether a pair stands so, by whether somebody accepted and somebody rejected it."""
    yes = accepted if standing in {Standing.ACCEPTED, Standing.DISPUTED} else ~accepted
    no = rejected if standing in {Standing.REJECTED, Standing.DISPUTED} else ~rejected
    return and_(yes, no)
