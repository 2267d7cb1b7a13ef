"""Group B of the bad inputs: path, query, headers, methods."""

import pytest


def refusal(response):
    return response.status_code, response.json["code"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("page=99999999999999999999", "unknown_parameter"),
        ("foo=1", "unknown_parameter"),
        ("limit=1&limit=2", "unknown_parameter"),
        ("sort=name;--", "unknown_parameter"),
        ("filter[x]=1", "unknown_parameter"),
        ("limit=0", "validation"),
        ("limit=-1", "validation"),
        ("limit=501", "validation"),
        ("limit=abc", "validation"),
        ("limit=1e2", "validation"),
        ("limit=1.0", "validation"),
        ("limit=", "validation"),
        ("limit=%EF%BC%91", "validation"),
        ("limit=99999999999999999999", "validation"),
        ("kind=lunch", "validation"),
        ("kind=", "validation"),
        ("kind=%00", "control_character"),
    ],
)
def test_a_bad_query_has_its_exact_answer(ann, query, code):
    response = ann.get(f"/v1/things?{query}")

    assert refusal(response) == (422, code)


def test_a_wrong_parameter_is_named(ann):
    assert ann.get("/v1/things?foo=1").json["errors"] == [
        {"parameter": "foo", "message": "This call has no such parameter."}
    ]
    assert ann.get("/v1/things?limit=0").json["errors"] == [
        {"parameter": "limit", "message": "Give a whole number from 1 to 500."}
    ]


def test_calls_without_parameters_take_none(ann):
    assert refusal(ann.post("/v1/things?force=1", json={"name": "a"})) == (422, "unknown_parameter")
    assert refusal(ann.get("/health/live?x=1")) == (422, "unknown_parameter")


@pytest.mark.parametrize(
    "name", ["'", "{}", "..%2Fx", "x" * 8_000, "valid%3Fx=1", "valid/valid", "%00", "a%20b", ""]
)
def test_what_cannot_be_an_id_is_not_found_like_any_other(ann, name):
    missing = ann.get("/v1/things/absent")
    response = ann.get(f"/v1/things/{name}")

    assert refusal(response) == (404, "not_found")
    assert response.data == missing.data


def test_somebody_elses_thing_is_as_absent_as_a_missing_one(ann, bob):
    address = ann.post("/v1/things", json={"name": "a"}).headers["Location"]

    theirs, missing = bob.get(address), bob.get("/v1/things/absent")

    assert theirs.status_code == 404
    assert theirs.data == missing.data
    assert without_request_id(theirs) == without_request_id(missing)


def without_request_id(response):
    return [header for header in response.headers if header[0] != "X-Request-Id"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("TRACE", "/v1/things", {"GET", "HEAD", "POST"}),
        ("PUT", "/v1/things", {"GET", "HEAD", "POST"}),
        ("OPTIONS", "/v1/things", {"GET", "HEAD", "POST"}),
        ("PUT", "/v1/things/a", {"GET", "HEAD", "PATCH", "DELETE"}),
        ("POST", "/health/live", {"GET", "HEAD"}),
    ],
)
def test_a_method_that_is_not_there_says_which_are(ann, method, path, allowed):
    response = ann(method, path)

    assert refusal(response) == (405, "method_not_allowed")
    assert set(response.headers["Allow"].split(", ")) == allowed


def test_a_method_cannot_be_smuggled_in_a_header(ann):
    address = ann.post("/v1/things", json={"name": "a"}).headers["Location"]

    ann.post(f"{address}/close", headers={"X-HTTP-Method-Override": "DELETE"})

    assert ann.get(address).status_code == 200


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, identity"])
def test_compressed_bodies_are_refused(ann, encoding):
    response = ann.post(
        "/v1/things",
        data=b"\x1f\x8b",
        content_type="application/json",
        headers={"Content-Encoding": encoding},
    )

    assert refusal(response) == (415, "unsupported_media_type")


@pytest.mark.parametrize("accept", ["application/xml", "text/html", "application/json;q=0"])
def test_a_format_we_do_not_have_is_refused(ann, accept):
    address = ann.post("/v1/things", json={"name": "a"}).headers["Location"]

    response = ann.get(address, headers={"Accept": accept})

    assert refusal(response) == (406, "not_acceptable")
    assert response.content_type == "application/problem+json"


@pytest.mark.parametrize("accept", ["*/*", "application/*", "text/html, */*;q=0.1", ""])
def test_a_wide_accept_gets_json(ann, accept):
    assert ann.get("/v1/things", headers={"Accept": accept}).content_type == "application/json"


def test_an_unknown_host_is_refused_when_ours_are_known(plumbing_app, wiring, ann):
    object.__setattr__(wiring.settings, "allowed_hosts", ("api.example.com", "localhost"))

    assert ann.get("/v1/things").status_code == 200
    assert ann.get("/v1/things", headers={"Host": "API.example.com:443"}).status_code == 200
    for evil in ("evil", "evil:80", "api.example.com.evil", "a b", "[", "api.example.com@evil"):
        assert refusal(ann.get("/v1/things", headers={"Host": evil})) == (400, "bad_host")


def test_a_key_that_calls_too_often_waits(wiring, ann, bob):
    wiring.rate_limit.calls = 3
    wiring.rate_limit.clock = lambda: 45.0

    passed = [ann.get("/v1/things").status_code for _ in range(4)]
    refused = ann.get("/v1/things")

    assert passed == [200, 200, 200, 429]
    assert refusal(refused) == (429, "too_many_requests")
    assert refused.headers["Retry-After"] == "15"
    assert bob.get("/v1/things").status_code == 200
    wiring.rate_limit.clock = lambda: 60.0
    assert ann.get("/v1/things").status_code == 200


def test_an_origin_elsewhere_gets_no_permission(ann):
    for method, path in (("GET", "/v1/things"), ("OPTIONS", "/v1/things"), ("GET", "/v1/absent")):
        response = ann(
            method,
            path,
            headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"},
        )

        assert not [name for name, _ in response.headers if name.startswith("Access-Control")]


def test_double_slashes_lead_nowhere(ann):
    assert ann.get("/v1//things").status_code == 404
    assert ann.get("/v1/things/").status_code == 404
