"""Group A: JSON bodies that are not what they should be, sent to the resources that take them."""

import json

import pytest

OPERATIONS = {
    "create_event": ("POST", {"name": "Dinner", "capacity": 9, "starts_on": "2026-05-07"}),
    "create_user": ("POST", {"email": "new@example.com", "name": "New", "role": "viewer"}),
    "propose": ("POST", {"partner_domain": "somebody-else.com"}),
    "add_target": ("POST", {"company": 1, "reason": "They asked."}),
    "change_target": ("PATCH", {"state": "excluded", "reason": "They left."}),
    "change_event": ("PATCH", {"name": "Lunch"}),
}
"""What takes a body, and one that would do."""

FORM = "application/x-www-form-urlencoded"


def with_member(good, member):
    return (json.dumps(good)[:-1] + f", {member}}}").encode()


BODIES = {
    "A1 nothing": (lambda good: b"", 400, "malformed_json"),
    "A1 blanks": (lambda good: b" \n", 400, "malformed_json"),
    "A2 cut off": (lambda good: b'{"name":', 400, "malformed_json"),
    "A2 two documents": (lambda good: b"{}{}", 400, "malformed_json"),
    "A2 nested 5,000 deep": (lambda good: b"[" * 5_000, 400, "malformed_json"),
    "A2 nested 40 deep": (lambda good: b"[" * 40 + b"]" * 40, 400, "malformed_json"),
    "A3 a list": (lambda good: b"[1]", 422, "validation"),
    "A3 a text": (lambda good: b'"x"', 422, "validation"),
    "A3 null": (lambda good: b"null", 422, "validation"),
    "A6 a foreign member": (
        lambda good: with_member(good, '"organization_id": "x"'), 422, "validation"
    ),
    "A6 a read-only member": (lambda good: with_member(good, '"id": "x"'), 422, "validation"),
    "A7 a member twice": (
        lambda good: with_member(good, f'"{next(iter(good))}": 1'), 400, "duplicate_key"
    ),
    "A7 twice inside": (
        lambda good: with_member(good, '"x": {"y": 1, "y": 2}'), 400, "duplicate_key"
    ),
    "A8 NaN": (lambda good: with_member(good, '"x": NaN'), 400, "malformed_json"),
    "A8 Infinity": (lambda good: with_member(good, '"x": -Infinity'), 400, "malformed_json"),
    "A9 5,000 digits": (
        lambda good: with_member(good, f'"x": {"9" * 5_000}'), 422, "number_too_long"
    ),
    "A9 an exponent": (lambda good: with_member(good, '"x": 1e999999'), 422, "number_too_long"),
    "A10 half a surrogate pair": (
        lambda good: with_member(good, r'"x": "\ud800"'), 422, "control_character"
    ),
    "A12 NUL": (lambda good: with_member(good, r'"x": "a\u0000b"'), 422, "control_character"),
    "A12 a bell": (lambda good: with_member(good, r'"x": "\u0007"'), 422, "control_character"),
    "A12 NUL in a name": (
        lambda good: with_member(good, r'"\u0000": 1'), 422, "control_character"
    ),
    "A14 UTF-16": (lambda good: json.dumps(good).encode("utf-16"), 400, "bad_encoding"),
    "A14 UTF-16 without mark": (
        lambda good: json.dumps(good).encode("utf-16-le"), 400, "bad_encoding"
    ),
    "A14 a byte order mark": (
        lambda good: json.dumps(good).encode("utf-8-sig"), 400, "bad_encoding"
    ),
    "A14 latin-1": (lambda good: '{"name": "Café"}'.encode("latin-1"), 400, "bad_encoding"),
    "A22 a byte too many": (
        lambda good: json.dumps(good).encode().ljust((1 << 20) + 1), 413, "payload_too_large"
    ),
    "A23 10,001 items": (
        lambda good: with_member(good, f'"x": [{"1," * 10_000}1]'), 422, "too_many_items"
    ),
}  # fmt: skip


def call(scene, operation, **options):
    """Send a body to an operation, as somebody who knows what is there now."""
    method, _ = OPERATIONS[operation]
    headers = {}
    if operation == "change_event":
        headers["If-Match"] = scene.ann.call("GET", scene.paths[operation], 200).headers["ETag"]
    return scene.refusal(method, scene.paths[operation], headers=headers, **options)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("case", BODIES)
def test_a_body_that_is_none_is_refused(scene, operation, case):
    make, status, code = BODIES[case]

    refused = call(
        scene, operation, data=make(OPERATIONS[operation][1]), content_type="application/json"
    )

    assert refused == (status, code)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("content_type", ["text/plain", FORM, "multipart/form-data", None])
def test_a_body_under_another_name_is_not_read(scene, operation, content_type):
    good = json.dumps(OPERATIONS[operation][1])

    refused = call(scene, operation, data=good, content_type=content_type)

    assert refused == (415, "unsupported_media_type")


@pytest.mark.parametrize("charset", ["utf-16", "latin-1", "nonsense"])
def test_another_charset_is_refused(scene, charset):
    content_type = f"application/json; charset={charset}"

    assert call(scene, "create_user", data="{}", content_type=content_type) == (400, "bad_encoding")


@pytest.mark.parametrize(
    ("operation", "member", "value"),
    [
        *(
            ("create_event", "capacity", value)
            for value in (
                "1.5", '"12"', '"\uff11\uff12"', '"1_000"', "true", "null", "[1]", "0", "-1",
                "100001", str(1 << 63), "-0.0", "1e2",
            )
        ),
        ("create_event", "name", json.dumps("x" * 301)),
        ("create_event", "name", '" "'),
        ("create_event", "name", "7"),
        ("create_event", "starts_on", '"2026-02-30"'),
        ("create_event", "starts_on", '"2026-05-\u0660\u0667"'),
        ("create_event", "starts_on", "20260507"),
        ("create_event", "kind", '"party"'),
        ("create_event", "kind", "{}"),
        ("create_user", "role", '"owner"'),
        ("create_user", "email", '"nobody"'),
        ("create_user", "email", json.dumps("a" * 65 + "@example.com")),
        ("create_user", "email", '"a@b@example.com"'),
        ("propose", "partner_domain", '"localhost"'),
        ("propose", "partner_domain", '"10.0.0.1"'),
        ("propose", "partner_domain", '"gmail.com"'),
        ("propose", "partner_domain", '"a@example.com"'),
        ("propose", "message", json.dumps("x" * 2_001)),
        ("add_target", "company", "-1"),
        ("add_target", "company", '"1"'),
        ("add_target", "reason", '""'),
        ("change_target", "state", '"added"'),
        ("change_event", "window_days", "0"),
        ("change_event", "capacity", "2.0"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_with_its_place(scene, operation, member, value):
    method, good = OPERATIONS[operation]
    body = json.dumps({name: each for name, each in good.items() if name != member})
    body = body[:-1] + ("" if body == "{}" else ", ") + f'"{member}": {value}}}'
    headers = {}
    if operation == "change_event":
        headers["If-Match"] = scene.ann.call("GET", scene.paths[operation], 200).headers["ETag"]
    before = scene.everything()

    answer = scene.ann.call(
        method,
        scene.paths[operation],
        data=body.encode(),
        content_type="application/json",
        headers=headers,
    )

    assert (answer.status_code, answer.json["code"]) == (422, "validation"), answer.text
    assert {error["pointer"] for error in answer.json["errors"]} == {f"/{member}"}
    assert scene.everything() == before


@pytest.mark.parametrize(
    "amount", ["1e999999", "NaN", "9" * 19, "1.001", "-5", "", "1,50", "\uff11.50", " 1", "0x1"]
)
def test_an_amount_that_is_none_is_refused(scene, amount):
    body = {"description": "Room", "amount": {"amount": amount, "currency": "EUR"}}

    refused = scene.refusal("POST", scene.paths["record_cost"], json=body)

    assert refused == (422, "validation")


def test_three_hundred_emoji_are_a_name(scene):
    name = "🎉" * 300

    made = scene.ann.post(
        scene.paths["create_event"], OPERATIONS["create_event"][1] | {"name": name}, 201
    )

    assert scene.ann.get(f"/v1/events/{made['id']}")["name"] == name


@pytest.mark.parametrize(
    ("tag", "refused"),
    [
        (None, (428, "precondition_required")),
        ('"stale"', (412, "precondition_failed")),
        ("stale", (412, "precondition_failed")),
        ("*", (412, "precondition_failed")),
        ('W/"stale"', (412, "precondition_failed")),
        ('"' + "x" * 5_000, (412, "precondition_failed")),
    ],
)
def test_a_change_names_what_it_read(scene, tag, refused):
    headers = {} if tag is None else {"If-Match": tag}

    answered = scene.refusal(
        "PATCH", scene.paths["change_event"], json={"name": "Lunch"}, headers=headers
    )

    assert answered == refused
