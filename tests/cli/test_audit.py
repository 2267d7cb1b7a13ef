"""`partnerhub audit verify`: says what it checked, or where the first wrong thing is."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select, text, update

from partnerhub.__main__ import TOOLS
from partnerhub.cli.group import cli
from partnerhub.persistence.models import AuditLine, Organization
from partnerhub.services import organizations
from tests.conftest import SECRET
from tests.databases import almighty
from tests.factories import Make


@pytest.fixture
def verify(own_settings):
    def verify(*words):
        settings = {
            "PARTNERHUB_DATA_FOLDER": str(own_settings.data_folder),
            "PARTNERHUB_DATABASE_URL": own_settings.effective_database_url,
            "PARTNERHUB_SECRET_KEY": SECRET,
        }
        return CliRunner().invoke(
            cli, ["audit", "verify", *map(str, words)], obj=TOOLS, env=settings
        )

    return verify


@pytest.fixture
def domains(own_database):
    with own_database.transaction(write=True) as session:
        agreed = Make(session).partnership()
        return [
            organizations.me(session, actor)[0].domain for actor in (agreed.first, agreed.second)
        ]


@pytest.fixture
def attack(own_database):
    """Change the database as somebody does who may do everything to it."""

    def attack(*statements):
        with almighty(own_database).transaction(write=True) as session:
            if own_database.is_sqlite:
                for change in ("update", "delete"):
                    session.execute(text(f"drop trigger audit_lines_refuse_{change}"))
            else:
                session.execute(text("alter table audit_lines disable trigger user"))
            for statement in statements:
                session.execute(statement)

    return attack


def owner(domain):
    return select(Organization.id).where(Organization.domain == domain).scalar_subquery()


def test_what_was_checked_is_said_for_every_organization(verify, domains):
    done = verify()

    lines = done.output.splitlines()
    assert done.exit_code == 0
    assert [line.split()[0] for line in lines] == sorted(domains)
    assert all("0 disclosures of 0 records; head " in line for line in lines)


def test_one_organization_can_be_asked_about(verify, domains):
    assert [line.split()[0] for line in verify(domains[1]).output.splitlines()] == [domains[1]]
    assert verify("nobody.com").exit_code == 1


def test_the_first_wrong_line_is_named(verify, domains, attack):
    changed = update(AuditLine).where(
        AuditLine.organization_id == owner(domains[0]), AuditLine.sequence == 3
    )

    attack(changed.values(action="user.removed"))
    done = verify()

    assert done.exit_code == 1
    (line,) = [line for line in done.output.splitlines() if line.startswith(domains[0])]
    assert line.endswith("BROKEN at 3: the line is not what was written")
    assert f"{domains[1]} " in done.output
    assert "BROKEN" not in verify(domains[1]).output


def test_heads_that_are_kept_show_that_an_end_was_cut_off(verify, domains, attack, tmp_path):
    file = tmp_path / "heads.json"
    assert verify("--heads", file).exit_code == 0
    kept = json.loads(file.read_text())
    (key, head) = next(item for item in kept.items() if item[1]["domain"] == domains[0])
    last = head["sequence"]
    before = (
        select(AuditLine.hash)
        .where(AuditLine.organization_id == key, AuditLine.sequence == last - 1)
        .scalar_subquery()
    )

    attack(
        update(Organization)
        .where(Organization.id == key)
        .values(audit_sequence=last - 1, audit_hash=before),
        delete(AuditLine).where(AuditLine.organization_id == key, AuditLine.sequence == last),
    )

    assert verify().exit_code == 0
    assert verify("--heads", file).exit_code == 1
    assert json.loads(file.read_text()) == kept


def test_a_file_that_holds_no_heads_is_refused_in_a_sentence(verify, domains, tmp_path):
    file = tmp_path / "heads.json"
    file.write_text("[1]")

    done = verify("--heads", file)

    assert done.exit_code == 1
    assert "does not hold heads" in done.stderr
