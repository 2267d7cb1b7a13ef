"""Migrations: bring a database to the schema this version expects, and say where it stands.

The scripts are shipped inside the wheel as `partnerhub/_migrations`; in a checkout they are the
top-level `migrations/`.
"""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

import partnerhub
from partnerhub.persistence.base import Base
from partnerhub.persistence.models import Account  # noqa: F401 - loads every table
from partnerhub.persistence.session import Database, translated

LOCK = 7_020_911
"""Advisory lock number: two processes that start together do not both migrate."""


def scripts() -> Path:
    """Find the migration scripts, in the wheel or in a checkout."""
    package = Path(partnerhub.__file__).parent
    shipped = package / "_migrations"
    return shipped if shipped.exists() else package.parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision, in one transaction."""
    with translated(), database.engine.execution_options(write=True).begin() as connection:
        _lock(connection)
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the database back to a revision, in one transaction."""
    with translated(), database.engine.execution_options(write=True).begin() as connection:
        _lock(connection)
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


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"select pg_advisory_xact_lock({LOCK})"))
