"""Two worlds: what A may not see of B's changes no byte of what A receives.

Two databases differ in everything of B's that A may not see and that nothing of A's is like:
names of accounts A does not have, fields B does not share, people, deals and amounts. In both,
A asks for a comparison, B agrees, and the real engine compares; then A reads all there is.
"""

import hashlib
from dataclasses import replace
from itertools import count
from types import SimpleNamespace

import pytest
import time_machine

from partnerhub.app import create_app
from partnerhub.domain.lists import ListKind
from partnerhub.jobs.worker import Worker
from partnerhub.persistence import base
from partnerhub.persistence.migrating import upgrade
from tests.api import calls
from tests.api.calls import Caller, answer
from tests.api.partners import World
from tests.databases import OpenDatabase, new_postgresql
from tests.factories import NOW
from tests.factories.lists import upload

DOCUMENT = calls.document()
BY_ID = {each.id: each for each in calls.operations(DOCUMENT)}
READABLE = [each for each in BY_ID.values() if each.safe and not each.public]
OF_AN_OVERLAP = [each for each in READABLE if {*each.names} == {"overlap_id"}]
COMPANIES = (
    "Alpenblick",
    "Borealis",
    "Cobaltum",
    "Dunmore",
    "Eastgate",
    "Fernwood",
    "Granitus",
    "Harborview",
    "Ironbridge",
    "Junipero",
    "Kestrelle",
    "Larkspur",
)


def stock(session, world):
    """Give both a dozen companies, in different spellings, and B as many that A has not."""
    first, second = (member.actor.organization_id for member in (world.a, world.b))
    mine = [
        {"record_id": f"A{n}", "name": f"{name} GmbH", "domain": f"{name.lower()}.de"}
        | {"country": "DE", "phone": f"+49 221 55501{n:02}"}
        for n, name in enumerate(COMPANIES)
    ]
    upload(session, first, ListKind.ACCOUNTS, *mine)
    word = world.hidden
    theirs = [
        {"record_id": f"B{n}", "name": name, "domain": f"{name.lower()}.{'de' if n % 2 else 'com'}"}
        | {"phone": f"0221 55501{n:02}", "owner": f"{word} {n}", "city": word, "industry": word}
        | {"country": "DE"}
        for n, name in enumerate(COMPANIES)
    ]
    alone = [
        {"record_id": f"{word}{n}", "name": f"{word} {n} works", "domain": f"{word}{n}.com"}
        for n in range(len(COMPANIES))
    ]
    upload(session, second, ListKind.ACCOUNTS, *theirs, *alone)
    people = [
        {
            "record_id": f"{word}{n}",
            "full_name": f"{word} {n}",
            "email": f"{word}@{COMPANIES[n]}.de",
        }
        | {"account_record_id": f"B{n}", "title": "CIO"}
        for n in range(len(COMPANIES))
    ]
    upload(session, second, ListKind.CONTACTS, *people)
    deals = [
        {"record_id": f"{word}{n}", "name": word, "account_record_id": f"B{n}"}
        | {"amount_minor": len(word) * 1000 + n, "currency": "EUR"}
        for n in range(len(COMPANIES))
    ]
    upload(session, second, ListKind.OPPORTUNITIES, *deals)


def seeded():
    """Random ids that come in the same order every time."""
    numbers = count()
    return SimpleNamespace(
        token_hex=lambda size: hashlib.blake2b(
            str(next(numbers)).encode(), digest_size=size
        ).hexdigest()
    )


def compare(world, app, database, settings):
    """Ask for a comparison as A, have both agree, do it; return the ids to read it by."""
    asked = Caller(app, DOCUMENT, world.a)(BY_ID["request_overlap"], world.living.ids)
    ids = world.living.ids | {"overlap_id": asked.json["id"]}
    for member in (world.a, world.b):
        # Who asks has agreed already, unless the other's list has jumped since the last time.
        Caller(app, DOCUMENT, member)(BY_ID["approve_overlap"], ids)
    Worker(database, settings).run_all()
    return ids


@pytest.fixture(scope="module")
def worlds(request, settings, database, tmp_path_factory):
    opened = []
    limitless = replace(settings, calls_per_minute=1_000_000)
    patch = pytest.MonkeyPatch()
    with time_machine.travel(NOW, tick=False):
        for hidden in ("canary", "albatross"):
            patch.setattr(base, "secrets", seeded())
            if database.is_sqlite:
                url = f"sqlite:///{tmp_path_factory.mktemp(hidden) / 'partnerhub.sqlite3'}"
            else:
                url = new_postgresql(request.getfixturevalue("postgresql"))
            other = OpenDatabase(url, settings.keyring())
            upgrade(other)
            with other.transaction(write=True) as session:
                world = World(session, "noninterference", hidden=hidden)
                stock(session, world)
            app = create_app(limitless, other, clock=lambda: NOW)
            opened.append((world, app, compare(world, app, other, limitless), other))
    patch.undo()
    yield [entry[:3] for entry in opened]
    for *_, other in opened:
        other.close()


def in_every_format(found):
    return pytest.mark.parametrize(
        ("operation", "accept"), [(each, kind) for each in found for kind in each.formats], ids=str
    )


def ask(worlds, who, operation, *, accept=None, compared=False):
    answers = []
    with time_machine.travel(NOW, tick=False):
        for world, app, ids in worlds:
            call = Caller(app, DOCUMENT, getattr(world, who))
            asked = ids if compared else world.living.ids
            answers.append(answer(call(operation, asked, accept=accept)))
    return answers


@in_every_format(READABLE)
def test_what_is_not_shared_changes_no_byte(worlds, operation, accept):
    one, other = ask(worlds, "a", operation, accept=accept)

    assert one == other


@in_every_format(OF_AN_OVERLAP)
def test_what_is_not_shared_changes_no_byte_of_a_comparison(worlds, operation, accept):
    one, other = ask(worlds, "a", operation, accept=accept, compared=True)

    assert one == other


def test_the_comparison_found_what_both_have(worlds):
    for _, _, body in ask(worlds, "a", BY_ID["read_overlap"], compared=True):
        assert b'"state":"succeeded"' in body
    for _, _, body in ask(worlds, "a", BY_ID["list_matches"], compared=True):
        assert body.count(b'"confidence"') == len(COMPANIES)


def test_the_worlds_do_differ_for_whom_they_may(worlds):
    for name in ("list_accounts", "list_contacts", "list_opportunities"):
        one, other = ask(worlds, "b", BY_ID[name])
        assert one != other
