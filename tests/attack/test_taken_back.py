"""What a side takes back, or lets only be counted, is in nothing that was made of it before."""

import pytest

from partnerhub.services.reports import processing
from tests.journeys.people import agree, compare
from tests.pasts import built_once

HEADER = ["Account ID", "Account Name", "Website", "Billing City", "Billing Country", "Type"]
HEADER += ["Account Owner"]
DEALS = ["Opportunity ID", "Account ID", "Opportunity Name", "Stage", "Amount", "Currency"]
DEALS += ["Close Date", "Created Date"]
NORTHGATE = ("Northgate Foods Ltd", "northgatefoods.co.uk", "Leeds", "United Kingdom")
BLUEWATER = ("Bluewater Logistics GmbH", "bluewater-logistics.de", "Hamburg", "Germany")
SHARED = ["city", "owner"]
DINNER = {"name": "Dinner", "kind": "dinner", "capacity": 10, "starts_on": "2026-01-15"}


def of(population, **terms):
    return {"fields": SHARED, "populations": [{"population": population, **terms}]}


@pytest.fixture
@built_once
def partnership(first, second, upload):
    """Northgate is a customer of the second's and, as a second account, a prospect."""
    upload(first, HEADER, [(1, *NORTHGATE, "Prospect", "a"), (2, *BLUEWATER, "Prospect", "a")])
    rows = [
        (901, *NORTHGATE, "Customer", "Olga"),
        (902, "Northgate Foods Limited", *NORTHGATE[1:], "Prospect", "Peter"),
        (903, *BLUEWATER, "Prospect", "Petra"),
    ]
    upload(second, HEADER, rows)
    return agree(first, second, fields=SHARED)


@pytest.fixture
@built_once
def overlap(first, second, partnership):
    return compare(first, second, partnership)


@pytest.fixture
@built_once
def target_list(first, partnership, overlap):
    event = first.post(f"/v1/partnerships/{partnership}/events", DINNER, 201)["id"]
    path = f"/v1/events/{event}/target-list"
    assert first.post(path, {"overlap_id": overlap["id"]}, 200)["size"] == 2
    return path


def targets(manager, path):
    return {one["theirs"]["name"]: one["theirs"] for one in manager.get(path)["items"]}


def test_a_company_of_which_an_account_is_hidden_is_on_no_target_list(
    first, second, partnership, target_list
):
    second.share(partnership, **of("customer", level="hidden"))

    assert list(targets(first, target_list)) == ["Bluewater Logistics GmbH"]
    assert first.get(target_list)["size"] == 1
    assert "Olga" not in first.call("GET", target_list, 200, headers={"Accept": "text/csv"}).text
    assert first.post(target_list, status=200)["size"] == 1


@pytest.mark.parametrize("again", [False, True])
def test_a_target_shows_of_an_account_what_its_own_population_does(
    first, second, partnership, target_list, again
):
    """The company's population is the strongest, and the account shown may be of another."""
    second.share(partnership, **of("prospect", level="overlapping_accounts", fields=[]))
    if again:
        first.post(target_list, status=200)

    shown = targets(first, target_list)

    assert "city" not in shown["Bluewater Logistics GmbH"]
    (northgate,) = (each for name, each in shown.items() if name.startswith("Northgate"))
    assert northgate["population"] == "customer"
    assert northgate.get("owner", "Olga") == "Olga"


def test_a_report_counts_nothing_of_a_population_that_is_hidden(
    first, second, upload, partnership, target_list
):
    for manager in (first, second):
        manager.post(f"{target_list}/approve", {}, 200)
    second.share(partnership, **of("customer", level="hidden"))
    won = ("d1", 901, "Deal", "Closed Won", 1000, "EUR", "2026-11-20", "2026-11-10")
    upload(second, DEALS, [won], kind="opportunities")

    path = target_list.removesuffix("target-list")
    made = first.post(f"{path}reports", {}, 202)
    first.office.worker.run_all()
    report = first.get(f"/v1/reports/{made['id']}")

    assert report["state"] == "succeeded"
    assert report["headline"].startswith("1 account")
    assert report["theirs"]["pipeline_accounts"]["value"] == 0


def test_nobody_agrees_to_companies_that_do_not_show(first, second, partnership, target_list):
    second.share(partnership, **of("customer", level="hidden"))

    refused = first.post(f"{target_list}/approve", {}, 409)

    assert "build it again" in refused["detail"]
    first.post(target_list, status=200)
    assert first.post(f"{target_list}/approve", {}, 200)["approvals"]["mine"]


def test_a_report_that_is_under_way_counts_nothing_of_it_either(
    first, second, partnership, target_list, monkeypatch
):
    for manager in (first, second):
        manager.post(f"{target_list}/approve", {}, 200)
    compute, taken = processing._computed, []

    def computed(*given):
        report = compute(*given)
        if not taken:
            taken.append(second.share(partnership, **of("customer", level="hidden")))
        return report

    monkeypatch.setattr(processing, "_computed", computed)
    made = first.post(f"{target_list.removesuffix('target-list')}reports", {}, 202)
    first.office.worker.run_all()

    assert taken
    assert first.get(f"/v1/reports/{made['id']}")["headline"].startswith("1 account")


def test_open_deals_of_customers_show_only_where_open_opportunities_do(
    first, second, upload, partnership
):
    deal = ("d1", 901, "Deal", "Prospecting", 1000, "EUR", "2026-11-20", "2026-11-10")
    upload(second, DEALS, [deal], kind="opportunities")
    second.share(partnership, **of("open_opportunity", level="hidden"))
    overlap = compare(first, second, partnership)
    event = first.post(f"/v1/partnerships/{partnership}/events", DINNER, 201)["id"]

    shown = first.every(f"/v1/overlaps/{overlap['id']}/matches")
    built = first.post(f"/v1/events/{event}/target-list", status=200)["items"]

    cards = [each["theirs"] for each in (*shown, *built)]
    assert len(cards) > 3
    assert not any("open_opportunity" in card for card in cards)
    own = list(second.every(f"/v1/overlaps/{overlap['id']}/matches"))
    assert any(each["mine"]["open_opportunity"] for each in own)


def test_partners_who_become_strict_show_of_older_releases_what_is_certain(first, second, upload):
    """Also in the target lists that are made of one."""
    short = ("Bluewater Logistics", "", "", "Germany")
    upload(first, HEADER, [(1, *NORTHGATE, "Prospect", "a"), (2, *short, "Prospect", "a")])
    upload(second, HEADER, [(901, *NORTHGATE, "Prospect", "b"), (903, *BLUEWATER, "Prospect", "b")])
    partnership = agree(first, second, compared=["country"])
    overlap = compare(first, second, partnership)
    path = f"/v1/overlaps/{overlap['id']}"
    tiers = [each["tier"] for each in first.every(f"{path}/matches")]
    assert sorted(tiers) == ["certain", "likely"]

    second.share(partnership, compared=["country"], strictness="strict")

    assert [each["tier"] for each in first.every(f"{path}/matches")] == ["certain"]
    assert first.get(path)["counts"]["pairs"] == 1
    event = first.post(f"/v1/partnerships/{partnership}/events", DINNER, 201)["id"]
    built = first.post(f"/v1/events/{event}/target-list", {"overlap_id": overlap["id"]}, 200)
    assert [each["theirs"]["name"] for each in built["items"]] == [NORTHGATE[0]]


def test_nobody_learns_of_a_row_that_is_only_counted_by_what_it_does_to_another(
    first, second, upload
):
    """The first asks with a known name and the web domain that it wants to know of."""
    asked = (NORTHGATE[0], "secret-customer.com", *NORTHGATE[2:])
    upload(first, HEADER, [(1, *asked, "Prospect", "a")])
    partnership = agree(first, second, compared=["city", "country"])
    second.share(
        partnership,
        compared=["city", "country"],
        populations=[{"population": "customer", "level": "counts_only"}],
    )
    known = (901, NORTHGATE[0], "", *NORTHGATE[2:], "Prospect", "b")
    secret = (902, "Secret Customer", "secret-customer.com", "", "", "Customer", "b")

    told = []
    for rows in ([known], [known, secret]):
        upload(second, HEADER, rows)
        overlap = compare(first, second, partnership)
        (pair,) = first.every(f"/v1/overlaps/{overlap['id']}/matches")
        told.append((pair["confidence"], pair["tier"], pair["rules"], overlap["near_misses"]))

    assert told[0] == told[1]


PEOPLE = ["Contact ID", "First Name", "Last Name", "Email", "Title", "Account ID"]


def people(count):
    domain = NORTHGATE[1]
    return [(f"c{n}", "Ada", f"No{n}", f"ada{n}@{domain}", "CFO", 901) for n in range(count)]


def test_an_overlap_that_is_made_again_does_not_tell_who_was_erased(
    first, second, upload, partnership
):
    upload(second, PEOPLE, people(2), kind="contacts")
    overlap = compare(first, second, partnership)

    def counted():
        made = first.post(f"/v1/overlaps/{overlap['id']}/recompute", status=202)
        first.office.worker.run_all()
        return first.get(f"/v1/overlaps/{made['id']}/contacts")["items"]

    before = counted()
    address = {"email": f"ada1@{NORTHGATE[1]}"}
    assert second.call("POST", "/v1/erasures", json=address).status_code == 204

    assert counted() == before


def test_who_invites_does_not_tell_who_knows_more_people_once_that_is_hidden(
    first, second, upload, partnership
):
    upload(second, PEOPLE, people(2), kind="contacts")
    compare(first, second, partnership)
    event = first.post(f"/v1/partnerships/{partnership}/events", DINNER, 201)["id"]
    path = f"/v1/events/{event}/target-list"
    assert all(each["inviter"] for each in first.post(path, status=200)["items"])

    second.share(partnership, fields=SHARED, contacts="hidden")

    assert {each["inviter"] for each in first.get(path)["items"]} == {None}


def test_how_sure_a_pair_is_does_not_tell_of_a_field_that_is_compared_no_more(
    first, second, upload
):
    """Neither the tier nor asking for pairs of at least some confidence."""
    upload(first, HEADER, [(1, NORTHGATE[0], "", *NORTHGATE[2:], "Prospect", "a")])
    partnership = agree(first, second, compared=["city", "country"])
    told = set()
    for city in ("Leeds", "York"):
        upload(second, HEADER, [(901, NORTHGATE[0], "", city, NORTHGATE[3], "Prospect", "b")])
        second.share(partnership, compared=["city", "country"])
        path = f"/v1/overlaps/{compare(first, second, partnership)['id']}"
        second.share(partnership)
        (pair,) = first.every(f"{path}/matches")
        event = first.post(f"/v1/partnerships/{partnership}/events", DINNER, 201)["id"]
        (target,) = first.post(f"/v1/events/{event}/target-list", status=200)["items"]
        told.add((pair["confidence"], pair["tier"], pair["explanation"], target["points"]))
        for wanted in ("min_confidence=0.9", "tier=certain", "rule=same_city"):
            answer = first.call("GET", f"{path}/matches?{wanted}", 409)
            assert answer.json["code"] == "not_released"
            assert first.call("GET", f"{path}/export?{wanted}").status_code in {409, 422}

    assert len(told) == 1


def test_a_narrow_key_gets_no_answer_that_a_wide_one_was_given(first):
    hook = {"url": "https://hooks.example.com/"}
    once = {"Idempotency-Key": "once"}
    first.call("POST", "/v1/webhooks", 201, json=hook, headers=once)
    narrow = first.post("/v1/api-keys", {"name": "reader", "scopes": ["read"]}, 201)["secret"]
    key = {"Authorization": f"Bearer {narrow}"}

    refused = first.call("POST", "/v1/webhooks", json=hook, headers=once | key)

    assert "hooks.example.com" not in refused.text
    assert refused.status_code in {403, 422}
