"""Group C, keys: whatever is wrong with one, nobody learns what."""

import secrets
from dataclasses import replace
from datetime import timedelta

from partnerhub.domain.keys import Token
from partnerhub.persistence.base import new_id
from tests.api.bad_inputs.scene import told
from tests.factories import NOW


def keys(scene):
    """Keys that do not work, each in its own way."""
    good = scene.ann.headers["Authorization"].removeprefix("Bearer ")
    past = NOW - timedelta(days=800)
    of = {
        "expired": scene.colleague(scene.ann, now=past),
        "revoked": scene.colleague(scene.ann, revoke=True),
        "of somebody removed": scene.colleague(scene.ann, remove=True),
    }
    named = {
        name: person.headers["Authorization"].removeprefix("Bearer ") for name, person in of.items()
    }
    token = Token.parse(good)
    return named | {
        "wrong secret": replace(token, secret=secrets.token_bytes(32)).text(),
        "unknown id": replace(token, key_id=new_id()).text(),
        "unknown organization": replace(token, organization_id=new_id()).text(),
        "all unknown": Token.issue(new_id(), new_id()).text(),
        "wrong checksum": good[:-6] + ("aaaaaa" if good[-6:] != "aaaaaa" else "bbbbbb"),
        "mixed up": good[:20] + good[20:][::-1],
        "cut": good[:-1],
        "longer": good + "x",
        "without prefix": good[len("ph_live_") :],
        "in capitals": good.upper(),
        "nothing of ours": "x",
        "half a kilobyte": "x" * 512,
        "more than a kilobyte": "x" * 1_500,
    }


def headers_without_a_key(scene):
    good = scene.ann.headers["Authorization"]
    return {
        "nothing": [],
        "another scheme": [("Authorization", "Basic YTpi")],
        "an empty key": [("Authorization", "Bearer ")],
        "only the scheme": [("Authorization", "Bearer")],
        "the key alone": [("Authorization", good.removeprefix("Bearer "))],
        "twice": [("Authorization", good), ("Authorization", good)],
        "two in one": [("Authorization", f"{good}, {good}")],
        "in a cookie": [("Cookie", f"key={good}")],
        "as an API key": [("X-API-Key", good.removeprefix("Bearer "))],
    }


def test_whatever_is_wrong_with_a_key_the_answer_is_the_same(scene):
    calls = headers_without_a_key(scene) | {
        name: [("Authorization", f"Bearer {key}")] for name, key in keys(scene).items()
    }
    before = scene.everything()
    asked = [
        ("GET", "/v1/accounts"),
        ("POST", "/v1/imports"),
        ("DELETE", f"/v1/events/{scene.event}/costs/x"),
        ("GET", "/v1/overlaps/nothing"),
        ("PATCH", f"/v1/events/{scene.event}"),
    ]

    answers = {
        (name, method, path): scene.office.http.open(path, method=method, headers=headers)
        for name, headers in calls.items()
        for method, path in asked
    }

    wrong = {
        what: told(answer)
        for what, answer in answers.items()
        if told(answer) != (401, "unauthenticated")
    }
    assert wrong == {}
    assert len({(answer.data, len(answer.data)) for answer in answers.values()}) == 1
    said = [
        [(k, v) for k, v in answer.headers.items() if k != "X-Request-Id"]
        for answer in answers.values()
    ]
    assert all(one == said[0] for one in said)
    assert ("WWW-Authenticate", "Bearer") in said[0]
    assert scene.everything() == before


def test_a_key_lives_no_longer_than_a_year(scene):
    for days in (0, 366, -1):
        refused = scene.refusal("POST", "/v1/api-keys", json={"name": "x", "days": days})
        assert refused == (422, "validation")
