import csv
import io
from datetime import date

import pytest

from partnerhub.app import create_app
from partnerhub.domain.lists import ListKind
from tests.api.office import Office
from tests.factories import NOW

ACME = {"record_id": "1", "name": "Acme GmbH"}
DEAL = {
    "record_id": "d1",
    "account_record_id": "1",
    "name": "Renewal",
    "stage": "Negotiation",
    "amount_minor": 1_250_050,
    "currency": "EUR",
    "created_on": date(2026, 1, 5),
    "close_on": date(2026, 6, 30),
    "owner": "Ann",
}
YEN = {"record_id": "d2", "name": "Pilot", "status": "lost", "amount_minor": 700, "currency": "JPY"}


@pytest.fixture(scope="module")
def app(settings, database):
    return create_app(settings, database, clock=lambda: NOW)


@pytest.fixture
def office(app, database):
    office = Office(app, database)
    office.upload(ListKind.ACCOUNTS, ACME)
    office.upload(ListKind.OPPORTUNITIES, DEAL, YEN)
    return office


@pytest.fixture
def deal(office):
    (opportunity,) = office.items("/v1/opportunities?q=renewal")
    return f"/v1/opportunities/{opportunity['id']}"


def test_an_opportunity_is_written_in_full(office, deal):
    opportunity = office.get(deal).json
    (acme,) = office.items("/v1/accounts")

    assert opportunity == {
        "id": opportunity["id"],
        "record_id": "d1",
        "account_id": acme["id"],
        "account_record_id": "1",
        "account_name": None,
        "name": "Renewal",
        "stage": "Negotiation",
        "status": "open",
        "amount": {"amount": "12500.50", "currency": "EUR"},
        "created_on": "2026-01-05",
        "close_on": "2026-06-30",
        "type": None,
        "owner": "Ann",
        "lead_source": None,
        "updated_on": NOW.date().isoformat(),
    }


def test_an_amount_has_the_decimals_of_its_currency(office):
    (yen,) = office.items("/v1/opportunities?status=lost")

    assert yen["amount"] == {"amount": "700", "currency": "JPY"}


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("status=won", 200, None),
        ("status=closed", 422, "validation"),
        ("population=customer", 422, "unknown_parameter"),
        ("seniority=vp", 422, "unknown_parameter"),
        ("account_id=no id", 422, "validation"),
    ],
)
def test_filters_are_of_a_closed_set(office, query, status, code):
    response = office.get(f"/v1/opportunities?{query}")

    assert (response.status_code, response.json.get("code")) == (status, code)


def test_winning_a_deal_makes_the_account_a_customer(office, deal):
    changed = office.change(
        deal, {"status": "won", "close_on": "2026-03-01", "amount": None, "stage": "Closed Won"}
    ).json
    (acme,) = office.items("/v1/accounts")

    assert (changed["status"], changed["close_on"], changed["amount"]) == (
        "won",
        "2026-03-01",
        None,
    )
    assert (acme["population"], acme["open_opportunity"]) == ("customer", False)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"status": "closed"}, "/status"),
        ({"status": None}, "/status"),
        ({"amount": {"amount": "1e9", "currency": "EUR"}}, "/amount/amount"),
        ({"amount": {"amount": "1.5", "currency": "JPY"}}, "/amount/amount"),
        ({"amount": {"amount": "-1", "currency": "EUR"}}, "/amount/amount"),
        ({"amount": {"amount": "1", "currency": "QQQ"}}, "/amount/currency"),
        ({"amount": 12}, "/amount"),
        ({"amount_minor": 12}, "/amount_minor"),
        ({"close_on": "30.06.2026"}, "/close_on"),
        ({"account_id": "x"}, "/account_id"),
    ],
)
def test_a_change_is_held_to_what_may_be_changed(office, deal, body, pointer):
    response = office.change(deal, body)

    assert (response.status_code, response.json["code"]) == (422, "validation")
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


def test_a_removed_deal_takes_the_account_back(office, deal):
    (before,) = office.items("/v1/accounts")

    assert office.remove(deal).status_code == 204

    (after,) = office.items("/v1/accounts")
    assert (before["population"], after["population"]) == ("open_opportunity", "prospect")
    assert office.get(deal).status_code == 404


def test_amounts_are_numbers_in_a_table(office):
    response = office.get("/v1/opportunities?sort=name", headers={"Accept": "text/csv"})
    pilot, renewal = csv.DictReader(io.StringIO(response.text))

    assert (pilot["amount"], pilot["amount_currency"]) == ("700", "JPY")
    assert (renewal["amount"], renewal["amount_currency"]) == ("12500.50", "EUR")
