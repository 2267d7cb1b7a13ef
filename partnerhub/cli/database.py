"""`partnerhub database`: its schema, and who was erased from it."""

from datetime import UTC, datetime

import click

from partnerhub.cli.setting_up import OUTDATED, settings_and_database
from partnerhub.persistence.migrating import differences, is_current
from partnerhub.persistence.migrating import upgrade as migrate
from partnerhub.persistence.walls import gaps
from partnerhub.services import erasures


@click.group()
def database() -> None:
    """Upgrade and check the database, and keep it clean of who was erased."""


@database.command()
def upgrade() -> None:
    """Bring the database to the schema this version expects.

    On PostgreSQL it does so as the role of PARTNERHUB_OWNER_URL, and gives the role of
    PARTNERHUB_DATABASE_URL its rights.
    """
    _, own = settings_and_database()
    migrate(own)
    click.echo("The database is up to date.")


@database.command()
def check() -> None:
    """Say whether the database has this version's schema and walls; exit code 1 if not."""
    _, own = settings_and_database()
    if not is_current(own):
        raise click.ClickException(OUTDATED)
    found = differences(own)
    if found:
        raise click.ClickException(f"The tables differ from this version's: {found}")
    if missing := gaps(own):
        raise click.ClickException("\n- ".join(["Walls are missing:", *missing]))
    click.echo("The database is up to date.")


@database.command("reapply-erasures")
def reapply_erasures() -> None:
    """Erase again everybody whom `erased.txt` names, after a backup was restored.

    `serve` and `worker` do so when they start for those whom the database has forgotten; this looks
    for all of them.
    """
    settings, own = settings_and_database()
    now = datetime.now(UTC)
    records = erasures.reapply(own, file=settings.erased, now=now, everything=True)
    click.echo(f"{records} records of erased people removed.")
