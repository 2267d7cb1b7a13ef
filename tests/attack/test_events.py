"""Target lists and reports after less is shared."""

import pytest

from tests.attack.conftest import HEADER, company
from tests.pasts import built_once

PEOPLE = ["Contact ID", "First Name", "Last Name", "Title", "Email", "Account ID"]


@pytest.fixture
@built_once
def stocked(first, second, upload):
    upload(first, HEADER, [company(n) for n in range(1, 13)])
    upload(second, HEADER, [company(n) for n in range(1, 13)])
    people = [
        (f"p{n}-{k}", f"Ada{k}", f"Stone{n}", "CEO", f"ada{k}@company-{n}.com", n)
        for n in range(1, 13)
        for k in range(n % 4)
    ]
    upload(second, PEOPLE, people, kind="contacts")


@pytest.fixture
@built_once
def event(first, partnership, overlap):
    made = first.post(
        f"/v1/partnerships/{partnership}/events",
        {"name": "Dinner", "kind": "dinner", "capacity": 4, "starts_on": "2026-05-07"},
        201,
    )
    first.post(f"/v1/events/{made['id']}/target-list", {}, 200)
    return f"/v1/events/{made['id']}"


def test_targets_do_not_tell_whom_the_other_side_knows_once_it_takes_people_back(
    first, second, partnership, event
):
    path = f"{event}/target-list"
    assert "knows senior people" in first.call("GET", path).text
    assert {one["points"] for one in first.get(path)["items"]} != {None}

    second.share(partnership, contacts="hidden")

    for headers in ({}, {"Accept": "text/csv"}):
        assert "know" not in first.call("GET", path, 200, headers=headers).text
    assert {one["points"] for one in first.get(path)["items"]} == {None}
    one = first.get(f"{path}/targets")["items"][0]["id"]
    assert "know" not in first.call("GET", f"{path}/targets/{one}", 200).text


def test_points_stay_where_people_were_never_counted(first, second, partnership, stocked):
    second.share(partnership, contacts="hidden")
    asked = first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)
    second.post(f"/v1/overlaps/{asked['id']}/approve", status=202)
    first.office.worker.run_all()
    made = first.post(
        f"/v1/partnerships/{partnership}/events",
        {"name": "Dinner", "kind": "dinner", "capacity": 4, "starts_on": "2026-05-07"},
        201,
    )

    built = first.post(f"/v1/events/{made['id']}/target-list", {}, 200)

    assert all(one["points"] for one in built["items"])


@pytest.fixture
def frozen(first, second, event):
    for manager in (first, second):
        manager.post(f"{event}/target-list/approve", {"baseline_on": "2026-01-15"}, 200)
    return event


def test_no_new_report_is_made_from_lists_that_are_hidden_now(first, second, partnership, frozen):
    second.share(partnership, level="hidden")

    answer = first.call("POST", f"{frozen}/reports", json={})

    assert (answer.status_code, answer.json["code"]) == (409, "sharing_hidden")


def test_a_report_that_waits_while_a_side_hides_its_list_is_not_made(
    first, second, partnership, frozen
):
    report = first.post(f"{frozen}/reports", {}, 202)["id"]
    second.share(partnership, level="hidden")

    first.office.worker.run_all()

    found = first.get(f"/v1/reports/{report}")
    assert (found["state"], found["joint"]) == ("cancelled", None)


def test_a_report_names_only_the_readers_own_list_version(first, frozen):
    assert first.post(f"{frozen}/reports", {}, 202)["list_versions"].keys() == {"mine"}
