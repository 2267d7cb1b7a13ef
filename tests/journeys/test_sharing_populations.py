"""Less of some accounts than of others: populations that are not compared, or only counted."""

import csv

import pytest

from tests.journeys.people import agree, compare
from tests.journeys.test_sharing import FIRST, SECOND, matches
from tests.pasts import built_once

CUSTOMERS = {"population": "customer"}


@pytest.fixture
@built_once
def partnership(first, second, upload):
    """The second's customers are Northgate, Pinewood and the secret one; Bluewater is none."""
    upload(first, FIRST)
    upload(second, SECOND)
    return agree(first, second, fields=["city"])


@pytest.fixture
@built_once
def overlap(first, second, partnership):
    return compare(first, second, partnership)


def names(manager, overlap):
    return {one["theirs"]["name"] for one in matches(manager, overlap)}


def test_a_hidden_population_is_not_even_compared(first, second, partnership):
    second.share(partnership, populations=[CUSTOMERS | {"level": "hidden"}])

    overlap = compare(first, second, partnership)

    assert names(first, overlap) == {"Bluewater Logistics"}
    assert overlap["counts"]["companies"] == 1
    assert overlap["near_misses"] == []


def test_a_population_that_is_only_counted_shows_no_account(first, second, partnership):
    second.share(partnership, populations=[CUSTOMERS | {"level": "counts_only"}])

    overlap = compare(first, second, partnership)

    assert names(first, overlap) == {"Bluewater Logistics"}
    assert overlap["near_misses"] == []  # Two companies are too few to be counted.


def test_enough_companies_that_are_only_counted_are_told_in_a_band(first, second, upload):
    rows = [(n, f"Company Number {n} of {'abcdefghijklmnopqrst'[n]}") for n in range(20)]
    lines = "".join(f"{n},{name},number-{n}-{n}.com,Customer\n" for n, name in rows)
    upload(first, f"Account ID,Account Name,Website,Type\n{lines}")
    upload(second, f"Account ID,Account Name,Website,Type\n{lines}")
    partnership = agree(first, second)
    second.share(partnership, populations=[CUSTOMERS | {"level": "counts_only"}])

    overlap = compare(first, second, partnership)

    assert overlap["counts"]["companies"] == 0
    (counted,) = overlap["near_misses"]
    assert counted["code"] == "only_counted"
    assert counted["count"]["from"] <= 20 <= counted["count"]["to"]


def test_what_is_taken_back_of_a_population_is_gone_on_the_next_request(
    first, second, partnership, overlap
):
    gone = next(one for one in matches(first, overlap) if one["theirs"]["population"] == "customer")

    second.share(partnership, fields=["city"], populations=[CUSTOMERS | {"level": "hidden"}])

    assert names(first, overlap) == {"Bluewater Logistics"}
    assert {one["mine"]["name"] for one in matches(second, overlap)} == {"Bluewater Logistics"}
    seen = first.get(f"/v1/overlaps/{overlap['id']}")
    assert seen["counts"] == {
        "mine": 1,
        "theirs": 1,
        "pairs": 1,
        "companies": 1,
        "my_duplicates": 0,
        "their_duplicates": 0,
    }
    assert seen["near_misses"] is seen["families"] is None
    for path in (f"matches/{gone['id']}/decision", "explanation?match_id=" + gone["id"]):
        method = "PUT" if path.endswith("decision") else "GET"
        query = "" if method == "PUT" else f"&account_id={gone['mine']['account_id']}"
        body = {"json": {"decision": "accepted"}} if method == "PUT" else {}
        answer = first.call(method, f"/v1/overlaps/{overlap['id']}/{path}{query}", **body)
        assert answer.status_code == 404
    companies = list(first.every(f"/v1/overlaps/{overlap['id']}/companies"))
    assert [one["theirs"][0]["name"] for one in companies] == ["Bluewater Logistics"]
    export = first.call("GET", f"/v1/overlaps/{overlap['id']}/export", 200).text
    assert "Northgate" not in export.replace("Northgate Foods Ltd,", "")

    second.share(partnership, fields=["city"])

    assert len(names(first, overlap)) == 3


def test_a_target_of_a_population_that_is_taken_back_is_gone(first, second, partnership, overlap):
    plan = {
        "name": "Dinner",
        "kind": "dinner",
        "capacity": 1,
        "starts_on": "2026-01-15",
        "ends_on": "2026-01-15",
    }
    event = first.post(f"/v1/partnerships/{partnership}/events", plan, 201)
    path = f"/v1/events/{event['id']}/target-list"
    first.post(path, {"overlap_id": overlap["id"]}, 200)
    listed = {one["theirs"]["name"]: one for one in first.every(f"{path}/targets")}
    assert "Northgate Foods Limited" in listed

    second.share(partnership, fields=["city"], populations=[CUSTOMERS | {"level": "hidden"}])

    left = {one["theirs"]["name"] for one in first.every(f"{path}/targets")}
    assert left == {"Bluewater Logistics"} & set(listed)
    gone = listed["Northgate Foods Limited"]
    assert first.call("GET", f"{path}/targets/{gone['id']}").status_code == 404
    assert (
        "Northgate Foods Limited"
        not in first.call("GET", path, 200, headers={"Accept": "text/csv"}).text
    )


def test_a_field_shows_of_those_populations_that_grant_it(first, second, partnership):
    quiet = CUSTOMERS | {"level": "overlapping_accounts", "fields": []}
    second.share(partnership, fields=["city"], populations=[quiet])

    overlap = compare(first, second, partnership)

    cities = {one["theirs"]["name"]: one["theirs"].get("city") for one in matches(first, overlap)}
    assert cities == {
        "Bluewater Logistics": "Hamburg",
        "Northgate Foods Limited": None,
        "Pinewood Robotics": None,
    }
    said = str(matches(first, overlap))
    assert "same city" not in said  # It would tell the city of those that do not show it.
    shown = second.get(f"/v1/partnerships/{partnership}/disclosures?subject=account")["items"]
    assert sorted("city" in one["fields"] for one in shown) == [False, False, True]


def test_what_both_share_of_populations_is_readable_by_both(first, second, partnership):
    hidden = CUSTOMERS | {"level": "hidden", "fields": None}
    second.share(partnership, populations=[hidden])

    path = f"/v1/partnerships/{partnership}/sharing"
    assert first.get(path)["theirs"]["populations"] == [hidden]
    assert second.get(path)["mine"]["populations"] == [hidden]


def test_a_population_is_named_once(first, second, partnership):
    path = f"/v1/partnerships/{partnership}/sharing"
    tag = second.call("GET", path, 200).headers["ETag"]
    twice = {"level": "hidden", "populations": [CUSTOMERS | {"level": "hidden"}] * 2}

    answer = second.call("PUT", path, 422, json=twice, headers={"If-Match": tag})

    assert answer.json["errors"] == [
        {"pointer": "/populations", "message": "Name each population once."}
    ]


# -- whole lists ----------------------------------------------------------------------------------


def others(manager, overlap, query=""):
    path = f"/v1/overlaps/{overlap['id']}/their-accounts{query}"
    return [one["theirs"] for one in manager.every(path)]


def test_the_rest_of_a_list_shows_only_where_both_show_all(first, second, partnership):
    second.share(partnership, level="all_accounts", fields=["city"])
    overlap = compare(first, second, partnership)

    answer = first.call("GET", f"/v1/overlaps/{overlap['id']}/their-accounts")

    assert overlap["level"] == "overlapping_accounts"
    assert (answer.status_code, answer.json["code"]) == (409, "sharing_hidden")


def test_who_shows_all_accounts_is_shown_all(first, second, partnership):
    second.share(partnership, level="all_accounts", fields=["city"])
    first.share(partnership, level="all_accounts")

    overlap = compare(first, second, partnership)

    assert others(first, overlap) == [
        {
            "name": "Secret Of The Other",
            "domain": "secret-of-the-other.io",
            "population": "customer",
            "city": "Oslo",
        }
    ]
    assert [one["name"] for one in others(second, overlap)] == ["Known To One Side AG"]
    assert others(first, overlap, "?population=prospect") == []
    shared, only_theirs = len(names(first, overlap)), len(others(first, overlap))
    assert shared + only_theirs == len(list(second.every("/v1/accounts")))
    table = first.call(
        "GET", f"/v1/overlaps/{overlap['id']}/their-accounts", 200, headers={"Accept": "text/csv"}
    ).text
    cells = ["Oslo", "secret-of-the-other.io", "Secret Of The Other", "customer"]
    assert list(csv.reader(table.splitlines()))[1:] == [cells]
    told = second.get(f"/v1/partnerships/{partnership}/disclosures?subject=account")["items"]
    assert len(told) == 4


def test_all_accounts_are_as_the_overlap_compared_them(first, second, partnership, upload):
    for side in (first, second):
        side.share(partnership, level="all_accounts")
    overlap = compare(first, second, partnership)
    upload(second, SECOND.replace("Secret Of The Other", "Renamed Since"))

    assert [one["name"] for one in others(first, overlap)] == ["Secret Of The Other"]


def test_the_rest_of_a_list_is_gone_when_it_is_taken_back(first, second, partnership):
    for side in (first, second):
        side.share(partnership, level="all_accounts")
    overlap = compare(first, second, partnership)
    path = f"/v1/overlaps/{overlap['id']}/their-accounts"

    second.share(
        partnership,
        level="all_accounts",
        populations=[CUSTOMERS | {"level": "overlapping_accounts"}],
    )
    assert others(first, overlap) == []
    assert len(names(first, overlap)) == 3
    second.share(partnership, level="overlapping_accounts")
    assert first.call("GET", path).json["code"] == "sharing_hidden"


def test_an_overlap_from_before_does_not_show_the_rest(first, second, partnership, overlap):
    for side in (first, second):
        side.share(partnership, level="all_accounts")

    answer = first.call("GET", f"/v1/overlaps/{overlap['id']}/their-accounts")

    assert (answer.status_code, answer.json["code"]) == (409, "not_released")


def noted(manager, partnership):
    path = f"/v1/partnerships/{partnership}/disclosures?subject=account"
    return {one["account_id"] for one in manager.every(path)}


def test_what_is_shown_stands_in_the_ledger_though_the_other_side_shows_less_of_its_own(
    first, second, partnership
):
    less = CUSTOMERS | {"level": "overlapping_accounts"}
    first.share(partnership, level="all_accounts", populations=[less])
    second.share(partnership, level="all_accounts")

    overlap = compare(first, second, partnership)

    assert [one["name"] for one in others(first, overlap)] == ["Secret Of The Other"]
    assert noted(second, partnership) == {one["id"] for one in second.every("/v1/accounts")}


def test_strict_partners_who_show_all_accounts_note_all_of_them(first, second, partnership):
    for side in (first, second):
        side.share(partnership, level="all_accounts", strictness="strict")
    asked = first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)
    second.post(f"/v1/overlaps/{asked['id']}/approve", status=202)
    first.office.worker.run_all()

    assert len(others(first, asked)) == 4  # None has the history that it takes to be compared.
    assert noted(second, partnership) == {one["id"] for one in second.every("/v1/accounts")}


def test_decisions_are_counted_without_what_was_taken_back(first, second, partnership, overlap):
    second.share(partnership, populations=[CUSTOMERS | {"level": "hidden"}])

    seen = first.get(f"/v1/overlaps/{overlap['id']}")

    assert seen["decisions"]["none"] == 1


def test_a_field_that_a_population_grants_later_shows_from_the_next_overlap_on(
    first, second, partnership
):
    quiet = CUSTOMERS | {"level": "overlapping_accounts", "fields": []}
    second.share(partnership, fields=["city"], populations=[quiet])
    overlap = compare(first, second, partnership)
    second.share(partnership, fields=["city"])

    again = first.post(f"/v1/overlaps/{overlap['id']}/recompute", status=202)
    first.office.worker.run_all()

    for release, cities in (
        (overlap, {"Hamburg"}),
        (again, {"Hamburg"}),
        (compare(first, second, partnership), {"Hamburg", "Leeds", "Denver"}),
    ):
        shown = [one["theirs"] for one in matches(first, release)]
        assert {one["city"] for one in shown if "city" in one} == cities
