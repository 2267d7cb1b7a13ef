"""What comparisons keep for the next ones: never more than both sides share, never for long."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from partnerhub.matching.incremental import running
from partnerhub.services.overlaps import processing
from tests.journeys.people import agree, compare
from tests.journeys.test_deciding import SECOND
from tests.pasts import built_once

FIRST = (
    "Account ID,Account Name,Website,Billing City\n"
    "1,Bluewater Logistics GmbH,bluewater-logistics.de,Hamburg\n"
    "2,Pinewood Robotics Inc.,pinewoodrobotics.com,Denver\n"
) + "".join(f"{number},Company {number},company{number}.com,Bonn\n" for number in range(3, 15))


@pytest.fixture
@built_once
def partnership(first, second, upload):
    upload(first, FIRST)
    upload(second, SECOND)
    made = agree(first, second, fields=["city"])
    compare(first, second, made)
    return made


@pytest.fixture
def states(own_settings):
    return lambda: sorted(own_settings.states.iterdir())


def told(manager, overlap):
    return list(manager.every(f"/v1/overlaps/{overlap['id']}/matches"))


def test_a_changed_list_is_compared_by_what_has_changed(
    monkeypatch, first, second, partnership, upload
):
    upload(first, FIRST.replace("Company 9,company9.com", "Northgate Foods,northgatefoods.co.uk"))
    with monkeypatch.context() as patch:
        patch.setattr(running, "Embedded", None)
        found = compare(first, second, partnership)
    monkeypatch.setattr(processing.keeping, "place", lambda *_: None)
    expected = compare(first, second, partnership)

    assert found["state"] == "succeeded"
    assert told(first, found) == told(first, expected)
    assert len(told(first, found)) == 3
    assert (found["counts"], found["near_misses"]) == (
        expected["counts"],
        expected["near_misses"],
    )


def test_a_state_is_kept_for_each_partnership_and_for_no_other(
    first, second, partnership, upload, office, states
):
    third = office.manager("Third")
    upload(third, SECOND)
    other = agree(first, third, fields=["city"])
    compare(first, third, other)

    assert sorted(path.name[:32] for path in states()) == sorted([partnership, other])
    assert {path.stat().st_mode & 0o777 for path in states()} == {0o600}


def test_when_a_partnership_ends_nothing_of_it_is_kept(first, office, partnership, states):
    assert states()
    first.call("POST", f"/v1/partnerships/{partnership}/end", 200)
    office.worker.run_all()

    assert not states()


@pytest.mark.parametrize("shares_now", [{"fields": []}, {"level": "hidden"}])
def test_when_less_is_shared_nothing_that_was_derived_from_more_is_kept(
    second, office, partnership, states, shares_now
):
    assert states()
    second.share(partnership, **shares_now)
    office.worker.run_all()

    assert not states()


def test_what_ends_while_it_is_compared_keeps_nothing(
    monkeypatch, first, second, partnership, states
):
    compared = processing._released

    def ended_meanwhile(*arguments):
        monkeypatch.undo()
        first.call("POST", f"/v1/partnerships/{partnership}/end", 200)
        return compared(*arguments)

    monkeypatch.setattr(processing, "_released", ended_meanwhile)
    asked = first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)
    assert asked["state"] == "queued"
    first.office.worker.run_one()

    assert not states()


def test_a_state_that_nobody_uses_goes_after_a_month(office, partnership, states):
    now = datetime.now(UTC)
    office.worker.sweep(now + timedelta(days=29))
    assert states()
    office.worker.sweep(now + timedelta(days=31))

    assert not states()


def test_what_a_killed_worker_was_writing_is_swept(office, partnership, own_settings, states):
    (own_settings.states / f".{partnership}-0.state.half").write_bytes(b"half")
    office.worker.sweep(datetime.now(UTC))
    assert len(states()) == 2
    office.worker.sweep(datetime.now(UTC) + timedelta(hours=2))

    assert len(states()) == 1


def test_making_an_old_overlap_again_leaves_the_state_alone(first, partnership, states):
    (state,) = states()
    before = state.read_bytes()
    (overlap,) = first.get(f"/v1/partnerships/{partnership}/overlaps")["items"]
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1), tick=True):
        first.call("POST", f"/v1/overlaps/{overlap['id']}/recompute", 202, json={})
        first.office.worker.run_all()

    assert state.read_bytes() == before
