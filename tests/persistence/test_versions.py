"""List versions: what is staged is invisible, what was published stays as it was."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import func, select

from partnerhub.domain.lists import ImportMode, ListKind
from partnerhub.domain.populations import Population, derive
from partnerhub.persistence import versions
from partnerhub.persistence.lists import TABLES
from partnerhub.persistence.models import ListVersion, Organization
from tests.factories import NOW, Make
from tests.factories.lists import publish, stage, upload

ACCOUNTS, CONTACTS, DEALS = ListKind.ACCOUNTS, ListKind.CONTACTS, ListKind.OPPORTUNITIES
ACME = {"record_id": "1", "name": "Acme", "domain": "acme.com"}
GLOBEX = {"record_id": "2", "name": "Globex", "domain": "globex.com"}
ADA = {"record_id": "p", "full_name": "Ada", "email": "ada@acme.com", "email_domain": "acme.com"}
LATER = NOW.date() + timedelta(days=30)


@pytest.fixture
def owner(make):
    return make.organization().id


@pytest.fixture
def stock(session, owner):
    def stock(kind, *records, **options):
        return upload(session, owner, kind, *records, **options)

    return stock


@pytest.fixture
def current(session, owner):
    """Reads a list in a version, the current one at first, as rows by their record ids."""

    def current(kind=ACCOUNTS, number=None):
        if number is None:
            number = session.get_one(Organization, owner).list_version
        rows = versions.current(session, owner, kind, number).to_pylist()
        return {row["record_id"]: row for row in rows}

    return current


def size(session, kind, owner):
    """How many rows a table holds of an organization, all versions together."""
    table = TABLES[kind]
    query = select(func.count()).select_from(table).where(table.c.organization_id == owner)
    return session.scalar(query)


def edit(session, owner, kind, row, changes):
    change = versions.Change("edit", row["id"], LATER)
    return versions.edit(
        session, versions.lock(session, owner), kind, row["id"], changes, change=change
    )


def test_what_is_staged_is_invisible_until_it_is_published(session, owner, stock, current):
    stock(ACCOUNTS, ACME)
    staged = stage(session, owner, ACCOUNTS, ACME | {"city": "Bonn"}, GLOBEX)

    before = current()
    publish(session, owner, ACCOUNTS, staged)

    assert {key: row["city"] for key, row in before.items()} == {"1": None}
    assert {key: row["city"] for key, row in current().items()} == {"1": "Bonn", "2": None}


def test_a_replaced_list_is_what_the_file_has(stock, current):
    stock(ACCOUNTS, ACME, GLOBEX)
    tally = stock(ACCOUNTS, GLOBEX)

    assert current().keys() == {"2"}
    assert (tally.removed, tally.unchanged) == (1, 1)


def test_an_updated_list_keeps_what_the_file_has_not(stock, current):
    stock(ACCOUNTS, ACME | {"city": "Bonn"}, GLOBEX)
    stock(ACCOUNTS, {"record_id": "1", "name": "Acme Inc"}, mode=ImportMode.UPDATE)

    acme = current()["1"]

    assert current().keys() == {"1", "2"}
    assert (acme["name"], acme["city"], acme["domain"]) == ("Acme Inc", "Bonn", "acme.com")


@pytest.mark.parametrize("mode", list(ImportMode))
@pytest.mark.parametrize(
    ("kind", "records"),
    [
        (ACCOUNTS, [ACME, GLOBEX]),
        (CONTACTS, [ADA, {"full_name": "Bob", "account_name": "Acme"}]),
        (DEALS, [{"record_id": "d", "name": "Deal", "account_record_id": "1", "status": "won"}]),
    ],
)
def test_uploading_the_same_twice_changes_nothing(session, owner, stock, kind, records, mode):
    stock(ACCOUNTS, ACME, GLOBEX)
    stock(kind, *records)
    before = {each: size(session, each, owner) for each in ListKind}

    tally = stock(kind, *records, mode=mode, today=LATER)

    assert (tally.created, tally.updated, tally.unchanged) == (0, 0, len(records))
    assert {each: size(session, each, owner) for each in ListKind} == before


def test_the_planners_statistics_change_no_answer(own_database):
    # SQLite 3.40 finds rows beyond a bound where `id IN (…)` stands before it in an index; it
    # needs committed statistics of other organizations to think of searching like that.
    for _ in range(12):
        with own_database.transaction(write=True) as session:
            owner = Make(session).organization().id
            upload(session, owner, ACCOUNTS, ACME, GLOBEX)
            versions.refresh_statistics(session)
        with own_database.transaction(write=True) as session:
            more = [{"record_id": str(n), "name": f"Account {n}"} for n in range(2, 7)]
            tally = upload(session, owner, ACCOUNTS, ACME, *more)

        with own_database.transaction(write=False) as session:
            number = session.get_one(Organization, owner).list_version
            rows = versions.current(session, owner, ACCOUNTS, number)
        assert (tally.created, tally.updated, tally.unchanged) == (4, 1, 1)
        assert sorted(rows["record_id"].to_pylist()) == ["1", "2", "3", "4", "5", "6"]


def test_an_older_version_reads_as_it_did(session, owner, stock, current):
    stock(ACCOUNTS, ACME, GLOBEX)
    stock(CONTACTS, ADA)
    number = session.get_one(Organization, owner).list_version
    before = {kind: current(kind, number) for kind in ListKind}

    stock(DEALS, {"record_id": "d", "account_record_id": "1", "name": "Deal", "status": "won"})
    stock(ACCOUNTS, ACME | {"name": "Renamed", "domain": "renamed.com"})
    edit(session, owner, ACCOUNTS, current()["1"], {"city": "Rome"})
    edit(session, owner, CONTACTS, current(CONTACTS)["p"], None)

    def told(rows):
        return {
            key: {name: value for name, value in row.items() if name != "valid_to"}
            for key, row in rows.items()
        }

    for kind in ListKind:
        assert told(current(kind, number)) == told(before[kind])


def test_undoing_an_import_gives_the_list_back_as_it_was(session, owner, stock, current):
    stock(ACCOUNTS, ACME, GLOBEX)
    stock(CONTACTS, ADA)
    base = session.get_one(Organization, owner).list_version
    before = {kind: current(kind) for kind in ListKind}
    rows = {kind: size(session, kind, owner) for kind in ListKind}

    tally = stock(ACCOUNTS, GLOBEX | {"city": "Oslo"}, {"record_id": "3", "name": "New"})
    versions.undo(session, versions.lock(session, owner), tally.number, base)

    assert {kind: current(kind) for kind in ListKind} == before
    assert {kind: size(session, kind, owner) for kind in ListKind} == rows
    assert session.get(ListVersion, (owner, tally.number)) is None


def test_discarded_rows_were_never_there(session, owner, stock, current):
    stock(ACCOUNTS, ACME)
    staged = stage(session, owner, ACCOUNTS, GLOBEX)

    versions.discard(session, owner, staged.tally.number)

    assert current().keys() == {"1"}
    assert size(session, ACCOUNTS, owner) == 1


def test_an_edit_changes_one_record_and_nothing_else(session, owner, stock, current):
    stock(ACCOUNTS, ACME, GLOBEX)
    before = current()

    number = edit(session, owner, ACCOUNTS, before["1"], {"city": "Rome", "updated_on": LATER})

    after = current()
    assert after["1"] == before["1"] | {
        "city": "Rome",
        "updated_on": LATER,
        "valid_from": number,
    }
    assert after["2"] == before["2"]


def test_an_edits_number_is_below_every_number_reserved(session, owner, stock, current):
    stock(ACCOUNTS, ACME)
    staged = stage(session, owner, ACCOUNTS, ACME, GLOBEX)

    number = edit(session, owner, ACCOUNTS, current()["1"], {"city": "Rome"})

    assert staged.tally.base < number < staged.tally.number
    assert current().keys() == {"1"}


def test_two_imports_never_reserve_one_number(session, owner):
    numbers = [versions.reserve(session, owner)[0] for _ in range(3)]

    assert len(set(numbers)) == 3
    assert numbers == sorted(numbers)


def test_a_version_counts_the_accounts_it_has(session, owner, stock):
    first = stock(ACCOUNTS, ACME, GLOBEX).number
    people = stock(CONTACTS, ADA).number
    second = stock(ACCOUNTS, ACME).number

    counted = versions.account_counts(session, owner, [first, people, second, 99])

    assert counted == {first: 2, people: 2, second: 1}


PEOPLE = [
    ({"account_record_id": "1"}, "1"),
    ({"account_name": "  ACME "}, "1"),
    ({"email": "a@acme.com", "email_domain": "acme.com"}, "1"),
    ({"account_name": "Globex", "email": "b@acme.com", "email_domain": "acme.com"}, "2"),
    ({"account_name": "Unknown", "email": "c@acme.com", "email_domain": "acme.com"}, "1"),
    ({"account_name": "Unknown"}, None),
    ({"email": "a@other.com", "email_domain": "other.com"}, None),
    ({}, None),
]
"""What a contact says of its account, and which account that is."""


@pytest.mark.parametrize("accounts_first", [True, False])
def test_contacts_find_their_accounts_whichever_came_first(stock, current, accounts_first):
    people = [
        {"record_id": str(n), "full_name": f"Person {n}"} | said
        for n, (said, _) in enumerate(PEOPLE)
    ]
    uploads = [(ACCOUNTS, ACME, GLOBEX), (CONTACTS, *people)]
    for kind, *records in uploads if accounts_first else reversed(uploads):
        stock(kind, *records)

    names = {row["id"]: record_id for record_id, row in current().items()}
    found = [current(CONTACTS)[str(n)]["account_id"] for n in range(len(PEOPLE))]

    assert [names.get(each) for each in found] == [account for _, account in PEOPLE]


def test_a_name_that_two_accounts_have_links_nobody(stock, current):
    stock(CONTACTS, {"record_id": "x", "full_name": "X", "account_name": "Acme"})
    stock(ACCOUNTS, ACME)
    linked = current(CONTACTS)["x"]["account_id"]

    stock(ACCOUNTS, ACME, GLOBEX | {"name": "Acme"})

    assert linked == current()["1"]["id"]
    assert current(CONTACTS)["x"]["account_id"] is None


def test_a_link_that_goes_makes_a_version_of_the_contact(session, owner, stock, current):
    stock(ACCOUNTS, ACME)
    stock(CONTACTS, ADA)
    number = session.get_one(Organization, owner).list_version

    stock(ACCOUNTS, GLOBEX, today=LATER)

    ada, before = current(CONTACTS)["p"], current(CONTACTS, number)["p"]
    assert (ada["account_id"], ada["updated_on"]) == (None, LATER)
    assert (before["account_id"] is None, before["updated_on"]) == (False, NOW.date())


HISTORIES = [(), ("open",), ("won",), ("lost",), ("won", "open"), ("lost", "open")]


def test_populations_are_derived_as_the_domain_says(stock, current):
    cases = list(enumerate(product([None, *Population], HISTORIES)))
    stock(
        ACCOUNTS,
        *(
            {"record_id": str(n), "name": f"Account {n}", "declared_population": declared}
            for n, (declared, _) in cases
        ),
    )
    stock(
        DEALS,
        *(
            {"account_record_id": str(n), "name": f"Deal {m}", "status": status}
            for n, (_, history) in cases
            for m, status in enumerate(history)
        ),
    )

    found = current()

    for n, (declared, history) in cases:
        expected = derive(declared, has_won="won" in history, has_open="open" in history)
        account = found[str(n)]
        assert account["population"] == expected.value, (declared, history)
        assert bool(account["open_opportunity"]) == ("open" in history), (declared, history)


def test_one_organizations_upload_touches_nothing_of_anothers(session, make, owner, stock):
    other = make.organization().id
    upload(session, other, ACCOUNTS, ACME | {"city": "Oslo"})
    before = versions.current(session, other, ACCOUNTS, 1_000_000).to_pylist()

    stock(ACCOUNTS, ACME)
    stock(ACCOUNTS, GLOBEX)

    assert versions.current(session, other, ACCOUNTS, 1_000_000).to_pylist() == before
