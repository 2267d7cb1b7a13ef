"""What every answer carries, and what logs and metrics keep to themselves."""

import io
import json

import pytest

from partnerhub.http import logs
from tests.api.plumbing.things import SCRAPER

CANARY = "canary@example.com"


@pytest.fixture
def lines(plumbing_app):
    """The log of the test, as one dictionary per line."""
    stream = io.StringIO()
    logs.configure("debug", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logs.structlog.reset_defaults()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/things", 200),
        ("GET", "/v1/absent", 404),
        ("POST", "/v1/fail", 500),
        ("GET", "/", 200),
        ("GET", "/absent", 404),
        ("GET", "/static/page.css", 200),
        ("GET", "/docs", 200),
        ("GET", "/v1/openapi.json", 200),
        ("TRACE", "/v1/things", 405),
    ],
)
def test_every_answer_keeps_a_browser_on_a_short_leash(ann, method, path, status):
    response = ann(method, path, json={"name": "x"} if method == "POST" else None)

    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == status
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Request-Id"]
    assert not [name for name, _ in response.headers if name.startswith("Access-Control")]


def test_answers_with_data_are_not_kept_by_caches(ann):
    assert ann.get("/v1/things").headers["Cache-Control"] == "no-store"


def test_json_is_never_html(ann):
    response = ann.post("/v1/things", json={"name": "<script>alert(1)</script>"})

    assert response.content_type == "application/json"


def test_an_error_nobody_foresaw_is_told_without_a_word_of_it(ann):
    response = ann.post("/v1/fail", json={"name": CANARY})

    assert response.json == {
        "type": "/problems/internal_error",
        "title": "Something went wrong on our side",
        "code": "internal_error",
        "detail": "Something went wrong on our side; nothing was changed. "
        "X-Request-Id names it in the log.",
        "status": 500,
    }


def test_an_error_nobody_foresaw_is_logged_where_it_happened_and_without_values(ann, lines):
    response = ann.post("/v1/fail", json={"name": CANARY})

    unexpected, request = lines()
    assert unexpected["event"] == "unexpected"
    assert unexpected["error"] == "RuntimeError"
    assert unexpected["frames"][-1].endswith("fail")
    assert unexpected["request_id"] == request["request_id"] == response.headers["X-Request-Id"]
    assert CANARY not in json.dumps(lines())
    assert "7777777" not in json.dumps(lines())


def test_a_request_is_one_line_of_known_keys(ann, lines):
    address = ann.post("/v1/things", json={"name": CANARY}).headers["Location"]
    ann.get(f"{address}?{CANARY}=1", headers={"User-Agent": CANARY, "X-Request-Id": CANARY})
    ann.get(f"/v1/{CANARY}")
    ann("CANARY", f"/{CANARY}")

    created, refused, missing, odd = lines()
    assert created.keys() == {
        "event", "level", "timestamp", "method", "route", "operation", "status", "code",
        "duration_ms", "organization_id", "request_id",
    }  # fmt: skip
    assert created["route"] == "/v1/things"
    assert created["organization_id"] == "a" * 32
    assert (refused["route"], refused["code"]) == ("/v1/things/<id:thing_id>", "unknown_parameter")
    assert (missing["route"], missing["status"]) == ("unmatched", 404)
    assert odd["method"] == "other"
    assert "canary" not in json.dumps(lines()).lower()
    assert address.rsplit("/", 1)[1] not in json.dumps([refused["route"], refused["operation"]])


def test_a_key_that_is_not_on_the_list_is_dropped(lines):
    logs.logger().info("something", rows=3, email=CANARY)

    (line,) = lines()
    assert line["rows"] == 3
    assert CANARY not in json.dumps(line)


def test_a_log_that_cannot_be_written_does_not_undo_what_was_done(ann, fake_database, lines):
    stream = io.StringIO()
    logs.configure("info", stream)
    stream.close()

    assert ann.post("/v1/things", json={"name": "a"}).status_code == 201
    assert len(fake_database.kept.things) == 1


def test_metrics_count_by_operation_and_name_nobody(ann):
    address = ann.post("/v1/things", json={"name": CANARY}).headers["Location"]
    ann.get(address)
    ann.get(f"/v1/{CANARY}")

    text = ann.get("/metrics", headers={"Authorization": f"Bearer {SCRAPER}"}).text

    assert 'operation="create_thing",status="201"} 1.0' in text
    assert 'operation="read_thing",status="200"} 1.0' in text
    assert 'method="other",operation="unmatched",status="404"} 1.0' in text
    assert CANARY not in text
    assert address.rsplit("/", 1)[1] not in text


@pytest.mark.parametrize("key", ["", "Bearer", f"Bearer {SCRAPER}x", "Bearer \u00e9"])
def test_metrics_are_for_the_operator_alone(ann, key):
    assert ann.get("/metrics", headers={"Authorization": key}).status_code == 404


def test_an_unknown_address_of_the_page_is_a_page(ann):
    response = ann.get("/absent")

    assert response.content_type == "text/html; charset=utf-8"
    assert "<h1>Not found</h1>" in response.text


def test_an_error_of_the_page_is_a_page(plumbing_app, ann, monkeypatch):
    def broken():
        raise RuntimeError(CANARY)

    monkeypatch.setitem(plumbing_app.view_functions, "web.page", broken)

    response = ann.get("/")

    assert (response.status_code, response.content_type) == (500, "text/html; charset=utf-8")
    assert CANARY not in response.text


def test_a_post_to_the_page_is_answered_as_a_page(ann):
    response = ann.post("/")

    assert response.status_code == 405
    assert response.content_type == "text/html; charset=utf-8"
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_unexpected_errors_are_raised_when_testing(plumbing_app, ann):
    plumbing_app.testing = True

    with pytest.raises(RuntimeError):
        ann.post("/v1/fail", json={"name": "x"})
