"""Group C, strangers: what belongs to somebody else, and what a partner may not do."""

import pytest

from partnerhub.domain.permissions import Role, Scope
from tests.api.bad_inputs.scene import DINNER, accounts, told
from tests.journeys.people import agree, compare


def foreign(scene):
    """Addresses of what others have, as one who is not to see them would call them."""
    first = scene.ann.get("/v1/accounts?limit=1")["items"][0]["id"]
    match = scene.ann.get(f"/v1/overlaps/{scene.overlap}/matches?limit=1")["items"][0]["id"]
    target = scene.list["items"][0]["id"]
    imported = scene.imports[scene.ann]["id"]
    user = scene.ann.get("/v1/users")["items"][0]["id"]
    key = scene.ann.get("/v1/api-keys")["items"][0]["id"]
    event, overlap, bond = scene.event, scene.overlap, scene.partnership
    note = {"reason": "x"}
    return [
        ("GET", "/v1/accounts/{}", first, None),
        ("PATCH", "/v1/accounts/{}", first, {"city": "Bonn"}),
        ("DELETE", "/v1/accounts/{}", first, None),
        ("GET", "/v1/imports/{}", imported, None),
        ("GET", "/v1/imports/{}/rejects", imported, None),
        ("POST", "/v1/imports/{}/undo", imported, {}),
        ("GET", "/v1/users/{}", user, None),
        ("PATCH", "/v1/users/{}", user, {"name": "x"}),
        ("DELETE", "/v1/users/{}", user, None),
        ("DELETE", "/v1/api-keys/{}", key, None),
        ("GET", "/v1/partnerships/{}", bond, None),
        ("POST", "/v1/partnerships/{}/accept", bond, {}),
        ("POST", "/v1/partnerships/{}/end", bond, {}),
        ("GET", "/v1/partnerships/{}/sharing", bond, None),
        ("PUT", "/v1/partnerships/{}/sharing", bond, {"level": "hidden"}),
        ("POST", "/v1/partnerships/{}/overlaps", bond, {}),
        ("GET", "/v1/partnerships/{}/overlaps", bond, None),
        ("GET", "/v1/partnerships/{}/report", bond, None),
        ("POST", "/v1/partnerships/{}/events", bond, DINNER),
        ("GET", "/v1/overlaps/{}", overlap, None),
        ("GET", "/v1/overlaps/{}/shape", overlap, None),
        ("POST", "/v1/overlaps/{}/approve", overlap, {}),
        ("POST", "/v1/overlaps/{}/reject", overlap, {}),
        ("GET", "/v1/overlaps/{}/matches", overlap, None),
        ("GET", "/v1/overlaps/{}/export", overlap, None),
        ("GET", "/v1/overlaps/{}/contacts", overlap, None),
        ("PUT", f"/v1/overlaps/{overlap}/matches/{{}}/decision", match, {"decision": "rejected"}),
        ("GET", "/v1/events/{}", event, None),
        ("PATCH", "/v1/events/{}", event, {"name": "x"}),
        ("POST", "/v1/events/{}/target-list", event, {}),
        ("GET", "/v1/events/{}/target-list", event, None),
        ("POST", "/v1/events/{}/target-list/approve", event, {}),
        ("POST", "/v1/events/{}/target-list/targets", event, {"company": 1} | note),
        ("DELETE", f"/v1/events/{event}/target-list/targets/{{}}?reason=x", target, None),
        ("POST", "/v1/events/{}/reports", event, {}),
        ("GET", "/v1/events/{}/costs", event, None),
    ]  # fmt: skip


TAGGED = {"PATCH", "PUT"}


def tag_of(scene):
    """A tag as the stranger would hold it, of something of their own."""
    account = scene.cleo.get("/v1/accounts?limit=1")["items"][0]["id"]
    return scene.cleo.call("GET", f"/v1/accounts/{account}", 200).headers["ETag"]


def test_what_belongs_to_others_is_not_there(scene):
    before, headers = scene.everything(), {"If-Match": tag_of(scene)}
    wrong = {}

    for method, path, there, body in foreign(scene):
        answers = [
            scene.cleo.call(method, path.format(name), json=body, headers=headers)
            for name in (there, "0" * len(there))
        ]
        # A stranger cannot hold the tag of something foreign; without it, there or not is one.
        expected = (412, "precondition_failed") if method in TAGGED else (404, "not_found")
        if "/targets/" in path or "/decision" in path:
            expected = (404, "not_found")
        if told(answers[0]) != expected or answers[0].data != answers[1].data:
            wrong[method, path] = [told(answer) for answer in answers]

    assert wrong == {}
    assert scene.everything() == before


def test_the_audit_trail_is_only_ones_own(scene):
    partnership = scene.partnership

    subjects = {line["subject_id"] for line in scene.cleo.every("/v1/audit")}

    assert partnership not in subjects
    assert partnership in {line["subject_id"] for line in scene.ann.every("/v1/audit")}


def test_a_child_is_not_found_under_another_parent(scene):
    other = scene.ann.post(
        scene.paths["create_event"], {"name": "O", "capacity": 1, "starts_on": "2026-05-07"}, 201
    )["id"]
    cost = scene.ann.post(
        scene.paths["record_cost"],
        {"description": "Room", "amount": {"amount": "1.00", "currency": "EUR"}},
        201,
    )["id"]
    target = scene.list["items"][0]["id"]
    match = scene.ann.get(f"/v1/overlaps/{scene.overlap}/matches?limit=1")["items"][0]["id"]
    scene.ann.post(f"/v1/events/{other}/target-list", status=200)
    latest = compare(scene.ann, scene.bob, scene.partnership)["id"]
    stranger = "0" * 32
    matches = f"/v1/overlaps/{scene.overlap}/matches?limit=1"
    elsewhere = matches.replace(scene.overlap, latest)
    cursor = scene.ann.get(matches)["next_cursor"]

    assert scene.refusal("GET", f"{elsewhere}&cursor={cursor}") == (400, "bad_cursor")
    for method, path, body in [
        ("DELETE", f"/v1/events/{other}/costs/{cost}", None),
        ("GET", f"/v1/events/{other}/target-list/targets/{target}", None),
        ("PATCH", f"/v1/events/{other}/target-list/targets/{target}",
         {"state": "excluded", "reason": "x"}),
        ("DELETE", f"/v1/events/{other}/target-list/targets/{target}?reason=x", None),
        ("PUT", f"/v1/overlaps/{stranger}/matches/{match}/decision", {"decision": "rejected"}),
        ("GET", f"/v1/overlaps/{latest}/changes?since={stranger}", None),
        ("GET", f"/v1/overlaps/{latest}/changes?since={scene.event}", None),
    ]:  # fmt: skip
        assert (path, scene.refusal(method, path, json=body)) == (path, (404, "not_found"))


def test_a_key_does_not_do_more_than_it_was_made_for(scene):
    reader = scene.colleague(scene.dana, scopes=[Scope.READ])
    uploader = scene.colleague(scene.dana, scopes=[Scope.UPLOAD])
    before = scene.everything()

    upload = scene.send(reader, "accounts", accounts(7))
    preview = reader.call(
        "POST", "/v1/imports/preview", data={}, content_type="multipart/form-data"
    )
    invite = reader.call("POST", "/v1/partnerships", json={"partner_domain": "other.com"})
    key = reader.call("POST", "/v1/api-keys", json={"name": "more", "scopes": ["admin"]})
    read = uploader.call("GET", "/v1/accounts")

    assert [told(each) for each in (upload, invite, key, read)] == [(403, "insufficient_scope")] * 4
    assert told(preview)[0] in {403, 422}
    assert scene.everything() == before


@pytest.mark.parametrize("role", [Role.MANAGER, Role.VIEWER])
def test_only_an_admin_decides_what_is_shared(scene, role):
    person = scene.colleague(scene.ann, role)
    path = f"/v1/partnerships/{scene.partnership}/sharing"
    tag = person.call("GET", path, 200).headers["ETag"]

    for method, where, body in [
        ("PUT", path, {"level": "hidden"}),
        ("POST", "/v1/partnerships", {"partner_domain": "other.com"}),
        ("POST", f"/v1/partnerships/{scene.partnership}/end", {}),
        ("POST", "/v1/users", {"email": "me@example.com", "name": "Me", "role": "admin"}),
        ("GET", "/v1/audit", None),
    ]:
        refused = scene.refusal(method, where, by=person, json=body, headers={"If-Match": tag})
        assert (where, refused) == (where, (403, "forbidden"))


def test_a_foreigner_without_rights_learns_no_more_than_one_with(scene):
    viewer = scene.colleague(scene.cleo, Role.VIEWER)
    there, absent = (
        viewer.call("POST", f"/v1/partnerships/{name}/overlaps", json={})
        for name in (scene.partnership, "0" * 32)
    )

    assert there.status_code == absent.status_code
    assert there.data == absent.data


@pytest.fixture
def partners(scene):
    """Two new partners with lists."""
    first, second = scene.office.manager("Erin"), scene.office.manager("Finn")
    for number, person in enumerate((first, second)):
        scene.upload(person, "accounts", accounts(number))
    return first, second, agree(first, second)


def test_nothing_is_shown_before_the_other_side_said_yes(scene, partners):
    first, second, bond = partners
    asked = first.post(f"/v1/partnerships/{bond}/overlaps", status=202)
    assert asked["state"] == "awaiting_approval"

    for person in (first, second):
        for what in ("matches", "contacts", "export"):
            # threats.md says awaiting_approval; what is asked for does not exist yet for either
            # side, whoever has to agree, so the answer says that: not_released.
            refused = scene.refusal("GET", f"/v1/overlaps/{asked['id']}/{what}", by=person)
            assert refused == (409, "not_released")
    seen = first.get(f"/v1/overlaps/{asked['id']}")
    assert (seen["counts"], seen["matrix"], seen["near_misses"]) == (None, None, None)


def test_the_end_of_a_partnership_is_the_end_of_what_was_shared(scene, partners):
    first, second, bond = partners
    overlap = compare(first, second, bond)["id"]
    event = first.post(
        f"/v1/partnerships/{bond}/events",
        {"name": "E", "capacity": 2, "starts_on": "2026-05-07"},
        201,
    )["id"]
    first.post(f"/v1/events/{event}/target-list", status=200)
    path = f"/v1/overlaps/{overlap}/matches?limit=1"
    cursors = {person: person.get(path)["next_cursor"] for person in (first, second)}
    second.post(f"/v1/partnerships/{bond}/end", status=200)

    for person in (first, second):
        for method, where in [
            ("GET", f"/v1/overlaps/{overlap}"),
            ("GET", f"{path}&cursor={cursors[person]}"),
            ("GET", f"/v1/overlaps/{overlap}/export"),
            ("GET", f"/v1/overlaps/{overlap}/contacts"),
            ("GET", f"/v1/overlaps/{overlap}/shape"),
            ("GET", f"/v1/partnerships/{bond}/sharing"),
            ("GET", f"/v1/partnerships/{bond}/overlaps"),
            ("POST", f"/v1/partnerships/{bond}/overlaps"),
            ("GET", f"/v1/partnerships/{bond}/report"),
            ("GET", f"/v1/events/{event}"),
            ("GET", f"/v1/events/{event}/target-list"),
            ("POST", f"/v1/events/{event}/target-list"),
        ]:
            body = {} if method == "POST" else None
            answered = scene.refusal(method, where, by=person, json=body)
            assert (where, answered) == (where, (410, "sharing_ended"))


def test_a_small_number_is_not_told(scene, partners):
    first, second, bond = partners
    overlap = compare(first, second, bond)["id"]
    second.share(bond, level="counts_only")

    seen = first.get(f"/v1/overlaps/{overlap}")

    assert seen["counts"] == {"companies": {"value": None, "suppressed": "small_group"}}


def test_nobody_is_their_own_partner(scene):
    for domain in (scene.ann.domain, f"https://www.{scene.ann.domain.upper()}/about"):
        refused = scene.refusal("POST", "/v1/partnerships", json={"partner_domain": domain})
        assert refused == (422, "validation")


def test_a_partner_is_asked_once(scene):
    first, second = scene.office.manager("Gina"), scene.office.manager("Hugo")
    first.post("/v1/partnerships", {"partner_domain": second.domain}, 201)

    again = scene.refusal(
        "POST", "/v1/partnerships", by=first, json={"partner_domain": second.domain}
    )
    back = scene.refusal(
        "POST", "/v1/partnerships", by=second, json={"partner_domain": first.domain}
    )

    assert (again, back) == ((409, "already_exists"), (409, "already_exists"))


def test_a_partner_who_said_no_is_left_alone(scene):
    first, second = scene.office.manager("Iris"), scene.office.manager("Jack")
    answers = []
    for _ in range(20):
        asked = first.call("POST", "/v1/partnerships", json={"partner_domain": second.domain})
        answers.append(asked.status_code)
        if asked.status_code == 201:
            second.post(f"/v1/partnerships/{asked.json['id']}/decline", status=200)

    assert answers[0] == 201
    assert told(asked) == (429, "too_many_proposals")
    assert set(answers[answers.index(429) :]) == {429}


def test_only_who_was_asked_can_accept(scene):
    first, second = scene.office.manager("Kate"), scene.office.manager("Liam")
    asked = first.post("/v1/partnerships", {"partner_domain": second.domain}, 201)["id"]

    for verb in ("accept", "decline"):
        path = f"/v1/partnerships/{asked}/{verb}"
        assert scene.refusal("POST", path, by=scene.cleo, json={}) == (404, "not_found")
        assert scene.refusal("POST", path, by=first, json={}) == (409, "conflict")
