"""The ledger and the audit trail at the API: pages, filters, tables, and whose they are."""

import csv
import io

import pytest

from partnerhub.app import create_app
from partnerhub.domain.disclosure import Subject
from partnerhub.services import disclosures
from partnerhub.services.disclosures import Rows, Shown
from tests.factories import NOW
from tests.factories.callers import Partners
from tests.factories.overlaps import Shared

ACCOUNTS = [f"account-{n}" for n in range(7)]


@pytest.fixture(scope="module")
def app(settings, database):
    return create_app(settings, database, clock=lambda: NOW)


@pytest.fixture(scope="module")
def partners(app, database):
    """The second was shown two releases and a report of the first's."""
    partners = Partners(app, database, [Shared("acme")])
    agreed = partners.agreed

    def shown(release, number, rows, fields=(), purpose="overlap"):
        return Shown(
            organization_id=agreed.first.organization_id,
            partner_id=agreed.second.organization_id,
            partnership_id=agreed.id,
            purpose=purpose,
            release_id=release,
            release_number=number,
            rows=rows,
            fields=fields,
        )

    counted = (Subject.COUNTS, Subject.MATRIX)
    with database.transaction(write=True) as session:
        disclosures.record(session, [shown("one", 1, Rows.of(ACCOUNTS[:5], counted), ["name"])])
        disclosures.record(session, [shown("two", 2, Rows.of(ACCOUNTS[3:]), ["name", "city"])])
        of_a_report = Rows.of(figures=[Subject.REPORT])
        disclosures.record(session, [shown("three", 1, of_a_report, purpose="report:three")])
    partners.ledger = f"/v1/partnerships/{agreed.id}/disclosures"
    return partners


def items(caller, path, **query):
    answer = caller.get(path + "?" + "&".join(f"{name}={value}" for name, value in query.items()))
    assert answer.status_code == 200, answer.text
    return answer.json["items"]


def told(found):
    return [(one["release_id"], one["subject"], one["account_id"]) for one in found]


def test_what_was_shown_is_listed_by_release_newest_first(partners):
    found = items(partners.first, partners.ledger)

    assert told(found) == [
        ("three", "report", None),
        *(("two", "account", account) for account in ACCOUNTS[3:]),
        *(("one", "account", account) for account in ACCOUNTS[:5]),
        ("one", "counts", None),
        ("one", "matrix", None),
    ]
    assert found[1] | {"sequence": 0, "disclosed_at": ""} == {
        "sequence": 0,
        "subject": "account",
        "account_id": "account-3",
        "contact_id": None,
        "fields": ["city", "name"],
        "purpose": "overlap",
        "release_id": "two",
        "release_number": 2,
        "disclosed_at": "",
    }
    assert found[0]["fields"] == found[-1]["fields"] == []


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 500])
@pytest.mark.parametrize("query", ["", "&account_id=account-4", "&field=name", "&subject=counts"])
def test_pages_of_any_length_make_the_same_list(partners, limit, query):
    whole = partners.first.get(f"{partners.ledger}?limit=500{query}").json["items"]
    pages, cursor = [], ""
    while cursor is not None:
        page = partners.first.get(f"{partners.ledger}?limit={limit}{query}{cursor}").json
        assert len(page["items"]) <= limit
        pages += page["items"]
        cursor = f"&cursor={page['next_cursor']}" if page["has_more"] else None

    assert pages == whole != []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"account_id": "account-4"}, [("two", "account-4"), ("one", "account-4")]),
        ({"account_id": "account-0", "field": "city"}, []),
        ({"field": "city", "account_id": "account-4"}, [("two", "account-4")]),
        ({"release_id": "three"}, [("three", None)]),
        ({"subject": "counts"}, [("one", None)]),
        ({"subject": "counts", "field": "city"}, []),
        ({"account_id": "nobodys"}, []),
        ({"field": "no_such_field"}, []),
        ({"since": "2999-01-01T00:00:00Z"}, []),
    ],
)
def test_what_was_shown_is_found_by_account_field_release_and_time(partners, query, expected):
    found = items(partners.first, partners.ledger, **query)

    assert [(one["release_id"], one["account_id"]) for one in found] == expected


@pytest.mark.parametrize("query", ["since=yesterday", "subject=secrets", "account_id=%00"])
def test_a_filter_that_cannot_be_is_refused(partners, query):
    assert partners.first.get(f"{partners.ledger}?{query}").status_code == 422


def test_the_table_holds_what_the_list_holds(partners):
    answer = partners.first.get(partners.ledger, Accept="text/csv")

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    found = items(partners.first, partners.ledger, limit=500)
    assert [(row["release_id"], row["subject"], row["account_id"] or None) for row in rows] == told(
        found
    )
    assert rows[1]["fields"] == "city name"


def test_the_summary_says_since_when_and_what_for(partners):
    said = partners.first.get(f"{partners.ledger}/summary").json

    assert (said["disclosures"], said["accounts"]) == (3, len(ACCOUNTS))
    assert {one["name"]: one["purposes"] for one in said["fields"]} == {
        "city": ["overlap"],
        "name": ["overlap"],
    }
    assert [one["name"] for one in said["figures"]] == ["counts", "matrix", "report"]
    assert said["figures"][2]["purposes"] == ["report:three"]
    by_name = {one["name"]: one for one in said["fields"]}
    assert by_name["name"]["first_at"] < by_name["name"]["last_at"]
    assert by_name["city"]["first_at"] == by_name["city"]["last_at"]


def test_the_other_side_reads_nothing_of_it(partners):
    assert items(partners.second, partners.ledger) == []
    assert partners.second.get(f"{partners.ledger}/summary").json["accounts"] == 0


def test_who_may_only_read_may_read_it(partners):
    assert len(items(partners.viewer, partners.ledger)) == 12


def test_each_line_of_the_trail_has_the_hash_of_the_one_before(partners):
    lines = items(partners.first, "/v1/audit", limit=500)[::-1]

    assert [line["sequence"] for line in lines] == list(range(1, len(lines) + 1))
    assert [line["previous_hash"] for line in lines] == [
        None,
        *(line["hash"] for line in lines[:-1]),
    ]
    assert len({line["hash"] for line in lines}) == len(lines)


def test_the_trail_is_found_by_act_and_subject_and_time(partners):
    by_act = items(partners.first, "/v1/audit", action="disclosure.recorded")
    by_subject = items(partners.first, "/v1/audit", subject_id="three")

    assert [line["subject_id"] for line in by_act] == ["three", "two", "one"]
    assert by_subject == by_act[:1]
    assert items(partners.first, "/v1/audit", since="2999-01-01T00:00:00Z") == []


def test_the_trail_as_a_table_holds_what_the_list_holds(partners):
    answer = partners.first.get("/v1/audit?action=disclosure.recorded", Accept="text/csv")

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    found = items(partners.first, "/v1/audit", action="disclosure.recorded")
    assert [row["hash"] for row in rows] == [line["hash"] for line in found]
    assert '"purpose": "report:three"' in rows[0]["details"]
