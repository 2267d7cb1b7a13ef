"""What the rest of partnerhub makes of the files."""

from datetime import date

import pyarrow as pa
import pytest

from partnerhub.cli.demo.exports import Flaw
from partnerhub.domain.lists import ListKind
from partnerhub.domain.populations import Population
from partnerhub.domain.titles import Function, Seniority, classify
from partnerhub.ingest import read
from partnerhub.matching import match

KINDS = (
    ListKind.ACCOUNTS,
    ListKind.CONTACTS,
    ListKind.OPPORTUNITIES,
    ListKind.OPPORTUNITIES,
)
CODES = {
    Flaw.MISSING_NAME: "row_missing_name",
    Flaw.MISSING_ACCOUNT: "row_missing_account",
    Flaw.DUPLICATE_ID: "row_duplicate",
    Flaw.SHORT_ROW: "row_column_count",
    Flaw.BAD_DATE: "row_bad_date",
    Flaw.BAD_EMAIL: "row_bad_email",
    Flaw.NEGATIVE_AMOUNT: "row_bad_amount",
}
SALESFORCE = {
    ListKind.ACCOUNTS: {
        "Account ID": "record_id",
        "Account Name": "name",
        "Website": "website",
        "Type": "type",
        "Billing Country": "country",
        "Created Date": "created_on",
    },
    ListKind.CONTACTS: {
        "Account ID": "account_record_id",
        "Email": "email",
        "Email Opt Out": "opted_out",
        "Title": "title",
    },
    ListKind.OPPORTUNITIES: {
        "Account ID": "account_record_id",
        "Account Name": "account_name",
        "Amount Currency": "currency",
        "Amount": "amount",
        "Stage": "stage",
        "Close Date": "close_on",
    },
}
HUBSPOT = {
    ListKind.ACCOUNTS: {
        "Record ID": "record_id",
        "Company name": "name",
        "Company Domain Name": "website",
        "Lifecycle Stage": "lifecycle_stage",
        "Country/Region": "country",
    },
    ListKind.CONTACTS: {
        "Associated Company IDs (Primary)": "account_record_id",
        "Email": "email",
        "Unsubscribed from all email": "opted_out",
        "Job Title": "title",
    },
    ListKind.OPPORTUNITIES: {
        "Associated Company IDs (Primary)": "account_record_id",
        "Amount": "amount",
        "Currency": "currency",
        "Deal Stage": "stage",
        "Create Date": "created_on",
    },
}


@pytest.fixture(scope="module")
def readings(demo):
    """Every file as it is read: what was detected, the records, the refusals."""
    result = {}
    for seller in (demo.first, demo.second):
        for kind, path in zip(KINDS, seller.paths(), strict=True):
            reading = read(path, kind=kind)
            batches = list(reading.batches())
            records = pa.concat_tables([batch.records for batch in batches])
            rejects = pa.concat_tables([batch.rejects for batch in batches]).to_pylist()
            result[path] = (reading.detected, records, rejects)
    return result


@pytest.mark.parametrize(
    ("side", "source", "expected"),
    [("first", "salesforce_report", SALESFORCE), ("second", "hubspot", HUBSPOT)],
)
def test_each_crm_is_recognised_and_its_columns_are_understood(
    demo, readings, side, source, expected
):
    seller = getattr(demo, side)
    for kind, path in zip(KINDS, seller.paths(), strict=True):
        detected, *_ = readings[path]

        assert detected.source == source
        assert expected[kind].items() <= detected.mapping.items()


def test_exactly_the_damaged_rows_are_refused(demo, readings):
    for path, (_, records, rejects) in readings.items():
        refused = {(it["line"], it["code"]) for it in rejects if it["severity"] == "error"}

        assert refused == {(dirt.line, CODES[dirt.flaw]) for dirt in demo.truth.dirt[path]}
        assert records.num_rows == demo.truth.rows[path]


def test_nothing_else_is_complained_about(readings):
    warned = [
        it for *_, rejects in readings.values() for it in rejects if it["severity"] != "error"
    ]

    assert warned == []


def test_the_western_code_page_is_noticed(demo, readings):
    assert readings[demo.first.contacts][0].encoding == "cp1252"


def test_month_and_day_are_told_apart_by_the_whole_column(demo, readings):
    detected, records, _ = readings[demo.first.opportunities]

    assert set(detected.date_order.values()) == {"month_first"}
    assert max(records["created_on"].to_pylist()) < demo.frozen_on


def exported(record_id):
    """A record id as the CRM wrote it: Salesforce's reports leave three characters out."""
    return record_id[:15]


def test_populations_are_declared_as_the_sellers_meant_them(demo, readings):
    for seller, populations in zip((demo.first, demo.second), demo.truth.populations, strict=True):
        records = readings[seller.accounts][1]
        for record_id, declared in zip(
            records["record_id"].to_pylist(),
            records["declared_population"].to_pylist(),
            strict=True,
        ):
            meant = populations[exported(record_id)]
            if meant is Population.OPEN_OPPORTUNITY:
                assert declared in {None, Population.PROSPECT}
            else:
                assert declared == meant


def test_every_deal_finds_its_account(demo, readings):
    for seller in (demo.first, demo.second):
        accounts = readings[seller.accounts][1]
        ids = set(accounts["record_id"].to_pylist())
        names = set(accounts["name"].to_pylist())
        deals = readings[seller.later_opportunities][1]
        for deal in deals.select(["account_record_id", "account_name"]).to_pylist():
            assert deal["account_record_id"] in ids or deal["account_name"] in names


def test_the_later_lists_end_today(demo, readings, today):
    for seller in (demo.first, demo.second):
        deals = readings[seller.later_opportunities][1].to_pylist()

        assert max(deal["created_on"] for deal in deals) <= today
        closed = [deal["close_on"] for deal in deals if deal["status"] != "open"]
        assert date(2024, 1, 1) < min(closed) <= max(closed) <= today


def test_most_titles_are_understood(demo, readings):
    titles = [title for title in readings[demo.first.contacts][1]["title"].to_pylist() if title]
    understood = [classify(title) for title in titles]

    assert sum(it.seniority is not Seniority.UNKNOWN for it in understood) > 0.95 * len(titles)
    assert sum(it.function is not Function.OTHER for it in understood) > 0.9 * len(titles)


def test_matching_finds_the_shared_companies(demo, readings):
    def listed(path):
        table = readings[path][1]
        names = ["id" if name == "record_id" else name for name in table.column_names]
        return table.rename_columns(names)

    released = match(listed(demo.first.accounts), listed(demo.second.accounts)).released()
    pairs = zip(released["a_id"].to_pylist(), released["b_id"].to_pylist(), strict=True)
    found = {(exported(first), exported(second)) for first, second in pairs}

    right = len(found & demo.truth.pairs)
    assert right / len(found) >= 0.97
    assert right / len(demo.truth.pairs) >= 0.9
    assert len(found & demo.truth.related) < 0.1 * len(demo.truth.related)
