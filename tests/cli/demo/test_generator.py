import csv
import hashlib
from datetime import timedelta

import pytest

from partnerhub.cli.demo.exports import Flaw
from partnerhub.cli.demo.generator import generate

SALESFORCE_HEADERS = {
    "accounts": {"Account Owner", "Account Name", "Billing State/Province", "Type", "Website"},
    "contacts": {"Salutation", "First Name", "Last Name", "Title", "Mailing City", "Email"},
    "opportunities": {
        "Opportunity Owner",
        "Account Name",
        "Opportunity Name",
        "Stage",
        "Fiscal Period",
        "Amount",
        "Probability (%)",
        "Age",
        "Close Date",
        "Created Date",
        "Next Step",
        "Lead Source",
        "Type",
    },
}
HUBSPOT_HEADERS = {
    "accounts": {
        "Record ID",
        "Company name",
        "Company owner",
        "Create Date",
        "Phone Number",
        "City",
        "Country/Region",
        "Industry",
        "Company Domain Name",
    },
    "contacts": {
        "Record ID",
        "First Name",
        "Last Name",
        "Email",
        "Contact owner",
        "Job Title",
        "Associated Company IDs (Primary)",
    },
    "opportunities": {
        "Record ID",
        "Deal Name",
        "Pipeline",
        "Deal Stage",
        "Amount",
        "Close Date",
        "Create Date",
        "Deal owner",
        "Associated Company IDs (Primary)",
    },
}


def digest(files):
    content = hashlib.sha256()
    for path in files.truth.rows:
        content.update(path.name.encode() + path.read_bytes())
    return content.hexdigest()


def header(path):
    with path.open(encoding="cp1252") as lines:
        return next(csv.reader(lines))


def test_the_same_seed_and_day_write_the_same_bytes(tmp_path, today):
    one = generate(tmp_path / "one", seed=3, accounts=300, today=today)
    two = generate(tmp_path / "two", seed=3, accounts=300, today=today)
    other = generate(tmp_path / "other", seed=4, accounts=300, today=today)

    assert digest(one) == digest(two) != digest(other)
    assert one.truth.pairs == two.truth.pairs


def test_the_story_is_the_same_on_any_day(tmp_path, today):
    now = generate(tmp_path / "now", accounts=300, today=today)
    later = generate(tmp_path / "later", accounts=300, today=today + timedelta(days=463))

    assert now.truth.pairs == later.truth.pairs
    assert now.truth.entered == later.truth.entered
    assert now.truth.won == later.truth.won
    assert (later.event_on - now.event_on).days == 463


@pytest.mark.parametrize("accounts", [50, 700, 4000])
def test_lists_have_the_size_asked_for(tmp_path, today, accounts):
    files = generate(tmp_path, accounts=accounts, today=today)

    assert files.truth.rows[files.first.accounts] == accounts
    assert files.truth.rows[files.second.accounts] == accounts
    assert files.truth.shared_companies == pytest.approx(accounts * 0.3, abs=accounts * 0.02)


@pytest.mark.parametrize("kind", ["accounts", "contacts", "opportunities"])
def test_headers_are_the_ones_the_crms_write(demo, kind):
    assert set(header(getattr(demo.first, kind))) >= SALESFORCE_HEADERS[kind]
    assert set(header(getattr(demo.second, kind))) >= HUBSPOT_HEADERS[kind]


def test_a_salesforce_report_says_each_amounts_currency_in_the_column_before(demo):
    names = header(demo.first.opportunities)

    assert names[names.index("Amount") - 1] == "Amount Currency"


def test_a_salesforce_report_ends_with_its_footer_and_counts_its_rows(demo):
    path = demo.first.accounts
    *_, grand_totals, _, confidential, copyright_line = path.read_text("utf-8").splitlines()

    rows = demo.truth.rows[path] + len(demo.truth.dirt[path])
    assert grand_totals == f'"Grand Totals ({rows:,} records)"'
    assert confidential == '"Confidential Information - Do Not Distribute"'
    assert copyright_line == ('"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."')


def test_one_report_is_in_the_western_code_page(demo):
    with pytest.raises(UnicodeDecodeError):
        demo.first.contacts.read_text("utf-8")

    assert "é" in demo.first.contacts.read_text("cp1252")


def test_everything_lies_before_today(demo, tables, today):
    for path, rows in tables.items():
        for row in rows:
            created = row.get("Create Date")
            if created and path not in {
                demo.second.opportunities,
                demo.second.later_opportunities,
            }:
                assert created[:10] <= (demo.frozen_on - timedelta(days=1)).isoformat()
    closed = [
        row["Close Date"]
        for row in tables[demo.second.later_opportunities]
        if row["Deal Stage"].startswith("Closed") and row.get("Close Date")
    ]
    assert max(closed)[:10] <= today.isoformat()


def test_damaged_rows_stand_where_the_truth_says(demo, raw_tables):
    for path, dirt in demo.truth.dirt.items():
        rows = raw_tables[path]
        assert len(rows) == demo.truth.rows[path] + len(dirt)
        for flawed in dirt:
            row = rows[flawed.line - 2]
            if flawed.flaw is Flaw.SHORT_ROW:
                assert len(row) < len(rows[0])
            if flawed.flaw is Flaw.NEGATIVE_AMOUNT:
                assert row["Amount"].startswith("-")
            if flawed.flaw is Flaw.BAD_DATE:
                assert "2/30/2026" in row.values() or "2026-02-30 10:15" in row.values()


def test_every_kind_of_file_has_something_to_refuse(demo):
    flaws = {flawed.flaw for dirt in demo.truth.dirt.values() for flawed in dirt}

    assert flaws == set(Flaw)
    assert all(demo.truth.dirt.values())


def test_the_good_rows_have_their_own_ids(demo, tables):
    for seller, column in ((demo.first, "Account ID"), (demo.second, "Record ID")):
        ids = [row[column].casefold() for row in tables[seller.accounts]]

        assert len(ids) == len(set(ids)) == demo.truth.rows[seller.accounts]
