from datetime import date

import pytest

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    AlreadyExistsError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    PreconditionFailedError,
    SharingEndedError,
    TargetListFrozenError,
    ValidationError,
)
from partnerhub.domain.events import TargetState
from partnerhub.domain.permissions import Role
from partnerhub.persistence import keys_of
from partnerhub.services import audit, events, partnerships, targets
from tests.factories import NOW
from tests.factories.overlaps import Shared, publish
from tests.factories.plans import built, freeze, listed, planned, target_named

TODAY = NOW.date()


@pytest.fixture
def agreed(make):
    return make.partnership()


@pytest.fixture
def dinner(session, agreed):
    return planned(session, agreed)


@pytest.fixture
def three(session, agreed, dinner):
    publish(session, agreed, [Shared("one"), Shared("two"), Shared("three", second="other")])
    return built(session, agreed, dinner)


# -- amending ---------------------------------------------------------------------------------


def test_a_company_taken_off_is_shown_with_its_reason(session, agreed, dinner, three):
    one = target_named(session, agreed.first, dinner, "one Inc")

    targets.change(
        session,
        agreed.second,
        event_id=dinner.id,
        target_id=one.id,
        state=TargetState.EXCLUDED,
        reason="They are suing us.",
    )

    (gone,) = listed(session, agreed.first, dinner, state=TargetState.EXCLUDED)
    assert (gone.id, gone.changed_by, gone.change_reason) == (
        one.id,
        "theirs",
        "They are suing us.",
    )
    found, _, _ = targets.get(session, agreed.first, event_id=dinner.id, limit=1)
    assert (found.size, found.excluded) == (1, 1)


def test_what_people_said_outlives_a_rebuild(session, agreed, dinner, three):
    one = target_named(session, agreed.first, dinner, "one Inc")
    targets.remove(session, agreed.first, event_id=dinner.id, target_id=one.id, reason="No.")
    targets.add(session, agreed.second, event_id=dinner.id, company=3, reason="The CEO asked.")

    again = built(session, agreed, dinner)

    states = {each.mine["name"]: each.state for each in listed(session, agreed.first, dinner)}
    assert states == {"two Inc": "listed", "three Inc": "added", "one Inc": "excluded"}
    assert [(out.code, out.count) for out in again.left_out] == [("excluded_by_mine", 1)]
    kept = target_named(session, agreed.first, dinner, "three Inc")
    assert (kept.changed_by, kept.change_reason) == ("theirs", "The CEO asked.")


def test_a_company_the_rules_left_out_can_be_put_on_by_its_match(session, agreed, dinner, three):
    match_id = keys_of(session).match_id(agreed.id, "first-three-0", "second-three-0")

    added = targets.add(
        session, agreed.first, event_id=dinner.id, match_id=match_id, reason="The CEO asked."
    )

    assert (added.state, added.rank, added.mine["name"]) == ("added", 3, "three Inc")


def test_a_company_is_put_on_once(session, agreed, dinner, three):
    with pytest.raises(AlreadyExistsError):
        targets.add(session, agreed.first, event_id=dinner.id, company=1, reason="Twice.")


@pytest.mark.parametrize(
    "company", [{}, {"company": 1, "match_id": "0" * 32}], ids=["neither", "both"]
)
def test_a_company_is_named_in_one_way(session, agreed, dinner, three, company):
    with pytest.raises(ValidationError):
        targets.add(session, agreed.first, event_id=dinner.id, reason="Why not.", **company)


def test_an_account_of_another_partnership_is_not_there(session, make, agreed, dinner, three):
    other = make.partnership()
    publish(session, other, [Shared("foreign"), *(Shared(f"f{n}") for n in range(5))])
    match_id = keys_of(session).match_id(other.id, "first-foreign-0", "second-foreign-0")

    for named in ({"match_id": match_id}, {"company": 6}):
        with pytest.raises(NotFoundError):
            targets.add(session, agreed.first, event_id=dinner.id, reason="Mine.", **named)


def test_one_put_on_by_hand_goes_and_one_of_the_rules_is_taken_off(session, agreed, dinner, three):
    added = targets.add(session, agreed.first, event_id=dinner.id, company=3, reason="Try.")
    one = target_named(session, agreed.first, dinner, "one Inc")

    for target_id in (added.id, one.id):
        targets.remove(
            session, agreed.second, event_id=dinner.id, target_id=target_id, reason="No."
        )

    states = {each.mine["name"]: each.state for each in listed(session, agreed.first, dinner)}
    assert states == {"two Inc": "listed", "one Inc": "excluded"}


def test_a_change_takes_back_an_approval(session, agreed, dinner, three):
    targets.approve(session, agreed.first, event_id=dinner.id, now=NOW)
    one = target_named(session, agreed.first, dinner, "one Inc")

    targets.remove(session, agreed.second, event_id=dinner.id, target_id=one.id, reason="No.")
    found = targets.approve(session, agreed.second, event_id=dinner.id, now=NOW)

    assert found.frozen_on is None
    assert (found.approvals.mine, found.approvals.theirs) == (NOW, None)


def test_a_change_of_the_window_takes_back_an_approval(session, agreed, dinner, three):
    targets.approve(session, agreed.first, event_id=dinner.id, now=NOW)

    events.change(session, agreed.second, event_id=dinner.id, revision=1, window_days=90)

    found, _, _ = targets.get(session, agreed.first, event_id=dinner.id, limit=1)
    assert found.approvals.mine is None


# -- agreeing ---------------------------------------------------------------------------------


def test_both_approve_and_the_list_is_frozen_that_day(session, agreed, dinner, three):
    first = targets.approve(session, agreed.first, event_id=dinner.id, now=NOW)
    second = targets.approve(session, agreed.second, event_id=dinner.id, now=NOW)

    assert first.frozen_on is None
    assert (second.frozen_on, second.baseline_on) == (TODAY, TODAY)
    lines, _ = audit.page(session, agreed.second, after=None, limit=2)
    assert [line.action for line in lines] == [
        Action.TARGET_LIST_FROZEN,
        Action.TARGET_LIST_APPROVED,
    ]


def test_both_may_agree_on_a_day_in_the_past(session, agreed, dinner, three):
    frozen = freeze(session, agreed, dinner, baseline_on=date(2025, 10, 1))

    assert frozen.frozen_on == date(2025, 10, 1)


@pytest.mark.parametrize("approved", [date(2025, 10, 1), None], ids=["a day", "no day"])
def test_two_sides_that_name_different_days_have_not_agreed(
    session, agreed, dinner, three, approved
):
    targets.approve(session, agreed.first, event_id=dinner.id, now=NOW, baseline_on=approved)

    with pytest.raises(ConflictError):
        targets.approve(
            session, agreed.second, event_id=dinner.id, now=NOW, baseline_on=date(2025, 11, 1)
        )


def test_nobody_approves_what_they_have_not_read(session, agreed, dinner, three):
    one = target_named(session, agreed.first, dinner, "one Inc")
    targets.remove(session, agreed.second, event_id=dinner.id, target_id=one.id, reason="No.")

    with pytest.raises(PreconditionFailedError):
        targets.approve(session, agreed.first, event_id=dinner.id, now=NOW, revision=three.revision)


def test_there_is_nothing_to_approve_on_an_empty_list(session, agreed, dinner):
    publish(session, agreed, [Shared("acme", second="other")])
    built(session, agreed, dinner)

    with pytest.raises(ConflictError):
        targets.approve(session, agreed.first, event_id=dinner.id, now=NOW)


FROZEN = {
    "build": lambda session, actor, event, target: targets.build(
        session, actor, event_id=event.id, now=NOW
    ),
    "add": lambda session, actor, event, target: targets.add(
        session, actor, event_id=event.id, company=3, reason="Late."
    ),
    "change": lambda session, actor, event, target: targets.change(
        session,
        actor,
        event_id=event.id,
        target_id=target,
        state=TargetState.EXCLUDED,
        reason="Late.",
    ),
    "remove": lambda session, actor, event, target: targets.remove(
        session, actor, event_id=event.id, target_id=target, reason="Late."
    ),
    "approve": lambda session, actor, event, target: targets.approve(
        session, actor, event_id=event.id, now=NOW
    ),
}
CALLS = FROZEN | {
    "get": lambda session, actor, event, target: targets.get(
        session, actor, event_id=event.id, limit=1
    ),
    "export": lambda session, actor, event, target: targets.export(
        session, actor, event_id=event.id
    ),
}


@pytest.mark.parametrize("call", FROZEN.values(), ids=FROZEN.keys())
def test_a_frozen_list_does_not_change(session, agreed, dinner, three, call):
    one = target_named(session, agreed.first, dinner, "one Inc")
    freeze(session, agreed, dinner)

    with pytest.raises(TargetListFrozenError):
        call(session, agreed.first, dinner, one.id)


def test_a_frozen_list_fixes_the_window(session, agreed, dinner, three):
    freeze(session, agreed, dinner)

    with pytest.raises(TargetListFrozenError):
        events.change(session, agreed.first, event_id=dinner.id, revision=1, window_days=900)
    assert events.change(session, agreed.first, event_id=dinner.id, revision=1, name="Supper")


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_to_a_stranger_a_target_list_is_not_there(session, make, agreed, dinner, three, call):
    with pytest.raises(NotFoundError):
        call(session, make.actor(), dinner, "0" * 32)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_nothing_is_shown_or_changed_after_the_end(session, agreed, dinner, three, call):
    one = target_named(session, agreed.first, dinner, "one Inc")
    partnerships.end(session, agreed.second, partnership_id=agreed.id, now=NOW)

    with pytest.raises(SharingEndedError):
        call(session, agreed.first, dinner, one.id)


@pytest.mark.parametrize("call", FROZEN.values(), ids=FROZEN.keys())
def test_a_viewer_only_reads(session, make, agreed, dinner, three, call):
    organization = type("Organization", (), {"id": agreed.first.organization_id, "domain": "a.com"})
    viewer = make.actor(organization, role=Role.VIEWER)
    one = target_named(session, agreed.first, dinner, "one Inc")

    with pytest.raises(ForbiddenError):
        call(session, viewer, dinner, one.id)
    assert listed(session, viewer, dinner)


def test_an_event_without_a_list_says_so(session, agreed, dinner):
    with pytest.raises(NotFoundError):
        listed(session, agreed.first, dinner)
