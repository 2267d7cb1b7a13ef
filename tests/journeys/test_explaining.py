"""Why two accounts are a match, or why not, for any pair that one may see."""

import pytest

from tests.journeys.people import agree, compare
from tests.journeys.test_deciding import BLUEWATER, NORTHGATE, say
from tests.pasts import built_once

FIRST = """Account ID,Account Name,Website,Billing City,Billing Country,Phone,Type
1,Bluewater Logistics GmbH,bluewater-logistics.de,Hamburg,Germany,+49 40 7001234,Customer
2,Northgate Foods Ltd,northgatefoods.co.uk,Leeds,United Kingdom,+44 113 4960000,Prospect
3,Bluewater Logistics,www.bluewater-logistics.de,Hamburg,Germany,,Prospect
4,Quarry Hill Opticians,quarryhill.example.com,Denver,United States,+49 40 9998877,Prospect
"""
SECOND = """Record ID,Company name,Company Domain Name,City,Country/Region,Phone Number
901,Bluewater Logistics,bluewater-logistics.de,Hamburg,Germany,{phone}
902,Northgate Foods Limited,northgatefoods.co.uk,Leeds,UK,+44 113 4960000
"""


@pytest.fixture
@built_once
def partnership(first, second, upload):
    upload(first, FIRST)
    upload(second, SECOND.format(phone="+49 40 9998877"))
    return agree(first, second)


@pytest.fixture
@built_once
def overlap(first, second, partnership):
    return compare(first, second, partnership)


def account(manager, name):
    return next(one["id"] for one in manager.every("/v1/accounts") if one["name"] == name)


def match(manager, overlap, name):
    found = manager.every(f"/v1/overlaps/{overlap['id']}/matches")
    return next(one for one in found if one["mine"]["name"] == name)


def explain(manager, overlap, account_id, match_id, status=200):
    path = f"/v1/overlaps/{overlap['id']}/explanation"
    return manager.get(f"{path}?account_id={account_id}&match_id={match_id}", status)


def test_a_pair_of_the_overlap_is_explained_as_it_was_released(first, overlap):
    released = match(first, overlap, BLUEWATER)

    told = explain(first, overlap, account(first, BLUEWATER), released["id"])

    same = ("confidence", "tier", "rules", "explanation", "decision_state")
    assert {name: told[name] for name in same} == {name: released[name] for name in same}
    assert told["match_id"] == released["id"]
    assert told["reason"] == "The overlap has this pair."


def test_matches_are_asked_for_by_a_rule_that_applied(first, overlap):
    matches = f"/v1/overlaps/{overlap['id']}/matches"
    every = list(first.every(matches))
    rules = {rule["rule"] for one in every for rule in one["rules"]}
    assert {"same_web_domain", "same_country", "prior"} <= rules

    for rule in rules:
        found = [one["id"] for one in first.every(f"{matches}?rule={rule}")]
        named = [one["id"] for one in every if rule in {each["rule"] for each in one["rules"]}]
        assert found == named, rule
    assert not list(first.every(f"{matches}?rule=different_phones&tier=certain"))


@pytest.mark.parametrize("unknown", ["same_phon", "same%", 'x"', "SAME_PHONE"])
def test_a_rule_that_the_policy_does_not_have_is_refused(first, overlap, unknown):
    path = f"/v1/overlaps/{overlap['id']}/matches"

    answer = first.call("GET", path, 422, query_string={"rule": unknown})

    assert [error["parameter"] for error in answer.json["errors"]] == ["rule"]


def test_two_accounts_that_are_no_match_are_told_why_not(first, overlap):
    other = match(first, overlap, NORTHGATE)

    told = explain(first, overlap, account(first, BLUEWATER), other["id"])

    assert (told["match_id"], told["tier"]) == (None, None)
    assert told["confidence"] < 0.1
    assert told["reason"].endswith(".")
    assert {one["name"] for one in [told["policy"]]} == {overlap["policy"]["name"]}


def test_a_pair_that_was_rejected_says_so(first, second, partnership, overlap):
    say(second, overlap, BLUEWATER, "rejected")
    # Accounts 1 and 3 are both Bluewater: the other one still leads to the partner's account.
    latest = compare(first, second, partnership)
    other = match(first, latest, "Bluewater Logistics")

    told = explain(first, latest, account(first, BLUEWATER), other["id"])

    assert told["match_id"] is None
    assert told["decision_state"] == "rejected"
    assert told["reason"] == "It is kept out because it was rejected."
    assert [(one["whose"], one["decided_by"]) for one in told["decisions"]] == [("theirs", None)]


def test_what_is_not_shared_changes_nothing_of_an_explanation(first, second, partnership, upload):
    """Account 4 has the phone number of the partner's 901, which is not shared."""
    told = []
    for phone in ("+49 40 9998877", "+49 40 1112233", ""):
        upload(second, SECOND.format(phone=phone))
        overlap = compare(first, second, partnership)
        bluewater = match(first, overlap, BLUEWATER)
        quarry = account(first, "Quarry Hill Opticians")
        told.append(explain(first, overlap, quarry, bluewater["id"]))

    assert told[0] == told[1] == told[2]
    second.share(partnership, fields=["phone"])
    upload(second, SECOND.format(phone="+49 40 9998877"))
    overlap = compare(first, second, partnership)
    shared = explain(first, overlap, quarry, match(first, overlap, BLUEWATER)["id"])
    assert "same_phone" in {rule["rule"] for rule in shared["rules"]}
    second.share(partnership, fields=[])
    assert explain(first, overlap, quarry, match(first, overlap, BLUEWATER)["id"]) == told[0]


def test_only_ones_own_accounts_and_what_the_overlap_shows_are_explained(first, second, overlap):
    mine, theirs = account(first, BLUEWATER), account(second, "Bluewater Logistics")
    released = match(first, overlap, BLUEWATER)["id"]

    for account_id, match_id in ((theirs, released), (mine, mine), ("0" * 32, released)):
        assert explain(first, overlap, account_id, match_id, 404)["code"] == "not_found"


def test_nothing_is_explained_when_less_is_shared(first, second, partnership, overlap):
    mine, released = account(first, BLUEWATER), match(first, overlap, BLUEWATER)["id"]

    second.share(partnership, level="counts_only")

    assert explain(first, overlap, mine, released, 409)["code"] == "sharing_hidden"


def test_duplicates_of_ones_own_list_are_explained(first, second):
    one, other = account(first, BLUEWATER), account(first, "Bluewater Logistics")

    told = first.get(f"/v1/accounts/{one}/explanation?other_id={other}")
    back = first.get(f"/v1/accounts/{other}/explanation?other_id={one}")
    unlike = first.get(f"/v1/accounts/{one}/explanation?other_id={account(first, NORTHGATE)}")

    assert told["tier"] == "certain"
    assert told["reason"].startswith("They are the same company")
    assert back["confidence"] == told["confidence"]
    assert unlike["tier"] is None
    second.get(f"/v1/accounts/{one}/explanation?other_id={other}", 404)


@pytest.fixture(autouse=True)
def _stocked(partnership):
    """Every story begins with the two lists."""
