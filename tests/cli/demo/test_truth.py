from collections import Counter

import pytest

from partnerhub.domain.populations import Population


def by_id(rows, column):
    return {row[column]: row for row in rows if row.get(column)}


def test_pairs_name_accounts_of_both_lists(demo, tables):
    firsts = by_id(tables[demo.first.accounts], "Account ID")
    seconds = by_id(tables[demo.second.accounts], "Record ID")

    assert all(mine in firsts and theirs in seconds for mine, theirs in demo.truth.pairs)
    assert demo.truth.shared_companies <= len(demo.truth.pairs)


def test_some_companies_are_listed_twice(demo):
    mine = Counter(first for first, _ in demo.truth.pairs)

    assert 0 < sum(count > 1 for count in mine.values()) < 40


def test_a_subsidiary_is_related_but_never_the_same_company(demo):
    assert demo.truth.related
    assert not demo.truth.related & demo.truth.pairs


def test_both_sides_describe_shared_companies_differently(demo, tables):
    firsts = by_id(tables[demo.first.accounts], "Account ID")
    seconds = by_id(tables[demo.second.accounts], "Record ID")
    same = [
        firsts[mine]["Account Name"] == seconds[theirs]["Company name"]
        for mine, theirs in demo.truth.pairs
    ]

    assert 0.1 < sum(same) / len(same) < 0.5


def test_populations_agree_with_the_deals(demo, tables):
    populations, _ = demo.truth.populations
    deals = tables[demo.first.opportunities]
    with_open = {row["Account ID"] for row in deals if "Closed" not in row["Stage"]}
    with_won = {row["Account ID"] for row in deals if row["Stage"] == "Closed Won"}

    for record_id in with_won - {""}:
        assert populations[record_id] in {Population.CUSTOMER, Population.FORMER_CUSTOMER}
    for record_id in with_open - {""}:
        assert populations[record_id] in {Population.CUSTOMER, Population.OPEN_OPPORTUNITY}


def test_the_type_column_says_what_the_account_is(demo, tables):
    populations, _ = demo.truth.populations
    types = {
        row["Account ID"]: row["Type"] for row in tables[demo.first.accounts] if row.get("Type")
    }

    customers = {it for it, population in populations.items() if population is Population.CUSTOMER}
    assert all(types[record_id] == "Customer" for record_id in customers)


def test_the_two_sides_know_some_of_the_same_people_and_most_alone(demo):
    shared = len(demo.truth.people)
    contacts = demo.truth.rows[demo.first.contacts]

    assert 0.02 < shared / contacts < 0.25


def test_some_deals_are_linked_by_the_accounts_name_only(demo, tables):
    deals = tables[demo.first.opportunities]
    names = Counter(row["Account Name"] for row in tables[demo.first.accounts] if row)
    by_name = [row for row in deals if row.get("Account ID") == "" and row["Account Name"]]

    assert 40 < len(by_name) < 200
    assert all(names[row["Account Name"]] == 1 for row in by_name)


@pytest.mark.parametrize("side", ["first", "second"])
def test_the_later_export_is_the_whole_list_again(demo, tables, side):
    seller = getattr(demo, side)
    column = {"first": "Opportunity ID", "second": "Record ID"}[side]
    before = by_id(tables[seller.opportunities], column)
    after = by_id(tables[seller.later_opportunities], column)

    good = {it for it in before if it in after}
    assert len(good) >= demo.truth.rows[seller.opportunities]
    assert len(after) > len(good)
    for record_id in good:
        assert before[record_id].get("Amount") == after[record_id].get("Amount")


def test_introductions_bring_half_of_their_companies_into_pipeline(demo):
    populations = demo.truth.populations
    introductions = {
        (mine, theirs)
        for mine, theirs in demo.truth.pairs
        if {populations[0][mine], populations[1][theirs]}
        == {Population.CUSTOMER, Population.PROSPECT}
    }
    entered = introductions & demo.truth.entered

    assert 0.45 < len(entered) / len(introductions) < 0.65
    assert 0.35 < len(entered & demo.truth.won) / len(entered) < 0.55


def test_a_company_wins_only_after_it_entered(demo):
    assert demo.truth.won < demo.truth.entered
