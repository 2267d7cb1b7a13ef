"""In two worlds that differ only in what a side does not share, its partner reads the same."""

import pytest

from tests.attack.conftest import HEADER, company
from tests.attack.reading import answers, told
from tests.journeys.people import Office, agree, compare

PEOPLE = ["Contact ID", "First Name", "Last Name", "Title", "Email", "Account ID"]
DEALS = ["Opportunity ID", "Opportunity Name", "Account ID", "Stage", "Amount", "Currency"]
DEALS += ["Created Date", "Close Date"]
SHARED = range(1, 13)
STAYS = {"read_partnership", "list_disclosures", "summarize_disclosures"}
"""What can be read of a partnership that has ended: that it has, and one's own ledger."""
OF_FIRST, OF_SECOND = range(1, 7), range(7, 13)
"""Whose customers they are."""


def people(names):
    """Two at each company, of whom both sides know one."""
    return [
        (f"{who}{n}", who, f"Stone{n}", "CEO", f"{who}@company-{n}.com".lower(), n)
        for n in SHARED
        for who in names
    ]


def accounts(numbers, customers, **values):
    """An account list on which only some are customers.

    What only the other side has is like nothing of the first's: that another account fits as well
    is told as a reason.
    """
    for number in numbers:
        name = f"Lonesome{number} Vistas" if number > 200 else None
        *row, _, owner = company(number, name=name, **values)
        yield (*row, "Customer" if number in customers else "Prospect", owner)


def deals(numbers, amount, closed):
    return [
        (f"d{n}", f"Deal {amount}", n, "Closed Won", amount + n, "EUR", "2026-02-01", closed)
        for n in numbers
    ]


def world(office, upload, *, alone, person, amount, closed, owner, uploads):
    """The whole story in one world: both sides, and the ids they know.

    The other side's own rows differ by no more than the bands of its shape are wide.
    """
    first, second = office.manager("First"), office.manager("Second")
    upload(first, HEADER, accounts([*SHARED, *range(101, 106)], OF_FIRST))
    upload(first, PEOPLE, people(["Ada", "Both"]), kind="contacts")
    upload(first, DEALS, deals(OF_FIRST, 1000, "2026-03-01"), kind="opportunities")
    rows = list(accounts([*SHARED, *alone], OF_SECOND, owner=owner))
    for _ in range(uploads):
        upload(second, HEADER, rows)
    upload(second, PEOPLE, people([person, "Both"]), kind="contacts")
    upload(second, DEALS, deals(OF_SECOND, amount, closed), kind="opportunities")
    partnership = agree(first, second, compared=["city", "phone"])
    since = compare(first, second, partnership)["id"]
    upload(second, HEADER, rows[:-1])
    overlap = compare(first, second, partnership)["id"]
    event = first.post(
        f"/v1/partnerships/{partnership}/events",
        {"name": "Dinner", "kind": "dinner", "capacity": 4, "starts_on": "2026-01-15"},
        201,
    )["id"]
    target_list = f"/v1/events/{event}/target-list"
    built = first.post(target_list, {"baseline_on": "2026-01-15"}, 200)
    for manager in (first, second):
        manager.post(f"{target_list}/approve", {"baseline_on": "2026-01-15"}, 200)
    report = first.post(f"/v1/events/{event}/reports", {}, 202)["id"]
    office.worker.run_all()
    assert first.get(f"/v1/reports/{report}")["state"] == "succeeded"
    return (
        first,
        second,
        {
            "partnership_id": partnership,
            "overlap_id": overlap,
            "since": since,
            "event_id": event,
            "target_id": min(built["items"], key=lambda one: one["mine"]["name"])["id"],
            "report_id": report,
        },
    )


ONE = {
    "alone": range(201, 207),
    "person": "Grace",
    "amount": 5000,
    "closed": "2026-03-02",
    "owner": "Olga",
    "uploads": 1,
}
OTHER = {
    "alone": range(301, 310),
    "person": "Edith",
    "amount": 777_777,
    "closed": "2026-04-30",
    "owner": "Peter",
    "uploads": 3,
}


@pytest.mark.parametrize(
    "differing", [["alone"], ["uploads"], [*ONE]], ids=["alone", "uploads", "everything"]
)
def test_a_partner_reads_the_same_in_both(own_settings, own_database, upload, differing):
    office = Office(own_settings, own_database)
    other = ONE | {name: OTHER[name] for name in differing}
    read = [
        {(operation.id, kind): told(answer) for operation, kind, answer in answers(manager, ids)}
        for manager, _, ids in (
            world(office, upload, **ONE),
            world(office, upload, **other),
        )
    ]

    assert read[0].keys() == read[1].keys()
    assert len(read[0]) > 30
    for call, said in read[0].items():
        assert said == read[1][call], call


def test_what_the_other_side_hides_later_is_nowhere(office, upload):
    first, second, ids = world(office, upload, **ONE)
    rows = [(row[0], f"{row[1]} Canary", *row[2:]) for row in accounts(SHARED, OF_SECOND)]
    upload(second, HEADER, rows)
    ids["overlap_id"] = compare(first, second, ids["partnership_id"])["id"]
    seen = "".join(answer.text for _, _, answer in answers(first, ids))
    assert "Canary" in seen
    tags = {}
    for operation, _, answer in answers(first, ids):
        if "ETag" in answer.headers:
            tags[operation.id] = answer.headers["ETag"]
    every = {"If-None-Match": ", ".join(tags.values())}

    for level in ("counts_only", "hidden"):
        second.share(ids["partnership_id"], level=level)
        for operation, kind, answer in answers(first, ids, every):
            assert "Canary" not in answer.text, (operation.id, kind)
    second.post(f"/v1/partnerships/{ids['partnership_id']}/end", status=200)
    for operation, kind, answer in answers(first, ids, every):
        assert "Canary" not in answer.text, (operation.id, kind)
        if operation.names and operation.id not in STAYS:
            assert answer.status_code == 410, (operation.id, kind)
