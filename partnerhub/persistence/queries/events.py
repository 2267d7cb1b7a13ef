"""Events, their costs, target lists and targets."""

from collections.abc import Collection

from sqlalchemy import Delete, Select, delete, func, select

from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import Cost, Event, Target, TargetList
from partnerhub.persistence.queries import partnerships


def visible_to(actor: Actor) -> Select[Event]:
    """Events of the actor's partnerships."""
    mine = partnerships.visible_to(actor).subquery()
    return select(Event).join(mine, mine.c.id == Event.partnership_id)


def one(actor: Actor, event_id: str) -> Select[Event]:
    """One of them."""
    return visible_to(actor).where(Event.id == event_id)


def of(partnership_id: str) -> Select[Event]:
    """Events of one partnership."""
    return select(Event).where(Event.partnership_id == partnership_id)


def locked(event: Event) -> Select[Event]:
    """An event for changing what hangs on it; others that want to wait here."""
    return (
        of(event.partnership_id)
        .where(Event.id == event.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def costs(event: Event) -> Select[Cost]:
    """What both sides spent on an event."""
    return select(Cost).where(
        Cost.partnership_id == event.partnership_id, Cost.event_id == event.id
    )


def cost(event: Event, cost_id: str) -> Select[Cost]:
    """One of them."""
    return costs(event).where(Cost.id == cost_id)


def target_list(event: Event) -> Select[TargetList]:
    """The target list of an event, if it has one."""
    return select(TargetList).where(
        TargetList.partnership_id == event.partnership_id, TargetList.event_id == event.id
    )


def targets(event: Event, states: Collection[str] | None = None) -> Select[Target]:
    """Companies on an event's target list, in some states or in all."""
    query = select(Target).where(
        Target.partnership_id == event.partnership_id, Target.event_id == event.id
    )
    return query if states is None else query.where(Target.state.in_(states))


def target(event: Event, target_id: str) -> Select[Target]:
    """One of them."""
    return targets(event).where(Target.id == target_id)


def count_by_state(event: Event) -> Select[str, int]:
    """How many targets are in which state."""
    return (
        select(Target.state, func.count())
        .where(Target.partnership_id == event.partnership_id, Target.event_id == event.id)
        .group_by(Target.state)
    )


def next_rank(event: Event) -> Select[int]:
    """The rank behind the last one."""
    return select(func.coalesce(func.max(Target.rank), 0) + 1).where(
        Target.partnership_id == event.partnership_id, Target.event_id == event.id
    )


def clear(event: Event) -> Delete:
    """Forget the targets of an event before its list is built again."""
    return delete(Target).where(
        Target.partnership_id == event.partnership_id, Target.event_id == event.id
    )
