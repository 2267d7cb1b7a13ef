"""Nobody reaches what is another's: every operation of the document, called by everybody else.

The operations come from the OpenAPI document, so a new one is tested without being named here;
what stands behind the ids of its path is in `world.py`.
"""

from dataclasses import replace

import pytest
from sqlalchemy import select

from partnerhub.app import create_app
from partnerhub.persistence import holding
from partnerhub.persistence.models import Import, Partnership, User
from tests.api import calls
from tests.api.calls import Caller, Undone, answer
from tests.api.partners import World
from tests.api.world import BODIES, IDS, QUERY_IDS, SHARED, VIEWERS_MAY
from tests.factories import NOW

DOCUMENT = calls.document()
OPERATIONS = [each for each in calls.operations(DOCUMENT) if not each.public]
NAMING = [each for each in OPERATIONS if each.names]
COLLECTIONS = [each for each in OPERATIONS if each.safe and not each.names]
UNSAFE = [each for each in OPERATIONS if not each.safe]
NESTED = [each for each in OPERATIONS if len(set(each.names) & SHARED) > 1]
BELOW = [each for each in NAMING if set(each.names) & SHARED]
REFUSED_AT_THE_DOOR = {400, 401, 403, 404, 405, 406, 413, 415, 422, 428, 429}
READABLE_WHEN_ENDED = {"read_partnership"}
ONES_OWN = {"list_disclosures", "summarize_disclosures"}
"""What tells of one's own list, and was shown before the end."""
ANSWERS_TO_A_PROPOSAL = {"accept_partnership", "decline_partnership", "end_partnership"}
"""They say that the partnership has ended as a conflict: what they do cannot be done any more."""


def operations(found):
    return pytest.mark.parametrize("operation", found, ids=str)


def in_every_format(found):
    return pytest.mark.parametrize(
        ("operation", "accept"), [(each, kind) for each in found for kind in each.formats], ids=str
    )


@pytest.fixture(scope="module")
def world(database):
    with database.transaction(write=True) as session:
        return World(session, "isolation")


@pytest.fixture(scope="module")
def app(settings, database, world):
    undone = Undone(settings.effective_database_url, settings.keyring())
    yield create_app(replace(settings, calls_per_minute=1_000_000), undone, clock=lambda: NOW)
    undone.close()


@pytest.fixture
def calling(app):
    def calling(member=None):
        return Caller(app, DOCUMENT, member, bodies=BODIES)

    return calling


@operations(OPERATIONS)
def test_every_operation_is_called_with_what_it_takes(operation, world, calling):
    for name in {*operation.names} - IDS.keys():
        pytest.fail(
            f"Nothing says what to call {operation.id} with: "
            f"add a function {name}(bond) to tests/api/world.py that writes such a row."
        )
    for name in {*operation.asked} - QUERY_IDS.keys():
        pytest.fail(
            f"{operation.id} asks for the query parameter {name}: "
            "say in QUERY_IDS of tests/api/world.py which path parameter names the same."
        )

    response = calling(world.a)(operation, world.living.ids)

    if response.status_code in REFUSED_AT_THE_DOOR or response.status_code >= 500:
        pytest.fail(
            f"{operation.id} refuses what A may do with {response.status_code} {response.text}: "
            "add the body it needs to BODIES in tests/api/world.py, or rows it needs to a function."
        )


@operations(NAMING)
def test_a_stranger_finds_what_is_not_there(operation, world, calling):
    call = calling(world.c)

    nothing = call(operation, world.absent())

    assert (nothing.status_code, nothing.json["code"]) == (404, "not_found")
    for bond in (world.living, world.ended):
        assert answer(call(operation, bond.ids)) == answer(nothing)


@operations([each for each in NAMING if not set(each.names) & SHARED])
def test_a_partner_finds_nothing_of_the_others_own(operation, world, calling):
    call = calling(world.b)

    nothing = call(operation, world.absent())

    assert nothing.status_code == 404
    assert answer(call(operation, world.living.ids)) == answer(nothing)


@operations([each for each in NAMING if {*each.names} & SHARED and each.asked])
def test_a_query_names_nothing_of_another_partnership(operation, world, calling):
    ids = world.living.ids
    call = calling(world.a)

    nothing = call(operation, ids | {name: world.absent()[name] for name in operation.asked})

    assert nothing.status_code == 404


@operations(NESTED)
def test_what_is_below_one_thing_is_not_below_another(operation, world, calling):
    *parents, child = operation.names
    foreign = world.living.ids | {child: world.ended.ids[child]}
    call = calling(world.a)

    nothing = call(operation, world.living.ids | {child: world.absent()[child]})

    if parents and world.living.ids[child] != world.ended.ids[child]:
        assert nothing.status_code == 404
        assert answer(call(operation, foreign)) == answer(nothing)


@in_every_format(COLLECTIONS)
def test_a_strangers_lists_are_its_own(operation, world, calling, accept):
    response = calling(world.c)(operation, {}, accept=accept)

    assert response.status_code == 200
    for secret in world.secrets():
        assert secret.encode() not in response.data, secret


@operations(OPERATIONS)
def test_without_a_key_there_is_one_answer(operation, world, calling):
    call = calling()

    response = call(operation, world.living.ids)

    assert (response.status_code, response.json["code"]) == (401, "unauthenticated")
    assert answer(response) == answer(call(OPERATIONS[0], world.absent()))


@operations(UNSAFE)
def test_a_viewer_changes_nothing(operation, world, calling):
    response = calling(world.viewer)(operation, world.living.ids)

    if operation.id in VIEWERS_MAY:
        assert response.status_code != 403
    else:
        assert (response.status_code, response.json.get("code")) == (403, "forbidden")


@operations(BELOW)
def test_an_ended_partnership_shows_nothing(operation, world, calling):
    for member in (world.a, world.b):
        response = calling(member)(operation, world.ended.ids)

        if operation.id in READABLE_WHEN_ENDED:
            assert (response.status_code, response.json["state"]) == (200, "ended")
        elif operation.id in ONES_OWN:
            assert response.status_code == 200
        elif operation.id in ANSWERS_TO_A_PROPOSAL:
            assert (response.status_code, response.json["code"]) == (409, "conflict")
        else:
            assert (response.status_code, response.json["code"]) == (410, "sharing_ended")


def test_an_ended_partnership_stays_in_the_list(world, calling):
    (listing,) = [each for each in OPERATIONS if each.id == "list_partnerships"]

    items = calling(world.a)(listing, {}).json["items"]

    assert {item["id"]: item["state"] for item in items} == {
        world.living.ids["partnership_id"]: "active",
        world.ended.ids["partnership_id"]: "ended",
    }


@in_every_format([each for each in OPERATIONS if each.safe])
def test_nothing_that_is_not_shared_is_ever_said(operation, world, calling, accept):
    response = calling(world.a)(operation, world.living.ids, accept=accept)

    assert world.hidden.encode() not in response.data


LEAKS = [
    ("lists.visible_to", lambda actor, model: select(model), "read_account"),
    ("imports.visible_to", lambda actor: select(Import), "read_import"),
    ("organizations.visible_users", lambda actor: select(User), "read_user"),
]
SHARED_LEAK = ("partnerships.visible_to", lambda actor: select(Partnership), "read_partnership")
"""Asked for by its id, a partnership is no statement about everything; see `holding`."""


@pytest.mark.parametrize(("door", "leak", "name"), LEAKS)
def test_behind_a_door_left_open_there_is_a_wall(world, calling, monkeypatch, door, leak, name):
    monkeypatch.setattr(f"partnerhub.persistence.queries.{door}", leak)
    (operation,) = [each for each in OPERATIONS if each.id == name]

    response = calling(world.c)(operation, world.living.ids)

    assert response.status_code == 500
    assert not [secret for secret in world.secrets() if secret in response.text]


@pytest.mark.parametrize(("door", "leak", "name"), [*LEAKS, SHARED_LEAK])
def test_a_door_left_open_is_noticed_even_where_no_statement_is_refused(
    world, calling, monkeypatch, database, door, leak, name
):
    monkeypatch.setattr(f"partnerhub.persistence.queries.{door}", leak)
    monkeypatch.setattr(holding, "_whole", lambda unbound, reach: True)
    (operation,) = [each for each in OPERATIONS if each.id == name]
    call = calling(world.c)

    there, nowhere = (answer(call(operation, ids)) for ids in (world.living.ids, world.absent()))

    # Row-level security holds by itself; SQLite has none, and the difference is what gives it away.
    assert (there == nowhere) is not database.is_sqlite
