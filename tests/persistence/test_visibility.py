"""Every query that begins with an actor ends at the actor's own rows.

The modules of `persistence/queries` are found by themselves: one that has no door (a function
that takes an actor first) fails here, and so does a door whose other arguments nobody named.
"""

import importlib
import inspect
import pkgutil

import pytest

from partnerhub.domain.permissions import Actor
from partnerhub.persistence import queries
from partnerhub.persistence.models import (
    Account,
    AuditLine,
    Contact,
    Opportunity,
    RememberedAnswer,
    Suppression,
)
from tests.api.partners import World
from tests.api.world import SHARED
from tests.factories import NOW

DOORLESS = {"paging", "budgets", "contacts", "erasures", "parts", "waiting"}
"""Modules that name no table, or that begin at what was found by its door."""
MODELS = (Account, Contact, Opportunity)
ARGUMENTS = {
    "domain": "b.com",
    "key": "a key used before",
    "person_key": "a" * 32,
    "place": None,
    "route": "POST /v1/events",
}
"""What doors are asked for beside ids, which are those of `tests/api/world.py`."""


def modules():
    return [
        importlib.import_module(f"{queries.__name__}.{each.name}")
        for each in pkgutil.iter_modules(queries.__path__)
    ]


def doors(module):
    """Functions of a module that take an actor first, each with every list it can be about."""
    found = []
    for name, function in inspect.getmembers(module, inspect.isfunction):
        parameters = inspect.signature(function).parameters
        first = next(iter(parameters.values()), None)
        if function.__module__ == module.__name__ and first and first.annotation is Actor:
            about = MODELS if "model" in parameters else (None,)
            found += [pytest.param(function, each, id=_name(module, name, each)) for each in about]
    return found


def _name(module, name, model):
    place = f"{module.__name__.rsplit('.', 1)[-1]}.{name}"
    return f"{place}[{model.__name__}]" if model else place


DOORS = [each for module in modules() for each in doors(module)]


def arguments(function, model, ids):
    """What a door needs beside the actor and what has a default."""
    known = {**ARGUMENTS, **ids, "model": model, "subject_id": ids["partnership_id"]}
    if model:
        known["record_id"] = ids[f"{model.__name__.lower()}_id"]
    wanted = [
        each.name
        for each in list(inspect.signature(function).parameters.values())[1:]
        if each.default is each.empty and each.kind is not each.VAR_KEYWORD
    ]
    for name in wanted:
        if name not in known:
            pytest.fail(
                f"{function.__module__}.{function.__name__} takes {name}: add it to ARGUMENTS "
                "of tests/persistence/test_visibility.py, with a row of A's that it finds."
            )
    return {name: known[name] for name in wanted}


@pytest.fixture(scope="module")
def world(database):
    with database.transaction(write=True) as session:
        world = World(session, "visibility")
        owner = world.a.actor.organization_id
        world.add(Suppression, organization_id=owner, person_key=ARGUMENTS["person_key"])
        line = {"action": "user.created", "user_id": None, "subject_id": None}
        world.add(AuditLine, organization_id=owner, sequence=1, **line)
        answer = {"status": 201, "headers": [], "body": b"", "fingerprint": "0" * 64}
        names = {name: ARGUMENTS[name] for name in ("route", "key")}
        world.add(RememberedAnswer, organization_id=owner, created_at=NOW, **names, **answer)
    return world


def seen(session, query):
    """What a query finds: rows by their keys, values as they are."""
    found = session.execute(query).all()
    return {named(value) for row in found for value in row}


def named(value):
    mapper = getattr(value, "__mapper__", None)
    return (type(value), *mapper.primary_key_from_instance(value)) if mapper else value


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__)
def test_every_module_has_a_door(module):
    if module.__name__.rsplit(".", 1)[-1] in DOORLESS:
        return

    assert doors(module), (
        f"{module.__name__} has no function that takes an actor first: "
        "reads begin at visible_to(actor)."
    )


@pytest.mark.parametrize(("door", "model"), DOORS)
def test_a_stranger_sees_nothing_of_what_the_owner_sees(session, world, door, model):
    asked = arguments(door, model, world.living.ids)

    owners = seen(session, door(world.a.actor, **asked))
    strangers = seen(session, door(world.c.actor, **asked))

    assert owners, "the door finds nothing for its owner, so nothing is shown by this"
    assert not owners & strangers


@pytest.mark.parametrize(("door", "model"), DOORS)
def test_a_partner_sees_only_what_is_both_partners(session, world, door, model):
    asked = arguments(door, model, world.living.ids)

    owners = seen(session, door(world.a.actor, **asked))
    partners = seen(session, door(world.b.actor, **asked))

    shared = {bond.ids[name] for bond in (world.living, world.ended) for name in SHARED}
    for row in owners & partners:
        assert not isinstance(row, tuple) or {*row[1:]} & shared
