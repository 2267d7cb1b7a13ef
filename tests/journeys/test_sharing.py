"""What one side shares, decides or takes back holds from the next request on."""

import pytest

from tests.journeys.people import agree, compare
from tests.pasts import built_once

FIRST = """Account ID,Account Name,Website,Billing City,Billing Country,Type
1,Bluewater Logistics GmbH,bluewater-logistics.de,Hamburg,Germany,Customer
2,Northgate Foods Ltd,northgatefoods.co.uk,Leeds,United Kingdom,Prospect
3,Pinewood Robotics Inc.,pinewoodrobotics.com,Denver,United States,Prospect
4,Known To One Side AG,known-to-one.ch,Basel,Switzerland,Customer
"""
SECOND = """Record ID,Company name,Company Domain Name,City,Country/Region,Lifecycle Stage
901,Bluewater Logistics,bluewater-logistics.de,Hamburg,Germany,Lead
902,Northgate Foods Limited,northgatefoods.co.uk,Leeds,UK,Customer
903,Pinewood Robotics,pinewoodrobotics.com,Denver,USA,Customer
904,Secret Of The Other,secret-of-the-other.io,Oslo,Norway,Customer
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


def matches(manager, overlap):
    return list(manager.every(f"/v1/overlaps/{overlap['id']}/matches"))


def test_both_sides_see_the_same_pairs(first, second, overlap):
    mine, theirs = matches(first, overlap), matches(second, overlap)

    assert [one["id"] for one in mine] == [one["id"] for one in theirs]
    counts = {"mine": 3, "theirs": 3, "pairs": 3, "companies": 3}
    assert overlap["counts"] == counts | {"my_duplicates": 0, "their_duplicates": 0}
    names = {one["theirs"]["name"] for one in mine}
    assert names == {"Bluewater Logistics", "Northgate Foods Limited", "Pinewood Robotics"}


def test_only_granted_fields_cross(first, overlap):
    theirs = matches(first, overlap)[0]["theirs"]

    assert theirs.keys() == {"name", "domain", "city", "population", "open_opportunity"}


def test_a_field_that_is_taken_back_is_gone_on_the_next_request(
    first, second, partnership, overlap
):
    second.share(partnership, fields=[])

    assert "city" not in matches(first, overlap)[0]["theirs"]
    export = first.call("GET", f"/v1/overlaps/{overlap['id']}/export", 200).text
    assert "their_city" not in export
    assert "Hamburg" not in export.replace("same city", "")


def test_counts_only_shows_one_number_in_a_band(first, second, partnership, overlap):
    second.share(partnership, level="counts_only")

    seen = first.get(f"/v1/overlaps/{overlap['id']}")

    assert seen["counts"] == {"companies": {"value": None, "suppressed": "small_group"}}
    assert seen["matrix"] is None
    assert seen["near_misses"] is None
    answer = first.call("GET", f"/v1/overlaps/{overlap['id']}/matches")
    assert (answer.status_code, answer.json["code"]) == (409, "sharing_hidden")


def test_nothing_is_compared_while_one_side_shares_nothing(first, second, partnership):
    second.share(partnership, level="hidden")

    answer = first.call("POST", f"/v1/partnerships/{partnership}/overlaps", json={})

    assert (answer.status_code, answer.json["code"]) == (409, "sharing_hidden")


def test_a_rejected_comparison_tells_nothing(first, second, partnership):
    asked = first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)

    second.post(f"/v1/overlaps/{asked['id']}/reject", status=200)

    seen = first.get(f"/v1/overlaps/{asked['id']}")
    assert (seen["state"], seen["counts"], seen["matrix"]) == ("rejected", None, None)


def test_the_one_who_asks_can_withdraw_the_question(first, second, partnership):
    asked = first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)

    withdrawn = first.post(f"/v1/overlaps/{asked['id']}/reject", status=200)

    assert withdrawn["state"] == "cancelled"
    shape = first.call("GET", f"/v1/overlaps/{asked['id']}/shape")
    assert (shape.status_code, shape.json["code"]) == (409, "not_released")
    first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)


def test_a_question_that_was_withdrawn_leaves_the_import_free_to_be_undone(first, second, upload):
    made = upload(first, FIRST)
    upload(second, SECOND)
    asked = first.post(f"/v1/partnerships/{agree(first, second)}/overlaps", status=202)
    first.post(f"/v1/overlaps/{asked['id']}/reject", status=200)

    first.post(f"/v1/imports/{made['id']}/undo", status=200)

    assert list(first.every("/v1/accounts")) == []


def test_a_mapping_is_remembered_for_files_with_the_same_header(first, upload):
    odd = "Firma,Netz\nBluewater Logistics,bluewater-logistics.de\n"
    mapping = '{"Firma": "name", "Netz": "website"}'
    upload(first, odd, mapping=mapping)

    again = upload(first, odd.replace("Bluewater Logistics", "Bluewater Shipping"))

    assert (again["state"], again["counts"]["accepted"]) == ("succeeded", 1)
    assert [one["domain"] for one in first.every("/v1/accounts")] == ["bluewater-logistics.de"]


def test_the_one_who_asks_cannot_say_yes_for_the_other(first, second, partnership):
    asked = first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)

    answer = first.call("POST", f"/v1/overlaps/{asked['id']}/approve", json={})

    assert (answer.status_code, answer.json["code"]) == (409, "conflict")


def test_a_second_comparison_needs_no_new_yes(first, second, partnership):
    compare(first, second, partnership)

    again = first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)

    assert again["state"] == "queued"


def test_a_list_that_jumped_is_asked_about_again(first, second, partnership, upload):
    compare(first, second, partnership)
    rows = "".join(f"{n},Company Number {n},company-number-{n}.com,,,\n" for n in range(10, 40))
    upload(first, FIRST + rows)

    again = first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)

    assert again["state"] == "awaiting_approval"
    assert "size_jump" in second.get(f"/v1/overlaps/{again['id']}/shape")["flags"]


def test_a_rejected_match_stays_away_after_the_next_upload(
    first, second, partnership, overlap, upload
):
    wrong = matches(second, overlap)[0]
    path = f"/v1/overlaps/{overlap['id']}/matches/{wrong['id']}/decision"
    second.call("PUT", path, 200, json={"decision": "rejected"})
    upload(first, FIRST.replace("Ltd", "Limited"))

    again = compare(first, second, partnership)

    assert wrong["id"] not in {one["id"] for one in matches(first, again)}
    changes = first.get(f"/v1/overlaps/{again['id']}/changes?since={overlap['id']}")
    assert changes == {"since": overlap["id"], "added": 0, "removed": 1, "unchanged": 2}


def test_a_released_overlap_does_not_change_when_the_lists_do(first, second, overlap, upload):
    before = first.call("GET", f"/v1/overlaps/{overlap['id']}/matches").data
    upload(second, "\n".join(SECOND.splitlines()[:2]) + "\n")

    after = first.call("GET", f"/v1/overlaps/{overlap['id']}/matches").data

    assert before == after


def test_an_import_is_taken_back_while_nothing_was_released_from_it(
    first, second, partnership, upload
):
    compare(first, second, partnership)
    made = upload(first, FIRST.replace("Known To One Side AG", "Renamed AG"))

    first.post(f"/v1/imports/{made['id']}/undo", status=200)

    assert "Known To One Side AG" in {one["name"] for one in first.every("/v1/accounts")}


def test_an_import_that_was_released_cannot_be_taken_back(first, second, upload):
    made = upload(first, FIRST)
    upload(second, SECOND)
    compare(first, second, agree(first, second))

    answer = first.call("POST", f"/v1/imports/{made['id']}/undo", json={})

    assert (answer.status_code, answer.json["code"]) == (409, "import_released")


def test_ending_takes_effect_on_the_next_request(first, second, partnership, overlap):
    paths = [
        f"/v1/overlaps/{overlap['id']}",
        f"/v1/overlaps/{overlap['id']}/matches",
        f"/v1/overlaps/{overlap['id']}/contacts",
        f"/v1/overlaps/{overlap['id']}/export",
        f"/v1/partnerships/{partnership}/sharing",
    ]
    assert all(first.call("GET", path).status_code == 200 for path in paths)

    second.post(f"/v1/partnerships/{partnership}/end", status=200)

    for manager in (first, second):
        answers = [manager.call("GET", path) for path in paths]
        assert {(one.status_code, one.json["code"]) for one in answers} == {(410, "sharing_ended")}


def test_a_repeated_request_shows_nothing_that_was_taken_back(first, second, partnership):
    compare(first, second, partnership)
    key, path = {"Idempotency-Key": "once"}, f"/v1/partnerships/{partnership}/events"
    dinner = {"name": "Dinner", "kind": "dinner", "capacity": 2}
    dinner |= {"starts_on": "2026-03-01", "ends_on": "2026-03-01"}
    made = first.call("POST", path, 201, json=dinner, headers=key)
    assert first.call("POST", path, 201, json=dinner, headers=key).data == made.data

    second.share(partnership, fields=[])
    narrowed = first.call("POST", path, json=dinner, headers=key)
    second.post(f"/v1/partnerships/{partnership}/end", status=200)
    ended = first.call("POST", path, json=dinner, headers=key)

    assert (narrowed.status_code, narrowed.json["code"]) == (409, "conflict")
    assert (ended.status_code, ended.json["code"]) == (410, "sharing_ended")


def test_a_proposal_says_the_same_whether_or_not_the_partner_is_here(first, second):
    known = first.post("/v1/partnerships", {"partner_domain": second.domain}, 201)
    unknown = first.post("/v1/partnerships", {"partner_domain": "nobody-here.com"}, 201)

    for answer in (known, unknown):
        answer.pop("id"), answer.pop("created_at"), answer["partner"].pop("domain")
    assert known == unknown
