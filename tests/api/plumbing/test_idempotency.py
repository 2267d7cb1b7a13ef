"""A request sent twice with one key has one effect and one answer."""

import io
import threading

import pytest

from tests.api.plumbing import things

THING = {"name": "Dinner", "capacity": 10}
KEY = {"Idempotency-Key": "0c4e-1"}


def test_the_second_answer_is_the_first_one_byte_for_byte(ann, fake_database):
    first = ann.post("/v1/things", json=THING, headers=KEY)
    second = ann.post("/v1/things", json=THING, headers=KEY)

    assert second.data == first.data
    assert second.status_code == 201
    assert second.headers["Location"] == first.headers["Location"]
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert second.headers["Idempotent-Replay"] == "true"
    assert "Idempotent-Replay" not in first.headers
    assert len(fake_database.kept.things) == 1


def test_the_order_and_spaces_of_a_body_do_not_make_it_another(ann):
    first = ann.post("/v1/things", json=THING, headers=KEY)
    second = ann.post(
        "/v1/things",
        data=b'{ "capacity": 10,\n "name": "Dinner" }',
        content_type="application/json",
        headers=KEY,
    )

    assert second.data == first.data


def test_the_same_key_for_another_body_is_refused(ann, fake_database):
    ann.post("/v1/things", json=THING, headers=KEY)

    response = ann.post("/v1/things", json={"name": "Lunch"}, headers=KEY)

    assert (response.status_code, response.json["code"]) == (422, "idempotency_key_reused")
    assert len(fake_database.kept.things) == 1


def test_keys_of_two_organizations_have_nothing_to_do_with_each_other(ann, bob):
    ann.post("/v1/things", json=THING, headers=KEY)

    response = bob.post("/v1/things", json={"name": "Lunch"}, headers=KEY)

    assert response.status_code == 201


def test_one_key_serves_two_addresses(ann):
    ann.post("/v1/things", json=THING, headers=KEY)

    assert ann.post("/v1/refuse", json=THING, headers=KEY).status_code == 409


@pytest.mark.parametrize(("path", "body"), [("/v1/things", {"name": 5}), ("/v1/refuse", THING)])
def test_a_refusal_is_not_kept(ann, fake_database, path, body):
    first = ann.post(path, json=body, headers=KEY)
    second = ann.post(path, json=body, headers=KEY)

    assert first.status_code == second.status_code
    assert "Idempotent-Replay" not in second.headers
    assert fake_database.kept.answers == {}


@pytest.mark.parametrize("key", ["x" * 256, "é", "", " ", "a,b", "a b", "a\x7f"])
def test_a_key_that_is_none_is_refused(ann, key):
    response = ann.post("/v1/things", json=THING, headers={"Idempotency-Key": key})

    assert (response.status_code, response.json["code"]) == (400, "idempotency_key_invalid")


def test_a_key_of_255_characters_is_one(ann):
    headers = {"Idempotency-Key": '"' + "x" * 253 + '"'}

    assert ann.post("/v1/things", json=THING, headers=headers).status_code == 201


def test_an_upload_is_known_again_by_its_content(ann):
    def send(content, name="a.csv"):
        form = {"kind": "dinner", "file": (io.BytesIO(content), name)}
        return ann.post("/v1/uploads", data=form, headers=KEY)

    first, same, other = send(b"a,b"), send(b"a,b"), send(b"a,c")

    assert first.status_code == 202
    assert same.headers["Idempotent-Replay"] == "true"
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")


def test_a_secret_is_not_kept_to_be_shown_again(ann, fake_database):
    first = ann.post("/v1/things/secret", json=THING, headers=KEY)
    second = ann.post("/v1/things/secret", json=THING, headers=KEY)

    assert first.json["secret"] == "shown once"
    assert second.json == first.json | {"secret": None}
    assert b"shown once" not in b"".join(a.body for a in fake_database.kept.answers.values())


def test_a_twin_is_told_to_wait_while_the_first_is_worked_on(ann, plumbing_app, monkeypatch):
    working, proceed, answers = threading.Event(), threading.Event(), []

    def slowly(*args, **kwargs):
        working.set()
        assert proceed.wait(10)
        return created(*args, **kwargs)

    created = things.create
    monkeypatch.setattr(things, "create", slowly)
    first = threading.Thread(
        target=lambda: answers.append(ann.post("/v1/things", json=THING, headers=KEY))
    )
    first.start()
    assert working.wait(10)
    twin = ann.post("/v1/things", json=THING, headers=KEY)
    proceed.set()
    first.join(10)
    after = ann.post("/v1/things", json=THING, headers=KEY)

    assert (twin.status_code, twin.json["code"]) == (409, "idempotency_in_progress")
    assert twin.headers["Retry-After"] == "1"
    assert answers[0].status_code == 201
    assert after.headers["Idempotent-Replay"] == "true"


def test_an_answer_that_cannot_be_kept_has_no_effect(ann, wiring, fake_database, monkeypatch):
    def full(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(wiring.answers, "keep", full)

    assert ann.post("/v1/things", json=THING, headers=KEY).status_code == 500
    assert fake_database.kept.things == {}
    assert wiring.in_progress == set()


def test_nothing_stays_in_progress(ann, wiring):
    for body in (THING, {"name": 5}):
        ann.post("/v1/things", json=body, headers=KEY)

    assert wiring.in_progress == set()
