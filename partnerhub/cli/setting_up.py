"""What most commands begin with: the settings and the database they name."""

from datetime import UTC, datetime

import click

from partnerhub.persistence import Database, walls
from partnerhub.persistence.migrating import is_current, upgrade
from partnerhub.settings import Settings, from_environment

OUTDATED = "The database is out of date: run `partnerhub database upgrade`."


class UnsafeError(click.ClickException):
    """The database does not hold what partnerhub promises, so nothing is served from it."""

    exit_code = 78
    """`EX_CONFIG` of sysexits.h: to start again is of no use before somebody has changed it."""


def settings_and_database(
    *, migrate: bool = False, serve: bool = False
) -> tuple[Settings, Database]:
    """Read the settings from the environment and open the database.

    Args:
        migrate: Whether the database has to have this version's schema. The embedded one is brought
            to it; PostgreSQL is by `partnerhub database upgrade`, because the role that serves may
            not change tables. Whoever was erased since the backup that it was restored from is
            erased again.
        serve: Whether rows are to be served from it: it has to keep organizations apart then.

    Raises:
        click.ClickException: The schema is another version's.
        UnsafeError: A wall is missing.
    """
    settings = from_environment().prepared()
    database = Database(
        settings.effective_database_url, settings.keyring(), owner_url=settings.owner_url
    )
    if serve:
        _refuse(walls.role_gaps(database))
    if migrate and not is_current(database):
        if not database.is_sqlite:
            raise click.ClickException(OUTDATED)
        upgrade(database)
    if serve:
        _refuse(walls.gaps(database))
    if migrate:
        # It takes longer to import than the rest, and the process that only serves does without.
        from partnerhub.services import erasures  # noqa: PLC0415

        erasures.reapply(database, file=settings.erased, now=datetime.now(UTC))
    return settings, database


def _refuse(gaps: list[str]) -> None:
    if gaps:
        listed = "\n".join(f"- {gap}" for gap in gaps)
        raise UnsafeError(f"The database does not keep organizations apart:\n{listed}")
