"""`partnerhub audit`: verify the audit trails and the disclosure ledgers."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from partnerhub.cli.setting_up import settings_and_database
from partnerhub.persistence import INSTALLATION
from partnerhub.persistence.auditing import Head
from partnerhub.services import organizations
from partnerhub.services.verifying import Verified
from partnerhub.services.verifying import verify as check

Heads = dict[str, dict[str, str | int | None]]


@click.group()
def audit() -> None:
    """Verify audit trails and disclosure ledgers."""


@audit.command()
@click.argument("domain", required=False)
@click.option(
    "--heads",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file elsewhere that keeps the heads: compared with, then brought up to date.",
)
def verify(domain: str | None, file: Path | None) -> None:
    """Find out whether any line or disclosure is not what was written; exit code 1 if so.

    Checks every organization, or the one with a web DOMAIN. Prints what was checked and the head of
    each trail: its last number and hash. An end that was cut off shows only against heads that were
    kept elsewhere, with --heads or otherwise.
    """
    _, database = settings_and_database()
    kept = _read(file)
    broken, heads = 0, dict(kept)
    database = database.reaching(INSTALLATION)
    with database.transaction(write=False) as session:
        if domain is not None:
            domain = organizations.with_domain(session, domain).domain
    with database.transaction(write=False) as session:
        for found in check(session, domain=domain, kept=kept):
            click.echo(_said(found))
            broken += found.broken is not None
            heads[found.head.organization_id] = found.head
    if broken:
        raise click.ClickException("The database holds what was not written by partnerhub.")
    if file is not None:
        _write(file, heads)


def _said(found: Verified) -> str:
    """Say in one line what was checked of an organization."""
    head = found.head
    name = f"{head.domain or 'unknown'} ({head.organization_id})"
    if found.broken is not None:
        return f"{name}: BROKEN at {found.broken.sequence}: {found.broken.what}"
    before = f" ({found.unchained} from before the chain)" if found.unchained else ""
    return (
        f"{name}: {found.lines} lines{before}, {found.disclosures} disclosures "
        f"of {found.records} records; head {head.sequence} {head.hash or 'none'}"
    )


def _read(file: Path | None) -> Mapping[str, Head]:
    if file is None or not file.exists():
        return {}
    try:
        kept: Heads = json.loads(file.read_text(encoding="utf-8"))
        return {
            key: Head(key, str(one["domain"]), int(one["sequence"] or 0), _hash(one["hash"]))
            for key, one in kept.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise click.ClickException(f"The file does not hold heads: {file}") from error


def _hash(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def _write(file: Path, heads: Mapping[str, Head]) -> None:
    """Keep the heads; whole or not at all, for the next run trusts them."""
    said = {
        key: {"domain": head.domain, "sequence": head.sequence, "hash": head.hash}
        for key, head in sorted(heads.items())
    }
    beside = file.with_name(f"{file.name}.new")
    beside.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    beside.replace(file)
