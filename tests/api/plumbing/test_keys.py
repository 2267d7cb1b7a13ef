"""Keys: whatever is wrong with one, the answer is the same."""

import pytest


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Authorization", "Basic YTpi")],
        [("Authorization", "Bearer")],
        [("Authorization", "Bearer ")],
        [("Authorization", "Bearer unknown")],
        [("Authorization", "Bearer key-of-ann,key-of-bob")],
        [("Authorization", "Bearer key-of-ann, Bearer key-of-bob")],
        [("Authorization", "Bearer key of ann")],
        [("Authorization", "Bearer " + "x" * 8000)],
        [("Authorization", "Bearer key-of-ann\xe9")],
        [("Authorization", "key-of-ann")],
        [("X-Api-Key", "key-of-ann")],
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_bad_key_gets_the_same_answer(plumbing_app, headers, method):
    client = plumbing_app.test_client()

    reference = client.open("/v1/things", method=method)
    response = client.open("/v1/things", method=method, headers=headers)

    assert response.status_code == 401
    assert response.data == reference.data
    assert response.json["code"] == "unauthenticated"
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert [name for name, _ in response.headers] == [name for name, _ in reference.headers]


def test_a_key_in_the_query_is_no_key(plumbing_app):
    response = plumbing_app.test_client().get("/v1/things?key=key-of-ann")

    assert response.status_code == 401


def test_the_scheme_is_read_in_any_case(plumbing_app):
    response = plumbing_app.test_client().get(
        "/v1/things", headers={"Authorization": "bearer  key-of-ann"}
    )

    assert response.status_code == 200


def test_a_stranger_is_turned_away_before_the_body_is_read(plumbing_app):
    response = plumbing_app.test_client().post(
        "/v1/things", data=b"{", content_type="application/json"
    )

    assert response.status_code == 401


def test_a_key_that_is_revoked_while_the_body_arrives_has_no_effect(wiring, ann, fake_database):
    known, looks = wiring.authenticate, []

    def revoked_meanwhile(session, token, now):
        looks.append(token)
        return known(session, token if len(looks) == 1 else "revoked", now)

    object.__setattr__(wiring, "authenticate", revoked_meanwhile)

    assert ann.post("/v1/things", json={"name": "a"}).status_code == 401
    assert fake_database.kept.things == {}
    assert len(looks) == 2


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/v1/openapi.json"])
def test_what_is_public_needs_no_key(plumbing_app, path):
    assert plumbing_app.test_client().get(path).status_code == 200
