from dataclasses import astuple
from datetime import timedelta

import pytest
from sqlalchemy import String, cast, func, select

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    ForbiddenError,
    NotFoundError,
    PreconditionFailedError,
    ValidationError,
)
from partnerhub.domain.lists import ImportMode, ListKind
from partnerhub.domain.permissions import Role
from partnerhub.domain.titles import Function, Seniority
from partnerhub.persistence import versions
from partnerhub.persistence.base import Base
from partnerhub.services import accounts, audit, contacts
from tests.factories import NOW
from tests.factories.lists import stage, upload

ADA = {
    "record_id": "p1",
    "first_name": "Ada",
    "last_name": "Lovelace",
    "full_name": "Ada Lovelace",
    "email": "ada@acme.de",
    "email_domain": "acme.de",
    "title": "Head of IT",
}
BOB = {"record_id": "p2", "last_name": "Bobson", "full_name": "Bob Bobson", "email": "bob@acme.de"}


@pytest.fixture
def actor(make):
    return make.actor()


@pytest.fixture
def stock(session, actor):
    def stock(*records, kind=ListKind.CONTACTS, **options):
        return upload(session, actor.organization_id, kind, *records, **options)

    return stock


@pytest.fixture
def listed(session, actor):
    def listed(**wanted):
        rows, _ = contacts.list_visible(
            session, actor, after=None, limit=50, wanted=contacts.Wanted(**wanted)
        )
        return rows

    return listed


@pytest.fixture
def person(listed):
    def person(full_name="Ada Lovelace"):
        return next(row for row in listed() if row.full_name == full_name)

    return person


@pytest.fixture
def change(session, actor):
    def change(contact, **changes):
        return contacts.change(
            session,
            actor,
            contact_id=contact.id,
            revision=contact.revision,
            now=NOW + timedelta(days=1),
            **changes,
        )

    return change


@pytest.fixture
def erase(session, actor):
    def erase(contact):
        contacts.erase(session, actor, contact_id=contact.id, now=NOW)
        session.flush()

    return erase


def names(rows):
    return {row.full_name for row in rows}


def places_of(session, text):
    """Tables and columns in which a text stands, anywhere in the database."""
    session.flush()
    found = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            holds = func.lower(cast(column, String)).contains(text.lower())
            if session.scalar(select(func.count()).select_from(table).where(holds)):
                found.append(f"{table.name}.{column.name}")
    return found


def lines(session, actor, action):
    found, _ = audit.page(session, actor, after=None, limit=100)
    return [line for line in found if line.action == action]


def test_a_contact_shows_what_its_title_says(stock, person):
    stock(ADA)

    ada = person()

    assert (ada.seniority, ada.function) == ("head", "it")
    assert (ada.email, ada.opted_out) == ("ada@acme.de", False)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {"Ada Lovelace", "Bob Bobson"}),
        ({"seniority": Seniority.HEAD}, {"Ada Lovelace"}),
        ({"function": Function.IT}, {"Ada Lovelace"}),
        ({"function": Function.LEGAL}, set()),
        ({"q": "lovel"}, {"Ada Lovelace"}),
        ({"q": "bob@"}, {"Bob Bobson"}),
        ({"account_id": "nobody"}, set()),
    ],
)
def test_filters_narrow_the_list(stock, listed, wanted, found):
    stock(ADA, BOB)

    assert names(listed(**wanted)) == found


def test_the_people_of_one_account_can_be_listed(session, actor, stock, listed):
    stock({"record_id": "1", "name": "Acme", "domain": "acme.de"}, kind=ListKind.ACCOUNTS)
    stock(ADA, BOB | {"email": "bob@other.com", "email_domain": "other.com"})
    (acme,), _ = accounts.list_visible(session, actor, after=None, limit=5)

    assert names(listed(account_id=acme.id)) == {"Ada Lovelace"}


def test_seniority_follows_from_a_new_title(stock, person, change):
    stock(ADA)

    promoted = change(person(), title="Chief Information Officer")

    assert (promoted.seniority, promoted.function) == ("c_suite", "it")


def test_the_whole_name_follows_from_its_parts(stock, person, change):
    stock(ADA)

    married = change(person(), last_name="King")
    titled = change(married, full_name="Countess of Lovelace", first_name="Augusta")

    assert married.full_name == "Ada King"
    assert titled.full_name == "Countess of Lovelace"


def test_a_new_address_is_normalized_and_links_anew(session, actor, stock, person, change):
    stock({"record_id": "1", "name": "Globex", "domain": "globex.com"}, kind=ListKind.ACCOUNTS)
    stock(ADA)
    (globex,), _ = accounts.list_visible(session, actor, after=None, limit=5)

    moved = change(person(), email="Ada@GLOBEX.com")
    left = change(moved, email=None)

    assert (moved.email, moved.account_id) == ("ada@globex.com", globex.id)
    assert (left.email, left.account_id) == (None, None)


def test_what_is_no_address_is_refused(stock, person, change):
    stock(ADA)

    with pytest.raises(ValidationError) as refused:
        change(person(), email="ada at acme")

    assert refused.value.errors[0]["pointer"] == "/email"


def test_a_stale_change_is_refused(stock, person, change):
    stock(ADA)
    seen = person()
    change(seen, opted_out=True)

    with pytest.raises(PreconditionFailedError):
        change(seen, opted_out=False)

    assert person().opted_out


def test_nothing_of_an_erased_person_stays_in_the_database(
    session, stock, person, change, erase, listed
):
    someone = {"record_id": "p3", "full_name": "Zo Quibbleworth", "email": "zo@quibbleworth.test"}
    stock(someone, BOB)
    stock(someone | {"phone": "+49 170 93175550123"}, BOB)
    change(person("Zo Quibbleworth"), title="Warden of Snorblefax")
    assert "contacts.email" in places_of(session, "zo@quibbleworth")

    erase(person("Zo Quibbleworth"))

    for trace in ("quibbleworth", "93175550123", "snorblefax"):
        assert places_of(session, trace) == []
    assert names(listed()) == {"Bob Bobson"}


def test_an_erased_person_leaves_older_versions_too(session, actor, stock, person, erase):
    stock(ADA, BOB)
    before = person().revision

    erase(person())

    kept = versions.current(session, actor.organization_id, ListKind.CONTACTS, before)
    assert kept["full_name"].to_pylist() == ["Bob Bobson"]


def test_other_records_with_the_same_address_are_erased_too(stock, person, erase, listed):
    stock(ADA, ADA | {"record_id": "p9", "full_name": "A. Lovelace"}, BOB)

    erase(person())

    assert names(listed()) == {"Bob Bobson"}


@pytest.mark.parametrize("mode", list(ImportMode))
def test_later_uploads_leave_an_erased_person_out(
    session, actor, stock, person, erase, listed, mode
):
    stock(ADA, BOB)
    erase(person())

    again = stage(
        session,
        actor.organization_id,
        ListKind.CONTACTS,
        ADA | {"record_id": "new"},
        BOB,
        mode=mode,
    )

    assert [(row["line"], row["code"]) for row in again.refused] == [(2, "suppressed")]
    assert "ada@acme.de" not in repr(again.refused)


def test_an_erased_person_without_an_address_stays_out_by_the_record(
    session, actor, stock, person, erase
):
    nameless = {name: value for name, value in ADA.items() if name != "email"}
    stock(nameless, BOB)
    erase(person())

    again = stage(session, actor.organization_id, ListKind.CONTACTS, nameless, BOB)

    assert [(row["line"], row["code"]) for row in again.refused] == [(2, "suppressed")]


def test_an_erased_persons_address_is_not_typed_in_again(stock, person, change, erase):
    stock(ADA, BOB)
    erase(person())

    with pytest.raises(ValidationError):
        change(person("Bob Bobson"), email="ADA@acme.de")


def test_erasing_somebody_who_was_erased_before_works(stock, person, erase, listed):
    stock(BOB)
    erase(person("Bob Bobson"))
    stock(BOB | {"email": "bob@elsewhere.com", "record_id": "p3"})

    erase(person("Bob Bobson"))

    assert listed() == []


def test_erasure_is_noted_without_saying_who(session, actor, stock, person, erase):
    stock(ADA)
    ada = person()

    erase(ada)

    (line,) = lines(session, actor, Action.CONTACT_ERASED)
    assert (line.subject_id, line.details) == (ada.id, {})
    assert line.user_id == actor.user_id


def test_another_organization_keeps_its_own_record_of_the_person(
    session, make, stock, person, erase
):
    other = make.actor()
    upload(session, other.organization_id, ListKind.CONTACTS, ADA)
    stock(ADA)

    erase(person())

    (kept,), _ = contacts.list_visible(session, other, after=None, limit=5)
    assert kept.email == "ada@acme.de"
    assert stage(session, other.organization_id, ListKind.CONTACTS, ADA).refused == []


def test_a_viewer_erases_nobody(session, make):
    organization = make.organization()
    viewer = make.actor(organization, Role.VIEWER)
    upload(session, organization.id, ListKind.CONTACTS, ADA)
    (ada,), _ = contacts.list_visible(session, viewer, after=None, limit=5)

    with pytest.raises(ForbiddenError):
        contacts.erase(session, viewer, contact_id=ada.id, now=NOW)
    with pytest.raises(ForbiddenError):
        contacts.change(
            session,
            viewer,
            contact_id=ada.id,
            revision=ada.revision,
            now=NOW,
            email="not an address",
        )


def test_a_stranger_neither_sees_nor_erases_anybody(session, make, stock, person):
    stock(ADA)
    stranger = make.actor()

    assert contacts.list_visible(session, stranger, after=None, limit=5) == ([], None)
    with pytest.raises(NotFoundError):
        contacts.get(session, stranger, contact_id=person().id)
    with pytest.raises(NotFoundError):
        contacts.erase(session, stranger, contact_id=person().id, now=NOW)
    assert person().email == "ada@acme.de"


def test_a_view_holds_no_key_by_which_persons_are_compared(session, actor, stock, person):
    stock(ADA)
    ada = person()
    rows = versions.current(session, actor.organization_id, ListKind.CONTACTS, ada.revision)
    (row,) = rows.to_pylist()

    assert not {row["person_key"], row["name_key"], row["digest"]} & {*map(str, astuple(ada))}
