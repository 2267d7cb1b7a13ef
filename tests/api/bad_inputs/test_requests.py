"""Group B: paths, queries, headers and methods that no client should send."""

import gzip
import io
import json
from dataclasses import replace

import pytest

from partnerhub.app import create_app
from tests.api.bad_inputs.scene import accounts, told

EVENT = {"name": "Lunch", "capacity": 7, "starts_on": "2026-06-01"}

FORBIDDEN_QUERIES = {
    "B1": "page=99999999999999999999",
    "B4": "foo=1",
    "B4 twice": "limit=1&limit=2",
    "B4 empty name": "=1",
    "B4 with brackets": "limit[]=1",
    "B7": "filter[x]=1",
    "B7 a column that is none": "organization_id=x",
    "B6 fifty orders": "&".join(["sort=name"] * 50),
}


@pytest.mark.parametrize("path", ["/v1/accounts", "/v1/imports", "/v1/partnerships", "/v1/me"])
@pytest.mark.parametrize("case", FORBIDDEN_QUERIES)
def test_a_parameter_nobody_has_is_refused(scene, case, path):
    refused = scene.refusal("GET", f"{path}?{FORBIDDEN_QUERIES[case]}")

    assert refused == (422, "unknown_parameter")


@pytest.mark.parametrize(
    "limit", ["0", "-1", "501", "abc", "1e2", "", "\uff11", "1.0", "9" * 30, "+1"]
)
def test_a_limit_that_is_none_is_refused(scene, limit):
    answer = scene.ann.call("GET", "/v1/accounts", query_string={"limit": limit})

    assert told(answer) == (422, "validation")
    assert [error["parameter"] for error in answer.json["errors"]] == ["limit"]


@pytest.mark.parametrize(
    "query", ["population=boss", "country=Germany!", "updated_since=yesterday", "q="]
)
def test_a_filter_that_filters_nothing_is_refused(scene, query):
    assert scene.refusal("GET", f"/v1/accounts?{query}") == (422, "validation")


def test_a_control_character_in_the_query_is_refused(scene):
    assert scene.refusal("GET", "/v1/accounts?q=a%00b") == (422, "control_character")


def cursors(scene):
    """Cursors that are not for the first partner's accounts."""
    own = scene.ann.get("/v1/accounts?limit=1")["next_cursor"]
    assert own
    foreign = scene.bob.get("/v1/accounts?limit=1")["next_cursor"]
    matches = scene.ann.get(f"/v1/overlaps/{scene.overlap}/matches?limit=1")["next_cursor"]
    filtered = scene.ann.get("/v1/accounts?limit=1&population=customer")["next_cursor"]
    return {
        "garbage": "garbage",
        "no base64": "%%%",
        "not ASCII": "é",
        "empty": "",
        "another organization's": foreign,
        "another list's": matches,
        "of other filters": filtered,
        "cut": own[:-3],
        "changed": own[:-4] + "AAAA",
        "long": "A" * 1_999,
    }


def test_every_bad_cursor_gets_the_same_answer(scene):
    answers = {
        name: scene.ann.call("GET", "/v1/accounts", query_string={"cursor": cursor})
        for name, cursor in cursors(scene).items()
    }

    assert {name: told(answer) for name, answer in answers.items()} == dict.fromkeys(
        answers, (400, "bad_cursor")
    )
    assert len({answer.data for answer in answers.values()}) == 1


@pytest.mark.parametrize("resource", ["accounts", "imports", "partnerships", "events", "overlaps"])
@pytest.mark.parametrize(
    "name",
    ["'", "{}", "..%2Fx", "x" * 8_000, "valid%3Fx=1", "valid/valid", "%00", "a%20b", "%FF", "é"],
)
def test_what_cannot_be_an_id_is_not_found(scene, resource, name):
    assert scene.refusal("GET", f"/v1/{resource}/{name}") == (404, "not_found")


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1//accounts", "/v1/accounts/", "/v1/nothing"])
def test_an_address_nobody_has_is_not_found(scene, path):
    assert scene.refusal("GET", path) == (404, "not_found")


def test_an_address_of_nine_kilobytes_is_too_long(scene):
    assert scene.refusal("GET", "/v1/accounts?q=" + "x" * 9_000) == (414, "address_too_long")
    assert scene.refusal("GET", "/v1/accounts/" + "x" * 9_000) == (414, "address_too_long")


def test_a_header_of_nine_kilobytes_is_too_large(scene):
    refused = scene.refusal("GET", "/v1/me", headers={"X-Long": "x" * 9_000})

    assert refused == (431, "headers_too_large")


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "OPTIONS", "get"])
def test_a_method_that_is_none_is_refused_with_those_that_are(scene, method):
    answer = scene.ann.call(method, "/v1/accounts")
    if method == "get":
        # The test client writes methods in capitals, as clients do.
        assert answer.status_code == 200
        return

    assert told(answer) == (405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_a_method_is_not_taken_from_a_header(scene):
    account = scene.ann.get("/v1/accounts?limit=1")["items"][0]["id"]
    before = scene.everything()

    headers = {"X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE"}
    answer = scene.ann.call("GET", f"/v1/accounts/{account}?", headers=headers)

    assert answer.status_code == 200
    assert scene.everything() == before


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip"])
def test_a_compressed_body_is_refused(scene, coding):
    refused = scene.refusal(
        "POST",
        "/v1/users",
        data=gzip.compress(b"x" * (1 << 20)),
        content_type="application/json",
        headers={"Content-Encoding": coding},
    )

    assert refused == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "accept", ["application/xml", "text/html", "image/*", "application/json;q=0"]
)
def test_what_cannot_be_answered_is_not_acceptable(scene, accept):
    assert scene.refusal("GET", "/v1/me", headers={"Accept": accept}) == (406, "not_acceptable")


@pytest.mark.parametrize("key", ["x" * 256, "é", "", " ", "a,b", "a b"])
def test_an_idempotency_key_that_is_none_is_refused(scene, key):
    refused = scene.refusal(
        "POST",
        "/v1/partnerships",
        json={"partner_domain": "somebody-else.com"},
        headers={"Idempotency-Key": key.encode().decode("latin-1")},
    )

    assert refused == (400, "idempotency_key_invalid")


def test_a_key_used_for_another_request_is_refused(scene):
    key = {"Idempotency-Key": "once"}
    scene.ann.call("POST", scene.paths["create_event"], 201, json=EVENT, headers=key)

    reused = scene.refusal(
        "POST", scene.paths["create_event"], json=EVENT | {"capacity": 8}, headers=key
    )

    assert reused == (422, "idempotency_key_reused")


def test_a_file_sent_twice_with_one_key_is_one_import(scene):
    def send(content):
        return scene.dana.call(
            "POST",
            "/v1/imports",
            data={"file": (io.BytesIO(content), "list.csv"), "kind": "accounts"},
            content_type="multipart/form-data",
            headers={"Idempotency-Key": "one-file"},
        )

    first, again = send(accounts(5)), send(accounts(5))
    other = send(accounts(6))
    scene.office.worker.run_all()

    assert (first.status_code, again.status_code) == (202, 202)
    assert first.data == again.data
    assert told(other) == (422, "idempotency_key_reused")


def test_a_request_whose_twin_is_under_way_is_told_to_wait(scene):
    wiring = scene.office.http.application.extensions["partnerhub"]
    me = scene.ann.get("/v1/me")["organization"]["id"]
    claim = (me, f"POST {scene.paths['create_event']}", "twin")
    wiring.in_progress.add(claim)
    try:
        answer = scene.ann.call(
            "POST", scene.paths["create_event"], json=EVENT, headers={"Idempotency-Key": "twin"}
        )
    finally:
        wiring.in_progress.discard(claim)

    assert told(answer) == (409, "idempotency_in_progress")
    assert answer.headers["Retry-After"] == "1"


@pytest.fixture
def strict(scene):
    """The application of an operator who says which hosts are theirs and allows few calls."""
    settings = replace(scene.settings, allowed_hosts=("hub.example.com",), calls_per_minute=3)
    return create_app(settings, scene.database).test_client()


@pytest.mark.parametrize("host", ["evil", "hub.example.com.evil", "evil:8080", "[::1", "a b", ""])
def test_a_foreign_host_is_refused(scene, strict, host):
    answer = strict.get("/v1/me", headers=scene.ann.headers | {"Host": host})

    assert told(answer) == (400, "bad_host")


def test_too_many_calls_are_told_when_to_come_back(scene, strict):
    # Somebody who made no calls yet: they are counted by key, whatever process answers.
    headers = scene.office.manager("Newcomer").headers | {"Host": "hub.example.com"}
    answers = [strict.get("/v1/me", headers=headers) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert told(answers[-1]) == (429, "too_many_requests")
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


def test_errors_repeat_nothing_that_was_sent(scene):
    answer = scene.ann.call("GET", "/v1/me", query_string={"<script>\x1b[0m": "1"})

    assert told(answer) == (422, "unknown_parameter")
    assert json.loads(answer.data)["errors"][0]["parameter"] == "<script>[0m"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
