"""Agreeing on a target list: both sides approve what is there, and it is frozen.

Approving is consent to see the accounts of this list counted in reports, exactly. The baseline,
from which on opportunities count, is a part of it: a day both agree on, which may be past.
"""

from datetime import date, datetime
from functools import partial

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import ConflictError, PreconditionFailedError, TargetListFrozenError
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session
from partnerhub.persistence.models import Event, TargetList
from partnerhub.persistence.queries import events as queries
from partnerhub.persistence.queries.parts import whole_of
from partnerhub.services import partnerships
from partnerhub.services.overlaps.reading import Release
from partnerhub.services.targets.building import check_baseline
from partnerhub.services.targets.reading import TargetListView, load_locked, view


def approve(
    session: Session,
    actor: Actor,
    *,
    event_id: str,
    now: datetime,
    revision: int | None = None,
    baseline_on: date | None = None,
) -> TargetListView:
    """Approve the list as it is now; it is frozen once both sides have.

    Nobody agrees to what is not seen: a list with companies that are not shared any more is built
    again first. Those taken back later are in no report as long as they are not shared again.

    Without any baseline it is the day of the second approval.

    Raises:
        TargetListFrozenError: Both sides have approved already.
        PreconditionFailedError: It is not the revision that the caller read.
        ConflictError: It has no targets, or some that do not show any more, or the other side
            approved another baseline.
    """
    require(actor, Permission.PLAN_EVENTS)
    shown, event, target_list = load_locked(session, actor, event_id)
    if target_list.frozen_on is not None:
        raise TargetListFrozenError
    if revision is not None and revision != target_list.revision:
        raise PreconditionFailedError
    check_baseline(baseline_on, now)
    if not view(session, shown, event, target_list).size:
        raise ConflictError("The target list is empty, so there is nothing to agree on.")
    if _hides_some(session, shown, event):
        raise ConflictError(
            "The target list holds companies that are not shared any more: build it again."
        )
    _agree_on(target_list, shown.party.side, baseline_on, now.date())
    if shown.party.side is Side.FIRST:
        target_list.first_approved_at = now
    else:
        target_list.second_approved_at = now
    noted = partial(
        partnerships.note_both,
        session,
        shown.party,
        subject_id=event.id,
        user_id=actor.user_id,
        revision=target_list.revision,
    )
    noted(action=Action.TARGET_LIST_APPROVED)
    if target_list.first_approved_at and target_list.second_approved_at:
        target_list.frozen_on = target_list.baseline_on or now.date()
        target_list.baseline_on = target_list.frozen_on
        noted(action=Action.TARGET_LIST_FROZEN)
    session.flush()
    return view(session, shown, event, target_list)


def _hides_some(session: Session, shown: Release, event: Event) -> bool:
    """Whether the list has companies that do not show at this moment."""
    seen, all_ = (
        session.execute(queries.count_by_state(event, part)).all()
        for part in (shown.part, whole_of(shown.part))
    )
    return {*seen} != {*all_}


def _agree_on(target_list: TargetList, side: Side, baseline_on: date | None, today: date) -> None:
    """Take the day a side names, unless the other side approved a different one."""
    if baseline_on is None or baseline_on == target_list.baseline_on:
        return
    _, theirs = side.mine_theirs(target_list.first_approved_at, target_list.second_approved_at)
    if theirs is not None and baseline_on != (target_list.baseline_on or today):
        approved = target_list.baseline_on or "the day on which both have approved"
        raise ConflictError(
            f"The other side approved {approved} as the baseline and you name {baseline_on}: "
            "approve without a date to agree, or build the list again with yours."
        )
    target_list.baseline_on = baseline_on
    target_list.revision += 1
