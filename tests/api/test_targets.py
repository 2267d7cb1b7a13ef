import csv
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from openpyxl import load_workbook

from partnerhub.app import create_app
from tests.factories import NOW
from tests.factories.callers import Partners
from tests.factories.overlaps import Shared

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def app(settings, database):
    app = create_app(settings, database, clock=lambda: NOW)
    app.testing = True
    return app


@pytest.fixture(scope="module")
def partners(app, database):
    companies = [Shared(f"c{n}", people=(n, 1)) for n in range(5)]
    return Partners(app, database, [*companies, Shared("none", second="other")])


@pytest.fixture
def path(partners):
    event = {"name": "Dinner", "kind": "dinner", "capacity": 3, "starts_on": "2026-05-07"}
    made = partners.first.post(partners.events, event)
    return f"{made.headers['Location']}/target-list"


@pytest.fixture
def built(partners, path):
    return partners.first.post(path).json


def test_a_list_is_built_with_what_it_lacks_and_what_was_left_out(partners, path):
    answer = partners.first.post(path, {"factor": 3})

    found = answer.json
    assert answer.status_code == 200
    assert (found["wanted"], found["size"], found["shortfall"]) == (9, 5, 4)
    assert (found["state"], found["baseline_on"], found["frozen_on"]) == ("open", None, None)
    assert found["left_out"] == [
        {
            "code": "not_a_buyer_of_theirs",
            "reason": "For your partner the account is neither a customer nor a prospect.",
            "count": 1,
        }
    ]
    assert [target["rank"] for target in found["items"]] == [1, 2, 3, 4, 5]


def test_the_list_is_read_by_pages_and_by_state(partners, path, built):
    page = partners.second.get(f"{path}?limit=3").json
    rest = partners.second.get(f"{path}?limit=3&cursor={page['next_cursor']}").json
    none = partners.second.get(f"{path}?state=excluded").json

    ids = [target["id"] for target in page["items"] + rest["items"]]
    assert ids == [target["id"] for target in built["items"]]
    assert (page["has_more"], rest["has_more"], none["items"]) == (True, False, [])
    assert partners.second.get(f"{path}/targets?limit=3").json["items"] == page["items"]


def test_the_list_is_a_table_for_who_asks_for_one(partners, path, built):
    text = partners.second.get(path, Accept="text/csv").get_data(as_text=True)
    book = partners.second.get(path, Accept=XLSX).data

    rows = list(csv.DictReader(io.StringIO(text)))
    sheet = load_workbook(io.BytesIO(book)).active
    assert [row["my_name"] for row in rows[:2]] == ["c4 GmbH", "c3 GmbH"]
    assert rows[0]["inviter"] == "theirs"
    assert sheet.max_row == 6


def test_a_target_is_added_excluded_put_back_and_removed_with_reasons(partners, path, built):
    targets = f"{path}/targets"
    added = partners.second.post(targets, {"company": 6, "reason": "Their CEO asked."})
    one = f"{targets}/{built['items'][0]['id']}"
    off = partners.first("PATCH", one, {"state": "excluded", "reason": "They sue us."})
    on = partners.second("PATCH", one, {"state": "listed", "reason": "Settled."})
    gone = partners.first("DELETE", f"{added.headers['Location']}?reason=No")

    assert [each.status_code for each in (added, off, on, gone)] == [201, 200, 200, 204]
    assert (off.json["state"], off.json["changed_by"]) == ("excluded", "mine")
    assert (on.json["state"], on.json["change_reason"]) == ("listed", "Settled.")
    assert partners.first.get(added.headers["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("method", "below", "body"),
    [
        ("POST", "", {"company": 6}),
        ("POST", "", {"reason": "Why not."}),
        ("POST", "", {"company": 1 << 40, "reason": "Why not."}),
        ("PATCH", "/" + "0" * 32, {"state": "excluded"}),
        ("PATCH", "/" + "0" * 32, {"state": "added", "reason": "Why not."}),
        ("DELETE", "/" + "0" * 32, None),
    ],
)
def test_a_change_without_a_reason_or_a_company_is_refused(
    partners, path, built, method, below, body
):
    assert partners.first(method, f"{path}/targets{below}", body).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"factor": 0},
        {"factor": 21},
        {"cooldown_days": -1},
        {"min_seniority": "boss"},
        {"baseline_on": "2030-01-01"},
        {"overlap_id": "not an id"},
    ],
)
def test_a_list_that_cannot_be_built_is_refused(partners, path, wrong):
    assert partners.first.post(path, wrong).status_code == 422


def test_both_approve_and_then_nothing_changes_any_more(partners, path, built):
    first = partners.first.post(f"{path}/approve", {"baseline_on": "2025-10-01"})
    other = partners.second.post(f"{path}/approve", {"baseline_on": "2025-11-01"})
    second = partners.second.post(f"{path}/approve", {"revision": first.json["revision"]})
    late = partners.first.post(path)

    assert (first.json["state"], first.json["approvals"]["theirs"]) == ("open", None)
    assert (other.status_code, other.json["code"]) == (409, "conflict")
    assert "2025-10-01" in other.json["detail"]
    assert (second.json["state"], second.json["frozen_on"]) == ("frozen", "2025-10-01")
    assert (late.status_code, late.json["code"]) == (409, "target_list_frozen")


def test_what_was_not_read_is_not_approved(partners, path, built):
    target = f"{path}/targets/{built['items'][0]['id']}"
    partners.second("DELETE", f"{target}?reason=No")

    stale = partners.first.post(f"{path}/approve", {"revision": built["revision"]})

    assert (stale.status_code, stale.json["code"]) == (412, "precondition_failed")


def test_two_builds_at_once_give_one_list(partners, path):
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda side: side.post(path), [partners.first, partners.second]))

    assert {answer.status_code for answer in answers} <= {200, 409}
    ids = [target["id"] for target in partners.first.get(path).json["items"]]
    assert len(ids) == len(set(ids)) == 5
    for answer in answers:
        if answer.status_code == 200:
            assert [target["id"] for target in answer.json["items"]] == ids


def test_the_list_is_not_there_for_a_stranger_and_not_changed_by_a_viewer(partners, path, built):
    absent = partners.stranger.get("/v1/events/" + "0" * 32 + "/target-list")

    assert (partners.stranger.get(path).status_code, partners.stranger.get(path).data) == (
        404,
        absent.data,
    )
    assert partners.viewer.get(path).json == partners.first.get(path).json
    assert partners.viewer.post(path).status_code == 403
    assert partners.viewer.post(f"{path}/approve").status_code == 403


def test_an_ended_partnership_shows_no_list(app, database):
    partners = Partners(app, database, [Shared("acme")])
    event = {"name": "Dinner", "capacity": 3, "starts_on": "2026-05-07"}
    path = f"{partners.first.post(partners.events, event).headers['Location']}/target-list"
    partners.first.post(path)

    partners.second.post(f"/v1/partnerships/{partners.agreed.id}/end")

    for answer in (partners.first.get(path), partners.first.get(path, Accept="text/csv")):
        assert (answer.status_code, answer.json["code"]) == (410, "sharing_ended")
