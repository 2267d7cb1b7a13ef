"""The command group: all commands, and our own errors said in one sentence."""

import gc
import sys
from collections.abc import Mapping
from typing import Any

import click

from partnerhub.cli import heaps
from partnerhub.cli.tools import named
from partnerhub.domain.errors import PartnerhubError

COMMANDS: Mapping[str, str] = {
    "audit": "partnerhub.cli.audit:audit",
    "database": "partnerhub.cli.database:database",
    "demo": "partnerhub.cli.demo.command:demo",
    "docs": "partnerhub.cli.docs:docs",
    "match": "partnerhub.cli.match:match",
    "organizations": "partnerhub.cli.organizations:organizations",
    "serve": "partnerhub.cli.serve:serve",
    "users": "partnerhub.cli.organizations:users",
    "web": "partnerhub.cli.serve:web",
    "worker": "partnerhub.cli.worker:worker",
}
"""Each command and where it is found: only the one that is called is imported."""


class Group(click.Group):
    """Imports the command that is called, and says our own errors in one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        place = COMMANDS.get(cmd_name)
        return None if place is None else _imported(place)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            sentence = _sentence(error)
            if sentence is None:
                raise
            raise click.ClickException(sentence) from error


def _imported(place: str) -> click.Command:
    """Import a command, all of which stays until the end of the process.

    So nothing of it is garbage: to look for some, meanwhile and at the end, took a tenth of the
    time of a small comparison.
    """
    heaps.share()
    gc.disable()
    try:
        command: click.Command = named(place)
    finally:
        gc.enable()
    gc.freeze()
    return command


def _sentence(error: Exception) -> str | None:
    """Say an error that we know in one sentence."""
    if isinstance(error, PartnerhubError):
        wrong = " ".join(each["message"] for each in error.errors)
        return f"{wrong or error.detail} [{error.code}]"
    if isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        return f"{error.strerror or error}{where}"
    # Whoever raised one has imported it; the others need not.
    settings = sys.modules.get("partnerhub.settings")
    return str(error) if settings and isinstance(error, settings.SettingsError) else None


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="partnerhub")
def cli() -> None:
    """Joint marketing for two companies that may not see each other's customer list.

    Try `partnerhub demo` first: it tells the whole story on made-up companies.
    """
