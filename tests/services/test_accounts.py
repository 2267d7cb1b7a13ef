from datetime import date, timedelta

import pytest

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    ForbiddenError,
    InsufficientScopeError,
    NotFoundError,
    PreconditionFailedError,
    ValidationError,
)
from partnerhub.domain.lists import ListKind
from partnerhub.domain.money import Money
from partnerhub.domain.permissions import Role, Scope
from partnerhub.domain.populations import Population
from partnerhub.persistence import versions
from partnerhub.services import accounts, audit, contacts, opportunities
from partnerhub.services.lists import Order
from tests.factories import NOW
from tests.factories.lists import stage, upload

ACME = {"record_id": "1", "name": "Acme GmbH", "website": "acme.de", "domain": "acme.de"}
ZEBRA = {"record_id": "2", "name": "Zebra", "domain": "zebra.io", "country": "US", "owner": "Ann"}


@pytest.fixture
def actor(make):
    return make.actor()


@pytest.fixture
def stock(session, actor):
    def stock(*records, kind=ListKind.ACCOUNTS, **options):
        return upload(session, actor.organization_id, kind, *records, **options)

    return stock


@pytest.fixture
def listed(session, actor):
    def listed(after=None, limit=50, **wanted):
        rows, _ = accounts.list_visible(
            session, actor, after=after, limit=limit, wanted=accounts.Wanted(**wanted)
        )
        return rows

    return listed


@pytest.fixture
def only(listed):
    def only():
        (account,) = listed()
        return account

    return only


@pytest.fixture
def change(session, actor):
    def change(account, **changes):
        return accounts.change(
            session,
            actor,
            account_id=account.id,
            revision=account.revision,
            now=NOW + timedelta(days=1),
            **changes,
        )

    return change


def names(rows):
    return {row.name for row in rows}


def lines(session, actor, action):
    found, _ = audit.page(session, actor, after=None, limit=100)
    return [line for line in found if line.action == action]


def test_a_list_shows_what_was_uploaded(stock, only):
    stock(ACME | {"employees": 12, "created_on": date(2024, 5, 1)})

    account = only()

    assert (account.name, account.domain, account.employees) == ("Acme GmbH", "acme.de", 12)
    assert account.created_on == date(2024, 5, 1)
    assert account.population == "prospect"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {"Acme GmbH", "Zebra"}),
        ({"country": "US"}, {"Zebra"}),
        ({"owner": "Ann"}, {"Zebra"}),
        ({"owner": "ann"}, set()),
        ({"q": "acme"}, {"Acme GmbH"}),
        ({"q": "EBR"}, {"Zebra"}),
        ({"q": "zebra.io"}, {"Zebra"}),
        ({"q": "%"}, set()),
        ({"q": "_cme"}, set()),
        ({"q": "\\"}, set()),
        ({"population": Population.PROSPECT}, {"Acme GmbH", "Zebra"}),
        ({"population": Population.CUSTOMER}, set()),
        ({"q": "acme", "country": "US"}, set()),
        ({"updated_since": NOW.date()}, {"Acme GmbH", "Zebra"}),
        ({"updated_since": NOW.date() + timedelta(days=1)}, set()),
    ],
)
def test_filters_narrow_the_list(stock, listed, wanted, found):
    stock(ACME, ZEBRA)

    assert names(listed(**wanted)) == found


@pytest.mark.parametrize("text", ["öbb", "ÖBB", "öBB", "Öbb", "bb hold"])
def test_a_search_folds_letters_beyond_ascii(stock, listed, text):
    stock({"record_id": "1", "name": "ÖBB Holding"})

    assert names(listed(q=text)) == {"ÖBB Holding"}


@pytest.mark.parametrize("order", list(Order))
def test_pages_hold_every_account_once(session, actor, stock, order):
    records = [{"record_id": str(n), "name": f"Name {n % 3}"} for n in range(11)]
    stock(*records, {"record_id": "long", "name": "ß" * 4000})
    wanted, place, seen = accounts.Wanted(sort=order), None, []
    while True:
        page, place = accounts.list_visible(session, actor, after=place, limit=3, wanted=wanted)
        seen += page
        if place is None:
            break

    assert len({row.id for row in seen}) == len(seen) == 12
    if order is not Order.ID:
        found = [row.name for row in seen]
        assert found == sorted(found, reverse=order is Order.NAME_DESCENDING)


def test_a_whole_list_is_of_one_version(session, actor, stock, monkeypatch):
    monkeypatch.setattr("partnerhub.services.lists.PAGE", 1)
    stock(ACME, ZEBRA)
    reading = accounts.whole_list(session, actor)

    seen = [next(reading)]
    stock({"record_id": "3", "name": "Later"})
    seen += reading

    assert names(seen) == {"Acme GmbH", "Zebra"}


def test_what_is_staged_is_not_in_the_list(session, actor, stock, listed):
    stock(ACME)
    stage(session, actor.organization_id, ListKind.ACCOUNTS, ACME | {"name": "Later"}, ZEBRA)

    assert names(listed()) == {"Acme GmbH"}


def test_a_change_shows_and_dates_the_account(stock, only, change):
    stock(ACME)
    before = only()

    after = change(before, owner="Ben", city="Köln")

    assert (after.owner, after.city) == ("Ben", "Köln")
    assert (after.name, after.id) == (before.name, before.id)
    assert after.updated_on == NOW.date() + timedelta(days=1)
    assert after.revision > before.revision
    assert only() == after


def test_a_domain_follows_from_the_website(stock, only, change):
    stock(ACME)

    moved = change(only(), website="https://www.Acme.co.uk/about")
    shared = change(moved, website="linkedin.com/company/acme")
    none = change(shared, website=None)

    assert (moved.website, moved.domain) == ("https://www.Acme.co.uk/about", "acme.co.uk")
    assert (shared.website, shared.domain) == ("linkedin.com/company/acme", None)
    assert (none.website, none.domain) == (None, None)


def test_a_country_is_taken_by_its_name(stock, only, change):
    stock(ACME)

    assert change(only(), country="Deutschland").country == "DE"


def test_revenue_is_money(stock, only, change):
    stock(ACME)

    rich = change(only(), annual_revenue=Money(125_000, "JPY"))
    unknown = change(rich, annual_revenue=None)

    assert rich.annual_revenue == Money(125_000, "JPY")
    assert unknown.annual_revenue is None


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [({"website": "no website"}, "/website"), ({"country": "Atlantis"}, "/country")],
)
def test_what_is_no_website_or_country_is_refused(stock, only, change, changes, pointer):
    stock(ACME)

    with pytest.raises(ValidationError) as refused:
        change(only(), **changes)

    assert [error["pointer"] for error in refused.value.errors] == [pointer]
    assert only().website == "acme.de"


def test_a_declared_population_counts_until_a_deal_says_more(stock, only, change):
    stock(ACME)

    declared = change(only(), declared_population=Population.CUSTOMER)
    undone = change(declared, declared_population=None)

    assert declared.population == "customer"
    assert undone.population == "prospect"


def test_a_new_name_links_the_contacts_that_use_it(session, actor, stock, only, change):
    stock(
        {"last_name": "Lee", "full_name": "Lee", "account_name": "Acme SE"}, kind=ListKind.CONTACTS
    )
    stock(ACME)

    change(only(), name="Acme SE")

    (person,), _ = contacts.list_visible(session, actor, after=None, limit=5)
    assert person.account_id == only().id


def test_a_change_to_what_is_there_makes_no_version(session, actor, stock, only, change):
    stock(ACME)
    before = only()

    assert change(before, name="Acme GmbH", owner=None) == before
    assert lines(session, actor, Action.RECORD_CHANGED) == []


def test_an_upload_that_says_something_else_wins(stock, only, change):
    stock(ACME)
    change(only(), name="Typed by hand")

    tally = stock(ACME)

    assert only().name == "Acme GmbH"
    assert (tally.updated, tally.unchanged) == (1, 0)


def test_an_upload_that_says_the_same_changes_nothing(stock, only, change):
    stock(ACME)
    change(only(), owner="Ben")

    tally = stock(ACME | {"owner": "Ben"})

    assert (tally.updated, tally.unchanged) == (0, 1)


def test_a_stale_change_is_refused(stock, only, change):
    stock(ACME)
    seen = only()
    change(seen, owner="Ann")

    with pytest.raises(PreconditionFailedError):
        change(seen, owner="Ben")

    assert only().owner == "Ann"


def test_a_change_meets_an_upload_that_came_first(stock, only, change):
    stock(ACME)
    seen = only()
    stock(ACME | {"phone": "+49 221 1"})

    with pytest.raises(PreconditionFailedError):
        change(seen, owner="Ben")


def test_a_change_in_the_middle_of_an_import_makes_it_begin_again(
    session, actor, stock, only, change
):
    stock(ACME)
    staged = stage(session, actor.organization_id, ListKind.ACCOUNTS, ACME | {"city": "Bonn"})

    change(only(), owner="Ben")

    organization = versions.lock(session, actor.organization_id)
    assert organization.list_version != staged.tally.base
    assert organization.list_version < staged.tally.number


def test_the_older_version_keeps_what_it_said(session, actor, stock, only, change):
    stock(ACME)
    before = only()
    change(before, name="New name")
    accounts.remove(session, actor, account_id=before.id, now=NOW)

    kept = versions.current(session, actor.organization_id, ListKind.ACCOUNTS, before.revision)

    assert kept["name"].to_pylist() == ["Acme GmbH"]


def test_a_removed_account_is_gone_until_an_upload_brings_it_back(
    session, actor, stock, only, listed
):
    stock(ACME, ZEBRA)
    account = next(row for row in listed() if row.name == "Zebra")

    accounts.remove(session, actor, account_id=account.id, now=NOW)

    assert only().name == "Acme GmbH"
    with pytest.raises(NotFoundError):
        accounts.get(session, actor, account_id=account.id)
    assert stock(ACME, ZEBRA).created == 1


def test_the_trail_names_fields_and_no_values(session, actor, stock, only, change):
    stock(ACME)
    account = change(only(), owner="Secret Person", website="secret.com")
    accounts.remove(session, actor, account_id=account.id, now=NOW)

    (changed,) = lines(session, actor, Action.RECORD_CHANGED)
    (removed,) = lines(session, actor, Action.RECORD_REMOVED)

    assert changed.details == {"kind": "accounts", "fields": ["domain", "owner", "website"]}
    assert removed.details == {"kind": "accounts"}
    assert changed.subject_id == removed.subject_id == account.id


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ({"role": Role.VIEWER}, ForbiddenError),
        ({"scopes": frozenset({Scope.READ})}, InsufficientScopeError),
    ],
)
def test_who_may_only_read_changes_nothing(session, make, who, error):
    organization = make.organization()
    reader = make.actor(organization, **who)
    upload(session, organization.id, ListKind.ACCOUNTS, ACME)
    (account,), _ = accounts.list_visible(session, reader, after=None, limit=5)

    with pytest.raises(error):
        accounts.change(
            session,
            reader,
            account_id=account.id,
            revision=account.revision,
            now=NOW,
            owner="Me",
        )
    with pytest.raises(error):
        accounts.remove(session, reader, account_id=account.id, now=NOW)


def test_another_organizations_account_is_not_there(session, make, stock, only, listed):
    stock(ACME)
    stranger = make.actor()

    assert accounts.list_visible(session, stranger, after=None, limit=5) == ([], None)
    assert list(accounts.whole_list(session, stranger)) == []
    with pytest.raises(NotFoundError):
        accounts.get(session, stranger, account_id=only().id)
    with pytest.raises(NotFoundError):
        accounts.change(
            session,
            stranger,
            account_id=only().id,
            revision=only().revision,
            now=NOW,
            owner="Me",
        )
    with pytest.raises(NotFoundError):
        accounts.remove(session, stranger, account_id=only().id, now=NOW)
    assert only().owner is None


def test_a_won_deal_makes_a_customer_and_its_removal_takes_it_back(session, actor, stock, only):
    stock(ACME)
    stock(
        {"record_id": "d1", "account_record_id": "1", "name": "Deal", "status": "won"},
        kind=ListKind.OPPORTUNITIES,
    )
    customer = only().population
    (deal,), _ = opportunities.list_visible(session, actor, after=None, limit=5)

    opportunities.remove(session, actor, opportunity_id=deal.id, now=NOW)

    assert (customer, only().population) == ("customer", "prospect")
