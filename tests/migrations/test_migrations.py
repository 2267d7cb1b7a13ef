"""Migrations: up from nothing, down, up again, and the tables are those of the code."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select

from partnerhub.persistence import migrating
from partnerhub.persistence.models import Match, Organization
from tests.databases import OpenDatabase
from tests.factories import Make
from tests.factories.overlaps import Shared, publish

SCRIPTS = ScriptDirectory(str(migrating.scripts()))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


@pytest.fixture
def empty(settings, empty_url):
    database = OpenDatabase(empty_url(), settings.keyring())
    yield database
    database.close()


def tables(database):
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def schema(database):
    """Everything there is to say about the tables: columns, keys, indexes."""
    found = inspect(database.engine)
    return {
        name: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(name)],
            found.get_pk_constraint(name)["constrained_columns"],
            sorted(
                (i["name"], tuple(i["column_names"]), bool(i["unique"]))
                for i in found.get_indexes(name)
            ),
            sorted(
                (tuple(f["constrained_columns"]), f["referred_table"])
                for f in found.get_foreign_keys(name)
            ),
        )
        for name in found.get_table_names()
    }


def test_an_empty_database_becomes_the_one_the_code_expects(empty):
    assert not migrating.is_current(empty)

    migrating.upgrade(empty)

    assert migrating.is_current(empty)
    assert migrating.differences(empty) == []


def test_every_step_can_be_taken_back_and_taken_again(empty):
    before = [schema(empty)]
    for revision in REVISIONS:
        migrating.upgrade(empty, revision)
        before.append(schema(empty))
    for place in range(len(REVISIONS) - 1, -1, -1):
        migrating.downgrade(empty, REVISIONS[place - 1] if place else "base")
        if place:
            assert schema(empty) == before[place]
    assert tables(empty) == set()

    migrating.upgrade(empty)

    assert schema(empty) == before[-1]
    assert migrating.differences(empty) == []


def test_migrating_twice_does_nothing(empty):
    migrating.upgrade(empty)
    before = schema(empty)

    migrating.upgrade(empty)

    assert schema(empty) == before


def test_a_migration_that_fails_leaves_nothing_behind(empty, monkeypatch):
    def fail_at_the_end(config, revision):
        upgrade(config, revision)
        raise ZeroDivisionError

    upgrade = migrating.command.upgrade
    monkeypatch.setattr(migrating.command, "upgrade", fail_at_the_end)
    with pytest.raises(ZeroDivisionError):
        migrating.upgrade(empty)

    assert tables(empty) == set()
    assert not migrating.is_current(empty)


def test_what_the_tables_hold_survives_a_migration_that_is_done_already(empty):
    migrating.upgrade(empty)
    with empty.transaction(write=True) as session:
        kept = Make(session).organization().id

    migrating.upgrade(empty)

    with empty.transaction(write=False) as session:
        assert session.get(Organization, kept)


def test_a_step_back_and_forward_takes_no_match_with_it(empty):
    migrating.upgrade(empty)
    with empty.transaction(write=True) as session:
        agreed = Make(session).partnership()
        publish(session, agreed, [Shared("acme"), Shared("borg")])

    migrating.downgrade(empty, "0001")
    migrating.upgrade(empty)

    with empty.transaction(write=False) as session:
        assert len(session.scalars(select(Match)).all()) == 2


def test_there_is_one_line_of_migrations():
    assert len(SCRIPTS.get_heads()) == 1
    assert len(SCRIPTS.get_bases()) == 1


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_migration_says_what_it_is_and_names_no_model(revision):
    script = SCRIPTS.get_revision(revision)

    source = Path(script.path).read_text(encoding="utf-8")

    assert script.doc
    assert "partnerhub.persistence.models" not in source
