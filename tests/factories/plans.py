"""A target list under way: what its tests do again and again."""

from datetime import date

from partnerhub.domain.events import EventKind
from partnerhub.services import events, targets
from tests.factories import NOW


def planned(session, agreed, capacity=10, starts_on=date(2026, 5, 7)):
    """Plan a dinner that the first side leads."""
    return events.create(
        session,
        agreed.first,
        partnership_id=agreed.id,
        name="Dinner",
        kind=EventKind.DINNER,
        capacity=capacity,
        starts_on=starts_on,
    )


def built(session, agreed, dinner, **choices):
    """Build its list."""
    return targets.build(session, agreed.first, event_id=dinner.id, now=NOW, **choices)


def listed(session, actor, dinner, **filters):
    """Read its targets."""
    return targets.get(session, actor, event_id=dinner.id, limit=500, **filters)[1]


def names(session, actor, dinner, **filters):
    """Read the names of the actor's accounts on it."""
    return [each.mine["name"] for each in listed(session, actor, dinner, **filters)]


def target_named(session, actor, dinner, name):
    """Find a target by the name of the actor's account."""
    return next(each for each in listed(session, actor, dinner) if each.mine["name"] == name)


def freeze(session, agreed, dinner, **choices):
    """Let both sides approve."""
    targets.approve(session, agreed.first, event_id=dinner.id, now=NOW, **choices)
    return targets.approve(session, agreed.second, event_id=dinner.id, now=NOW)
