"""An old overlap can be made again, from its own lists and under its own policy."""

from dataclasses import replace

import pytest

from partnerhub import matching
from partnerhub.matching import policies
from tests.journeys.people import agree, compare
from tests.journeys.test_deciding import BLUEWATER, FIRST, SECOND, say
from tests.pasts import built_once

CONTACTS = """Contact ID,First Name,Last Name,Title,Email,Account ID
1,Ada,Stone,CEO,ada@bluewater-logistics.de,{}
"""


@pytest.fixture
@built_once
def partnership(first, second, upload):
    upload(first, FIRST)
    upload(second, SECOND)
    return agree(first, second, fields=["city"])


@pytest.fixture
@built_once
def overlap(first, second, partnership):
    return compare(first, second, partnership)


def recompute(manager, overlap, status=202):
    made = manager.call("POST", f"/v1/overlaps/{overlap['id']}/recompute", status, json={})
    if status == 202:
        manager.office.worker.run_all()
        return manager.get(made.headers["Location"])
    return made.json


def told(manager, overlap):
    return list(manager.every(f"/v1/overlaps/{overlap['id']}/matches"))


@pytest.fixture
def newer(monkeypatch):
    """A new version of the match policy, beside the one that overlaps were made under."""
    policy = replace(matching.DEFAULT, version="a newer one", certain=0.99999, likely=0.99998)
    monkeypatch.setattr(policies, "SHIPPED", (*policies.SHIPPED, policy))
    monkeypatch.setattr(matching, "DEFAULT", policy)


def test_an_overlap_says_under_which_policy_it_was_made(first, second, overlap):
    for manager in (first, second):
        policy = manager.get(f"/v1/overlaps/{overlap['id']}/policy")

        kept = {name: policy[name] for name in ("name", "version", "digest", "released_tiers")}
        assert kept == overlap["policy"]
        assert policy["parameters"]["tiers"]["likely"] == matching.DEFAULT.likely
        worths = {rule["rule"]: rule["weight"] for rule in policy["rules"]}
        assert worths == {rule.__name__: weight for rule, weight in matching.DEFAULT.weights}
        assert all(rule["sentence"].endswith(".") for rule in policy["rules"])


def test_an_old_overlap_made_again_is_the_same_whatever_came_since(
    first, second, partnership, overlap, upload, newer
):
    upload(first, FIRST.replace("Pinewood Robotics Inc.", "Something Else Ltd"))
    upload(second, "\n".join(SECOND.splitlines()[:2]) + "\n")
    latest = compare(first, second, partnership)
    assert (latest["policy"]["version"], latest["counts"]["pairs"]) == ("a newer one", 0)

    again = recompute(second, overlap)

    assert again["recomputes"] == overlap["id"]
    assert again["number"] == latest["number"] + 1
    assert again["policy"] == overlap["policy"]
    mine = first.get(f"/v1/overlaps/{again['id']}")
    assert mine["list_versions"] == overlap["list_versions"]
    same = ("counts", "matrix", "near_misses", "families", "decisions", "level")
    assert [mine[name] for name in same] == [overlap[name] for name in same]
    for manager in (first, second):
        assert told(manager, again) == told(manager, overlap)


def test_an_overlap_made_again_is_no_news(first, second, partnership, overlap, upload):
    upload(first, FIRST.replace(FIRST.splitlines()[1] + "\n", ""))
    latest = compare(first, second, partnership)
    again = recompute(first, overlap)
    event = {"name": "Dinner", "kind": "dinner", "capacity": 2, "starts_on": "2026-05-07"}
    made = first.post(f"/v1/partnerships/{partnership}/events", event, 201)

    built = first.post(f"/v1/events/{made['id']}/target-list", {}, 200)

    assert built["overlap_id"] == latest["id"] != again["id"]
    say(first, again, BLUEWATER, "rejected")
    (decided,) = first.every(f"/v1/partnerships/{partnership}/decisions")
    assert decided["overlap_id"] == overlap["id"]


def test_decisions_made_since_count(first, second, overlap):
    say(second, overlap, BLUEWATER, "rejected")

    again = recompute(first, overlap)

    assert BLUEWATER not in {one["mine"]["name"] for one in told(first, again)}
    assert again["decisions"]["kept_out"]["rejected"] == 1


def test_it_shows_no_more_than_the_old_one_did(first, second, partnership, upload, tmp_path):
    for manager, account in ((first, 1), (second, 901)):
        path = tmp_path / "contacts.csv"
        path.write_text(CONTACTS.format(account))
        manager.upload("contacts", path)
    second.share(partnership, fields=["city"], contacts="hidden")
    overlap = compare(first, second, partnership)
    for manager in (first, second):
        manager.share(partnership, fields=["city", "country"], contacts="counts")

    again = recompute(first, overlap)

    theirs = {name for one in told(first, again) for name in one["theirs"]}
    assert theirs == {"name", "domain", "city", "population", "open_opportunity"}
    assert all(not one["cells"] for one in first.every(f"/v1/overlaps/{again['id']}/contacts"))
    widened = compare(first, second, partnership)
    assert "country" in told(first, widened)[0]["theirs"]


def test_it_shows_nothing_that_is_not_shared_any_more(first, second, partnership, overlap):
    second.share(partnership, fields=[])
    again = recompute(first, overlap)
    assert "city" not in told(first, again)[0]["theirs"]

    second.share(partnership, level="counts_only")
    counted = recompute(first, overlap)
    assert (counted["level"], counted["matrix"]) == ("counts_only", None)
    second.share(partnership, level="overlapping_accounts")
    assert recompute(first, counted)["level"] == "counts_only"

    second.share(partnership, level="hidden")
    assert recompute(first, overlap, status=409)["code"] == "sharing_hidden"


def test_a_policy_that_is_gone_or_was_changed_is_not_taken_for_the_old_one(
    first, overlap, monkeypatch
):
    monkeypatch.setattr(policies, "SHIPPED", ())
    assert recompute(first, overlap, status=409)["code"] == "conflict"

    changed = replace(matching.DEFAULT, likely=0.5)
    monkeypatch.setattr(policies, "SHIPPED", (changed,))
    assert recompute(first, overlap, status=409)["code"] == "conflict"


def test_only_what_was_published_is_made_again_and_one_after_the_other(
    first, second, partnership, overlap
):
    asked = first.post(f"/v1/overlaps/{overlap['id']}/recompute", status=202)

    assert asked["state"] == "queued"
    assert recompute(second, asked, status=409)["code"] == "not_released"
    assert recompute(second, overlap, status=409)["code"] == "conflict"
