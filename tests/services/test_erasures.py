"""Erasures that a database does not know of, because it was put back to an earlier day."""

import pytest

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import ForbiddenError, InsufficientScopeError, ValidationError
from partnerhub.domain.lists import ListKind
from partnerhub.domain.permissions import Role
from partnerhub.persistence import erased
from partnerhub.services import audit, contacts, erasures
from tests.factories import NOW, Make
from tests.factories.lists import upload

ADA = {"record_id": "p1", "full_name": "Ada Lovelace", "email": "ada@acme.de"}
BOB = {"record_id": "p2", "full_name": "Bob Bobson", "email": "bob@acme.de"}


@pytest.fixture
def file(own_settings):
    return own_settings.erased


@pytest.fixture
def actor(own_database):
    """Somebody whose organization has two people on its list."""
    with own_database.transaction(write=True) as session:
        actor = Make(session).actor()
        upload(session, actor.organization_id, ListKind.CONTACTS, ADA)
        upload(session, actor.organization_id, ListKind.CONTACTS, ADA | {"title": "CIO"}, BOB)
    return actor


@pytest.fixture
def names(own_database, actor):
    def names():
        with own_database.transaction(write=False) as session:
            rows, _ = contacts.list_visible(session, actor, after=None, limit=9)
            return [row.full_name for row in rows]

    return names


@pytest.fixture
def reapply(own_database, file):
    def reapply(**options):
        return erasures.reapply(own_database, file=file, now=NOW, **options)

    return reapply


@pytest.fixture
def ada(own_settings):
    (key,) = own_settings.keyring().person_keys([ADA["email"]])
    return key


def acts(database, actor):
    with database.transaction(write=False) as session:
        wanted = audit.Wanted(action=Action.CONTACT_ERASED)
        lines, _ = audit.page(session, actor, after=None, limit=9, wanted=wanted)
        return [(line.user_id, line.subject_id, line.details) for line in lines]


def test_whom_the_database_has_forgotten_is_erased_again(
    own_database, actor, names, reapply, file, ada
):
    erased.add(file, {actor.organization_id: {ada}})

    removed = [reapply(), reapply()]

    assert removed == [1, 0]
    assert names() == ["Bob Bobson"]
    assert acts(own_database, actor) == [(None, None, {"records": 1})]


def test_whom_the_database_keeps_out_is_written_down_at_the_next_start(
    own_database, actor, names, reapply, file, ada
):
    with own_database.transaction(write=True) as session:
        erasures.erase_address(session, actor, email=ADA["email"], now=NOW)

    reapply()

    assert ada in erased.read(file)[actor.organization_id]
    assert names() == ["Bob Bobson"]


def test_people_of_organizations_that_are_not_there_are_passed_over(actor, names, reapply, file):
    erased.add(file, {"f" * 32: {"0" * 32}})

    assert reapply(everything=True) == 0
    assert len(names()) == 2


def test_rows_that_came_back_by_themselves_are_found_when_everybody_is_looked_for(
    own_database, actor, names, reapply, ada
):
    with own_database.transaction(write=True) as session:
        erasures.erase_address(session, actor, email=ADA["email"], now=NOW)
    reapply()
    with own_database.transaction(write=True) as session:
        row = session.scalars(contacts.queries.visible_to(actor, contacts.Contact)).one()
        row.person_key = ada  # As if the table of another day had been put in.

    removed = [reapply(), reapply(everything=True)]

    assert removed == [0, 1]
    assert names() == []


def test_erasing_by_address_is_noted_without_it(own_database, actor):
    with own_database.transaction(write=True) as session:
        for email in (ADA["email"], "nobody@nowhere.example"):
            erasures.erase_address(session, actor, email=email, now=NOW)

    assert acts(own_database, actor) == [
        (actor.user_id, None, {"records": 0}),
        (actor.user_id, None, {"records": 1}),
    ]


def test_only_who_edits_lists_erases(own_database, actor, names):
    with own_database.transaction(write=True) as session:
        viewer = Make(session).actor(role=Role.VIEWER)

        with pytest.raises((ForbiddenError, InsufficientScopeError)):
            erasures.erase_address(session, viewer, email="not an address", now=NOW)
        with pytest.raises(ValidationError):
            erasures.erase_address(session, actor, email="not an address", now=NOW)
    assert len(names()) == 2


def test_what_another_organization_erased_stays_on_mine(own_database, actor, names):
    with own_database.transaction(write=True) as session:
        other = Make(session).actor()
        erasures.erase_address(session, other, email=ADA["email"], now=NOW)

    assert len(names()) == 2
