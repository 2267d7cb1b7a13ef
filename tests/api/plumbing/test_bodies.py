"""Group A of the bad inputs: JSON bodies, each with its exact answer."""

import io
import json

import pytest
from werkzeug.test import create_environ, run_wsgi_app

NAME = {"name": "Dinner"}


def refusal(response):
    return response.status_code, response.json["code"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed_json"),
        (b"   ", 400, "malformed_json"),
        (b'{"name":', 400, "malformed_json"),
        (b'{"name": "a" "b"}', 400, "malformed_json"),
        (b'{"name": "a\nb"}', 400, "malformed_json"),
        (b"[1]", 422, "validation"),
        (b'"x"', 422, "validation"),
        (b"null", 422, "validation"),
        (b"12", 422, "validation"),
        (b'{"name": "a", "organization_id": "b"}', 422, "validation"),
        (b'{"name": "a", "name": "b"}', 400, "duplicate_key"),
        (b'{"name": "a", "cost": {"amount": "1", "amount": "2"}}', 400, "duplicate_key"),
        (b'{"name": "a", "capacity": NaN}', 400, "malformed_json"),
        (b'{"name": "a", "capacity": Infinity}', 400, "malformed_json"),
        (b'{"name": "a", "capacity": -Infinity}', 400, "malformed_json"),
        (b'{"name": "a", "capacity": ' + b"9" * 5000 + b"}", 422, "number_too_long"),
        (b'{"name": "a", "capacity": ' + b"9" * 41 + b"}", 422, "number_too_long"),
        (b'{"name": "a", "capacity": ' + b"9" * 40 + b"}", 422, "validation"),
        (b'{"name": "a", "capacity": 1e999999}', 422, "number_too_long"),
        (b'{"name": "a", "capacity": 1e-0000999999}', 422, "number_too_long"),
        (b'{"name": "a", "share": 0.' + b"1" * 60 + b"}", 422, "number_too_long"),
        (b'{"name": ' + b"[" * 5000 + b"]" * 5000 + b"}", 400, "malformed_json"),
        (b"[" * 200_000, 400, "malformed_json"),
        (b'{"name": ' + b"[" * 40 + b"]" * 40 + b"}", 400, "malformed_json"),
        (b'{"name": "a\\u0000b"}', 422, "control_character"),
        (b'{"name": "\\u0007"}', 422, "control_character"),
        (b'{"name": "\\ud800"}', 422, "control_character"),
        (b'{"name": "\\u009f"}', 422, "control_character"),
        (b'{"name\\u0000": "a"}', 422, "control_character"),
        (b'{"name": "a\\nb"}', 422, "control_character"),
        (json.dumps(NAME).encode("utf-16"), 400, "bad_encoding"),
        (json.dumps(NAME).encode("utf-16-le"), 400, "bad_encoding"),
        (json.dumps(NAME).encode("utf-8-sig"), 400, "bad_encoding"),
        (b'{"name": "Caf\xe9"}', 400, "bad_encoding"),
        (b'{"name": "a", "capacity": 1.5}', 422, "validation"),
        (b'{"name": "a", "capacity": 1.0}', 422, "validation"),
        (b'{"name": "a", "capacity": "12"}', 422, "validation"),
        ('{"name": "a", "capacity": "１２"}'.encode(), 422, "validation"),  # noqa: RUF001
        (b'{"name": "a", "capacity": "1_000"}', 422, "validation"),
        (b'{"name": "a", "capacity": true}', 422, "validation"),
        (b'{"name": "a", "capacity": null}', 422, "validation"),
        (b'{"name": "a", "capacity": 0}', 422, "validation"),
        (b'{"name": "a", "capacity": -1}', 422, "validation"),
        (b'{"name": "a", "capacity": 100001}', 422, "validation"),
        (b'{"name": "a", "capacity": 9223372036854775808}', 422, "validation"),
        (b'{"name": "a", "cost": {"amount": "1e999999", "currency": "EUR"}}', 422, "validation"),
        (b'{"name": "a", "cost": {"amount": "NaN", "currency": "EUR"}}', 422, "validation"),
        (b'{"name": "a", "cost": {"amount": 12.5, "currency": "EUR"}}', 422, "validation"),
        (b'{"name": "a", "cost": {"amount": "-1", "currency": "EUR"}}', 422, "validation"),
        (
            b'{"name": "a", "cost": {"amount": "1234567890123456789", "currency": "EUR"}}',
            422,
            "validation",
        ),
        (b'{"name": "a", "cost": {"amount": "1.234", "currency": "EUR"}}', 422, "validation"),
        (b'{"name": "a", "cost": {"amount": "1.2", "currency": "JPY"}}', 422, "validation"),
        (b'{"name": "a", "cost": {"amount": "1", "currency": "QQQ"}}', 422, "validation"),
        (b'{"name": "a", "cost": {"amount": "1", "currency": 5}}', 422, "validation"),
        (b'{"name": "a", "cost": {"amount": "1"}}', 422, "validation"),
        (b'{"name": "a", "cost": "1 EUR"}', 422, "validation"),
        (b'{"name": "a", "kind": "lunch"}', 422, "validation"),
        (b'{"name": "a", "kind": ["dinner"]}', 422, "validation"),
        (b'{"name": "a", "on": "2026-02-30"}', 422, "validation"),
        (b'{"name": "a", "on": "20260302"}', 422, "validation"),
        (b'{"name": "a", "on": 1}', 422, "validation"),
        (b'{"name": "a", "share": "1.1"}', 422, "validation"),
        (b'{"name": "a", "share": "1e-1"}', 422, "validation"),
        (b'{"name": "a", "tags": "x"}', 422, "validation"),
        (b'{"name": "a", "tags": [1]}', 422, "validation"),
        (b'{"name": ["a"]}', 422, "validation"),
        (b'{"name": ""}', 422, "validation"),
        (b'{"name": "  "}', 422, "validation"),
        (json.dumps({"name": "x" * 301}).encode(), 422, "validation"),
        (json.dumps({"name": "a", "tags": ["x"] * 10_001}).encode(), 422, "too_many_items"),
    ],
)
def test_a_bad_body_has_its_exact_answer(ann, body, status, code):
    response = ann.post("/v1/things", data=body, content_type="application/json")

    assert refusal(response) == (status, code)
    assert response.json["status"] == status
    assert response.json["type"] == f"/problems/{code}"
    assert response.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", None]
)
def test_json_under_another_name_is_not_read(ann, content_type):
    response = ann.post("/v1/things", data=json.dumps(NAME), content_type=content_type)

    assert refusal(response) == (415, "unsupported_media_type")


def test_json_may_say_that_it_is_utf_8_and_nothing_else(ann):
    said = ann.post("/v1/things", data=b"{}", content_type="application/json; charset=latin-1")
    fine = ann.post(
        "/v1/things", data=json.dumps(NAME), content_type="application/json; charset=UTF-8"
    )

    assert refusal(said) == (400, "bad_encoding")
    assert fine.status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        {"name": "😀" * 300},
        {"name": "é" * 300},
        {"name": "Łódź", "share": 0.25},
        {"name": "a", "share": "0.2500", "cost": {"amount": "0", "currency": "JPY"}},
        {"name": "a", "tags": ["x"] * 10_000, "on": "2026-03-02"},
    ],
)
def test_what_is_unusual_but_right_is_taken(ann, body):
    assert ann.post("/v1/things", json=body).status_code == 201


def test_a_pair_of_surrogate_escapes_is_one_character(ann):
    response = ann.post(
        "/v1/things", data=b'{"name": "\\ud83d\\ude00"}', content_type="application/json"
    )

    assert response.json["name"] == "😀"


def test_a_name_is_kept_composed_and_without_outer_spaces(ann):
    assert ann.post("/v1/things", json={"name": " Cafe\u0301 "}).json["name"] == "Café"


def test_a_body_of_one_byte_too_many_is_refused(ann):
    body = json.dumps(NAME).encode()
    right = body.ljust(1 << 20)

    assert ann.post("/v1/things", data=right, content_type="application/json").status_code == 201
    response = ann.post("/v1/things", data=right + b" ", content_type="application/json")
    assert refusal(response) == (413, "payload_too_large")


class Endless(io.RawIOBase):
    """A body that never ends, as far as anybody reads it."""

    given = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        buffer[:] = b" " * len(buffer)
        self.given += len(buffer)
        return len(buffer)


def test_a_body_without_a_length_is_cut_at_the_limit(plumbing_app):
    endless = Endless()
    environ = create_environ("/v1/things", method="POST", content_type="application/json")
    environ |= {"wsgi.input": endless, "wsgi.input_terminated": True}
    environ |= {"HTTP_TRANSFER_ENCODING": "chunked", "HTTP_AUTHORIZATION": "Bearer key-of-ann"}
    environ.pop("CONTENT_LENGTH", None)

    _, status, _ = run_wsgi_app(plumbing_app, environ, buffered=True)

    assert status.startswith("413")
    assert endless.given < 2 << 20


def test_every_wrong_value_is_named_and_none_is_repeated(ann):
    response = ann.post(
        "/v1/things",
        json={
            "name": 5,
            "canary": 1,
            "tags": ["fine", "canary" * 20],
            "cost": {"amount": "canary", "currency": "EUR"},
        },
    )

    assert {error["pointer"] for error in response.json["errors"]} == {
        "/name",
        "/canary",
        "/tags/1",
        "/cost/amount",
    }
    assert "canary" not in "".join(error["message"] for error in response.json["errors"])


def test_a_body_that_is_no_object_is_wrong_as_a_whole(ann):
    response = ann.post("/v1/things", json=[1])

    assert response.json["errors"] == [{"pointer": "/", "message": "Give an object."}]


def test_thousands_of_wrong_items_get_a_short_answer(ann):
    response = ann.post("/v1/things", json={"name": "a", "tags": [1] * 10_000})

    assert len(response.json["errors"]) == 100


@pytest.mark.parametrize(
    ("body", "status"), [(None, 202), ({}, 202), ({"force": True}, 422), ([], 422)]
)
def test_a_call_without_a_body_takes_none_or_an_empty_object(ann, body, status):
    address = ann.post("/v1/things", json=NAME).headers["Location"]

    options = {} if body is None else {"json": body}
    assert ann.post(f"{address}/close", **options).status_code == status


def test_a_change_that_changes_nothing_is_refused(ann):
    address = ann.post("/v1/things", json=NAME).headers["Location"]
    tag = ann.get(address).headers["ETag"]

    response = ann("PATCH", address, json={}, headers={"If-Match": tag})

    assert refusal(response) == (422, "validation")
