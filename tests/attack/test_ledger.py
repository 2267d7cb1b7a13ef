"""The ledger is complete: what the other side reads anywhere stands in the owner's own ledger.

The other side reads every answer of the API. Each name it reads is that of an account which the
owner's ledger has, with every field that was told of it; and the ledger has nothing that was not
to be read.
"""

import csv
import io
import json

import pytest

from partnerhub.services.overlaps import processing
from tests.attack.reading import answers
from tests.journeys.people import agree, compare
from tests.pasts import built_once

SHARED = range(1, 13)
CANARY = "Canary"
FIGURES_OF_AN_OVERLAP = {"counts", "matrix", "families", "near_misses", "people_counts", "shape"}
PEOPLE = ["Contact ID", "Account ID", "First Name", "Last Name", "Title", "Email"]


@pytest.fixture
@built_once
def ids(first, second, stocked, upload):
    """Everything two partners make together: an overlap, an event, a target list, a report."""
    for manager in (first, second):
        people = [
            (f"{n}p", n, CANARY, CANARY, "CIO", f"{CANARY}{n}@company-{n}.com") for n in SHARED
        ]
        upload(manager, PEOPLE, people, kind="contacts")
    partnership = agree(first, second, fields=["city", "owner"])
    overlap = compare(first, second, partnership)
    event = first.post(
        f"/v1/partnerships/{partnership}/events",
        {
            "name": "Dinner",
            "kind": "dinner",
            "capacity": 2,
            "starts_on": "2026-05-07",
            "ends_on": "2026-05-07",
        },
        201,
    )
    path = f"/v1/events/{event['id']}/target-list"
    first.call("POST", path, 200, json={"baseline_on": "2026-05-07"})
    for manager in (first, second):
        manager.call("POST", f"{path}/approve", 200, json={})
    report = first.post(f"/v1/events/{event['id']}/reports", status=202)
    first.office.worker.run_all()
    match = first.get(f"/v1/overlaps/{overlap['id']}/matches")["items"][0]
    return {
        "partnership_id": partnership,
        "overlap_id": overlap["id"],
        "event_id": event["id"],
        "report_id": report["id"],
        "match_id": match["id"],
        "since": overlap["id"],
    }


def ledger(manager, ids, query=""):
    return list(manager.every(f"/v1/partnerships/{ids['partnership_id']}/disclosures{query}"))


def accounts(manager):
    return {one["id"]: one for one in manager.every("/v1/accounts")}


def read(manager, ids):
    """Every account of the other side that any answer tells of: its members and their values."""
    for operation, kind, answer in answers(manager, ids):
        if operation.id in {"list_accounts", "read_account"} or answer.status_code != 200:
            continue
        if kind == "text/csv":
            yield from _rows(answer.text)
        else:
            yield from _theirs(json.loads(answer.text))


def _rows(text):
    for row in csv.DictReader(io.StringIO(text)):
        told = {name.removeprefix("their_"): v for name, v in row.items() if "their_" in name[:6]}
        if "name" in told:
            yield {name: value for name, value in told.items() if name != "decision"}


def _theirs(said):
    if isinstance(said, list):
        for one in said:
            yield from _theirs(one)
    elif isinstance(said, dict):
        for name, value in said.items():
            cards = value if isinstance(value, list) else [value]
            if name == "theirs" and all(isinstance(one, dict) and "name" in one for one in cards):
                yield from cards
            else:
                yield from _theirs(value)


@pytest.mark.parametrize("reader", ["first", "second"])
def test_what_the_other_side_reads_stands_in_the_ledger(first, second, ids, reader):
    reading, owning = (first, second) if reader == "first" else (second, first)

    cards = list(read(reading, ids))

    own = accounts(owning)
    shown = {}
    for one in ledger(owning, ids, "?subject=account"):
        shown.setdefault(own[one["account_id"]]["name"], set()).update(one["fields"])
    assert {card["name"] for card in cards} == shown.keys()
    assert len(shown) == len(SHARED)
    told = {}
    for card in cards:
        told.setdefault(card["name"], set()).update(card)
    for name, fields in told.items():
        assert fields == shown[name] - {"reasons"}


def test_no_name_of_an_account_that_is_not_in_the_ledger_is_read_anywhere(first, second, ids):
    shown = {one["account_id"] for one in ledger(second, ids, "?subject=account")}
    hidden = [one["name"] for key, one in accounts(second).items() if key not in shown]

    said = [answer.text for _, _, answer in answers(first, ids)]

    assert len(hidden) == 5
    assert not [name for name in hidden for text in said if name in text]


def test_figures_stand_in_the_ledger_by_kind(first, second, ids):
    for manager in (first, second):
        found = {(one["subject"], one["purpose"].partition(":")[0]) for one in ledger(manager, ids)}

        assert found == {
            ("account", "overlap"),
            ("account", "event"),
            ("left_out", "event"),
            ("report", "report"),
            *((figure, "overlap") for figure in FIGURES_OF_AN_OVERLAP),
        }


def test_nothing_of_a_row_stands_in_audit_or_ledger(first, second, ids):
    for manager in (first, second):
        said = [
            manager.call("GET", path, 200, headers={"Accept": kind}).text
            for kind in ("application/json", "text/csv")
            for path in (
                "/v1/audit?limit=500",
                f"/v1/partnerships/{ids['partnership_id']}/disclosures?limit=500",
                f"/v1/partnerships/{ids['partnership_id']}/disclosures/summary",
            )
            if kind == "application/json" or "summary" not in path
        ]

        for text in said:
            assert CANARY not in text
            assert "Works" not in text
            assert "company-" not in text
            assert "Hamburg" not in text


def test_each_side_reads_what_was_shown_of_its_own(first, second, ids):
    mine, theirs = ({one["account_id"] for one in ledger(each, ids)} for each in (first, second))

    assert mine - {None} <= accounts(first).keys()
    assert theirs - {None} <= accounts(second).keys()


def test_a_comparison_that_was_not_agreed_to_shows_the_shape_of_who_asked(first, second, stocked):
    partnership = agree(first, second)
    asked = first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)
    assert asked["state"] == "awaiting_approval"

    ids = {"partnership_id": partnership}

    assert [one["subject"] for one in ledger(first, ids)] == ["shape"]
    assert ledger(second, ids) == []
    second.post(f"/v1/overlaps/{asked['id']}/approve", status=202)
    assert [one["subject"] for one in ledger(first, ids)] == ["shape"]
    assert [one["subject"] for one in ledger(second, ids)] == ["shape"]


def test_counts_show_no_account(first, second, stocked):
    partnership = agree(first, second, level="counts_only")
    compare(first, second, partnership)

    found = ledger(first, {"partnership_id": partnership})

    assert {one["subject"] for one in found} == {"shape", "counts"}


def test_a_field_that_is_granted_later_is_noted_when_it_is_shown(first, second, ids):
    first.share(ids["partnership_id"], fields=["city", "owner", "phone"])
    before = ledger(first, ids, "?field=phone")

    again = compare(first, second, ids["partnership_id"])["id"]

    found = ledger(first, ids, "?field=phone")
    assert before == []
    assert {one["release_id"] for one in found} == {again}
    assert len(found) == len(SHARED)


@pytest.fixture
def while_running(monkeypatch):
    """Let something happen after two lists were compared and before the result is published."""

    def while_running(act):
        written = processing._summary

        def interrupted(*args):
            act()
            return written(*args)

        monkeypatch.setattr(processing, "_summary", interrupted)

    return while_running


def test_what_is_taken_back_while_a_comparison_runs_is_neither_shown_nor_noted_ever(
    first, second, ids, while_running
):
    path = ids["partnership_id"]
    while_running(lambda: second.share(path, fields=["city"], contacts="hidden"))
    again = compare(first, second, path)["id"]
    second.share(path, fields=["city", "owner"])

    cards = [one["theirs"] for one in first.get(f"/v1/overlaps/{again}/matches")["items"]]
    people = first.get(f"/v1/overlaps/{again}/contacts")["items"]
    found = ledger(second, ids, f"?release_id={again}")

    shown = {"name", "domain", "population", "open_opportunity", "city"}
    assert {name for card in cards for name in card} == shown
    assert {name for one in found for name in one["fields"]} == shown
    assert not any(one["cells"] for one in people)
    assert "people_counts" not in {one["subject"] for one in found}


def test_amounts_that_are_shared_after_a_report_are_noted(first, second, ids):
    assert ledger(first, ids, "?subject=report_amounts") == []

    for _ in range(2):
        first.share(ids["partnership_id"], fields=["city", "owner"], amounts=True)

    (found,) = ledger(first, ids, "?subject=report_amounts")
    assert found["purpose"] == f"report:{ids['report_id']}"
    assert ledger(second, ids, "?subject=report_amounts") == []


def test_the_ledger_outlives_the_partnership(first, second, ids):
    before = ledger(first, ids)

    second.post(f"/v1/partnerships/{ids['partnership_id']}/end", status=200)

    assert ledger(first, ids) == before
    assert first.call("GET", f"/v1/overlaps/{ids['overlap_id']}").status_code == 410
