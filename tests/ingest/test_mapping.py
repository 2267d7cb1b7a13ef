"""Mapping: the user's word over the guess, previews, and remembering a header."""

import json

import pytest

from partnerhub import ingest
from partnerhub.domain import errors
from partnerhub.domain.lists import ListKind
from tests.bad import make

ODD = "Nr;Wer;Wo im Netz;Seit\n1;Acme;acme.com;3/4/2025\n2;Beta;beta.de;13/4/2025\n"


def test_columns_are_mapped_by_hand(files):
    outcome = files.read(ODD, mapping={"Nr": "record_id", "wer": "name", "Wo im Netz": "website"})

    assert [(row["record_id"], row["name"], row["domain"]) for row in outcome.records] == [
        ("1", "Acme", "acme.com"),
        ("2", "Beta", "beta.de"),
    ]
    assert outcome.detected.reasons["Wer"] == "You mapped it."
    assert outcome.detected.ignored == ["Seit"]


def test_columns_that_are_not_mapped_are_still_guessed_unless_left_out(files):
    content = "name,city,country\nAcme,Paris,FR\n"

    (row,) = files.records(content, mapping={"city": ""})

    assert (row["name"], row["city"], row["country"]) == ("Acme", None, "FR")


def test_a_mapped_column_takes_the_place_of_the_guessed_one(files):
    outcome = files.read("name,Brand\nAcme Inc,Acme\n", mapping={"Brand": "name"})

    assert outcome.records[0]["name"] == "Acme"
    assert outcome.detected.ignored == ["name"]


def test_several_columns_can_feed_a_field_in_the_order_given(files):
    content = "name,Old site,New site\nAcme,a.com,\nBeta,b.com,b.de\n"

    records = files.records(content, mapping={"New site": "website", "Old site": "website"})

    assert [row["website"] for row in records] == ["a.com", "b.de"]


@pytest.mark.parametrize("mapping", [{"Nowhere": "name"}, {"Wer": "nonsense"}])
def test_a_mapping_that_names_what_does_not_exist_is_refused(files, mapping):
    with pytest.raises(errors.ImportHeaderError, match="does not exist"):
        files.read(ODD, mapping=mapping)


def test_a_header_that_lacks_something_is_told_what_and_what_was_seen(files):
    with pytest.raises(errors.ImportHeaderError) as refusal:
        files.read("Compny nam,Colour\nAcme,red\n")

    assert "name or website" in refusal.value.detail
    assert '"Colour"' in refusal.value.detail
    assert 'Did you mean "Compny nam" as the name?' in refusal.value.detail


def test_an_unused_column_may_occur_twice(files):
    assert len(files.records("name,Note,Note,,\nAcme,a,b,,\n")) == 1


def test_a_file_of_another_kind_is_mentioned(files):
    outcome = files.read(
        "Account Name,Opportunity Name,Stage,Amount,Close Date\nA,B,Won,1,2026-01-01\n"
    )

    assert "look like opportunities" in outcome.detected.warnings[0]


def test_a_preview_shows_mapping_reasons_rows_and_problems(files):
    path = files.write(make.GOOD + b"4,Delta,gmail.com\n5,,\n")

    preview = ingest.preview(path)

    assert preview.kind is ListKind.ACCOUNTS
    assert preview.ready
    assert preview.detected.mapping == {"id": "record_id", "name": "name", "website": "website"}
    assert preview.detected.reasons["name"] == "A usual name for the name."
    assert [row["name"] for row in preview.rows] == ["Acme", "Beta", "Gamma", "Delta"]
    assert preview.counts == {"public_mailbox": 1, "row_missing_name": 1}
    json.dumps(preview.to_json())


def test_a_preview_shows_twenty_rows(files):
    assert len(ingest.preview(files.write(make.HEADER + make.rows(100))).rows) == 20


def test_what_a_mapping_can_mend_is_a_problem_of_the_preview(files):
    preview = ingest.preview(files.write(ODD))

    assert not preview.ready
    assert [problem["code"] for problem in preview.problems] == ["import_header"]
    assert preview.detected.delimiter == ";"
    json.dumps(preview.to_json())


def test_what_an_option_can_mend_is_a_problem_of_the_preview(files):
    content = "Account,Stage,Close Date\nAcme,Open,3/4/2026\n"

    preview = ingest.preview(files.write(content))

    assert [problem["code"] for problem in preview.problems] == ["import_date_order"]


def test_a_file_that_cannot_be_read_has_no_preview(files):
    with pytest.raises(errors.ImportEmptyError):
        ingest.preview(files.write(b""))


def test_a_header_is_recognised_again_in_any_order(files):
    first = files.read("id,name,website\n1,Acme,a.com\n")
    second = files.read("\ufeffWebsite, NAME ,id\na.com,Acme,1\n")
    third = files.read("id,name,city\n1,Acme,X\n")

    assert first.fingerprint == second.fingerprint != third.fingerprint


def test_every_field_says_what_it_is_and_every_clean_column_has_a_source():
    for kind in ListKind:
        fields = ingest.FIELDS[kind]
        assert all(field.about.endswith(".") for field in fields.values())
        assert any(field.required for field in fields.values())
        derived = {"line", "domain", "declared_population", "email_domain"}
        minor = {name.removesuffix("_minor") for name in ingest.SCHEMAS[kind].names} - derived
        assert minor <= set(fields)


def test_the_tables_of_the_crms_map_to_fields_that_exist():
    from partnerhub.ingest.crm import generic  # noqa: PLC0415
    from partnerhub.ingest.tables import TABLES  # noqa: PLC0415

    for table in (*TABLES.values(), generic.COLUMNS):
        for kind, columns in table.items():
            assert set(columns) <= set(ingest.FIELDS[kind])


@pytest.mark.parametrize(
    "header", ["Kunden-Nr.;Firma", "Kundennummer;Firmenname", "Identifiant;Raison sociale"]
)
def test_a_customer_number_is_what_a_row_is_known_by(files, header):
    (row,) = files.records(f"{header}\n4711;Acme\n")

    assert (row["record_id"], row["name"]) == ("4711", "Acme")


def test_contacts_find_their_account_by_its_customer_number(files):
    content = "Name;E-Mail;Kundennr\nAda Lovelace;ada@acme.com;4711\n"

    (row,) = files.records(content, kind=ListKind.CONTACTS)

    assert (row["record_id"], row["account_record_id"]) == (None, "4711")
