"""Group G: events, target lists and reports that cannot be, or bring nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.bad_inputs.scene import DINNER, accounts, told
from tests.journeys.people import agree, compare


@pytest.fixture
def bond(scene):
    """Two new partners with a release: who they are, and their partnership."""
    first, second = scene.office.manager("Tom"), scene.office.manager("Uma")
    for number, person in enumerate((first, second)):
        scene.upload(person, "accounts", accounts(number))
    partnership = agree(first, second)
    compare(first, second, partnership)
    return first, second, partnership


def new_event(person, partnership, **values):
    path = f"/v1/partnerships/{partnership}/events"
    return person.post(path, DINNER | values, 201)["id"]


def test_a_list_with_fewer_candidates_than_seats_says_how_many_are_missing(scene, bond):
    first, _, partnership = bond
    event = new_event(first, partnership, capacity=10)

    built = first.post(f"/v1/events/{event}/target-list", status=200)

    assert (built["wanted"], built["size"], built["shortfall"]) == (30, 8, 22)
    assert len(built["items"]) == 8


def test_two_who_build_at_once_make_one_list(scene, bond):
    first, second, partnership = bond
    event = new_event(first, partnership)
    path = f"/v1/events/{event}/target-list"

    def build(person):
        client = scene.office.http.application.test_client()
        return client.post(path, json={}, headers=person.headers)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(build, [first, second, first, second]))

    assert {answer.status_code for answer in answers} <= {200, 409}, [a.text for a in answers]
    assert 200 in {answer.status_code for answer in answers}
    seen = first.get(path)
    assert [each["rank"] for each in seen["items"]] == list(range(1, 9))
    assert len({each["company"] for each in seen["items"]}) == 8


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (("2026-05-07", "2026-05-06"), 422),
        (("2026-05-07", "0001-01-01"), 422),
        (("9999-12-31", "9999-12-31"), 422),
        (("2001-01-01", "2001-01-02"), 201),
    ],
)
def test_an_event_does_not_end_before_it_starts(scene, days, status):
    body = DINNER | dict(zip(("starts_on", "ends_on"), days, strict=True))

    answer = scene.ann.call("POST", scene.paths["create_event"], json=body)

    assert answer.status_code == status
    if status == 422:
        assert told(answer) == (422, "validation")


def test_an_end_that_is_moved_before_the_start_is_refused(scene):
    path = f"/v1/events/{scene.event}"
    tag = scene.ann.call("GET", path, 200).headers["ETag"]

    refused = scene.refusal(
        "PATCH", path, json={"ends_on": "2026-05-01"}, headers={"If-Match": tag}
    )

    assert refused == (422, "validation")


def test_what_is_not_in_the_overlap_does_not_get_on_the_list(scene, bond):
    first, _, partnership = bond
    overlap = next(first.every(f"/v1/partnerships/{partnership}/overlaps"))["id"]
    foreign = next(first.every(f"/v1/overlaps/{overlap}/matches"))["id"]
    own = next(scene.ann.every("/v1/accounts"))["id"]
    path = scene.paths["add_target"]

    for wanted in ({"match_id": foreign}, {"match_id": own}, {"company": 999}):
        body = wanted | {"reason": "They asked."}
        assert (wanted, scene.refusal("POST", path, json=body)) == (wanted, (404, "not_found"))
    for wanted in ({}, {"match_id": foreign, "company": 1}):
        assert scene.refusal("POST", path, json=wanted | {"reason": "x"}) == (422, "validation")


def test_a_list_cannot_be_built_from_a_foreign_overlap(scene, bond):
    first, _, partnership = bond
    event = new_event(first, partnership)

    refused = scene.refusal(
        "POST",
        f"/v1/events/{event}/target-list",
        by=first,
        json={"overlap_id": scene.overlap},
    )

    assert refused == (404, "not_found")


def test_the_list_is_gone_when_the_partnership_is(scene, bond):
    first, second, partnership = bond
    event = new_event(first, partnership)
    path = f"/v1/events/{event}/target-list"
    first.post(path, status=200)
    second.post(f"/v1/partnerships/{partnership}/end", status=200)

    for person in (first, second):
        for method, where in (("GET", path), ("POST", path), ("GET", f"{path}/targets")):
            body = {} if method == "POST" else None
            assert scene.refusal(method, where, by=person, json=body) == (410, "sharing_ended")
        for accept in ("text/csv", "application/json"):
            headers = {"Accept": accept}
            assert scene.refusal("GET", path, by=person, headers=headers) == (410, "sharing_ended")


def frozen(scene, first, second, partnership):
    """An event whose list both approved."""
    event = new_event(first, partnership)
    path = f"/v1/events/{event}/target-list"
    first.post(path, {"baseline_on": "2026-01-01"}, 200)
    for person in (first, second):
        person.post(f"{path}/approve", {"baseline_on": "2026-01-01"}, 200)
    return event


def test_where_nothing_closed_there_is_no_close_rate(scene, bond):
    first, second, partnership = bond
    event = frozen(scene, first, second, partnership)

    asked = first.post(f"/v1/events/{event}/reports", status=202)
    scene.office.worker.run_all()

    report = first.get(f"/v1/reports/{asked['id']}")
    assert report["state"] == "succeeded"
    for view in ("mine", "theirs", "joint"):
        rates = {name: report[view][name]["value"] for name in ("pipeline_rate", "close_rate")}
        # No target entered pipeline: 0 of 8 is nought, 0 of 0 is nothing.
        assert rates["close_rate"] is None
        assert float(rates["pipeline_rate"]) == 0


def test_what_is_frozen_stays_frozen(scene, bond):
    first, second, partnership = bond
    event = frozen(scene, first, second, partnership)
    path = f"/v1/events/{event}/target-list"

    for method, where, body in [
        ("POST", path, {}),
        ("POST", f"{path}/targets", {"company": 1, "reason": "x"}),
    ]:
        refused = scene.refusal(method, where, by=second, json=body)
        assert refused == (409, "target_list_frozen")


def test_a_report_needs_a_list_that_both_approved(scene):
    refused = scene.refusal("POST", f"/v1/events/{scene.event}/reports", json={})

    assert refused == (409, "target_list_not_frozen")


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("-5", "row_bad_amount"),
        ("1000000000000000000", "row_bad_amount"),
        ("1e999999", "row_bad_amount"),
        ("twelve", "row_bad_amount"),
    ],
)
def test_a_deal_with_an_amount_that_is_none_is_refused(scene, amount, code):
    person = scene.office.manager("Vera")
    content = (
        "id,name,account name,stage,amount,currency,created date,close date\n"
        f"1,Deal,Acme,Closed Won,{amount},EUR,2026-01-05,2026-02-05\n"
        "2,Other,Acme,Closed Lost,12.50,EUR,2026-01-05,2026-02-05\n"
    ).encode()

    imported = scene.upload(person, "opportunities", content)

    assert scene.rejects(person, imported) == [(2, code, "error")]
    (kept,) = person.every("/v1/opportunities")
    assert kept["amount"] == {"amount": "12.50", "currency": "EUR"}


@pytest.mark.parametrize(
    ("amount", "kept"),
    [
        ("NaN", None),  # Many programs write it where there is nothing.
        ("\uff11\uff12.50", {"amount": "12.50", "currency": "EUR"}),  # As typed in Japan.
    ],
)
def test_an_amount_that_means_something_is_read(scene, amount, kept):
    person = scene.office.manager("Wim")
    content = f"id,name,account name,stage,amount,currency\n1,Deal,Acme,Won,{amount},EUR\n".encode()

    imported = scene.upload(person, "opportunities", content)

    assert scene.rejects(person, imported) == []
    (deal,) = person.every("/v1/opportunities")
    assert deal["amount"] == kept
