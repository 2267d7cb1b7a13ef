"""The door with real keys and a real store of answers, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from partnerhub.app import create_app
from partnerhub.domain.keys import Token
from partnerhub.persistence import Database
from tests.api.plumbing.conftest import Caller
from tests.factories import NOW, Make


@pytest.fixture
def application(settings, database):
    return create_app(settings, database, clock=lambda: NOW)


@pytest.fixture
def admin(database):
    """A committed admin's key, and the user it belongs to."""
    with database.transaction(write=True) as session:
        made = Make(session)
        user = made.user()
        return made.key(user), user


@pytest.fixture
def caller(application, admin):
    return Caller(application, admin[0].secret)


def users(caller):
    return [user["email"] for user in caller.get("/v1/users?limit=500").json["items"]]


def test_every_key_that_does_not_work_gets_the_same_answer(application, database, admin):
    issued, user = admin
    parsed = Token.parse(issued.secret)
    with database.transaction(write=True) as session:
        expired = Make(session).key(user, now=NOW - timedelta(days=400))
    broken = [
        Token.issue(parsed.organization_id, parsed.key_id).text(),
        Token.issue(parsed.organization_id, "0" * 32).text(),
        Token.issue("0" * 32, parsed.key_id).text(),
        expired.secret,
        issued.secret[:-1],
        "x",
    ]

    answers = [Caller(application, key).get("/v1/me") for key in broken]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.data for answer in answers}) == 1
    assert len({str(without_request_id(answer)) for answer in answers}) == 1


def without_request_id(answer):
    return [header for header in answer.headers if header[0] != "X-Request-Id"]


def test_a_revoked_key_is_refused_by_the_next_request(caller, admin):
    assert caller.get("/v1/me").status_code == 200

    assert caller("DELETE", f"/v1/api-keys/{admin[0].key.id}").status_code == 204

    assert caller.get("/v1/me").status_code == 401


def test_ten_equal_requests_at_once_make_one_user(caller):
    body = {"email": "new@example.com", "name": "New", "role": "viewer"}

    def send(_):
        return caller.post("/v1/users", json=body, headers={"Idempotency-Key": "at-once"})

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(send, range(10)))

    made = [answer for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.data for answer in made}) == 1
    assert len([answer for answer in made if "Idempotent-Replay" not in answer.headers]) == 1
    assert users(caller).count("new@example.com") == 1


def test_a_refused_change_leaves_the_database_as_it_was(caller):
    body = {"email": "twice@example.com", "name": "Twice", "role": "viewer"}

    assert caller.post("/v1/users", json=body).status_code == 201
    assert caller.post("/v1/users", json=body).status_code == 409
    assert users(caller).count("twice@example.com") == 1


def test_of_two_changes_of_one_revision_the_second_is_refused(caller, admin):
    address = f"/v1/users/{admin[1].id}"
    tag = caller.get(address).headers["ETag"]

    def change(name):
        return caller("PATCH", address, json={"name": name}, headers={"If-Match": tag})

    assert [change("Ann").status_code, change("Bob").status_code] == [200, 412]
    assert caller.get(address).json["name"] == "Ann"


def test_the_server_is_ready_when_its_database_has_the_schema(application):
    client = application.test_client()

    assert client.get("/health/ready").json == {"state": "ready"}


def test_the_server_is_not_ready_before(settings, tmp_path):
    empty = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}", settings.keyring())

    response = create_app(settings, empty).test_client().get("/health/ready")

    assert (response.status_code, response.json["code"]) == (503, "database_outdated")
    empty.close()
