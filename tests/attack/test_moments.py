"""The moment at which less is shared: while work waits or runs, between pages, on a repeat."""

import pytest

from partnerhub.domain.permissions import Role
from partnerhub.persistence.models import User
from partnerhub.services.overlaps import processing
from tests.api import calls
from tests.attack.conftest import HEADER, company
from tests.attack.reading import WRITING
from tests.journeys.people import agree, compare

DOCUMENT = calls.document()


def ask(manager, partnership):
    return manager.post(f"/v1/partnerships/{partnership}/overlaps", status=202)["id"]


def end(manager, partnership):
    manager.post(f"/v1/partnerships/{partnership}/end", status=200)


@pytest.fixture
def while_running(monkeypatch):
    """Let something happen after two lists were compared and before the result is published."""

    def while_running(act):
        compared = processing._released

        def interrupted(*args):
            act()
            return compared(*args)

        monkeypatch.setattr(processing, "_released", interrupted)

    return while_running


def test_a_list_hidden_while_a_comparison_waits_is_not_compared(first, second, partnership):
    asked = ask(first, partnership)
    second.post(f"/v1/overlaps/{asked}/approve", status=202)
    second.share(partnership, level="hidden")

    first.office.worker.run_all()

    assert first.get(f"/v1/overlaps/{asked}")["state"] == "cancelled"


@pytest.mark.parametrize("level", ["hidden", "counts_only"])
def test_a_list_that_is_shared_less_while_a_comparison_runs_shows_less_of_it(
    first, second, partnership, while_running, level
):
    while_running(lambda: second.share(partnership, level=level))

    overlap = compare(first, second, partnership)

    assert (overlap["matrix"], overlap["near_misses"]) == (None, None)
    assert overlap["counts"] in (
        {"companies": {"value": {"from": 10, "to": 24}, "suppressed": None}},
        None,
    )
    for path in ("matches", "export", "contacts"):
        assert first.call("GET", f"/v1/overlaps/{overlap['id']}/{path}").status_code == 409


def test_a_field_taken_back_while_a_comparison_runs_is_not_on_its_cards(
    first, second, partnership, while_running
):
    second.share(partnership, fields=["city"])
    while_running(lambda: second.share(partnership, fields=[]))

    overlap = compare(first, second, partnership)["id"]

    assert "city" not in first.get(f"/v1/overlaps/{overlap}/matches")["items"][0]["theirs"]


def test_a_partnership_that_ends_while_a_comparison_runs_gets_nothing_of_it(
    first, second, partnership, while_running
):
    asked = ask(first, partnership)
    second.post(f"/v1/overlaps/{asked}/approve", status=202)
    while_running(lambda: end(second, partnership))

    first.office.worker.run_all()

    for path in ("", "/matches", "/shape", "/export", "/contacts"):
        assert first.call("GET", f"/v1/overlaps/{asked}{path}").status_code == 410


def test_a_partnership_that_ends_before_a_comparison_starts_leaves_the_worker_well(
    first, second, partnership, upload
):
    asked = ask(first, partnership)
    second.post(f"/v1/overlaps/{asked}/approve", status=202)
    end(second, partnership)

    upload(first, HEADER, [company(n) for n in range(1, 3)])

    assert first.call("GET", f"/v1/overlaps/{asked}").status_code == 410


def test_the_next_page_after_less_is_shared_is_no_page(first, second, partnership, overlap):
    path = f"/v1/overlaps/{overlap['id']}/matches?limit=2"
    cursor = first.get(path)["next_cursor"]
    second.share(partnership, level="counts_only")
    assert first.call("GET", f"{path}&cursor={cursor}").status_code == 409
    end(second, partnership)
    assert first.call("GET", f"{path}&cursor={cursor}").status_code == 410


def test_a_cursor_is_a_place_in_one_list_of_one_side(first, second, partnership, overlap):
    again = compare(first, second, partnership)["id"]
    path = f"/v1/overlaps/{overlap['id']}"
    cursor = first.get(f"{path}/matches?limit=2")["next_cursor"]
    elsewhere = [
        (second, f"{path}/matches?limit=2"),
        (first, f"/v1/overlaps/{again}/matches?limit=2"),
        (first, f"{path}/contacts?limit=2"),
        (first, f"{path}/matches?limit=2&tier=certain"),
        (first, f"{path}/changes/matches?since={again}&limit=2"),
        (first, "/v1/accounts?limit=2"),
        (first, f"/v1/partnerships/{partnership}/overlaps?limit=2"),
    ]
    for manager, place in elsewhere:
        answer = manager.call("GET", f"{place}&cursor={cursor}")
        assert (answer.status_code, answer.json["code"]) == (400, "bad_cursor"), place


def test_a_repeated_request_repeats_nothing_that_is_not_shared_any_more(
    first, second, partnership, overlap
):
    key = {"Idempotency-Key": "once"}
    path = f"/v1/partnerships/{partnership}/overlaps"
    first.call("POST", path, 202, headers=key)
    first.call("POST", path, 202, headers=key)

    second.share(partnership, fields=["city"])
    assert first.call("POST", path, headers=key).status_code == 409
    end(second, partnership)
    assert first.call("POST", path, headers=key).status_code == 410


def test_changes_are_counted_only_between_releases_that_showed_accounts(
    first, second, partnership, overlap
):
    second.share(partnership, level="counts_only")
    counted = compare(first, second, partnership)["id"]
    second.share(partnership, level="overlapping_accounts")
    shown = compare(first, second, partnership)["id"]

    for path in (f"{shown}/changes?since={counted}", f"{counted}/changes?since={shown}"):
        answer = first.call("GET", f"/v1/overlaps/{path}")
        assert (answer.status_code, answer.json["code"]) == (409, "not_released")


def test_what_belongs_to_another_partnership_of_mine_is_not_found_in_this_one(
    office, first, second, partnership, overlap, upload
):
    third = office.manager("Third")
    upload(third, HEADER, [company(n) for n in range(1, 13)])
    other = agree(first, third)
    theirs = compare(first, third, other)["id"]
    event = first.post(
        f"/v1/partnerships/{partnership}/events",
        {"name": "Dinner", "kind": "dinner", "capacity": 1, "starts_on": "2026-05-07"},
        201,
    )["id"]
    first.post(f"/v1/events/{event}/target-list", {}, 200)
    match = first.get(f"/v1/overlaps/{theirs}/matches")["items"][0]["id"]

    mine = f"/v1/overlaps/{overlap['id']}"
    tries = [
        ("GET", f"{mine}/changes?since={theirs}", None),
        ("PUT", f"{mine}/matches/{match}/decision", {"decision": "rejected"}),
        ("POST", f"/v1/events/{event}/target-list", {"overlap_id": theirs}),
        ("POST", f"/v1/events/{event}/target-list/targets", {"match_id": match, "reason": "x"}),
    ]
    for method, path, body in tries:
        answer = first.call(method, path, **({} if body is None else {"json": body}))
        assert (answer.status_code, answer.json["code"]) == (404, "not_found"), path
    for manager, foreign in ((second, theirs), (third, overlap["id"])):
        for path in ("", "/matches", "/shape", "/export"):
            assert manager.call("GET", f"/v1/overlaps/{foreign}{path}").status_code == 404


def test_what_one_side_does_leaves_none_of_its_people_or_numbers_in_the_others_trail(
    first, second, partnership, overlap, upload
):
    upload(second, HEADER, [company(n) for n in range(1, 13)])
    match = second.get(f"/v1/overlaps/{overlap['id']}/matches")["items"][0]["id"]
    path = f"/v1/overlaps/{overlap['id']}/matches/{match}/decision"
    second.call("PUT", path, 200, json={"decision": "rejected"})
    second.post("/v1/api-keys", {"name": "mine"}, 201)
    own = second.get("/v1/me")

    trail = list(first.every("/v1/audit"))

    me = first.get("/v1/me")["user"]["id"]
    assert {line["user_id"] for line in trail} == {None, me}
    said = first.call("GET", "/v1/audit?limit=500").text
    for secret in (own["user"]["id"], own["organization"]["id"], match, "match_decided"):
        assert secret not in said
    told = {name for line in trail if line["user_id"] is None for name in line["details"]}
    of_its_own_list = {"partnership_id", "purpose", "fields", "figures", "records", "digest"}
    assert told <= {"number", "level", "counts", "kind", "mode", "role"} | of_its_own_list, told


def test_a_key_for_reading_writes_nothing(first, partnership, overlap):
    made = first.post("/v1/api-keys", {"name": "reader", "scopes": ["read"]}, 201)
    first.headers = {"Authorization": f"Bearer {made['secret']}"}
    ids = dict.fromkeys((name for each in WRITING for name in each.names), overlap["id"])
    ids |= {"partnership_id": partnership, "overlap_id": overlap["id"]}
    for operation in WRITING:
        body = operation.schema and calls.example(DOCUMENT, operation.schema, some=True)
        options = {}
        if body is not None:
            options = {"data": body} if "multipart" in operation.content else {"json": body}
        answer = first.call(operation.method.upper(), operation.path.format(**ids), **options)
        assert answer.status_code in {403, 404, 422, 428}, (operation.id, answer.text)


def test_a_manager_does_not_decide_what_is_shared(office, first, second, partnership):
    with office.database.transaction(write=True) as session:
        for user in session.query(User):
            user.role = Role.MANAGER
    path = f"/v1/partnerships/{partnership}/sharing"
    tag = {"If-Match": first.call("GET", path, 200).headers["ETag"]}

    answer = first.call("PUT", path, json={"level": "hidden"}, headers=tag)

    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
    assert first.call("POST", f"/v1/partnerships/{partnership}/end").status_code == 403
