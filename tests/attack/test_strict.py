"""Partners of whom one is strict: history, both approvals, and likely pairs that both accept."""

import pytest

from tests.attack.conftest import company
from tests.journeys.people import agree, compare
from tests.pasts import built_once

HEADER = ["Account ID", "Account Name", "Website", "Billing City", "Billing Country", "Phone"]
HEADER += ["Type", "Account Owner", "Created Date"]
DEALS = ["Opportunity ID", "Opportunity Name", "Account ID", "Stage", "Amount", "Currency"]
DEALS += ["Created Date", "Close Date"]
COMPARED = ["city", "country", "phone"]


def known(number, created="2024-03-01", **values):
    """A row with a history: its type is Prospect, so that no deal is asked for."""
    row = company(number, **values)
    return (*row[:6], "Prospect", row[7], created)


LIKELY = [
    ("x1", "Blue Meridian Analytics", "", "Hamburg", "Germany", "", "Prospect", "Ann", "2024-03-01")
]
"""A row that one of the other list, in another city, probably is."""


@pytest.fixture
@built_once
def stocked(first, second, upload):
    rows = [known(n) for n in range(1, 13)]
    upload(first, HEADER, [*rows, *LIKELY])
    upload(second, HEADER, [*rows, ("y1", *LIKELY[0][1:3], "Kiel", *LIKELY[0][4:])])


@pytest.fixture
@built_once
def partnership(first, second, stocked):
    made = agree(first, second, compared=COMPARED)
    second.share(made, compared=COMPARED, strictness="strict")
    return made


@pytest.fixture
@built_once
def overlap(first, second, partnership):
    return compare(first, second, partnership)


def ask(manager, partnership):
    return manager.post(f"/v1/partnerships/{partnership}/overlaps", status=202)


def test_one_strict_side_makes_both_strict_and_both_see_it(first, partnership):
    shared = first.get(f"/v1/partnerships/{partnership}/sharing")

    assert (shared["mine"]["strictness"], shared["theirs"]["strictness"]) == ("standard", "strict")
    assert shared["effective_strictness"] == "strict"
    assert first.get(f"/v1/partnerships/{partnership}")["strictness"] == "strict"


def test_saying_nothing_of_strictness_leaves_it_and_saying_standard_takes_it_back(
    first, second, partnership
):
    assert (
        second.share(partnership, compared=COMPARED, fields=["city"])["effective_strictness"]
        == "strict"
    )
    assert (
        first.share(partnership, compared=COMPARED, strictness="standard")["effective_strictness"]
        == "strict"
    )

    assert (
        second.share(partnership, compared=COMPARED, strictness="standard")["effective_strictness"]
        == "standard"
    )


def test_every_comparison_waits_for_both(first, second, partnership):
    compare(first, second, partnership)

    assert ask(first, partnership)["state"] == "awaiting_approval"


def test_what_was_asked_for_before_a_side_became_strict_is_not_compared(first, second, stocked):
    partnership = agree(first, second, compared=COMPARED)
    asked = ask(first, partnership)["id"]
    second.post(f"/v1/overlaps/{asked}/approve", status=202)
    second.share(partnership, compared=COMPARED, strictness="strict")

    first.office.worker.run_all()

    assert first.get(f"/v1/overlaps/{asked}")["state"] == "cancelled"


def test_accounts_without_a_history_are_not_compared_and_their_owner_learns_how_many(
    first, second, partnership, upload
):
    rows = [known(n) for n in range(1, 9)]
    customer = (*company(9)[:6], "Customer", "Ann", "2024-03-01")
    upload(first, HEADER, [*rows, customer, known(10, owner=""), known(11, created="")])

    overlap = compare(first, second, partnership)

    assert overlap["counts"]["pairs"] == 8
    assert overlap["left_out"] == {
        "customer_without_activity": 1,
        "no_owner": 1,
        "no_created_date": 1,
    }
    assert second.get(f"/v1/overlaps/{overlap['id']}")["left_out"] == {}


def test_a_customer_with_a_deal_has_a_history(first, second, partnership, upload):
    customer = (*company(9)[:6], "Customer", "Ann", "2024-03-01")
    upload(first, HEADER, [*(known(n) for n in range(1, 9)), customer])
    deal = ("d1", "Deal", 9, "Negotiation", 5, "EUR", "2026-02-01", "2026-09-01")
    upload(first, DEALS, [deal], kind="opportunities")

    assert compare(first, second, partnership)["counts"]["pairs"] == 9


# -- likely pairs --------------------------------------------------------------------------------


def waiting(manager, overlap):
    return list(manager.every(f"/v1/overlaps/{overlap['id']}/waiting"))


def names(manager, overlap):
    matches = manager.every(f"/v1/overlaps/{overlap['id']}/matches")
    return {match["mine"]["name"] for match in matches}


def decide(manager, overlap, decision="accepted"):
    (pair,) = waiting(manager, overlap)
    path = f"/v1/overlaps/{overlap['id']}/waiting/{pair['id']}/decision"
    return manager.call("PUT", path, 200, json={"decision": decision}).json


def test_nothing_tells_what_the_other_side_said_of_a_pair_that_waits(
    first, second, stocked, upload
):
    """Not even the explanation of the account against the one that it probably is."""
    history = ("Prospect", "Ann", "2024-03-01")
    place = ("northgatefoods.co.uk", "Leeds", "United Kingdom", "")
    rows = [("n1", "Northgate Foods Ltd", *place, *history)]
    upload(second, HEADER, rows)
    bare = ("n2", "Northgate Foods Ltd", "", "", "United Kingdom", "", *history)
    upload(first, HEADER, [*rows, bare])
    partnership = agree(first, second, compared=["country", "state", "city"], strictness="strict")

    def compared():
        asked = ask(first, partnership)
        for manager in (first, second):
            manager.call("POST", f"/v1/overlaps/{asked['id']}/approve")
        first.office.worker.run_all()
        return first.get(f"/v1/overlaps/{asked['id']}")

    overlap = compared()
    ((mine,), (match,)) = (
        waiting(first, overlap),
        first.every(f"/v1/overlaps/{overlap['id']}/matches"),
    )
    query = f"account_id={mine['mine']['account_id']}&match_id={match['id']}"

    def explained():
        return first.get(f"/v1/overlaps/{overlap['id']}/explanation?{query}")

    before = explained()
    for decision in ("accepted", "rejected"):
        decide(second, overlap, decision)
        assert explained() == before
    assert compared()["decisions"]["kept_out"] == {"rejected": 0, "disputed": 0}
    decide(first, overlap, "accepted")
    assert [each["whose"] for each in explained()["decisions"]] == ["mine"]
    assert explained()["reason"].startswith("You accepted it")


def test_a_likely_pair_shows_each_side_its_own_account_and_nothing_else(first, second, overlap):
    assert LIKELY[0][1] not in names(first, overlap)
    (mine,), (theirs,) = waiting(first, overlap), waiting(second, overlap)
    assert mine.keys() == {"id", "mine", "my_decision"}
    assert mine["mine"]["name"] == LIKELY[0][1]
    assert mine["mine"]["account_id"] != theirs["mine"]["account_id"]


def test_a_likely_pair_is_shown_once_both_have_accepted_it(first, second, partnership, overlap):
    assert decide(first, overlap)["my_decision"] == "accepted"
    assert waiting(second, overlap)[0]["my_decision"] is None
    one_sided = compare(first, second, partnership)
    assert LIKELY[0][1] not in names(first, one_sided)

    decide(second, one_sided)
    both = compare(first, second, partnership)

    assert LIKELY[0][1] in names(first, both)
    assert waiting(first, both) == []


def test_a_likely_pair_that_one_side_rejects_waits_no_more(first, second, partnership):
    decide(first, compare(first, second, partnership), "rejected")

    again = compare(first, second, partnership)

    assert waiting(second, again) == []


def test_where_nobody_is_strict_likely_pairs_are_shown_at_once(first, second, partnership):
    second.share(partnership, compared=COMPARED, strictness="standard")

    overlap = compare(first, second, partnership)

    assert LIKELY[0][1] in names(first, overlap)
    assert (waiting(first, overlap), overlap["left_out"]) == ([], None)


def test_a_pair_of_a_population_that_is_withheld_does_not_wait_any_more(
    first, second, partnership, overlap
):
    (pair,) = waiting(first, overlap)
    withheld = [{"population": "prospect", "level": "hidden"}]

    second.share(partnership, compared=COMPARED, strictness="strict", populations=withheld)

    assert waiting(first, overlap) == waiting(second, overlap) == []
    path = f"/v1/overlaps/{overlap['id']}/waiting/{pair['id']}/decision"
    assert first.call("PUT", path, json={"decision": "accepted"}).status_code == 404
