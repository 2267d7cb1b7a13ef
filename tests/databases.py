"""Databases of the tests: PostgreSQL with two roles as an installation has them.

What a test writes and reads itself it does for everybody; what the application under test does
must say whose rows it is about, as in an installation.
"""

import os
import tempfile
from copy import copy
from functools import cache
from pathlib import Path

from sqlalchemy import NullPool, create_engine, event, make_url, select, text

from partnerhub.persistence import INSTALLATION, Database, Reach, keys_of
from partnerhub.persistence.migrating import upgrade
from partnerhub.persistence.models import Organization

OWNER, APPLICATION = "partnerhub_owner", "partnerhub_application"
SUPERUSER = "postgres"


class OpenDatabase(Database):
    """A database whose sessions reach every organization when nobody says what they reach."""

    everybody = True
    past = None
    """What the test found in it, where that is a copy: see tests/pasts.py."""

    def __init__(self, url, keys, **options):
        super().__init__(url, keys, **({"owner_url": owner_of(url)} | options))

    def reaching(self, reach):
        own = copy(self)
        own.reach, own.everybody = reach, False
        return own

    def begin(self, *, write, reach=None):
        if self.past:
            self.past.come_true()
            if write:
                self.past.leave()
        if reach or not self.everybody:
            return super().begin(write=write, reach=reach)
        session = super().begin(write=write, reach=self._everybody())
        event.listen(session, "after_begin", _look_away)
        return session

    def _everybody(self):
        with super().begin(write=False, reach=INSTALLATION) as session:
            ids = session.scalars(select(Organization.id)).all()
        return Reach(tuple(ids), installation=True)


def _look_away(_session, _transaction, connection):
    """A test may ask for all there is."""
    connection.execution_options(acting=None)


def owner_of(url):
    """The address of the role that owns the tables of a database that `new_postgresql` made."""
    return url.replace(f"//{APPLICATION}:", f"//{OWNER}:", 1) if APPLICATION in url else ""


def almighty(database):
    """The same database for somebody who may do everything to it, past triggers and policies."""
    if database.is_sqlite:
        return database
    with database.begin(write=False) as session:
        keys = keys_of(session)
    url = database.url.render_as_string(hide_password=False)
    return OpenDatabase(url.replace(f"//{APPLICATION}:", f"//{SUPERUSER}:", 1), keys, owner_url=url)


def make_roles(server):
    for role in (OWNER, APPLICATION):
        server.psql(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS;")


def new_postgresql(server):
    """Make an empty database on the server and return the application's address of it."""
    url = free_postgresql(server)
    server.psql(f"CREATE DATABASE {make_url(url).database} OWNER {OWNER};")
    return url


def free_postgresql(server):
    """Return the application's address of a database that is not there yet."""
    uri = server.get_uri(database=f"partnerhub_{os.urandom(6).hex()}")
    return uri.replace(f"postgresql://{SUPERUSER}:", f"postgresql+psycopg://{APPLICATION}:", 1)


def migrate(database):
    """Give an empty database its tables: the migrations run once, every other one is a copy."""
    if database.is_sqlite:
        Path(database.url.database).write_bytes(_migrated_file())
    else:
        fill(database, _migrated_beside(database.url.set(database="postgres")))


def copied(database):
    """Copy a database that nobody uses at this moment; what fills others, on PostgreSQL."""
    if database.is_sqlite:
        return None  # Its file is copied with the folder it is in.
    name = f"copy_{os.urandom(6).hex()}"
    _run(database.url, _copying(database.url.database, name))
    return name


def fill(database, model):
    """Let a database be a copy of a model, whatever it was before."""
    if not database.is_sqlite:
        name = database.url.database
        _run(database.url, f"DROP DATABASE IF EXISTS {name}", _copying(model, name))


def remove(database):
    """Let go of a database that nobody needs any more: PostgreSQL's are large, and in memory."""
    database.close()
    if not database.is_sqlite:
        _run(database.url, f"DROP DATABASE IF EXISTS {database.url.database} WITH (FORCE)")


def _copying(model, name):
    # Copying files takes two thirds of the time that writing all pages through the log takes.
    return f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {model} STRATEGY FILE_COPY"


@cache
def _migrated_file():
    with tempfile.TemporaryDirectory(prefix="partnerhub-migrated-") as folder:
        file = Path(folder) / "migrated.sqlite3"
        _upgrade(f"sqlite:///{file}")
        return file.read_bytes()


@cache
def _migrated_beside(url):
    name = f"migrated_{os.urandom(6).hex()}"
    _run(url, f"CREATE DATABASE {name} OWNER {OWNER}")
    _upgrade(url.set(database=name).render_as_string(hide_password=False))
    return name


def _upgrade(url):
    database = OpenDatabase(url, keys=None)
    upgrade(database)
    database.close()


def _run(url, *statements):
    """Run statements as somebody who may do everything, outside of a transaction."""
    engine = create_engine(
        url.set(username=SUPERUSER, database="postgres"),
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
    )
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
