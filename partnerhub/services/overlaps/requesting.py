"""Asking for a comparison, seeing what the other list looks like, and saying yes or no."""

from datetime import datetime
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import Flag, Level, Shape
from partnerhub.domain.disclosure import shape as describe
from partnerhub.domain.errors import (
    AwaitingApprovalError,
    ConflictError,
    ListEmptyError,
    NotFoundError,
    NotReleasedError,
)
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session, both_sides, queue, versions
from partnerhub.persistence.models import Organization, Overlap, Partnership
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import partnerships, sharing
from partnerhub.services.overlaps.viewing import OverlapView, view
from partnerhub.services.partnerships import Party

JOB = "overlap"


def request(session: Session, actor: Actor, *, partnership_id: str, now: datetime) -> OverlapView:
    """Ask for a comparison of the two current lists.

    The one who asks has said yes. The other side is asked when it is the first comparison, when
    the asker's list has jumped or looks unlike the last accepted one, or when both agreed on
    `strict`; otherwise the comparison begins at once.

    Raises:
        SharingHiddenError: One side shares nothing.
        ListEmptyError: One side has no accounts.
        ConflictError: Another comparison is asked for or under way.
    """
    require(actor, Permission.RUN_OVERLAP)
    found = partnerships.active_party(session, actor, partnership_id)
    shared = sharing.require_level(session, found, Level.COUNTS_ONLY)
    refuse_another(session, partnership_id)
    partnership = found.partnership
    assert partnership.second_id is not None
    organizations = {Side.FIRST: partnership.first_id, Side.SECOND: partnership.second_id}
    versions.lock_all(session, organizations.values())
    accepted = _accepted(session, partnership)
    with both_sides(session, partnership_id, organizations.values()):
        shapes = {
            side: _shape(session, organization_id, _version(accepted[side], side))
            for side, organization_id in organizations.items()
        }
    numbers = {
        side: session.get_one(Organization, organization_id).list_version
        for side, organization_id in organizations.items()
    }
    overlap = next_overlap(
        session,
        found,
        level=shared.effective_level,
        compared=(numbers[Side.FIRST], numbers[Side.SECOND]),
        shapes=(shapes[Side.FIRST].to_json(), shapes[Side.SECOND].to_json()),
    )
    _approve(overlap, found.side, now, by=actor.user_id, seen=shapes[found.side.other])
    strict = partnership.strictness == "strict"
    if not strict and not _asks(shapes[found.side], accepted[found.side], found.side):
        set_approved(overlap, found.side.other, now)
    begin(session, actor, found, overlap)
    return view(session, found, overlap)


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
    )


def begin(session: Session, actor: Actor, found: Party, overlap: Overlap) -> None:
    """Keep a new overlap, and queue the comparison if both sides have said yes."""
    session.add(overlap)
    session.flush()
    _go_on(session, overlap)
    _note(session, actor, found, Action.OVERLAP_REQUESTED, overlap)


def approve(session: Session, actor: Actor, *, overlap_id: str, now: datetime) -> OverlapView:
    """Say yes to a comparison that the other side asked for; it begins when both have."""
    require(actor, Permission.RUN_OVERLAP)
    found, overlap = awaiting(session, actor, overlap_id)
    set_approved(overlap, found.side, now, by=actor.user_id)
    session.flush()
    _go_on(session, overlap)
    _note(session, actor, found, Action.OVERLAP_APPROVED, overlap)
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


def _shape(session: Session, organization_id: str, previous_version: int | None) -> Shape:
    version = session.get_one(Organization, organization_id).list_version
    counted = session.execute(queries.shape(organization_id, version)).one()
    if not counted.rows:
        raise ListEmptyError
    months = session.execute(queries.created_months(organization_id, version))
    earlier = versions.account_counts(session, organization_id, [previous_version or 0])
    return describe(
        rows=counted.rows,
        with_owner=counted.with_owner,
        with_opportunity=counted.with_opportunity,
        with_contact=counted.with_contact,
        created_months={f"{row.year:04d}-{row.month:02d}": row.rows for row in months},
        previous_rows=earlier.get(previous_version or 0),
    )


def _accepted(session: Session, partnership: Partnership) -> dict[Side, Overlap | None]:
    """For each side's list the release with the version that the other side said yes to itself.

    Measured against the last one compared, a list would grow to any length, each time by little
    enough not to be asked about.
    """
    judges = {side: side.other for side in Side}
    return {
        side: session.scalars(queries.latest_accepted(partnership.id, judge)).first()
        for side, judge in judges.items()
    }


def _version(overlap: Overlap | None, side: Side) -> int | None:
    if overlap is None:
        return None
    return overlap.first_version if side is Side.FIRST else overlap.second_version


def _asks(shown: Shape, previous: Overlap | None, side: Side) -> bool:
    """Whether a list must be shown to the other side before it is compared again."""
    if previous is None:
        return True
    accepted = side.mine_theirs(previous.first_shape, previous.second_shape)[0]
    return bool({flag.value for flag in shown.flags} - set(accepted["flags"]))


def _approve(overlap: Overlap, side: Side, now: datetime, *, by: str, seen: Shape) -> None:
    """Who asks says yes, unless the other list has jumped and has to be looked at first."""
    if Flag.SIZE_JUMP not in seen.flags:
        set_approved(overlap, side, now, by=by)


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
