"""Making an old overlap again: the same two lists, under the policy it was made under.

The new overlap shows what the old one would be if it were made today: no field and no level more
than the old one showed, no pair that somebody has rejected since, and nothing that is not shared
any more. Where nobody changed anything it is the same, match by match. People are not counted
again: without those who were erased since, the counts would tell who they were.
"""

from dataclasses import replace
from datetime import datetime

from partnerhub.domain.disclosure import (
    ContactLevel,
    Level,
    shown_fields,
    stricter,
)
from partnerhub.domain.errors import NotReleasedError
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import Overlap
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.persistence.queries.parts import whole
from partnerhub.services import sharing
from partnerhub.services.overlaps import budgets, parts, policies
from partnerhub.services.overlaps.requesting import (
    begin,
    load,
    next_overlap,
    refuse_another,
    set_approved,
    strict,
)
from partnerhub.services.overlaps.viewing import OverlapView, view
from partnerhub.services.overlaps.writing import Work


def recompute(session: Session, actor: Actor, *, overlap_id: str, now: datetime) -> OverlapView:
    """Ask for an overlap that makes a published one again.

    Both sides have said yes to these lists, so nobody is asked, except where one side is
    `strict`.

    Raises:
        NotFoundError: The overlap is another's, or is not.
        NotReleasedError: It was not published.
        ConflictError: Its policy is not there any more, or another comparison is under way.
        SharingHiddenError: One side shares nothing.
        ReleaseBudgetExhaustedError: At `counts_only`, there were enough releases for 30 days.
    """
    require(actor, Permission.RUN_OVERLAP)
    found, old = load(session, actor, overlap_id)
    shared = sharing.require_level(session, found, Level.COUNTS_ONLY)
    if old.state != "succeeded":
        raise NotReleasedError
    policies.same(old.policy)
    refuse_another(session, old.partnership_id)
    overlap = next_overlap(
        session,
        found,
        level=stricter(Level(old.level), shared.effective_level),
        compared=(old.first_version, old.second_version),
        shapes=(old.first_shape, old.second_shape),
    )
    overlap.recomputes, overlap.policy = old.id, old.policy
    budgets.spend(session, found, overlap, now)
    set_approved(overlap, found.side, now, by=actor.user_id)
    if not strict(found):
        set_approved(overlap, found.side.other, now)
    begin(session, actor, found, overlap)
    return view(session, found, overlap)


def narrowed(session: Session, work: Work, overlap: Overlap) -> Work:
    """Narrow a comparison to what the overlap that it makes again has shown.

    Raises:
        ConflictError: The policy is not there any more.
    """
    old = session.scalars(queries.by_id(work.partnership_id, overlap.recomputes or "")).one()
    first = session.scalars(queries.matches(whole(old)).limit(1)).first()
    cards = (first.first_card, first.second_card) if first else ({}, {})
    least = shown_fields(work.level)
    fields = [
        tuple(name for name in now if name in card or name in least)
        for now, card in zip(work.fields, cards, strict=True)
    ]
    tiers = old.policy["released_tiers"]
    return replace(
        work,
        policy=policies.same(old.policy),
        fields=(fields[0], fields[1]),
        compared=tuple(name for name in work.compared if name in old.compared),
        # Without whom was erased since, people counted again would tell who that was.
        contacts=ContactLevel.HIDDEN,
        levels=parts.least(work.levels, parts.made_under(old)),
        most=old.populations,
        released_tiers=tuple(tier for tier in work.released_tiers if tier in tiers),
    )
