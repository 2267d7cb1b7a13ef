"""Pasts that are copied: every test finds what was built, and nothing that another test did."""

import pytest
from sqlalchemy import select

from partnerhub.persistence.models import Organization
from tests.databases import OpenDatabase
from tests.pasts import built_once

LIST = "Account ID,Account Name,Website\n1,Bluewater Logistics,bluewater-logistics.de\n"


@pytest.fixture
@built_once
def stocked(first, tmp_path):
    """The first with one account, and a file of its installation that says so."""
    (tmp_path / "accounts.csv").write_text(LIST)
    assert first.upload("accounts", tmp_path / "accounts.csv")["state"] == "succeeded"
    (first.office.settings.spool / "note").write_text("one account")
    return {"who": first}


@pytest.fixture
@built_once
def joined(first, stocked):
    join(first, "Ada")


@pytest.fixture
def joined_now(first):
    join(first, "Bo")


def join(manager, name):
    person = {"email": f"{name.lower()}@{manager.domain}", "name": name, "role": "viewer"}
    manager.post("/v1/users", person, 201)


def people(manager):
    return {one["name"] for one in manager.every("/v1/users")}


def accounts(manager):
    return list(manager.every("/v1/accounts"))


@pytest.mark.parametrize("turn", range(3))
def test_what_was_built_is_there_whoever_changed_it_elsewhere(own_settings, first, stocked, turn):
    note = own_settings.spool / "note"
    (account,) = accounts(stocked["who"])

    tag = first.call("GET", f"/v1/accounts/{account['id']}").headers["ETag"]
    first.call("DELETE", f"/v1/accounts/{account['id']}", 204, headers={"If-Match": tag})
    assert accounts(first) == []
    assert note.read_text() == "one account"
    note.write_text("none")


@pytest.mark.parametrize("turn", range(2))
def test_one_past_leads_on_to_another(first, joined, turn):
    assert len(accounts(first)) == 1
    assert "Ada" in people(first)


def test_a_shorter_past_knows_nothing_of_the_longer_one(first, stocked):
    assert "Ada" not in people(first)


@pytest.mark.parametrize("turn", range(2))
def test_what_a_test_does_before_a_past_is_not_lost(first, joined_now, stocked, turn):
    assert len(accounts(first)) == 1
    assert "Bo" in people(first)


@pytest.mark.parametrize("turn", range(2))
def test_whoever_opens_the_database_anew_finds_it_too(own_settings, stocked, turn):
    another = OpenDatabase(own_settings.effective_database_url, own_settings.keyring())

    with another.begin(write=False) as session:
        assert session.scalars(select(Organization.name)).all() == ["First"]
    another.close()
