"""Migrations: bring a database to the schema this version expects, and say where it stands.

The scripts are shipped inside the wheel as `partnerhub/_migrations`; in a checkout they are the
top-level `migrations/`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import ProgrammingError

import partnerhub
from partnerhub.persistence import rights
from partnerhub.persistence.base import Base
from partnerhub.persistence.models import Account  # noqa: F401 - loads every table
from partnerhub.persistence.session import Database, translated
from partnerhub.settings import SettingsError

LOCK = 7_020_911
"""Advisory lock number: two processes that start together do not both migrate."""

DENIED = "42501"
"""What PostgreSQL says to a role that may not do something."""
NOT_OWNER = (
    "This role may not change the tables: set PARTNERHUB_OWNER_URL to the address of the same "
    "database for the role that owns them"
)


def scripts() -> Path:
    """Find the migration scripts, in the wheel or in a checkout."""
    package = Path(partnerhub.__file__).parent
    shipped = package / "_migrations"
    return shipped if shipped.exists() else package.parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision, in one transaction, and let the application use it."""
    with translated(), _owning(database) as connection:
        command.upgrade(_config(connection), revision)
        if database.owner_url != database.url:
            rights.grant(connection, _role(database))


def downgrade(database: Database, revision: str) -> None:
    """Take the database back to a revision, in one transaction."""
    with translated(), _owning(database) as connection:
        command.downgrade(_config(connection), revision)


def is_current(database: Database) -> bool:
    """Say whether the database has the schema this version expects."""
    head = ScriptDirectory(str(scripts())).get_current_head()
    with translated(), database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def differences(database: Database) -> list[object]:
    """List what the tables in code and in the database do not have in common."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _owning(database: Database) -> Iterator[Connection]:
    """Begin a transaction of the role that owns the tables, one process after the other.

    Row-level security holds the owner too. A migration that reads or changes rows is refused
    (`row_security`) unless its role may bypass that: it would do nothing, and say nothing.

    Raises:
        SettingsError: It is not the owner.
    """
    if database.is_sqlite:
        with database.engine.execution_options(write=True).begin() as connection:
            yield connection
        return
    engine = create_engine(database.owner_url, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            connection.execute(text(f"select pg_advisory_xact_lock({LOCK})"))
            connection.execute(text("set local row_security = off"))
            yield connection
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != DENIED:
            raise
        raise SettingsError(f"{NOT_OWNER} ({str(error.orig).splitlines()[0]})") from error


def _role(database: Database) -> str:
    """The role that the application connects as."""
    with database.engine.connect() as connection:
        role: str = connection.execute(text("select current_user")).scalar_one()
        return role
