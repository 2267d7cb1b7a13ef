"""What people decide on a pair stays: over uploads, renames and new match policies."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from partnerhub import matching
from partnerhub.services.overlaps import processing
from tests.journeys.people import agree, compare
from tests.pasts import built_once

FIRST = """Account ID,Account Name,Website,Billing City,Billing Country,Type
1,Bluewater Logistics GmbH,bluewater-logistics.de,Hamburg,Germany,Customer
2,Northgate Foods Ltd,northgatefoods.co.uk,Leeds,United Kingdom,Prospect
3,Pinewood Robotics Inc.,pinewoodrobotics.com,Denver,United States,Prospect
"""
SECOND = """Record ID,Company name,Company Domain Name,City,Country/Region,Lifecycle Stage
901,Bluewater Logistics,bluewater-logistics.de,Hamburg,Germany,Lead
902,Northgate Foods Limited,northgatefoods.co.uk,Leeds,UK,Customer
903,Pinewood Robotics,pinewoodrobotics.com,Denver,USA,Customer
"""
BLUEWATER, NORTHGATE = "Bluewater Logistics GmbH", "Northgate Foods Ltd"


@pytest.fixture
@built_once
def partnership(first, second, upload):
    upload(first, FIRST)
    upload(second, SECOND)
    return agree(first, second)


@pytest.fixture
@built_once
def overlap(first, second, partnership):
    return compare(first, second, partnership)


@pytest.fixture
def names(first):
    """The first's accounts that an overlap shares."""

    def names(overlap, **filters):
        query = "&".join(f"{name}={value}" for name, value in filters.items())
        found = first.every(f"/v1/overlaps/{overlap['id']}/matches?{query}")
        return {one["mine"]["name"] for one in found}

    return names


def path_of(manager, overlap, name):
    """Where one decides on a pair, by the name of either side's account."""
    for match in manager.every(f"/v1/overlaps/{overlap['id']}/matches"):
        if name in {match["mine"]["name"], match["theirs"]["name"]}:
            return f"/v1/overlaps/{overlap['id']}/matches/{match['id']}/decision"
    raise AssertionError(name)


def say(manager, overlap, name, verdict):
    path = path_of(manager, overlap, name)
    return manager.call("PUT", path, 200, json={"decision": verdict}).json


@pytest.fixture
def policy(monkeypatch):
    """Let a new version of the match policy come."""

    def policy(**changes):
        newer = replace(matching.DEFAULT, version="a newer one", **changes)
        monkeypatch.setattr(matching, "DEFAULT", newer)

    return policy


def test_a_rejected_pair_does_not_come_back_with_new_lists_or_a_new_policy(
    first, second, partnership, overlap, upload, names, policy
):
    say(second, overlap, BLUEWATER, "rejected")
    upload(first, FIRST.replace(BLUEWATER, "Bluewater Logistics"))
    upload(second, SECOND.replace("Hamburg", "Bremen"))
    assert "Bluewater Logistics" not in names(compare(first, second, partnership))

    policy(certain=0.5, likely=0.02, possible=0.01)

    again = compare(first, second, partnership)
    assert "Bluewater Logistics" not in names(again)
    assert again["policy"]["version"] == "a newer one"
    assert again["decisions"]["kept_out"] == {"rejected": 1, "disputed": 0}


def test_an_accepted_pair_stays_under_other_names_and_a_stricter_policy(
    first, second, partnership, overlap, upload, names, policy
):
    say(first, overlap, BLUEWATER, "accepted")
    renamed = "901,Zephyr Holdings,zephyr-holdings.com,Lisbon,Portugal,Lead"
    upload(second, SECOND.replace(SECOND.splitlines()[1], renamed))
    assert BLUEWATER in names(compare(first, second, partnership), decision="accepted")

    policy(certain=0.99998, likely=0.99997)

    again = compare(first, second, partnership)
    assert names(again) == {BLUEWATER}
    assert again["decisions"]["accepted"] == 1


def test_a_decision_waits_for_an_account_that_is_gone_for_a_while(
    first, second, partnership, overlap, upload, names
):
    say(first, overlap, BLUEWATER, "accepted")
    say(first, overlap, NORTHGATE, "rejected")
    without = "\n".join([SECOND.splitlines()[0], SECOND.splitlines()[3]]) + "\n"
    upload(second, without)
    assert names(compare(first, second, partnership)) == {"Pinewood Robotics Inc."}
    upload(second, SECOND)

    back = compare(first, second, partnership)

    assert names(back) == {BLUEWATER, "Pinewood Robotics Inc."}
    assert names(back, decision="accepted") == {BLUEWATER}


def test_a_pair_the_sides_disagree_on_is_released_when_one_takes_its_word_back(
    first, second, partnership, overlap, names
):
    say(first, overlap, BLUEWATER, "accepted")
    said = say(second, overlap, BLUEWATER, "rejected")
    assert said["decision_state"] == "disputed"
    disputed = compare(first, second, partnership)
    assert BLUEWATER not in names(disputed)
    assert disputed["decisions"]["kept_out"] == {"rejected": 0, "disputed": 1}

    for manager in (first, second):
        (told,) = manager.every(f"/v1/partnerships/{partnership}/decisions?state=disputed")
        assert {one["decision"] for one in told["match"]["decisions"]} == {"accepted", "rejected"}
        assert all(one["decided_at"] for one in told["match"]["decisions"])
    match = f"/v1/overlaps/{told['overlap_id']}/matches/{told['match']['id']}"
    second.call("DELETE", f"{match}/decision", 200)

    assert BLUEWATER in names(compare(first, second, partnership), decision="accepted")


def test_what_is_decided_with_one_partner_is_nothing_to_another(
    office, first, second, partnership, overlap, upload, names
):
    third = office.manager("Third")
    upload(third, SECOND)
    other = agree(first, third)
    before = compare(first, third, other)
    told = [third.get(f"/v1/overlaps/{before['id']}{path}") for path in ("", "/matches")]
    say(first, overlap, BLUEWATER, "rejected")
    say(second, overlap, NORTHGATE, "rejected")

    after = compare(first, third, other)

    assert told == [third.get(f"/v1/overlaps/{before['id']}{path}") for path in ("", "/matches")]
    assert names(after) == names(before)
    assert list(third.every(f"/v1/partnerships/{other}/decisions")) == []


def test_nothing_is_published_that_was_rejected_while_it_was_compared(
    first, second, partnership, overlap, names, monkeypatch
):
    left = [BLUEWATER]

    def interrupted(*args):
        if left:
            say(second, overlap, left.pop(), "rejected")
        return compared(*args)

    compared = processing._released
    monkeypatch.setattr(processing, "_released", interrupted)

    waiting = compare(first, second, partnership)
    assert (waiting["state"], waiting["counts"]) == ("running", None)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        first.office.worker.run_all()

    again = first.get(f"/v1/overlaps/{waiting['id']}")
    assert again["state"] == "succeeded"
    assert names(again) == {NORTHGATE, "Pinewood Robotics Inc."}
