"""Asking for a comparison, seeing what the other list looks like, and saying yes or no."""

from datetime import datetime
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import Level, Strictness
from partnerhub.domain.errors import (
    AwaitingApprovalError,
    ConflictError,
    NotFoundError,
    NotReleasedError,
)
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session, queue, versions
from partnerhub.persistence.models import Overlap
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import partnerships, sharing
from partnerhub.services.overlaps import budgets, disclosing
from partnerhub.services.overlaps.judging import judge, organizations
from partnerhub.services.overlaps.viewing import OverlapView, view
from partnerhub.services.partnerships import Party

JOB = "overlap"


def request(session: Session, actor: Actor, *, partnership_id: str, now: datetime) -> OverlapView:
    """Ask for a comparison of the two current lists.

    The one who asks has said yes. The other side is asked when it is the first comparison, when
    the asker's list has jumped, was exchanged in large part or looks unlike the last accepted one,
    or when one side is `strict`; otherwise the comparison begins at once. The one who asks is asked
    as well, before the comparison, when the other list looks so; a yes without looking at it would
    let it be exchanged bit by bit.

    At `counts_only` who asks again within a day, with its own list unchanged, gets the release
    there is.

    Raises:
        ReleaseBudgetExhaustedError: At `counts_only`, there were enough releases for 30 days.
        SharingHiddenError: One side shares nothing.
        ListEmptyError: One side has no accounts.
        ConflictError: Another comparison is asked for or under way.
    """
    require(actor, Permission.RUN_OVERLAP)
    found = partnerships.active_party(session, actor, partnership_id)
    shared = sharing.require_level(session, found, Level.COUNTS_ONLY)
    refuse_another(session, partnership_id)
    versions.lock_all(session, organizations(found.partnership).values())
    judged = judge(session, found.partnership, now)
    overlap = next_overlap(
        session,
        found,
        level=shared.effective_level,
        compared=(judged[Side.FIRST].version, judged[Side.SECOND].version),
        shapes=(judged[Side.FIRST].shape.to_json(), judged[Side.SECOND].shape.to_json()),
    )
    overlap.first_fresh, overlap.second_fresh = judged[Side.FIRST].fresh, judged[Side.SECOND].fresh
    told = budgets.spend(session, found, overlap, now)
    if told is not None:
        return view(session, found, told)
    mine, theirs = judged[found.side], judged[found.side.other]
    if theirs.first:
        set_approved(overlap, found.side, now, by=actor.user_id)
    elif not theirs.asks:
        set_approved(overlap, found.side, now)
    if not mine.asks and not strict(found):
        set_approved(overlap, found.side.other, now)
    begin(session, actor, found, overlap)
    return view(session, found, overlap)


def strict(found: Party) -> bool:
    """Whether one side or both want every comparison to be agreed on."""
    return Strictness(found.partnership.strictness) is Strictness.STRICT


def refuse_another(session: Session, partnership_id: str) -> None:
    """Let one comparison of a partnership go after the other.

    Raises:
        ConflictError: Another comparison is asked for or under way.
    """
    if session.scalars(queries.unfinished(partnership_id)).first():
        raise ConflictError("A comparison is asked for or under way already; see the newest one.")


def next_overlap(
    session: Session,
    found: Party,
    *,
    level: Level,
    compared: tuple[int, int],
    shapes: tuple[dict[str, Any], dict[str, Any]],
) -> Overlap:
    """Make the partnership's next overlap, to which nobody has said yes yet."""
    return Overlap(
        partnership_id=found.partnership.id,
        number=session.scalar(queries.next_number(found.partnership.id)) or 1,
        asked_by=found.organization_id,
        level=level,
        first_version=compared[0],
        second_version=compared[1],
        first_shape=shapes[0],
        second_shape=shapes[1],
        strictness=found.partnership.strictness,
    )


def begin(session: Session, actor: Actor, found: Party, overlap: Overlap) -> None:
    """Keep a new overlap, and queue the comparison if both sides have said yes."""
    session.add(overlap)
    session.flush()
    _go_on(session, overlap)
    _note(session, actor, found, Action.OVERLAP_REQUESTED, overlap)
    disclosing.record_shapes(session, found, overlap)


def approve(session: Session, actor: Actor, *, overlap_id: str, now: datetime) -> OverlapView:
    """Say yes to a comparison that the other side asked for; it begins when both have."""
    require(actor, Permission.RUN_OVERLAP)
    found, overlap = awaiting(session, actor, overlap_id)
    set_approved(overlap, found.side, now, by=actor.user_id)
    overlap.new_pairs = None
    session.flush()
    _go_on(session, overlap)
    _note(session, actor, found, Action.OVERLAP_APPROVED, overlap)
    disclosing.record_shapes(session, found, overlap)
    return view(session, found, overlap)


def reject(session: Session, actor: Actor, *, overlap_id: str) -> OverlapView:
    """Say no to a comparison, or withdraw one's own question while it waits.

    Nothing is compared, and the other side learns only that.
    """
    require(actor, Permission.RUN_OVERLAP)
    found, overlap = load(session, actor, overlap_id)
    if overlap.state != "awaiting_approval":
        raise ConflictError(f"The overlap is {overlap.state}, so it waits for no answer.")
    asked_by_us = overlap.asked_by == actor.organization_id
    overlap.state = "cancelled" if asked_by_us else "rejected"
    action = Action.OVERLAP_WITHDRAWN if asked_by_us else Action.OVERLAP_REJECTED
    _note(session, actor, found, action, overlap)
    return view(session, found, overlap)


def list_visible(
    session: Session,
    actor: Actor,
    *,
    partnership_id: str,
    after: tuple[Any, ...] | None,
    limit: int,
) -> tuple[list[OverlapView], tuple[Any, ...] | None]:
    """List the overlaps of a partnership, newest first."""
    require(actor, Permission.READ)
    found = partnerships.active_party(session, actor, partnership_id)
    query = behind(queries.of(partnership_id), [Overlap.number], after, descending=True)
    rows, place = fetch(session, query, limit, ["number"])
    return [view(session, found, row, with_decisions=False) for row in rows], place


def get(session: Session, actor: Actor, *, overlap_id: str) -> OverlapView:
    """Read one overlap."""
    found, overlap = load(session, actor, overlap_id)
    return view(session, found, overlap)


def shape(session: Session, actor: Actor, *, overlap_id: str) -> dict[str, Any]:
    """Describe the other side's list, in bands, for deciding whether to agree.

    Raises:
        SharingHiddenError: One side shares nothing.
        AwaitingApprovalError: The actor's side has said yes and the other side has not.
        NotReleasedError: It was refused.
    """
    found, overlap = load(session, actor, overlap_id)
    sharing.require_level(session, found, Level.COUNTS_ONLY)
    mine, theirs = found.side.mine_theirs(overlap.first_approved_at, overlap.second_approved_at)
    # Who has to say yes may look; who has said it waits until the other side has, too.
    if overlap.state in {"rejected", "cancelled"}:
        raise NotReleasedError("There was no comparison, so neither list is described.")
    if mine is not None and theirs is None:
        raise AwaitingApprovalError
    _, shown = found.side.mine_theirs(overlap.first_shape, overlap.second_shape)
    return shown


def load(session: Session, actor: Actor, overlap_id: str) -> tuple[Party, Overlap]:
    """Find an overlap of a partnership in force, and the actor's place in it.

    Raises:
        NotFoundError: It is another's, or is not.
        SharingEndedError: The partnership has ended.
    """
    require(actor, Permission.READ)
    overlap = session.scalars(queries.one(actor, overlap_id)).one_or_none()
    if overlap is None:
        raise NotFoundError
    found = partnerships.active_party(session, actor, overlap.partnership_id)
    # Who came to change something has waited for others just now: it may not be what it was.
    session.refresh(overlap)
    return found, overlap


def awaiting(session: Session, actor: Actor, overlap_id: str) -> tuple[Party, Overlap]:
    """Find an overlap that waits for the actor's side to say yes.

    Raises:
        ConflictError: It waits for nobody, or for the other side.
    """
    found, overlap = load(session, actor, overlap_id)
    if overlap.state != "awaiting_approval":
        raise ConflictError(f"The overlap is {overlap.state}, so it waits for no answer.")
    mine, _ = found.side.mine_theirs(overlap.first_approved_at, overlap.second_approved_at)
    if mine is not None:
        raise ConflictError("You have said yes already; it waits for the other side.")
    return found, overlap


def set_approved(overlap: Overlap, side: Side, now: datetime, *, by: str | None = None) -> None:
    """Note a side's yes, and the person who said it if one had to."""
    if side is Side.FIRST:
        overlap.first_approved_at, overlap.first_approved_by = now, by
    else:
        overlap.second_approved_at, overlap.second_approved_by = now, by


def _go_on(session: Session, overlap: Overlap) -> None:
    """Queue the comparison once both sides have said yes."""
    if overlap.first_approved_at is None or overlap.second_approved_at is None:
        overlap.state = "awaiting_approval"
        return
    overlap.state = "queued"
    queue.put(
        session,
        JOB,
        lane=overlap.partnership_id,
        partnership_id=overlap.partnership_id,
        overlap_id=overlap.id,
    )


def _note(session: Session, actor: Actor, found: Party, action: Action, overlap: Overlap) -> None:
    partnerships.note_both(
        session, found, action, overlap.id, user_id=actor.user_id, number=overlap.number
    )
