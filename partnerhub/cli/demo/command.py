"""`partnerhub demo`: the whole story on two made-up companies, in one command."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from partnerhub.cli.demo.client import Client
from partnerhub.cli.demo.files import SellerFiles
from partnerhub.cli.demo.generator import generate
from partnerhub.cli.demo.server import environment, running
from partnerhub.cli.demo.story import say, tell
from partnerhub.settings import default_data_folder

MARK = "this-is-a-demo"


@click.command()
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where its files and its database go; an earlier demo there is replaced.",
)
@click.option("--seed", default=7, show_default=True, help="Another seed makes other companies.")
@click.option("--accounts", default=3000, show_default=True, help="Accounts on each side.")
@click.option("--serve", "keep", is_flag=True, help="Go on serving when the story is told.")
def demo(folder: Path | None, seed: int, accounts: int, keep: bool) -> None:
    """Tell the whole story on two made-up companies.

    Makes CRM exports of two companies, starts a server over an empty embedded database, and does
    over HTTP what two partner managers would do, from the files to the joint report.
    """
    folder = (folder or default_data_folder().with_name("partnerhub-demo")).absolute()
    _empty(folder)
    files = generate(
        folder / "exports", seed=seed, accounts=accounts, today=datetime.now(UTC).date()
    )
    data = folder / "data"
    data.mkdir()
    keys = [_organization(data, seller) for seller in (files.first, files.second)]
    with running(data) as url, Client(url, keys[0]) as first, Client(url, keys[1]) as second:
        tell(files, first, second)
    click.echo()
    click.secho("Where to look next", bold=True)
    if keep:
        say("Everything is still there, and served now. Open the page, with one of the keys:")
    else:
        say("Everything is still there. Serve it and open the page, with one of the keys:")
        click.echo(f"   PARTNERHUB_DATA_FOLDER={data} {sys.argv[0]} serve")
    click.echo("   http://127.0.0.1:8080/ (the page) and http://127.0.0.1:8080/docs (the API)")
    for seller, key in zip((files.first, files.second), keys, strict=True):
        click.echo(f"   {seller.name}: {key}")
    say("The exports are in:")
    click.echo(f"   {folder / 'exports'}")
    say("The same by hand, with curl: docs/tutorial.md.")
    if keep:
        subprocess.run(
            [sys.executable, "-m", "partnerhub", "serve"], env=environment(data), check=False
        )


def _empty(folder: Path) -> None:
    """Make room: an earlier demo goes, anything else stays and is an error."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise click.ClickException(f"{folder} is not empty and holds no demo.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def _organization(data: Path, seller: SellerFiles) -> str:
    """Create a seller as an operator would, on the command line; return the admin's key."""
    manager = seller.owners[0]
    address = f"{manager.split()[0].lower()}@{seller.domain}"
    made = subprocess.run(  # noqa: S603 - our own command
        [
            *(sys.executable, "-m", "partnerhub", "organizations", "create"),
            *(seller.name, seller.domain, "--admin", address, "--admin-name", manager, "--quiet"),
        ],
        env=environment(data),
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()
