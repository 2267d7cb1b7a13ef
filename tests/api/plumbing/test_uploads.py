"""Multipart forms, as strict as JSON bodies."""

import io

import pytest


def form(**parts):
    return {"kind": "dinner", "file": (io.BytesIO(b"a,b\n"), "list.csv")} | parts


def send(caller, parts):
    given = {name: part for name, part in parts.items() if part is not None}
    return caller.post("/v1/uploads", data=given, content_type="multipart/form-data")


def test_a_file_and_its_mapping_arrive(ann):
    response = send(ann, form(mapping='{"Firma": "name"}'))

    assert response.status_code == 202
    assert response.json == {"bytes": 4, "mapping": {"Firma": "name"}}
    assert response.headers["Location"] == "/v1/uploads/1"


@pytest.mark.parametrize(
    ("parts", "pointer"),
    [
        (form(file=None), "/file"),
        (form(file="text"), "/file"),
        (form(kind=None), "/kind"),
        (form(kind="lunch"), "/kind"),
        (form(kind=(io.BytesIO(b"dinner"), "kind.txt")), "/kind"),
        (form(more="x"), "/more"),
        (form(mapping="{"), "/mapping"),
        (form(mapping="[]"), "/mapping"),
        (form(mapping='{"a": 1}'), "/mapping/a"),
        (form(kind=["dinner", "dinner"]), "/kind"),
    ],
)
def test_a_wrong_part_is_named(ann, parts, pointer):
    response = send(ann, parts)

    assert (response.status_code, response.json["code"]) == (422, "validation")
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


def test_a_duplicate_member_in_a_part_is_refused_like_in_a_body(ann):
    response = send(ann, form(mapping='{"a": "b", "a": "c"}'))

    assert (response.status_code, response.json["code"]) == (400, "duplicate_key")


def test_a_control_character_in_a_part_is_refused(ann):
    response = send(ann, form(mapping='{"a": "\x00"}'))

    assert (response.status_code, response.json["code"]) == (422, "control_character")


@pytest.mark.parametrize("content_type", ["application/json", "text/csv", None])
def test_a_form_under_another_name_is_not_read(ann, content_type):
    response = ann.post("/v1/uploads", data=b"a,b", content_type=content_type)

    assert (response.status_code, response.json["code"]) == (415, "unsupported_media_type")


def test_a_file_over_the_limit_is_refused_unread(ann, wiring):
    large = io.BytesIO(b"x" * (wiring.settings.max_upload_bytes + (2 << 20)))

    response = send(ann, form(file=(large, "large.csv")))

    assert (response.status_code, response.json["code"]) == (413, "import_too_large")


def test_a_form_of_many_parts_is_refused(ann):
    response = send(ann, form(**{f"part{number}": "x" for number in range(50)}))

    assert (response.status_code, response.json["code"]) == (413, "payload_too_large")


def test_a_file_may_be_larger_than_a_json_body(ann):
    content = b"x" * ((1 << 20) + 5)

    assert send(ann, form(file=(io.BytesIO(content), "a.csv"))).json["bytes"] == len(content)


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"garbage", b"--x\r\nContent-Disposition: form-data"]
)
def test_a_broken_form_is_refused(ann, body):
    response = ann.post("/v1/uploads", data=body, content_type="multipart/form-data; boundary=x")

    assert response.status_code in {400, 422}
    assert response.content_type == "application/problem+json"


def test_a_form_without_a_boundary_is_refused(ann):
    response = ann.post("/v1/uploads", data=b"x", content_type="multipart/form-data")

    assert response.status_code in {400, 422}
