"""`partnerhub database`: bring the schema up to date, or say where it stands."""

import click

from partnerhub.cli.setting_up import settings_and_database
from partnerhub.persistence.migrating import differences, is_current
from partnerhub.persistence.migrating import upgrade as migrate


@click.group()
def database() -> None:
    """Upgrade and check the database."""


@database.command()
def upgrade() -> None:
    """Bring the database to the schema this version expects."""
    _, own = settings_and_database()
    migrate(own)
    click.echo("The database is up to date.")


@database.command()
def check() -> None:
    """Say whether the database has the schema this version expects; exit code 1 if not."""
    _, own = settings_and_database()
    if not is_current(own):
        raise click.ClickException(
            "The database is out of date: run `partnerhub database upgrade`."
        )
    found = differences(own)
    if found:
        raise click.ClickException(f"The tables differ from this version's: {found}")
    click.echo("The database is up to date.")
