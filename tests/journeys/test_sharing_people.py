"""People at shared companies: counted, with titles, or with names on a legal basis."""

import pytest

from tests.journeys.people import agree, compare
from tests.journeys.test_sharing import FIRST, SECOND
from tests.pasts import built_once

MINE = """Contact ID,Account ID,First Name,Last Name,Email,Title
1,1,Ada,Lind,ada.lind@bluewater-logistics.de,Chief Financial Officer
"""
THEIRS = """Contact ID,Associated Company ID,First Name,Last Name,Email,Job Title,Opted out
1,901,Ada,Lind,ada.lind@bluewater-logistics.de,CFO,
2,901,Bo,Holm,bo.holm@bluewater-logistics.de,VP of Sales,
3,901,Cy,Quiet,cy.quiet@bluewater-logistics.de,Buyer,yes
4,904,Di,Elsewhere,di@secret-of-the-other.io,CEO,
"""
BASIS = {"kind": "legitimate_interest", "note": "Balancing test of 3 March 2026, file 17."}
NAMES = {"contacts": "names", "contacts_basis": BASIS}


@pytest.fixture
@built_once
def partnership(first, second, upload):
    upload(first, FIRST)
    upload(second, SECOND)
    upload(first, MINE, "contacts")
    upload(second, THEIRS, "contacts")
    return agree(first, second)


@pytest.fixture
@built_once
def with_names(first, second, partnership):
    for side in (first, second):
        side.share(partnership, **NAMES)
    return compare(first, second, partnership)


def people(manager, overlap):
    return list(manager.every(f"/v1/overlaps/{overlap['id']}/their-contacts"))


def refused(manager, overlap):
    answer = manager.call("GET", f"/v1/overlaps/{overlap['id']}/their-contacts")
    return answer.status_code, answer.json["code"]


def test_people_are_only_counted_unless_both_sides_say_more(first, second, partnership):
    second.share(partnership, **NAMES)

    overlap = compare(first, second, partnership)

    assert overlap["contacts"] == "counts"
    assert refused(first, overlap) == (409, "not_released")


def test_titles_show_without_names(first, second, partnership):
    second.share(partnership, **NAMES)
    first.share(partnership, contacts="titles")

    overlap = compare(first, second, partnership)

    found = sorted(people(first, overlap), key=lambda one: one["title"])
    assert [(one["title"], one["known_by"], one["full_name"], one["email"]) for one in found] == [
        ("CFO", "both", None, None),
        ("VP of Sales", "theirs", None, None),
    ]
    assert found[0]["account"] == {
        "name": "Bluewater Logistics",
        "domain": "bluewater-logistics.de",
    }
    whole = first.call(
        "GET", f"/v1/overlaps/{overlap['id']}/their-contacts", headers={"Accept": "text/csv"}
    )
    assert "Holm" not in whole.text


def test_names_show_where_both_sides_share_them(first, second, partnership, with_names):
    found = {one["full_name"]: one["email"] for one in people(first, with_names)}

    assert found == {
        "Ada Lind": "ada.lind@bluewater-logistics.de",
        "Bo Holm": "bo.holm@bluewater-logistics.de",
    }
    shown = second.get(f"/v1/partnerships/{partnership}/disclosures?subject=contact")["items"]
    assert len(shown) == 2
    assert shown[0]["fields"] == ["email", "full_name", "function", "seniority", "title"]
    by_field = second.get(f"/v1/partnerships/{partnership}/disclosures?field=email")["items"]
    assert len(by_field) == 2


def test_showing_names_needs_a_legal_basis_that_both_can_read(first, second, partnership):
    path = f"/v1/partnerships/{partnership}/sharing"
    tag = second.call("GET", path, 200).headers["ETag"]
    asked = {"level": "overlapping_accounts", "contacts": "names"}

    answer = second.call("PUT", path, 422, json=asked, headers={"If-Match": tag})

    assert [one["pointer"] for one in answer.json["errors"]] == ["/contacts_basis"]
    second.share(partnership, **NAMES)
    assert first.get(path)["theirs"]["contacts_basis"] == BASIS


def test_who_is_erased_is_gone_from_every_release(first, second, with_names):
    second.post("/v1/erasures", {"email": "bo.holm@bluewater-logistics.de"}, 204)

    assert [one["full_name"] for one in people(first, with_names)] == ["Ada Lind"]


def test_who_opts_out_is_gone_on_the_next_request(first, second, with_names, upload):
    upload(second, THEIRS.replace("VP of Sales,", "VP of Sales,yes"), "contacts")

    assert [one["full_name"] for one in people(first, with_names)] == ["Ada Lind"]


def test_who_is_new_or_at_another_account_does_not_show_before_the_next_overlap(
    first, second, with_names, upload
):
    moved = THEIRS.replace("2,901,", "2,902,") + "5,901,Ed,New,ed@bluewater-logistics.de,CTO,\n"
    upload(second, moved, "contacts")

    assert [one["full_name"] for one in people(first, with_names)] == ["Ada Lind"]


def test_a_name_is_the_one_on_the_list_now(first, second, with_names, upload):
    upload(second, THEIRS.replace("Bo,Holm", "Bo,Berg"), "contacts")

    assert {one["full_name"] for one in people(first, with_names)} == {"Ada Lind", "Bo Berg"}


def test_names_that_are_taken_back_are_gone_on_the_next_request(
    first, second, partnership, with_names
):
    second.share(partnership, contacts="titles")
    assert {one["full_name"] for one in people(first, with_names)} == {None}

    second.share(partnership, contacts="counts")
    assert refused(first, with_names) == (409, "not_released")


def test_people_of_a_withheld_population_do_not_show(first, second, partnership, with_names):
    prospects = {"population": "prospect", "level": "hidden"}
    others = {"population": "other", "level": "hidden"}
    second.share(partnership, **NAMES, populations=[prospects, others])

    assert people(first, with_names) == []
