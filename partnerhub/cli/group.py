"""The command group: all commands, and our own errors said in one sentence."""

from typing import Any

import click

from partnerhub.cli import database, docs, organizations, serve, worker
from partnerhub.cli.demo.command import demo
from partnerhub.cli.match import match
from partnerhub.domain.errors import PartnerhubError
from partnerhub.settings import SettingsError


class Group(click.Group):
    """Says our own errors in one sentence instead of a trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except PartnerhubError as error:
            wrong = " ".join(each["message"] for each in error.errors)
            raise click.ClickException(f"{wrong or error.detail} [{error.code}]") from error
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            where = f": {error.filename}" if error.filename else ""
            raise click.ClickException(f"{error.strerror or error}{where}") from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="partnerhub")
def cli() -> None:
    """Joint marketing for two companies that may not see each other's customer list.

    Try `partnerhub demo` first: it tells the whole story on made-up companies.
    """


for command in (
    demo,
    match,
    serve.serve,
    serve.web,
    worker.worker,
    organizations.organizations,
    organizations.users,
    database.database,
    docs.docs,
):
    cli.add_command(command)
