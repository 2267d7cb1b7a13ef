"""Second approval: what one admin may only ask for, and another of the same organization approves.

An organization turns it on for itself, and two of its admins are needed to turn it off again. A
change that waits has no effect and shows in nothing that a partner sees.
"""

from dataclasses import dataclass
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import ChangedMeanwhileError, ConflictError, SecondAdminError
from partnerhub.domain.permissions import Actor, Permission, Role, require
from partnerhub.persistence import Session
from partnerhub.persistence.base import new_id
from partnerhub.persistence.models import Organization, PendingChange, User
from partnerhub.persistence.queries import approvals as queries
from partnerhub.persistence.queries import organizations
from partnerhub.services import audit

SHARING, SETTINGS = "sharing", "organization"
"""What a change can be about."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an organization has chosen for itself, and what would change with a second approval."""

    organization: Organization
    pending: PendingChange | None


def needed(session: Session, actor: Actor) -> bool:
    """Whether the actor's organization asks for two admins."""
    return session.scalars(organizations.own(actor)).one().second_approval


def pending(session: Session, actor: Actor, subject_id: str) -> PendingChange | None:
    """Find what waits about a partnership, or about the organization itself."""
    return session.scalars(queries.about(actor, subject_id)).one_or_none()


def ask(
    session: Session, actor: Actor, *, kind: str, subject_id: str, change: dict[str, Any]
) -> PendingChange:
    """Have a change wait; one that waited about the same is dropped for it."""
    drop(session, actor, subject_id)
    asked = PendingChange(
        organization_id=actor.organization_id,
        id=new_id(),
        subject_id=subject_id,
        kind=kind,
        asked_by=actor.user_id,
        change=change,
    )
    session.add(asked)
    session.flush()
    _note(session, actor, Action.APPROVAL_ASKED, asked)
    return asked


def approve(session: Session, actor: Actor, *, subject_id: str, pending_id: str) -> dict[str, Any]:
    """Take a change off the waiting ones as approved; return what shall hold.

    Raises:
        SecondAdminError: The actor asked for it.
        ConflictError: Nothing waits, or who asked may not ask any more.
        ChangedMeanwhileError: Something else waits than what the actor has read.
    """
    found = _read(session, actor, subject_id, pending_id)
    if found.asked_by == actor.user_id:
        raise SecondAdminError
    asker = session.scalars(organizations.user(actor, found.asked_by)).one_or_none()
    if asker is None or asker.role != Role.ADMIN:
        raise ConflictError("Who asked for it is no admin any more: reject it and ask again.")
    change = dict(found.change)
    _note(session, actor, Action.APPROVAL_GIVEN, found)
    session.delete(found)
    session.flush()
    return change


def reject(session: Session, actor: Actor, *, subject_id: str, pending_id: str) -> None:
    """Take a change off the waiting ones without effect; who asked for it may, too."""
    found = _read(session, actor, subject_id, pending_id)
    _note(session, actor, Action.APPROVAL_REFUSED, found)
    session.delete(found)
    session.flush()


def drop(session: Session, actor: Actor, subject_id: str) -> None:
    """Forget what waits about something, because something else was decided."""
    found = pending(session, actor, subject_id)
    if found is not None:
        _note(session, actor, Action.APPROVAL_DROPPED, found)
        session.delete(found)
        session.flush()


def read_settings(session: Session, actor: Actor) -> Settings:
    """Read what the actor's organization has chosen for itself."""
    require(actor, Permission.READ)
    own = session.scalars(organizations.own(actor)).one()
    return Settings(own, pending(session, actor, own.id))


def change_settings(session: Session, actor: Actor, *, second_approval: bool) -> Settings:
    """Turn second approval on at once, or ask for it to be turned off.

    Raises:
        ConflictError: There is nobody who could be the second.
    """
    require(actor, Permission.MANAGE_ORGANIZATION)
    own = _locked(session, actor)
    if second_approval:
        # Turning it on is also the answer to whoever asked for it to be turned off.
        drop(session, actor, own.id)
        if not own.second_approval:
            _require_two_admins(session, actor)
            _set(session, actor, own, second_approval=True)
    elif own.second_approval:
        change = {"second_approval": False}
        ask(session, actor, kind=SETTINGS, subject_id=own.id, change=change)
    return Settings(own, pending(session, actor, own.id))


def approve_settings(session: Session, actor: Actor, *, pending_id: str) -> Settings:
    """Approve what another admin asked to change of the organization."""
    require(actor, Permission.MANAGE_ORGANIZATION)
    own = _locked(session, actor)
    change = approve(session, actor, subject_id=own.id, pending_id=pending_id)
    _set(session, actor, own, second_approval=change["second_approval"])
    return Settings(own, None)


def reject_settings(session: Session, actor: Actor, *, pending_id: str) -> Settings:
    """Reject it, or take back what one asked for oneself."""
    require(actor, Permission.MANAGE_ORGANIZATION)
    own = _locked(session, actor)
    reject(session, actor, subject_id=own.id, pending_id=pending_id)
    return Settings(own, None)


def _locked(session: Session, actor: Actor) -> Organization:
    """Read the organization for changing it; what is decided about it is decided in turn."""
    query = organizations.own(actor).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def _set(session: Session, actor: Actor, own: Organization, *, second_approval: bool) -> None:
    own.second_approval = second_approval
    audit.note(
        session,
        own.id,
        Action.ORGANIZATION_CHANGED,
        user_id=actor.user_id,
        subject_id=own.id,
        second_approval=second_approval,
    )


def _require_two_admins(session: Session, actor: Actor) -> None:
    admins = organizations.visible_users(actor).where(User.role == Role.ADMIN).limit(2)
    if len(session.scalars(admins).all()) < 2:  # noqa: PLR2004 - two are what it is about
        raise ConflictError("A second approval needs a second admin: make another one first.")


def _read(session: Session, actor: Actor, subject_id: str, pending_id: str) -> PendingChange:
    found = pending(session, actor, subject_id)
    if found is None:
        raise ConflictError("Nothing waits for a second approval here.")
    if found.id != pending_id:
        raise ChangedMeanwhileError
    return found


def _note(session: Session, actor: Actor, action: Action, change: PendingChange) -> None:
    """Write a line in the own trail, and in nobody else's."""
    audit.note(
        session,
        actor.organization_id,
        action,
        user_id=actor.user_id,
        subject_id=change.subject_id,
        kind=change.kind,
        pending_id=change.id,
        asked_by=change.asked_by,
    )
