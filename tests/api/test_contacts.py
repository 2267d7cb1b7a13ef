import csv
import io
import re

import pytest

from partnerhub.app import create_app
from partnerhub.domain.lists import ListKind
from partnerhub.domain.permissions import Role
from tests.api.office import Office
from tests.factories import NOW

ACME = {"record_id": "1", "name": "Acme GmbH", "domain": "acme.de"}
ADA = {
    "record_id": "p1",
    "account_record_id": "1",
    "first_name": "Ada",
    "last_name": "Lovelace",
    "full_name": "Ada Lovelace",
    "email": "ada@acme.de",
    "title": "Head of IT",
}
BOB = {"record_id": "p2", "full_name": "Bob", "title": "Legal Counsel", "opted_out": True}


@pytest.fixture(scope="module")
def app(settings, database):
    return create_app(settings, database, clock=lambda: NOW)


@pytest.fixture
def office(app, database):
    office = Office(app, database)
    office.upload(ListKind.ACCOUNTS, ACME)
    office.upload(ListKind.CONTACTS, ADA, BOB)
    return office


@pytest.fixture
def ada(office):
    (contact,) = office.items("/v1/contacts?q=lovelace")
    return f"/v1/contacts/{contact['id']}"


def test_a_contact_is_written_in_full(office, ada):
    contact = office.get(ada).json
    (acme,) = office.items("/v1/accounts")

    assert contact == {
        "id": contact["id"],
        "record_id": "p1",
        "account_id": acme["id"],
        "account_record_id": "1",
        "account_name": None,
        "first_name": "Ada",
        "last_name": "Lovelace",
        "full_name": "Ada Lovelace",
        "email": "ada@acme.de",
        "title": "Head of IT",
        "seniority": "head",
        "function": "it",
        "phone": None,
        "owner": None,
        "opted_out": False,
        "created_on": None,
        "updated_on": NOW.date().isoformat(),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("seniority=head", ["Ada Lovelace"]),
        ("function=legal", ["Bob"]),
        ("seniority=head&function=legal", []),
        ("sort=-name", ["Bob", "Ada Lovelace"]),
        ("account_id=0123", []),
    ],
)
def test_contacts_are_found_by_what_their_titles_say(office, query, found):
    assert [item["full_name"] for item in office.items(f"/v1/contacts?{query}")] == found


def test_the_contacts_of_an_account_are_found_by_its_id(office):
    (acme,) = office.items("/v1/accounts")

    found = office.items(f"/v1/contacts?account_id={acme['id']}")

    assert [item["full_name"] for item in found] == ["Ada Lovelace"]


@pytest.mark.parametrize(
    "query", ["population=customer", "status=open", "country=DE", "email=ada@acme.de"]
)
def test_filters_of_other_lists_are_unknown_here(office, query):
    response = office.get(f"/v1/contacts?{query}")

    assert (response.status_code, response.json["code"]) == (422, "unknown_parameter")


def test_a_change_is_read_like_an_upload(office, ada):
    changed = office.change(
        ada, {"email": "ADA@Acme.de", "title": "Chief Executive Officer", "opted_out": True}
    ).json

    assert (changed["email"], changed["opted_out"]) == ("ada@acme.de", True)
    assert (changed["seniority"], changed["function"]) == ("c_suite", "executive")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"email": "nobody"}, "/email"),
        ({"seniority": "vp"}, "/seniority"),
        ({"function": "it"}, "/function"),
        ({"account_id": "x"}, "/account_id"),
        ({"person_key": "x"}, "/person_key"),
        ({"opted_out": "yes"}, "/opted_out"),
        ({"opted_out": None}, "/opted_out"),
    ],
)
def test_a_change_is_held_to_what_may_be_changed(office, ada, body, pointer):
    response = office.change(ada, body)

    assert (response.status_code, response.json["code"]) == (422, "validation")
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


def test_a_refusal_does_not_repeat_the_address(office, ada):
    response = office.change(ada, {"email": "canary at acme"})

    assert "canary" not in response.text


def test_an_erased_person_is_gone_and_stays_out(office, ada):
    assert office.remove(ada).status_code == 204

    office.upload(ListKind.CONTACTS, ADA, BOB)

    assert office.get(ada).status_code == 404
    assert [item["full_name"] for item in office.items("/v1/contacts")] == ["Bob"]
    text = office.get("/v1/contacts", headers={"Accept": "text/csv"}).text
    assert "lovelace" not in text.lower()
    assert "acme.de" not in text


def test_the_trail_of_an_erasure_names_nobody(office, ada):
    office.remove(ada)

    (line,) = [item for item in office.items("/v1/audit") if item["action"] == "contact.erased"]

    assert line["details"] == {}
    written = re.sub(r"[0-9a-f]{32,}", "", str(line).lower())  # Ids and hashes have any letters.
    assert "ada" not in written
    assert "acme.de" not in written


def test_erasing_somebody_twice_finds_nobody(office, ada):
    office.remove(ada)

    again = office.remove(ada)

    assert (again.status_code, again.json["code"]) == (404, "not_found")


def test_a_viewer_erases_nobody(office, ada):
    response = office.remove(ada, role=Role.VIEWER)

    assert (response.status_code, response.json["code"]) == (403, "forbidden")
    assert office.get(ada).status_code == 200


def test_the_whole_list_is_for_who_keeps_it(office):
    response = office.get("/v1/contacts?sort=name", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(response.text)))

    assert [row["full_name"] for row in rows] == ["Ada Lovelace", "Bob"]
    assert [row["opted_out"] for row in rows] == ["false", "true"]
    assert not {"person_key", "name_key", "digest", "organization_id"} & rows[0].keys()
