"""`partnerhub organizations`, `partnerhub users`: what only the operator does."""

from datetime import UTC, datetime

import click
from babel.numbers import is_currency

from partnerhub.cli.setting_up import settings_and_database
from partnerhub.domain.permissions import Role, Scope
from partnerhub.persistence import INSTALLATION
from partnerhub.services import logins
from partnerhub.services import organizations as services


def _text(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Refuse a name without a letter."""
    if not value.strip():
        raise click.BadParameter("it is empty.")
    return value.strip()


def _currency(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Refuse what is no code of ISO 4217."""
    if not is_currency(value.upper()):
        raise click.BadParameter(f"{value!r} is not a currency of ISO 4217, such as EUR.")
    return value.upper()


@click.group()
def organizations() -> None:
    """Create and list organizations."""


@organizations.command("create")
@click.argument("name", callback=_text)
@click.argument("domain")
@click.option("--admin", required=True, metavar="EMAIL", help="E-mail address of its first admin.")
@click.option("--admin-name", default="Admin", show_default=True, help="Name of its first admin.")
@click.option(
    "--currency",
    default="EUR",
    show_default=True,
    callback=_currency,
    help="Default for its uploads.",
)
@click.option("--quiet", is_flag=True, help="Print the key and nothing else.")
def create_organization(  # noqa: PLR0917 - one argument per option
    name: str, domain: str, admin: str, admin_name: str, currency: str, quiet: bool
) -> None:
    """Create an organization with its first admin, and print the admin's key once."""
    _, database = settings_and_database(migrate=True)
    with database.transaction(write=True, reach=INSTALLATION) as session:
        made = services.create(session, name=name, domain=domain, currency=currency)
        user = services.add_user(
            session, organization_id=made.id, email=admin, name=admin_name, role=Role.ADMIN
        )
        key = services.issue_key(session, user=user, name="first key", now=datetime.now(UTC))
    if quiet:
        click.echo(key.secret)
        return
    click.echo(f"Organization {made.name} ({made.domain}), admin {user.email}.")
    click.echo(f"Key, shown this once: {key.secret}")


@organizations.command("list")
def list_organizations() -> None:
    """List the organizations of this installation."""
    _, database = settings_and_database(migrate=True)
    with database.transaction(write=False, reach=INSTALLATION) as session:
        for organization in services.everyone(session):
            click.echo(f"{organization.domain}\t{organization.name}")


@click.group()
def users() -> None:
    """Create users and their keys."""


@users.command("add")
@click.argument("domain")
@click.argument("email")
@click.option("--name", default="", help="Name of the person.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="manager")
def add_user(domain: str, email: str, name: str, role: str) -> None:
    """Add a user to the organization with a web DOMAIN, and print a key once."""
    _, database = settings_and_database(migrate=True)
    with database.transaction(write=True, reach=INSTALLATION) as session:
        organization = services.with_domain(session, domain)
        user = services.add_user(
            session,
            organization_id=organization.id,
            email=email,
            name=name or email,
            role=Role(role),
        )
        key = services.issue_key(session, user=user, name="first key", now=datetime.now(UTC))
    click.echo(f"User {user.email}, {user.role} of {organization.name}.")
    click.echo(f"Key, shown this once: {key.secret}")


@users.command("key")
@click.argument("domain")
@click.argument("email")
@click.option("--name", default="made by the operator", help="What the key is for.")
@click.option("--days", default=365, show_default=True, help="How long it works.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="What it may be used for; all when none is named.",
)
def make_key(domain: str, email: str, name: str, days: int, scopes: tuple[str, ...]) -> None:
    """Make a key for a user, and print it once."""
    _, database = settings_and_database(migrate=True)
    with database.transaction(write=True, reach=INSTALLATION) as session:
        organization = services.with_domain(session, domain)
        user = services.user_with_email(session, organization, email)
        key = services.issue_key(
            session,
            user=user,
            name=name,
            now=datetime.now(UTC),
            scopes=[Scope(scope) for scope in scopes] or list(Scope),
            days=days,
        )
    click.echo(f"Key, shown this once: {key.secret}")


@users.command("unbind")
@click.argument("domain")
@click.argument("email", required=False)
def unbind(domain: str, email: str | None) -> None:
    """Let the next login on the page be a first one again: of a user, or of all of them.

    For who has another account at the provider now, or when the provider is another one.
    """
    _, database = settings_and_database(migrate=True)
    with database.transaction(write=True, reach=INSTALLATION) as session:
        organization = services.with_domain(session, domain)
        user = services.user_with_email(session, organization, email) if email else None
        count = logins.forget(session, organization, user)
    click.echo(f"Users who log in for the first time now: {count}.")
