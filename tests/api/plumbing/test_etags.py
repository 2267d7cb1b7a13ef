"""Two people cannot overwrite each other's changes unseen."""

import pytest


@pytest.fixture
def address(ann):
    return ann.post("/v1/things", json={"name": "Dinner"}).headers["Location"]


def change(caller, address, tag, **body):
    headers = {} if tag is None else {"If-Match": tag}
    return caller("PATCH", address, json=body or {"name": "Lunch"}, headers=headers)


def test_a_change_needs_the_tag_of_what_was_read(ann, address):
    response = change(ann, address, None)

    assert (response.status_code, response.json["code"]) == (428, "precondition_required")


def test_the_second_of_two_changes_is_refused(ann, address):
    tag = ann.get(address).headers["ETag"]

    first, second = change(ann, address, tag), change(ann, address, tag, name="Brunch")

    assert first.status_code == 200
    assert (second.status_code, second.json["code"]) == (412, "precondition_failed")
    assert ann.get(address).json["name"] == "Lunch"


def test_a_change_answers_with_the_next_tag(ann, address):
    tag = change(ann, address, ann.get(address).headers["ETag"]).headers["ETag"]

    assert tag == ann.get(address).headers["ETag"]
    assert change(ann, address, tag).status_code == 200


@pytest.mark.parametrize("tag", ['"x"', "x", "*", 'W/"x"', '""', "é", '"' + "A" * 27 + '"'])
def test_a_tag_nobody_issued_matches_nothing(ann, address, tag):
    assert change(ann, address, tag).status_code == 412


def test_one_of_several_tags_is_enough(ann, address):
    tag = ann.get(address).headers["ETag"]

    assert change(ann, address, f'"x", {tag}').status_code == 200


def test_a_tag_of_another_thing_does_not_match(ann, address):
    other = ann.post("/v1/things", json={"name": "Other"}).headers["Location"]

    assert change(ann, address, ann.get(other).headers["ETag"]).status_code == 412


def test_tags_of_two_organizations_differ(ann, bob, fake_database, address):
    tag = ann.get(address).headers["ETag"]
    (thing,) = fake_database.kept.things.values()
    thing.owner = "b" * 32

    assert bob.get(address).headers["ETag"] != tag


def test_what_is_known_already_is_not_sent_again(ann, address):
    tag = ann.get(address).headers["ETag"]

    known = ann.get(address, headers={"If-None-Match": tag})
    change(ann, address, tag)
    changed = ann.get(address, headers={"If-None-Match": tag})

    assert (known.status_code, known.data, known.headers["ETag"]) == (304, b"", tag)
    assert changed.status_code == 200


def test_a_known_tag_does_not_open_what_was_closed(ann, address):
    tag = ann.get(address).headers["ETag"]
    ann("DELETE", address)

    assert ann.get(address, headers={"If-None-Match": tag}).status_code == 404
