import csv
import io

import pytest

from partnerhub.api.schemas.reports import FiguresSchema, JointFiguresSchema
from partnerhub.app import create_app
from partnerhub.domain import roi
from partnerhub.domain.roi.definitions import DEFINITIONS
from partnerhub.jobs.worker import Worker
from tests.factories import NOW
from tests.factories.callers import Partners
from tests.factories.overlaps import Shared, deal

HEADLINE = "6 accounts; 3 of them (50 %) went into pipeline; 1 of those (33 %) closed."


@pytest.fixture(scope="module")
def partners(settings, database):
    app = create_app(settings, database, clock=lambda: NOW)
    app.testing = True
    partners = Partners(app, database, [Shared(name) for name in "abcdef"])
    partners.worker = Worker(database, settings)
    with database.transaction(write=True) as session:
        first, second = partners.agreed.first, partners.agreed.second
        when = {"created": "2025-11-01"}
        deal(session, first, "first-a-0", "won", **when, closed="2025-12-01", amount=10_000)
        deal(session, first, "first-b-0", "open", **when, amount=5_000)
        deal(session, second, "second-a-0", "open", **when, amount=3_000)
        deal(session, second, "second-c-0", "lost", **when, closed="2025-12-01", amount=1_000)
    return partners


@pytest.fixture(scope="module")
def event(partners):
    plan = {"name": "Dinner", "kind": "dinner", "capacity": 2, "starts_on": "2025-10-01"}
    path = partners.first.post(partners.events, plan).headers["Location"]
    cost = {"description": "Room", "amount": {"amount": "2000.00", "currency": "EUR"}}
    partners.first.post(f"{path}/costs", cost)
    partners.first.post(f"{path}/target-list", {"baseline_on": "2025-10-01"})
    for side in (partners.first, partners.second):
        side.post(f"{path}/target-list/approve")
    return path


@pytest.fixture
def report(partners, event):
    """The address of a report that the worker made."""
    asked = partners.first.post(f"{event}/reports")
    partners.worker.run_all()
    return asked.headers["Location"]


def test_a_report_of_today_is_asked_for_without_a_body(partners, event):
    key = {"Idempotency-Key": "once"}
    asked, again = (partners.first("POST", f"{event}/reports", **key) for _ in "ab")
    other = partners.first("POST", f"{event}/reports", {"as_of": "2026-01-01"}, **key)

    assert asked.status_code == 202
    assert asked.headers["Location"] == again.headers["Location"]
    assert other.json["code"] == "idempotency_key_reused"


def test_where_something_is_required_a_body_is_not_left_out(partners):
    assert partners.first("POST", partners.events).json["code"] == "unsupported_media_type"


def test_a_report_is_promised_made_and_read_by_both(partners, event):
    asked = partners.first.post(f"{event}/reports")
    promised = partners.second.get(asked.headers["Location"]).json
    partners.worker.run_all()
    mine, theirs = (
        side.get(asked.headers["Location"]).json for side in (partners.first, partners.second)
    )

    assert (asked.status_code, asked.json["state"], promised["joint"]) == (202, "queued", None)
    assert (mine["state"], mine["progress"], mine["headline"]) == ("succeeded", 1.0, HEADLINE)
    assert mine["joint"]["pipeline_rate"] == {
        "unit": "rate",
        "value": 0.5,
        "numerator": 3,
        "denominator": 6,
        "definition": DEFINITIONS["pipeline_rate"],
        "suppressed": None,
    }
    assert mine["mine"]["pipeline_rate"] == theirs["theirs"]["pipeline_rate"]
    assert mine["mine"]["won_amount"][0]["value"] == {"amount": "10000.00", "currency": "EUR"}
    assert theirs["theirs"]["won_amount"][0]["suppressed"] == "not_shared"
    assert mine["joint"]["cost"][0]["value"] == {"amount": "2000.00", "currency": "EUR"}


def test_nothing_of_what_stands_behind_a_sum_is_told(partners, report):
    text = partners.second.get(report).get_data(as_text=True)

    assert "contributions" not in text
    assert "10000" not in text
    assert "5000.00" not in text


def test_every_figure_there_is_is_on_the_wire():
    empty = roi.build([], [], [], roi.Scope(NOW.date(), NOW.date()))

    assert set(FiguresSchema().fields) == set(empty.first.to_json())
    assert set(JointFiguresSchema().fields) == set(empty.joint.to_json())


def test_reports_are_numbered_and_listed_the_newest_first(partners, event, report):
    page = partners.second.get(f"{event}/reports?limit=1").json

    newest = page["items"][0]
    assert f"/v1/reports/{newest['id']}" == report
    assert newest["headline"] == HEADLINE
    assert "joint" not in newest


def test_both_sign_the_same_numbers(partners, report):
    partners.first.post(f"{report}/sign")
    signed = partners.second.post(f"{report}/sign").json

    assert signed["my_signature"] == signed["their_signature"] == "2026-03-02T09:00:00Z"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_report_is_exported(partners, report, form):
    answer = partners.second.get(f"{report}/export?format={form}")

    assert answer.status_code == 200
    assert f".{form}" in answer.headers["Content-Disposition"]


def test_the_exported_rows_hold_every_figure_with_its_definition(partners, report):
    text = partners.second.get(f"{report}/export").get_data(as_text=True)

    rows = {
        (row["view"], row["figure"], row["side"], row["currency"]): row
        for row in csv.DictReader(io.StringIO(text))
    }
    rate = rows["joint", "pipeline_rate", "", ""]
    assert (rate["value"], rate["numerator"], rate["denominator"]) == ("0.5000", "3", "6")
    assert rows["mine", "pipeline_amount", "mine", "EUR"]["value"] == "4000.00"
    assert rows["theirs", "won_amount", "theirs", ""]["suppressed"] == "not_shared"
    assert all(row["definition"] for row in rows.values())


def test_what_is_not_made_yet_is_neither_exported_nor_signed(partners, event):
    asked = partners.first.post(f"{event}/reports").headers["Location"]

    answers = [partners.first.get(f"{asked}/export"), partners.first.post(f"{asked}/sign")]
    partners.worker.run_all()

    assert [answer.status_code for answer in answers] == [409, 409]


def test_the_partnership_adds_up_its_events(partners, report):
    found = partners.second.get(f"/v1/partnerships/{partners.agreed.id}/report").json

    (line,) = found["events"]
    assert f"/v1/reports/{line['report']['id']}" == report
    assert line["event"]["name"] == "Dinner"
    assert found["totals"]["close_rate"]["value"] == 0.3333


def test_a_report_needs_a_list_both_approved(partners):
    plan = {"name": "Webinar", "capacity": 2, "starts_on": "2026-05-07"}
    path = partners.first.post(partners.events, plan).headers["Location"]

    refused = partners.first.post(f"{path}/reports")

    assert (refused.status_code, refused.json["code"]) == (409, "target_list_not_frozen")


@pytest.mark.parametrize("day", ["2025-09-30", "2026-03-04", "9999-12-31"])
def test_a_report_is_of_a_day_between_baseline_and_today(partners, event, day):
    assert partners.first.post(f"{event}/reports", {"as_of": day}).status_code == 422


def test_a_report_is_not_there_for_a_stranger_and_not_made_by_a_viewer(partners, event, report):
    absent = partners.stranger.get("/v1/reports/" + "0" * 32)
    foreign = partners.stranger.get(report)

    assert (foreign.status_code, foreign.data) == (404, absent.data)
    assert partners.viewer.get(report).status_code == 200
    assert partners.viewer.post(f"{event}/reports").status_code == 403
    assert partners.viewer.post(f"{report}/sign").status_code == 403
