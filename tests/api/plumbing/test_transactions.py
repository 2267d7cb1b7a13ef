"""One request, one transaction: what was refused never happened."""

import pytest

from partnerhub.domain.errors import DatabaseUnavailableError, StorageFullError

THING = {"name": "Dinner"}


def test_a_change_is_committed_before_the_answer_leaves(ann, fake_database):
    assert ann.post("/v1/things", json=THING).status_code == 201

    assert len(fake_database.kept.things) == 1
    assert fake_database.log == ["begin read", "commit read", "begin write", "commit write"]


@pytest.mark.parametrize(("path", "status"), [("/v1/refuse", 409), ("/v1/fail", 500)])
def test_a_refused_or_failed_change_leaves_nothing(ann, fake_database, path, status):
    assert ann.post(path, json=THING).status_code == status

    assert fake_database.kept.things == {}
    assert fake_database.log[-1] == "rollback write"


def test_reading_happens_in_one_read_transaction(ann, fake_database):
    ann.get("/v1/things")

    assert fake_database.log == ["begin read", "commit read"]


def test_a_body_that_cannot_be_read_never_takes_the_write_lock(ann, fake_database):
    ann.post("/v1/things", data=b"{", content_type="application/json")
    ann.post("/v1/things", json={"name": 5})

    assert "begin write" not in fake_database.log


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (DatabaseUnavailableError(headers={"Retry-After": "7"}), 503, "database_unavailable"),
        (StorageFullError(), 507, "storage_full"),
        (RuntimeError("canary"), 500, "internal_error"),
    ],
)
def test_a_failed_commit_is_the_answer(ann, fake_database, error, status, code):
    fake_database.commit_error = error

    response = ann.post("/v1/things", json=THING)

    assert (response.status_code, response.json["code"]) == (status, code)
    assert "Location" not in response.headers
    assert fake_database.kept.things == {}
    if status == 503:
        assert response.headers["Retry-After"] == "7"


def test_a_database_that_cannot_begin_is_the_answer(ann, fake_database, monkeypatch):
    def unavailable(*, write, reach):
        raise DatabaseUnavailableError

    monkeypatch.setattr(fake_database, "transaction", unavailable)

    response = ann.get("/v1/things")

    assert (response.status_code, response.json["code"]) == (503, "database_unavailable")
    assert response.headers["Retry-After"] == "2"


def test_health_asks_no_database_and_readiness_says_what_is_wrong(wiring, plumbing_app):
    def not_ready():
        raise DatabaseUnavailableError

    object.__setattr__(wiring, "ready", not_ready)
    client = plumbing_app.test_client()

    assert client.get("/health/live").json == {"state": "alive"}
    assert client.get("/health/ready").json["code"] == "database_unavailable"


def test_a_deleted_thing_is_answered_with_nothing(ann):
    address = ann.post("/v1/things", json=THING).headers["Location"]

    response = ann("DELETE", address)

    assert (response.status_code, response.data) == (204, b"")
    assert "Content-Type" not in response.headers
    assert ann.get(address).status_code == 404
