import pytest

from partnerhub.app import create_app
from tests.factories import NOW
from tests.factories.callers import Partners
from tests.factories.overlaps import Shared

DINNER = {"name": "Dinner", "kind": "dinner", "capacity": 20, "starts_on": "2026-05-07"}


@pytest.fixture(scope="module")
def partners(settings, database):
    app = create_app(settings, database, clock=lambda: NOW)
    app.testing = True
    return Partners(app, database, [Shared("acme")])


@pytest.fixture
def dinner(partners):
    return partners.first.post(partners.events, DINNER).json


def test_an_event_is_proposed_by_one_side_and_read_by_both(partners):
    made = partners.first.post(partners.events, DINNER)
    seen = partners.second.get(made.headers["Location"])

    assert made.status_code == 201
    assert made.json | {"lead": "theirs"} == seen.json
    assert made.json == {
        "id": made.json["id"],
        "partnership_id": partners.agreed.id,
        "name": "Dinner",
        "kind": "dinner",
        "lead": "mine",
        "capacity": 20,
        "starts_on": "2026-05-07",
        "ends_on": "2026-05-07",
        "description": None,
        "window_days": 180,
        "created_at": made.json["created_at"],
    }


def test_a_change_names_what_it_read(partners, dinner):
    path = f"/v1/events/{dinner['id']}"
    tag = partners.second.get(path).headers["ETag"]

    blind = partners.second("PATCH", path, {"capacity": 12})
    changed = partners.second("PATCH", path, {"capacity": 12}, If_Match=tag)
    late = partners.second("PATCH", path, {"capacity": 13}, If_Match=tag)

    assert [one.status_code for one in (blind, changed, late)] == [428, 200, 412]
    assert partners.first.get(path).json["capacity"] == 12


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"capacity": 0}, "/capacity"),
        ({"capacity": 100_001}, "/capacity"),
        ({"capacity": 1.5}, "/capacity"),
        ({"kind": "party"}, "/kind"),
        ({"name": ""}, "/name"),
        ({"starts_on": "2026-02-30"}, "/starts_on"),
        ({"starts_on": "9999-12-31"}, "/starts_on"),
        ({"ends_on": "2026-05-06"}, "/ends_on"),
        ({"window_days": 0}, "/window_days"),
        ({"seats": 3}, "/seats"),
    ],
)
def test_an_event_that_cannot_be_is_refused_with_its_place(partners, wrong, pointer):
    refused = partners.first.post(partners.events, DINNER | wrong)

    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json["errors"]] == [pointer]


def test_events_are_listed_by_pages(partners):
    for day in ("2027-01-01", "2027-01-02"):
        partners.first.post(partners.events, DINNER | {"starts_on": day})

    page = partners.second.get(f"{partners.events}?limit=1").json
    following = partners.second.get(f"{partners.events}?limit=1&cursor={page['next_cursor']}").json

    days = [one["items"][0]["starts_on"] for one in (page, following)]
    assert days == ["2027-01-02", "2027-01-01"]


def test_costs_are_seen_by_both_and_removed_by_who_spent(partners, dinner):
    path = f"/v1/events/{dinner['id']}/costs"
    made = partners.first.post(
        path, {"description": "Room", "amount": {"amount": "1500.00", "currency": "EUR"}}
    )
    (seen,) = partners.second.get(path).json["items"]

    forbidden = partners.second("DELETE", f"{path}/{seen['id']}")
    removed = partners.first("DELETE", f"{path}/{seen['id']}")

    assert made.status_code == 201
    assert (seen["side"], seen["amount"]) == ("theirs", {"amount": "1500.00", "currency": "EUR"})
    assert (forbidden.status_code, removed.status_code) == (403, 204)
    assert partners.second.get(path).json["items"] == []


@pytest.mark.parametrize(
    "amount",
    [
        {"amount": "0.00", "currency": "EUR"},
        {"amount": "-1.00", "currency": "EUR"},
        {"amount": "1.001", "currency": "EUR"},
        {"amount": "999999999999999.9999", "currency": "CLF"},
        {"amount": "1.00", "currency": "XXQ"},
        {"amount": 1, "currency": "EUR"},
        "1.00 EUR",
    ],
)
def test_an_amount_that_is_none_is_refused(partners, dinner, amount):
    refused = partners.first.post(
        f"/v1/events/{dinner['id']}/costs", {"description": "Room", "amount": amount}
    )

    assert refused.status_code == 422


def test_an_event_is_not_there_for_a_stranger_and_not_changed_by_a_viewer(partners, dinner):
    path = f"/v1/events/{dinner['id']}"

    absent = partners.stranger.get("/v1/events/" + "0" * 32)
    foreign = partners.stranger.get(path)

    assert (foreign.status_code, foreign.data) == (404, absent.data)
    assert partners.viewer.get(path).status_code == 200
    assert partners.viewer.post(partners.events, DINNER).status_code == 403
