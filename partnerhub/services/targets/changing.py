"""Amending a target list by hand: put on, take off, put back; always with a reason.

Both must approve what is there, so a change takes back the approvals given before it.
"""

from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    AlreadyExistsError,
    NotFoundError,
    TargetListFrozenError,
    ValidationError,
)
from partnerhub.domain.events import TargetState
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import Event, Target, TargetList
from partnerhub.persistence.queries import events as queries
from partnerhub.persistence.queries import overlaps
from partnerhub.services import events, partnerships
from partnerhub.services.overlaps.reading import Release
from partnerhub.services.targets import disclosing, pool
from partnerhub.services.targets.building import Work, by_hand
from partnerhub.services.targets.reading import TargetView, load_locked, target_view


def add(
    session: Session,
    actor: Actor,
    *,
    event_id: str,
    reason: str,
    match_id: str | None = None,
    company: int | None = None,
) -> TargetView:
    """Put a company of the overlap on the list that the rules left out.

    Raises:
        NotFoundError: The overlap behind the list has no such match or company.
        AlreadyExistsError: It is on the list, or was taken off it.
        TargetListFrozenError: Both sides approved the list.
    """
    shown, event, target_list = _open(session, actor, event_id)
    number = _company(session, shown, match_id, company)
    found = pool.companies(session, shown, number)
    if number not in found:
        raise NotFoundError
    known = session.scalars(queries.target_of(event, number)).first()
    if known is not None:
        raise AlreadyExistsError(f"The company is on the list: it is {known.state}.")
    candidates = pool.candidates(session, shown, found, on=None)
    target = by_hand(
        Work(session, shown, event, found, candidates, said={}),
        number,
        rank=session.scalar(queries.next_rank(event)) or 1,
        state=TargetState.ADDED.value,
        changed_by=actor.organization_id,
        change_reason=reason,
    )
    pool.deal_cards(session, shown, found, [target])
    session.add(target)
    disclosing.record(session, shown, event, [target])
    _changed(session, actor, shown, target_list, target)
    return target_view(shown, target)


def change(
    session: Session,
    actor: Actor,
    *,
    event_id: str,
    target_id: str,
    state: TargetState,
    reason: str,
) -> TargetView:
    """Take a company off the list, or put back one that was taken off.

    Raises:
        NotFoundError: The list has no such target.
        TargetListFrozenError: Both sides approved the list.
    """
    shown, event, target_list = _open(session, actor, event_id)
    target = _target(session, shown, event, target_id)
    target.state, target.change_reason = state.value, reason
    target.changed_by = actor.organization_id
    _changed(session, actor, shown, target_list, target)
    return target_view(shown, target)


def remove(session: Session, actor: Actor, *, event_id: str, target_id: str, reason: str) -> None:
    """Take a company off the list: one put on by hand goes, one the rules chose is excluded.

    Raises:
        NotFoundError: The list has no such target.
        TargetListFrozenError: Both sides approved the list.
    """
    shown, event, target_list = _open(session, actor, event_id)
    target = _target(session, shown, event, target_id)
    if target.state == TargetState.ADDED:
        session.delete(target)
        target.state = "removed"
    else:
        target.state, target.change_reason = TargetState.EXCLUDED.value, reason
        target.changed_by = actor.organization_id
    _changed(session, actor, shown, target_list, target)


def _open(session: Session, actor: Actor, event_id: str) -> tuple[Release, Event, TargetList]:
    require(actor, Permission.PLAN_EVENTS)
    shown, event, target_list = load_locked(session, actor, event_id)
    if target_list.frozen_on is not None:
        raise TargetListFrozenError
    return shown, event, target_list


def _company(session: Session, shown: Release, match_id: str | None, company: int | None) -> int:
    if (match_id is None) == (company is None):
        message = "Name the company by match_id or by company: one of the two."
        raise ValidationError(errors=[{"pointer": "/match_id", "message": message}])
    if match_id is None:
        assert company is not None
        return company
    match = session.scalars(overlaps.match(shown.part, match_id)).one_or_none()
    if match is None:
        raise NotFoundError
    return match.company


def _target(session: Session, shown: Release, event: Event, target_id: str) -> Target:
    target = session.scalars(queries.target(event, target_id, shown.part)).one_or_none()
    if target is None:
        raise NotFoundError
    return target


def _changed(
    session: Session, actor: Actor, shown: Release, target_list: TargetList, target: Target
) -> None:
    events.reopen(target_list)
    session.flush()
    details: dict[str, Any] = {"target_id": target.id, "state": target.state}
    partnerships.note_both(
        session,
        shown.party,
        Action.TARGET_CHANGED,
        target_list.event_id,
        user_id=actor.user_id,
        **details,
    )
