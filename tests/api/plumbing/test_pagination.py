"""Pages, and cursors that are good for one list of one organization."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from partnerhub.api import pagination
from partnerhub.http import context


@pytest.fixture
def filled(ann, bob):
    for number in range(7):
        kind = "dinner" if number % 2 else "webinar"
        ann.post("/v1/things", json={"name": f"Thing {number}", "kind": kind})
    bob.post("/v1/things", json={"name": "Thing of Bob"})
    bob.post("/v1/things", json={"name": "Thing of Bob, too"})


def names(response):
    return [item["name"] for item in response.json["items"]]


def test_pages_follow_one_another_without_gap_or_repeat(ann, filled):
    found, cursor = [], ""
    for _ in range(4):
        page = ann.get(f"/v1/things?limit=2{cursor}")
        found += names(page)
        cursor = f"&cursor={page.json['next_cursor']}"

    assert found == [f"Thing {number}" for number in range(7)]
    assert (page.json["next_cursor"], page.json["has_more"]) == (None, False)


def test_a_page_says_that_there_is_more(ann, filled):
    page = ann.get("/v1/things?limit=2").json

    assert list(page) == ["items", "next_cursor", "has_more"]
    assert page["has_more"] is True


def test_a_filter_stays_on_all_pages(ann, filled):
    first = ann.get("/v1/things?limit=2&kind=dinner")
    second = ann.get(f"/v1/things?limit=2&kind=dinner&cursor={first.json['next_cursor']}")

    assert names(first) + names(second) == ["Thing 1", "Thing 3", "Thing 5"]


def test_the_length_of_a_page_may_change_on_the_way(ann, filled):
    cursor = ann.get("/v1/things?limit=1").json["next_cursor"]

    assert len(names(ann.get(f"/v1/things?limit=500&cursor={cursor}"))) == 6


def test_every_bad_cursor_gets_the_same_answer(ann, bob, filled, clock):
    mine = ann.get("/v1/things?limit=1").json["next_cursor"]
    theirs = bob.get("/v1/things?limit=1").json["next_cursor"]
    filtered = ann.get("/v1/things?limit=1&kind=dinner").json["next_cursor"]
    last = "A" if mine[-1] != "A" else "Q"

    answers = [
        ann.get("/v1/things", query_string={"cursor": cursor})
        for cursor in (
            theirs,
            filtered,
            "x",
            "é",
            "🙂",
            "=",
            mine[:-1] + last,
            mine + "AA",
            mine * 3,
        )
    ]
    clock.moment += timedelta(days=8)
    answers.append(ann.get(f"/v1/things?cursor={mine}"))

    assert {answer.status_code for answer in answers} == {400}
    assert {answer.json["code"] for answer in answers} == {"bad_cursor"}
    assert len({answer.data for answer in answers}) == 1


def test_an_empty_cursor_is_not_the_start(ann):
    answer = ann.get("/v1/things?cursor=")

    assert (answer.status_code, answer.json["code"]) == (400, "bad_cursor")


def test_key_values_keep_their_types(plumbing_app, ann):
    place = (
        "name",
        7,
        0.125,
        None,
        True,
        Decimal("12.50"),
        date(2026, 3, 2),
        datetime(2026, 3, 2, 9, 0, 0, 17, tzinfo=UTC),
    )
    with plumbing_app.test_request_context("/v1/things", headers=ann.headers):
        context.g.token = "key-of-ann"
        context.session()
        sealed = pagination.seal(place, {"kind": None})

        assert pagination.unseal(sealed, {"kind": None}) == place
