"""Nothing is served from a database that does not keep organizations apart."""

import os

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from partnerhub.__main__ import TOOLS
from partnerhub.cli.group import cli
from partnerhub.settings import PREFIX
from tests.databases import APPLICATION, new_postgresql, owner_of

REFUSED = 78


@pytest.fixture
def url(postgresql):
    return new_postgresql(postgresql)


@pytest.fixture
def command(tmp_path):
    def run(*words, **settings):
        gone = {name: None for name in os.environ if name.startswith(PREFIX)}
        own = {f"{PREFIX}{name.upper()}": value for name, value in settings.items()}
        own |= {f"{PREFIX}DATA_FOLDER": str(tmp_path), f"{PREFIX}LOG_LEVEL": "error"}
        return CliRunner().invoke(cli, words, obj=TOOLS, env=gone | own)

    return run


@pytest.fixture
def upgraded(command, url):
    done = command("database", "upgrade", database_url=url, owner_url=owner_of(url))
    assert done.exit_code == 0, done.output
    return url


def test_two_roles_and_one_upgrade_are_all_it_takes(command, upgraded):
    checked = command("database", "check", database_url=upgraded)
    worked = command("worker", "--once", database_url=upgraded)
    made = command(
        "organizations",
        "create",
        "Acme",
        "acme.com",
        "--admin",
        "a@acme.com",
        database_url=upgraded,
    )

    assert (checked.exit_code, worked.exit_code, made.exit_code) == (0, 0, 0), made.output
    assert "acme.com" in command("organizations", "list", database_url=upgraded).output
    key = command("users", "key", "acme.com", "a@acme.com", database_url=upgraded)
    assert key.exit_code == 0, key.output


@pytest.mark.parametrize("words", [["serve"], ["worker", "--once"], ["web"]])
def test_one_superuser_is_told_how_to_make_the_second_role(command, url, words):
    superuser = url.replace(APPLICATION, "postgres")

    refused = command(*words, database_url=superuser)

    assert refused.exit_code == REFUSED
    assert "the role postgres is a superuser" in refused.output
    assert "CREATE ROLE partnerhub_application LOGIN" in refused.output


def test_the_owner_of_the_tables_does_not_serve(command, upgraded):
    refused = command("worker", "--once", database_url=owner_of(upgraded))

    assert refused.exit_code == REFUSED
    assert "so no policy holds it" in refused.output


def test_a_wall_that_is_missing_is_named_with_what_puts_it_back(command, upgraded):
    engine = create_engine(owner_of(upgraded))
    with engine.begin() as connection:
        connection.execute(text("drop policy own on contacts"))
    refused = command("worker", "--once", database_url=upgraded)
    checked = command("database", "check", database_url=upgraded)
    with engine.begin() as connection:
        connection.execute(text("select partnerhub_wall('contacts')"))
    engine.dispose()
    mended = command("worker", "--once", database_url=upgraded)

    assert (refused.exit_code, checked.exit_code) == (REFUSED, 1)
    said = (
        "contacts: the policy own is missing: as the owner run SELECT partnerhub_wall('contacts')"
    )
    assert said in refused.output
    assert said in checked.output
    assert mended.exit_code == 0


def test_only_the_owner_upgrades(command, url):
    served = command("worker", "--once", database_url=url)
    upgraded = command("database", "upgrade", database_url=url)

    assert "run `partnerhub database upgrade`" in served.output
    assert upgraded.exit_code == 1
    assert "PARTNERHUB_OWNER_URL" in upgraded.output
