"""`partnerhub docs`: write the documents that are made from the code."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from partnerhub.api import errors, openapi
from partnerhub.cli.tools import Tools, named
from partnerhub.persistence import Database
from partnerhub.settings import Settings, describe


@click.group()
def docs() -> None:
    """Write documents from the code."""


@docs.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="docs")
@click.pass_obj
def write(tools: Tools, folder: Path) -> None:
    """Write the OpenAPI document, the error catalogue and the settings page."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in pages(tools).items():
        (folder / name).write_text(make(), encoding="utf-8")
        click.echo(folder / name)


def pages(tools: Tools) -> dict[str, Callable[[], str]]:
    """Every document that is made from the code, by file name."""
    return {
        "openapi.json": lambda: _openapi(tools),
        "errors.md": errors.catalogue_page,
        "settings.md": settings_page,
    }


def settings_page() -> str:
    """Write the page about settings."""
    lines = [
        "# Settings",
        "",
        "Every setting is an environment variable; unknown names that begin with `PARTNERHUB_` are",
        "refused at start.",
        "",
        "| variable | what it is | default |",
        "|---|---|---|",
    ]
    for variable, sentence, default in describe():
        text = ",".join(default) if isinstance(default, tuple) else default
        shown = "" if text == "" else f"`{text}`"
        lines.append(f"| `{variable}` | {sentence} | {shown} |")
    return "\n".join(lines) + "\n"


def _openapi(tools: Tools) -> str:
    """The document needs an application, and the application a database: an empty one will do."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_folder=Path(folder), secret_key="x" * 32).prepared()
        database = Database(settings.effective_database_url, settings.keyring())
        try:
            return openapi.written(named(tools.create_app)(settings, database))
        finally:
            database.close()
