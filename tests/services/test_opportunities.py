from datetime import date, timedelta

import pytest

from partnerhub.domain.errors import NotFoundError, PreconditionFailedError
from partnerhub.domain.lists import ListKind, OpportunityStatus
from partnerhub.domain.money import Money
from partnerhub.persistence import versions
from partnerhub.services import accounts, opportunities
from tests.factories import NOW
from tests.factories.lists import upload

ACME = {"record_id": "1", "name": "Acme"}
DEAL = {
    "record_id": "d1",
    "account_record_id": "1",
    "name": "Renewal",
    "stage": "Negotiation",
    "amount_minor": 1_250_050,
    "currency": "EUR",
    "close_on": date(2026, 6, 30),
}
OTHER = {"record_id": "d2", "account_name": "Globex", "name": "Pilot", "status": "lost"}


@pytest.fixture
def actor(make):
    return make.actor()


@pytest.fixture
def stock(session, actor):
    upload(session, actor.organization_id, ListKind.ACCOUNTS, ACME)
    return upload(session, actor.organization_id, ListKind.OPPORTUNITIES, DEAL, OTHER)


@pytest.fixture
def listed(session, actor):
    def listed(**wanted):
        rows, _ = opportunities.list_visible(
            session, actor, after=None, limit=50, wanted=opportunities.Wanted(**wanted)
        )
        return rows

    return listed


@pytest.fixture
def deal(stock, listed):
    return listed(q="Renewal")[0]


@pytest.fixture
def change(session, actor):
    def change(opportunity, **changes):
        return opportunities.change(
            session,
            actor,
            opportunity_id=opportunity.id,
            revision=opportunity.revision,
            now=NOW + timedelta(days=1),
            **changes,
        )

    return change


@pytest.fixture
def account(session, actor):
    def account():
        (found,), _ = accounts.list_visible(session, actor, after=None, limit=5)
        return found

    return account


def test_an_amount_is_money(deal):
    assert deal.amount == Money(1_250_050, "EUR")
    assert (deal.status, deal.close_on) == ("open", date(2026, 6, 30))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {"Renewal", "Pilot"}),
        ({"status": OpportunityStatus.OPEN}, {"Renewal"}),
        ({"status": OpportunityStatus.WON}, set()),
        ({"q": "globex"}, {"Pilot"}),
    ],
)
def test_filters_narrow_the_list(stock, listed, wanted, found):
    assert {row.name for row in listed(**wanted)} == found


def test_the_deals_of_one_account_can_be_listed(deal, listed, account):
    assert [row.name for row in listed(account_id=account().id)] == ["Renewal"]
    assert account().open_opportunity


def test_an_amount_can_change_its_currency_and_be_taken_away(deal, change):
    dollars = change(deal, amount=Money(99, "USD"))
    nothing = change(dollars, amount=None)

    assert dollars.amount == Money(99, "USD")
    assert nothing.amount is None


def test_the_population_of_the_account_follows_from_the_status(deal, change, account):
    before = account().population

    won = change(deal, status=OpportunityStatus.WON, close_on=date(2026, 3, 2))

    assert (before, account().population) == ("open_opportunity", "customer")
    assert not account().open_opportunity
    assert (won.status, won.close_on) == ("won", date(2026, 3, 2))


def test_what_a_change_derives_is_of_its_version_only(session, actor, deal, change, account, stock):
    before = deal.revision

    change(deal, status=OpportunityStatus.LOST)

    kept = versions.current(session, actor.organization_id, ListKind.ACCOUNTS, before)
    assert kept["population"].to_pylist() == ["open_opportunity"]
    assert account().population == "prospect"


def test_a_stale_change_is_refused(deal, change):
    change(deal, stage="Closing")

    with pytest.raises(PreconditionFailedError):
        change(deal, stage="Lost")


def test_a_stranger_sees_none(session, make, deal):
    stranger = make.actor()

    assert opportunities.list_visible(session, stranger, after=None, limit=5) == ([], None)
    with pytest.raises(NotFoundError):
        opportunities.get(session, stranger, opportunity_id=deal.id)
    with pytest.raises(NotFoundError):
        opportunities.remove(session, stranger, opportunity_id=deal.id, now=NOW)
