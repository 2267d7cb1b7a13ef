"""What passes without a yes is bounded: exchanged lists, new pairs, counts, and reports."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from partnerhub.domain.disclosure import budgets
from tests.attack.conftest import HEADER, company
from tests.journeys.people import agree, compare
from tests.pasts import built_once

BEGINNING = datetime(2026, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
@built_once
def stocked(first, second, upload):
    """Both have companies 1 to 60; 101 and on are the first's alone, 301 and on the second's."""
    upload(first, HEADER, [company(n) for n in [*range(1, 61), *range(101, 141)]])
    upload(second, HEADER, [company(n) for n in [*range(1, 61), *range(301, 341)]])


def ask(manager, partnership):
    asked = manager.post(f"/v1/partnerships/{partnership}/overlaps", status=202)
    manager.office.worker.run_all()
    return manager.get(f"/v1/overlaps/{asked['id']}")


def exchanged(number):
    """The first's list, with so many of its own rows exchanged for others; none is longer."""
    kept = range(101, 141 - number)
    return [company(n) for n in [*range(1, 61), *kept, *range(301, 301 + number)]]


def test_a_list_of_the_same_length_with_other_rows_is_asked_about(
    first, second, partnership, overlap, upload
):
    upload(first, HEADER, exchanged(30))

    again = ask(first, partnership)

    assert again["state"] == "awaiting_approval"
    shape = second.get(f"/v1/overlaps/{again['id']}/shape")
    assert ("replaced" in shape["flags"], shape["growth"]) == (True, "similar")
    assert shape["turnover"] == {"from_percent": 25, "to_percent": 49}


def test_a_list_that_hardly_changed_is_not_asked_about(first, partnership, overlap, upload):
    upload(first, HEADER, exchanged(20))

    assert ask(first, partnership)["state"] == "succeeded"


def test_a_list_is_not_exchanged_bit_by_bit_either(first, partnership, overlap, upload):
    upload(first, HEADER, exchanged(20))
    assert ask(first, partnership)["state"] == "succeeded"
    upload(first, HEADER, [company(n) for n in [*range(1, 61), *range(401, 421)]])

    assert ask(first, partnership)["state"] == "awaiting_approval"


def test_a_company_under_a_record_id_that_stays_is_another_company(
    first, partnership, overlap, upload
):
    rows = [company(n) for n in range(1, 101)]
    renamed = [(row[0], *company(n)[1:]) for n, row in zip(range(301, 331), rows, strict=False)]
    upload(first, HEADER, renamed, mode="update")

    assert ask(first, partnership)["state"] == "awaiting_approval"


def test_other_owners_and_cities_are_no_other_companies(first, partnership, overlap, upload):
    rows = [company(n, owner="Bea") for n in [*range(1, 61), *range(101, 141)]]
    upload(first, HEADER, [(*row[:3], "Kassel", *row[4:]) for row in rows])

    assert ask(first, partnership)["state"] == "succeeded"


def test_the_other_sides_own_yes_is_what_begins_anew(first, second, partnership, overlap, upload):
    upload(first, HEADER, exchanged(30))
    assert compare(first, second, partnership)["state"] == "succeeded"

    upload(first, HEADER, [*exchanged(30)[:-10], *map(company, range(401, 411))])

    assert ask(first, partnership)["state"] == "succeeded"


def test_who_asks_looks_at_an_exchanged_list_first(first, second, partnership, overlap, upload):
    upload(first, HEADER, exchanged(30))

    asked = ask(second, partnership)

    assert (asked["state"], asked["my_approval"]) == ("awaiting_approval", None)
    assert "replaced" in second.get(f"/v1/overlaps/{asked['id']}/shape")["flags"]


def test_asking_every_day_is_no_yes_to_what_the_other_list_has_become(
    first, second, partnership, overlap, upload
):
    upload(first, HEADER, exchanged(20))
    assert ask(second, partnership)["state"] == "succeeded"
    upload(first, HEADER, [company(n) for n in [*range(1, 61), *range(401, 421)]])

    assert ask(second, partnership)["state"] == "awaiting_approval"


def test_two_partners_together_get_no_more_than_one(office, first, second, upload):
    third = office.manager("Third")
    rows = [company(n) for n in [*range(1, 61), *range(101, 141)]]
    for manager in (first, second, third):
        upload(manager, HEADER, rows)
    one, other = agree(first, second), agree(third, second)
    assert {compare(first, second, one)["state"], compare(third, second, other)["state"]} == {
        "succeeded"
    }
    upload(first, HEADER, exchanged(20))
    upload(third, HEADER, [company(n) for n in [*range(1, 61), *range(401, 421)]])

    assert ask(first, one)["state"] == "succeeded"
    waiting = ask(third, other)

    assert waiting["state"] == "awaiting_approval"
    assert "spread" in second.get(f"/v1/overlaps/{waiting['id']}/shape")["flags"]


# -- new pairs -----------------------------------------------------------------------------------


@pytest.fixture
def small_cap(monkeypatch):
    monkeypatch.setattr(budgets, "FEWEST_NEW_PAIRS", 12)


def test_more_new_pairs_than_pass_wait_and_are_shown_by_the_yes(
    first, second, partnership, overlap, upload, small_cap
):
    upload(first, HEADER, exchanged(15))

    held = ask(first, partnership)

    assert (held["state"], held["their_approval"]) == ("awaiting_approval", None)
    assert held["new_pairs"] == second.get(f"/v1/overlaps/{held['id']}")["new_pairs"]
    assert held["new_pairs"] == {"from": 10, "to": 24}
    assert (held["counts"], held["matrix"]) == (None, None)
    assert first.call("GET", f"/v1/overlaps/{held['id']}/matches").status_code == 409
    second.post(f"/v1/overlaps/{held['id']}/approve", status=202)
    first.office.worker.run_all()
    shown = first.get(f"/v1/overlaps/{held['id']}")
    assert (shown["state"], shown["new_pairs"]) == ("succeeded", None)
    assert shown["counts"]["pairs"] >= overlap["counts"]["pairs"] + 10


def test_new_pairs_that_are_refused_are_nowhere(
    first, second, partnership, overlap, upload, small_cap
):
    upload(first, HEADER, exchanged(15))
    held = ask(first, partnership)

    second.post(f"/v1/overlaps/{held['id']}/reject", status=200)

    assert first.get(f"/v1/overlaps/{held['id']}")["new_pairs"] is None
    newest = next(first.every(f"/v1/partnerships/{partnership}/overlaps"))
    assert (newest["state"], newest["counts"]) == ("rejected", None)


def test_new_pairs_add_up_over_comparisons(first, partnership, overlap, upload, small_cap):
    upload(first, HEADER, exchanged(8))
    assert ask(first, partnership)["state"] == "succeeded"
    upload(first, HEADER, exchanged(16))

    held = ask(first, partnership)

    assert (held["state"], held["new_pairs"]) == ("awaiting_approval", None)  # Eight: too few.


# -- counts --------------------------------------------------------------------------------------


@pytest.fixture
def counting(first, second, stocked):
    with time_machine.travel(BEGINNING, tick=True) as clock:
        partnership = agree(first, second, level="counts_only")
        assert compare(first, second, partnership)["counts"]["companies"]["value"]
        yield clock, f"/v1/partnerships/{partnership}/overlaps"


def test_counts_are_given_twelve_times_in_thirty_days(first, second, upload, counting):
    clock, path = counting
    for day in range(1, 12):
        clock.move_to(BEGINNING + timedelta(days=day))
        upload(first, HEADER, exchanged(day))
        assert first.call("POST", path).status_code == 202
        first.office.worker.run_all()
    clock.move_to(BEGINNING + timedelta(days=12))
    upload(first, HEADER, exchanged(12))

    refused = first.call("POST", path)

    assert (refused.status_code, refused.json["code"]) == (429, "release_budget_exhausted")
    assert abs(int(refused.headers["Retry-After"]) - 18 * 24 * 3600) < 300
    clock.shift(int(refused.headers["Retry-After"]) + 1)
    assert first.call("POST", path).status_code == 202


def test_who_asks_again_with_the_same_list_gets_the_same_release(first, second, upload, counting):
    _, path = counting
    one = first.post(path, status=202)
    upload(second, HEADER, [company(n) for n in [*range(1, 61), *range(301, 351)]])

    again = first.post(path, status=202)

    assert again == one


def test_unchanged_lists_cost_nothing(first, counting):
    clock, path = counting
    for day in range(1, 20):
        clock.move_to(BEGINNING + timedelta(days=day, hours=1))
        assert first.call("POST", path).status_code == 202
        first.office.worker.run_all()


def test_a_clock_that_is_set_back_gives_no_new_budget(first, upload, counting):
    clock, path = counting
    for day in range(1, 12):
        clock.move_to(BEGINNING + timedelta(days=day))
        upload(first, HEADER, exchanged(day))
        assert first.call("POST", path).status_code == 202
        first.office.worker.run_all()
    clock.move_to(BEGINNING - timedelta(days=40))
    upload(first, HEADER, exchanged(15))

    assert first.call("POST", path).status_code == 429
