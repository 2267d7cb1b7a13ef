from datetime import date

import pytest

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    ForbiddenError,
    NotFoundError,
    PreconditionFailedError,
    SharingEndedError,
    ValidationError,
)
from partnerhub.domain.events import EventKind
from partnerhub.domain.money import Money
from partnerhub.domain.permissions import Role
from partnerhub.services import audit, costs, events, partnerships
from tests.factories import NOW

DINNER = {
    "name": "Dinner in Hamburg",
    "kind": EventKind.DINNER,
    "capacity": 20,
    "starts_on": date(2026, 5, 7),
}


@pytest.fixture
def agreed(make):
    return make.partnership()


@pytest.fixture
def dinner(session, agreed):
    return events.create(session, agreed.first, partnership_id=agreed.id, **DINNER)


def actions(session, actor):
    lines, _ = audit.page(session, actor, after=None, limit=100)
    return [line.action for line in lines]


def test_both_sides_see_the_event_and_who_leads_it(session, agreed, dinner):
    seen = events.get(session, agreed.second, event_id=dinner.id)

    assert (dinner.lead, seen.lead) == ("mine", "theirs")
    assert (seen.name, seen.capacity, seen.ends_on) == (
        "Dinner in Hamburg",
        20,
        date(2026, 5, 7),
    )


def test_an_event_may_lie_in_the_past_but_not_end_before_it_starts(session, agreed):
    past = {**DINNER, "starts_on": date(2020, 1, 2), "ends_on": date(2020, 1, 3)}
    backwards = {**past, "ends_on": date(2020, 1, 1)}

    events.create(session, agreed.first, partnership_id=agreed.id, **past)

    with pytest.raises(ValidationError) as refused:
        events.create(session, agreed.first, partnership_id=agreed.id, **backwards)
    assert refused.value.errors[0]["pointer"] == "/ends_on"


def test_the_other_side_may_amend_the_plan(session, agreed, dinner):
    changed = events.change(
        session, agreed.second, event_id=dinner.id, revision=dinner.revision, capacity=12
    )

    assert changed.capacity == 12
    assert events.get(session, agreed.first, event_id=dinner.id).capacity == 12


def test_two_people_cannot_overwrite_each_other(session, agreed, dinner):
    events.change(session, agreed.second, event_id=dinner.id, revision=1, capacity=12)

    with pytest.raises(PreconditionFailedError):
        events.change(session, agreed.first, event_id=dinner.id, revision=1, capacity=30)


def test_the_start_cannot_be_moved_behind_the_end(session, agreed, dinner):
    with pytest.raises(ValidationError):
        events.change(
            session, agreed.first, event_id=dinner.id, revision=1, starts_on=date(2026, 5, 8)
        )


def test_the_events_of_a_partnership_are_listed_the_latest_first(session, agreed, dinner):
    webinar = events.create(
        session,
        agreed.second,
        partnership_id=agreed.id,
        name="Webinar",
        kind=EventKind.WEBINAR,
        capacity=500,
        starts_on=date(2026, 6, 1),
    )

    page, place = events.list_visible(
        session, agreed.first, partnership_id=agreed.id, after=None, limit=1
    )
    rest, end = events.list_visible(
        session, agreed.first, partnership_id=agreed.id, after=place, limit=1
    )

    assert [event.id for event in page + rest] == [webinar.id, dinner.id]
    assert end is None


def test_both_trails_say_what_happened_and_only_ones_own_says_who(session, agreed, dinner):
    mine, _ = audit.page(session, agreed.first, after=None, limit=1)
    theirs, _ = audit.page(session, agreed.second, after=None, limit=1)

    assert mine[0].action == theirs[0].action == Action.EVENT_CREATED
    assert (mine[0].user_id, theirs[0].user_id) == (agreed.first.user_id, None)


def test_both_sides_see_what_each_spent(session, agreed, dinner):
    costs.record(
        session,
        agreed.first,
        event_id=dinner.id,
        description="Room",
        amount=Money(150_000, "EUR"),
    )
    costs.record(
        session,
        agreed.second,
        event_id=dinner.id,
        description="Food",
        amount=Money(90_000, "USD"),
    )

    seen, _ = costs.list_visible(session, agreed.second, event_id=dinner.id, after=None, limit=10)

    assert [(cost.side, cost.amount) for cost in seen] == [
        ("theirs", Money(150_000, "EUR")),
        ("mine", Money(90_000, "USD")),
    ]


@pytest.mark.parametrize("minor", [0, 10**15 + 1])
def test_a_cost_is_more_than_nothing_and_less_than_any_event_costs(session, agreed, dinner, minor):
    with pytest.raises(ValidationError):
        costs.record(
            session,
            agreed.first,
            event_id=dinner.id,
            description="Room",
            amount=Money(minor, "EUR"),
        )


def test_only_who_recorded_a_cost_removes_it(session, agreed, dinner):
    cost = costs.record(
        session, agreed.first, event_id=dinner.id, description="Room", amount=Money(100, "EUR")
    )

    with pytest.raises(ForbiddenError):
        costs.remove(session, agreed.second, event_id=dinner.id, cost_id=cost.id)
    costs.remove(session, agreed.first, event_id=dinner.id, cost_id=cost.id)

    with pytest.raises(NotFoundError):
        costs.remove(session, agreed.first, event_id=dinner.id, cost_id=cost.id)
    assert actions(session, agreed.second)[:2] == [Action.COST_REMOVED, Action.COST_RECORDED]


CALLS = {
    "create": lambda session, actor, agreed, event: events.create(
        session, actor, partnership_id=agreed.id, **DINNER
    ),
    "list": lambda session, actor, agreed, event: events.list_visible(
        session, actor, partnership_id=agreed.id, after=None, limit=1
    ),
    "get": lambda session, actor, agreed, event: events.get(session, actor, event_id=event.id),
    "change": lambda session, actor, agreed, event: events.change(
        session, actor, event_id=event.id, revision=1, name="Ours"
    ),
    "costs": lambda session, actor, agreed, event: costs.list_visible(
        session, actor, event_id=event.id, after=None, limit=1
    ),
    "record": lambda session, actor, agreed, event: costs.record(
        session, actor, event_id=event.id, description="Room", amount=Money(1, "EUR")
    ),
    "remove": lambda session, actor, agreed, event: costs.remove(
        session, actor, event_id=event.id, cost_id="0" * 32
    ),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_to_a_stranger_an_event_is_not_there(session, make, agreed, dinner, call):
    with pytest.raises(NotFoundError):
        call(session, make.actor(), agreed, dinner)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_nothing_is_shown_or_changed_after_the_end(session, agreed, dinner, call):
    partnerships.end(session, agreed.second, partnership_id=agreed.id, now=NOW)

    with pytest.raises(SharingEndedError):
        call(session, agreed.first, agreed, dinner)


@pytest.mark.parametrize("name", ["create", "change", "record", "remove"])
def test_a_viewer_only_reads(session, make, agreed, dinner, name):
    organization = type("Organization", (), {"id": agreed.first.organization_id, "domain": "a.com"})
    viewer = make.actor(organization, role=Role.VIEWER)

    with pytest.raises(ForbiddenError):
        CALLS[name](session, viewer, agreed, dinner)
    assert events.get(session, viewer, event_id=dinner.id).id == dinner.id
