"""Databases of the tests: PostgreSQL with two roles as an installation has them.

What a test writes and reads itself it does for everybody; what the application under test does
must say whose rows it is about, as in an installation.
"""

import os
import tempfile
from copy import copy
from functools import cache
from pathlib import Path

from sqlalchemy import NullPool, create_engine, event, select, text

from partnerhub.persistence import INSTALLATION, Database, Reach, keys_of
from partnerhub.persistence.migrating import upgrade
from partnerhub.persistence.models import Organization

OWNER, APPLICATION = "partnerhub_owner", "partnerhub_application"
SUPERUSER = "postgres"


class OpenDatabase(Database):
    """A database whose sessions reach every organization when nobody says what they reach."""

    everybody = True

    def __init__(self, url, keys, **options):
        super().__init__(url, keys, **({"owner_url": owner_of(url)} | options))

    def reaching(self, reach):
        own = copy(self)
        own.reach, own.everybody = reach, False
        return own

    def begin(self, *, write, reach=None):
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
    name = f"partnerhub_{os.urandom(6).hex()}"
    server.psql(f"CREATE DATABASE {name} OWNER {OWNER};")
    uri = server.get_uri(database=name)
    return uri.replace(f"postgresql://{SUPERUSER}:", f"postgresql+psycopg://{APPLICATION}:", 1)


def migrate(database):
    """Give an empty database its tables: the migrations run once, every other one is a copy."""
    if database.is_sqlite:
        Path(database.url.database).write_bytes(_migrated_file())
        return
    url, name = database.url, database.url.database
    model = _migrated_beside(url.set(database="postgres"))
    _run(url, f"DROP DATABASE {name}", f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {model}")


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
