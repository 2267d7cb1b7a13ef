"""Events: what two partners do together; either side proposes, both may amend."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    NotFoundError,
    PreconditionFailedError,
    TargetListFrozenError,
    ValidationError,
)
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import Event, TargetList
from partnerhub.persistence.queries import events as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import partnerships
from partnerhub.services.partnerships import Party

Place = tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as one side sees it; `lead` says who proposed it."""

    id: str
    partnership_id: str
    name: str
    kind: str
    lead: str
    capacity: int
    starts_on: date
    ends_on: date
    description: str | None
    window_days: int
    created_at: datetime
    revision: int


def create(
    session: Session,
    actor: Actor,
    *,
    partnership_id: str,
    starts_on: date,
    ends_on: date | None = None,
    **values: Any,
) -> EventView:
    """Propose an event; who does is its lead.

    Raises:
        ValidationError: It ends before it starts.
    """
    require(actor, Permission.PLAN_EVENTS)
    found = partnerships.active_party(session, actor, partnership_id)
    event = Event(
        partnership_id=partnership_id,
        lead_id=found.organization_id,
        starts_on=starts_on,
        ends_on=ends_on or starts_on,
        **values,
    )
    _check_days(event)
    session.add(event)
    session.flush()
    partnerships.note_both(session, found, Action.EVENT_CREATED, event.id, user_id=actor.user_id)
    return view(found, event)


def list_visible(
    session: Session, actor: Actor, *, partnership_id: str, after: Place, limit: int
) -> tuple[list[EventView], Place]:
    """List the events of a partnership, the latest first."""
    require(actor, Permission.READ)
    found = partnerships.active_party(session, actor, partnership_id)
    keys = [Event.starts_on, Event.id]
    query = behind(queries.of(partnership_id), keys, after, descending=True)
    rows, place = fetch(session, query, limit, ["starts_on", "id"])
    return [view(found, row) for row in rows], place


def get(session: Session, actor: Actor, *, event_id: str) -> EventView:
    """Read one event."""
    return view(*load(session, actor, event_id))


def change(
    session: Session, actor: Actor, *, event_id: str, revision: int, **changes: Any
) -> EventView:
    """Amend an event.

    The window belongs to what both sides approve with the target list: changing it takes back
    an approval, and a frozen list keeps it.

    Raises:
        PreconditionFailedError: It was changed since it was read.
        TargetListFrozenError: The window is fixed by a frozen list.
        ValidationError: It would end before it starts.
    """
    require(actor, Permission.PLAN_EVENTS)
    found, event = load_locked(session, actor, event_id)
    if event.revision != revision:
        raise PreconditionFailedError
    if changes.get("window_days", event.window_days) != event.window_days:
        _reconsider(session, event)
    for name, value in changes.items():
        setattr(event, name, value)
    _check_days(event)
    event.revision += 1
    session.flush()
    partnerships.note_both(
        session,
        found,
        Action.EVENT_CHANGED,
        event.id,
        user_id=actor.user_id,
        members=sorted(changes),
    )
    return view(found, event)


def load(session: Session, actor: Actor, event_id: str) -> tuple[Party, Event]:
    """Find an event of a partnership in force, and the actor's place in it.

    Raises:
        NotFoundError: It is another's, or is not.
        SharingEndedError: The partnership has ended.
    """
    require(actor, Permission.READ)
    event = session.scalars(queries.one(actor, event_id)).one_or_none()
    if event is None:
        raise NotFoundError
    return partnerships.active_party(session, actor, event.partnership_id), event


def load_locked(session: Session, actor: Actor, event_id: str) -> tuple[Party, Event]:
    """Find an event for changing it or what hangs on it, one after the other."""
    found, event = load(session, actor, event_id)
    return found, session.scalars(queries.locked(event)).one()


def reopen(target_list: TargetList) -> None:
    """Say that a list is not what anybody approved any more."""
    target_list.first_approved_at = target_list.second_approved_at = None
    target_list.revision += 1


def whose(found: Party, organization_id: str | None) -> str | None:
    """Say which side an organization is, from where the actor stands."""
    if organization_id is None:
        return None
    return "mine" if organization_id == found.organization_id else "theirs"


def view(found: Party, event: Event) -> EventView:
    """Show an event from a side."""
    return EventView(
        id=event.id,
        partnership_id=event.partnership_id,
        name=event.name,
        kind=event.kind,
        lead=whose(found, event.lead_id) or "",
        capacity=event.capacity,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        description=event.description,
        window_days=event.window_days,
        created_at=event.created_at,
        revision=event.revision,
    )


def _check_days(event: Event) -> None:
    if event.ends_on < event.starts_on:
        raise ValidationError(
            errors=[{"pointer": "/ends_on", "message": "An event does not end before it starts."}]
        )


def _reconsider(session: Session, event: Event) -> None:
    target_list = session.scalars(queries.target_list(event)).one_or_none()
    if target_list is None:
        return
    if target_list.frozen_on is not None:
        raise TargetListFrozenError("Both sides approved the window with the target list.")
    reopen(target_list)
