from collections import Counter
from dataclasses import fields, replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.domain.disclosure import (
    ACCOUNT_FIELDS,
    COMPARABLE_FIELDS,
    NOTHING,
    Band,
    ContactLevel,
    Flag,
    Growth,
    Level,
    PopulationTerms,
    Share,
    Strictness,
    Suppressed,
    Terms,
    band,
    contradicts,
    disclosure_cap,
    grants,
    joined,
    narrowed,
    needs_both,
    shape,
    shown_fields,
    stricter,
    suppress,
    suppress_parts,
    suppress_sums,
    told,
    widens,
)
from partnerhub.domain.populations import Population

LEVELS = st.sampled_from(Level)
PARTS = st.lists(
    st.dictionaries(st.integers(0, 15), st.integers(0, 100), max_size=8), min_size=1, max_size=5
)


@given(LEVELS, LEVELS, LEVELS)
def test_between_two_sides_the_stricter_level_holds_whoever_asks(one, two, three):
    assert stricter(one, two) is stricter(two, one)
    assert stricter(one, one) is one
    assert stricter(stricter(one, two), three) is stricter(one, stricter(two, three))
    assert stricter(one, Level.HIDDEN) is Level.HIDDEN


def test_counts_only_is_stricter_than_overlapping_accounts():
    assert stricter(Level.COUNTS_ONLY, Level.OVERLAPPING_ACCOUNTS) is Level.COUNTS_ONLY


def test_without_a_grant_only_name_domain_and_population_are_shown():
    assert shown_fields(Level.OVERLAPPING_ACCOUNTS) == ("name", "domain", "population")


@pytest.mark.parametrize("level", [Level.HIDDEN, Level.COUNTS_ONLY])
def test_a_grant_shows_nothing_below_its_level(level):
    assert shown_fields(level, ACCOUNT_FIELDS) == ()


@pytest.mark.parametrize("field", ["name", "email", "annual_revenue", ""])
def test_only_fields_of_the_closed_set_can_be_granted(field):
    with pytest.raises(ValueError, match="granted"):
        shown_fields(Level.OVERLAPPING_ACCOUNTS, [field])


def test_every_field_that_can_be_granted_says_what_it_is():
    assert all(text.endswith(".") for text in ACCOUNT_FIELDS.values())


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (10, 10, 24),
        (24, 10, 24),
        (25, 25, 49),
        (50, 50, 99),
        (100, 100, 249),
        (250, 250, 499),
        (500, 500, 999),
        (1_000, 1_000, 2_499),
        (2_500, 2_500, 4_999),
        (5_000, 5_000, 9_999),
        (10_000, 10_000, 24_999),
        (99_999, 50_000, 99_999),
        (1_234_567, 1_000_000, 2_499_999),
    ],
)
def test_a_count_is_told_as_a_band(count, low, high):
    assert band(count) == Band(low, high)


@pytest.mark.parametrize("count", [0, 1, 9])
def test_a_small_count_is_not_told_at_all(count):
    assert band(count).to_json() == {"value": None, "suppressed": "small_group"}


def test_a_band_is_json_of_two_ends():
    assert band(42).to_json() == {"value": {"from": 25, "to": 49}, "suppressed": None}


@given(st.integers(10, 10**9))
def test_a_band_holds_its_count_and_everything_in_it_has_the_same_band(count):
    told = band(count)

    assert told.low <= count <= told.high
    assert band(told.low) == told == band(told.high)
    assert band(told.high + 1).low == told.high + 1


@pytest.mark.parametrize(
    ("contributions", "reason"),
    [
        ([], "small_group"),
        ([10, 10, 10, 10], "small_group"),
        ([10, 10, 10, 10, 0, 0, 0], "small_group"),
        ([10, 10, 10, 10, 10], None),
        ([900, 25, 25, 25, 25], "dominance"),
        ([100, 25, 25, 25, 25], None),
        ([101, 25, 25, 25, 25], "dominance"),
        ([-101, 25, 25, 25, 25], "dominance"),
    ],
)
def test_a_sum_that_gives_an_account_away_is_withheld(contributions, reason):
    assert suppress(contributions) == reason


def many(prefix, number=6, amount=10):
    return {f"{prefix}{n}": amount for n in range(number)}


def test_a_single_withheld_part_cannot_be_worked_out_from_the_total():
    parts, total = suppress_parts([many("a"), many("b", 8), {"c": 10}])

    assert total is None
    assert parts == (Suppressed.COMPLEMENTARY, None, Suppressed.SMALL_GROUP)


def test_withheld_parts_that_are_many_accounts_together_need_no_further_one():
    parts, total = suppress_parts([many("a"), many("b", 3), many("c", 3)])

    assert total is None
    assert parts == (None, Suppressed.SMALL_GROUP, Suppressed.SMALL_GROUP)


def test_an_account_in_two_parts_is_one_account():
    parts, total = suppress_parts([many("a", 3), many("a", 3)])

    assert parts == (Suppressed.SMALL_GROUP, Suppressed.SMALL_GROUP)
    assert total is Suppressed.SMALL_GROUP


def test_an_empty_part_betrays_nobody():
    parts, total = suppress_parts([many("a"), {}])

    assert parts == (None, Suppressed.SMALL_GROUP)
    assert total is None


@given(PARTS)
def test_what_is_left_of_a_shown_total_could_have_been_shown_itself(parts):
    decided, total = suppress_parts(parts)

    rest = {}
    for part, reason in zip(parts, decided, strict=True):
        if reason:
            for account, amount in part.items():
                rest[account] = rest.get(account, 0) + amount
    if total is None and any(rest.values()):
        assert suppress(tuple(rest.values())) is None


def test_total_and_total_minus_one_stage_are_not_both_shown():
    parts = {"won": many("a"), "open": many("b"), "lost": {"c": 10}}

    decided = suppress_sums(parts, {"all": ["won", "open", "lost"], "rest": ["won", "open"]})

    assert decided == {"all": None, "rest": Suppressed.COMPLEMENTARY}


def test_three_sums_that_only_together_betray_a_part_are_not_all_shown():
    parts = {"a": many("a"), "b": many("b"), "c": many("c"), "d": {"d": 10}}

    decided = suppress_sums(parts, {"ab": "ab", "abc": "abc", "cd": "cd"})

    assert decided == {"ab": None, "abc": None, "cd": Suppressed.COMPLEMENTARY}


def test_sums_that_betray_nobody_are_all_shown():
    parts = {"won": many("a"), "open": many("b"), "lost": {}}

    decided = suppress_sums(
        parts, {"all": ["won", "open", "lost"], "won": ["won"], "closed": ["won", "lost"]}
    )

    assert set(decided.values()) == {None}


def test_a_sum_of_its_own_small_group_says_so():
    assert suppress_sums({"won": {"a": 1}}, {"won": ["won"]}) == {"won": Suppressed.SMALL_GROUP}


def rank(vectors):
    """How many of some vectors are independent."""
    rows, found = [list(map(Fraction, one)) for one in vectors], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


SUBTOTALS = st.lists(
    st.dictionaries(st.sampled_from("abcdefghij"), st.integers(1, 9), min_size=1),
    min_size=2,
    max_size=4,
)


@given(SUBTOTALS, st.randoms())
def test_sub_totals_that_are_shown_betray_no_group_that_is_not(parts, random):
    """Whatever sums of a report are shown, in whatever order they were judged."""
    every = [
        group for n in range(1, len(parts) + 1) for group in combinations(range(len(parts)), n)
    ]
    random.shuffle(every)
    decided = suppress_sums(dict(enumerate(parts)), {group: group for group in every})

    def vector(group):
        return [int(part in group) for part in range(len(parts))]

    shown = [vector(group) for group, reason in decided.items() if reason is None]
    for group in every:
        merged = Counter()
        for part in group:
            merged.update(parts[part])
        if suppress(list(merged.values())) is not None:
            assert rank([*shown, vector(group)]) == rank(shown) + 1


def test_too_many_parts_are_refused_rather_than_computed_forever():
    with pytest.raises(ValueError, match="too many groups"):
        suppress_sums({str(n): {} for n in range(11)}, {})


def described(**changes):
    honest = {
        "rows": 4_000,
        "with_owner": 980,
        "with_opportunity": 900,
        "with_contact": 950,
        "created_months": {"2024-01": 1_000, "2024-02": 1_500, "2025-07": 1_495, "2025-08": 5},
        "previous_rows": 3_900,
    }
    return shape(**honest | changes)


def test_an_honest_list_that_hardly_grew_is_compared_without_asking():
    told = described()

    assert (told.flags, told.growth, told.asks(())) == ((), Growth.SIMILAR, False)


def test_the_first_comparison_waits_for_a_yes():
    assert described(previous_rows=None).asks(())


def test_a_dictionary_is_seen_for_what_it_is():
    told = described(
        rows=200_000, with_owner=0, with_opportunity=0, with_contact=0, created_months={}
    )

    assert told.flags == (Flag.SIZE_JUMP, Flag.NO_ACTIVITY, Flag.NO_OWNERS)
    assert told.asks(())
    assert told.asks(told.flags)  # Having jumped once is no leave to jump again.


def test_a_list_created_in_one_month_is_pointed_out():
    assert described(created_months={"2026-01": 3_950, "2020-01": 50}).flags == (
        Flag.CREATED_AT_ONCE,
    )


@pytest.mark.parametrize(
    ("rows", "growth"),
    [
        (1_000, Growth.SMALLER),
        (3_510, Growth.SIMILAR),
        (4_290, Growth.SIMILAR),
        (4_291, Growth.LARGER),
        (11_700, Growth.LARGER),
        (11_701, Growth.MUCH_LARGER),
    ],
)
def test_growth_is_told_against_the_last_accepted_list(rows, growth):
    assert described(rows=rows).growth is growth


def test_three_times_as_long_is_no_jump_and_one_more_is():
    assert Flag.SIZE_JUMP not in described(rows=11_700).flags
    assert Flag.SIZE_JUMP in described(rows=11_701).flags


def test_more_owned_accounts_than_accounts_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="cannot be"):
        described(rows=100)


def test_a_short_list_is_described_without_numbers():
    told = described(
        rows=9, with_owner=9, with_opportunity=9, with_contact=9, created_months={"2026-01": 9}
    )

    assert told.rows.low is None
    assert told.with_owner == Share(None, None)
    assert told.created == ()
    assert told.to_json()["with_owner"] is None


def test_the_json_form_holds_bands_and_no_count():
    document = described().to_json()

    assert document["rows"] == {"value": {"from": 2500, "to": 4999}, "suppressed": None}
    assert document["with_owner"] == {"from_percent": 10, "to_percent": 24}
    assert [entry["month"] for entry in document["created"]] == ["2024-01", "2024-02", "2025-07"]
    assert document["growth"] == "similar"
    assert "980" not in str(document)


def test_a_list_of_nothing_raises_no_alarm():
    told = described(rows=0, with_owner=0, with_opportunity=0, with_contact=0, created_months={})

    assert told.flags == ()


def test_new_pairs_have_a_cap_that_grows_with_the_list():
    assert [disclosure_cap(rows) for rows in (0, 2_000, 2_010, 50_000)] == [200, 200, 201, 5_000]


TERMS = st.builds(
    Terms,
    st.sampled_from(Level),
    fields=st.lists(st.sampled_from(sorted(ACCOUNT_FIELDS)), unique=True),
    compared=st.lists(st.sampled_from(sorted(COMPARABLE_FIELDS)), unique=True),
    contacts=st.sampled_from(ContactLevel),
    amounts=st.booleans(),
    strictness=st.sampled_from(Strictness),
    populations=st.lists(
        st.builds(
            PopulationTerms,
            st.sampled_from(Population),
            st.sampled_from(Level),
            st.none() | st.lists(st.sampled_from(sorted(ACCOUNT_FIELDS)), unique=True),
        ),
        unique_by=lambda each: each.population,
        max_size=2,
    ),
)


@given(TERMS, TERMS)
def test_what_two_terms_both_grant_widens_neither(old, new):
    rest = narrowed(old, new)

    assert grants(rest) == grants(old) & grants(new)
    assert not widens(old, rest)
    assert not widens(new, rest)


@given(TERMS, TERMS)
def test_terms_that_are_joined_grant_what_either_grants(held, asked):
    both = joined(held, asked)

    either = grants(held) | grants(asked)
    shown = {f"compare:{field}" for field in both.fields}
    assert either <= grants(both)
    assert {name for name, _ in grants(both) - either} <= shown
    assert grants(joined(NOTHING, both)) == grants(joined(both, NOTHING)) == grants(both)


@given(TERMS)
def test_strictness_that_nobody_speaks_of_stays_as_it_is(held):
    assert joined(held, replace(NOTHING, strictness=None)).strictness is held.strictness


@given(TERMS)
def test_a_side_decides_alone_on_what_it_shows_and_on_amounts(terms):
    alone = {name for name, _ in grants(terms) - needs_both(grants(terms))}

    shown = {f"show:{field}" for each in Population for field in terms.fields_of(each)}
    assert alone == shown | ({"amounts"} if terms.amounts else set())


@given(TERMS, TERMS)
def test_terms_widen_each_other_neither_way_only_when_they_grant_the_same(one, other):
    assert not widens(one, one)
    assert (grants(one) == grants(other)) == (not widens(one, other) and not widens(other, one))


@given(TERMS, TERMS, TERMS)
def test_what_does_not_widen_step_by_step_does_not_widen_at_all(one, two, three):
    if not widens(one, two) and not widens(two, three):
        assert not widens(one, three)
    less = narrowed(narrowed(one, two), three)
    assert not widens(one, less)


@given(TERMS, TERMS, TERMS)
def test_only_what_takes_something_back_contradicts(old, new, pending):
    if not widens(new, old):
        assert not contradicts(old, new, pending)
    assert not contradicts(old, new, narrowed(pending, new))


def test_nothing_grants_nothing():
    assert not grants(NOTHING)


@pytest.mark.parametrize(
    "more",
    [
        {"level": Level.COUNTS_ONLY},
        {"level": Level.OVERLAPPING_ACCOUNTS},
        {"level": Level.ALL_ACCOUNTS},
        {"fields": ["owner"]},
        {"compared": ["duns"]},
        {"contacts": ContactLevel.COUNTS},
        {"contacts": ContactLevel.TITLES},
        {"contacts": ContactLevel.NAMES},
        {"amounts": True},
        {"strictness": Strictness.STANDARD},
    ],
    ids=str,
)
def test_everything_that_shows_more_widens(more):
    wider = replace(NOTHING, **more)

    assert widens(NOTHING, wider)
    assert not widens(wider, NOTHING)


def test_a_field_that_is_shown_may_be_compared_as_well():
    shown = replace(NOTHING, fields=["city"])

    assert not widens(shown, replace(shown, compared=["city"]))
    assert not widens(shown, replace(NOTHING, compared=["city"]))
    assert widens(replace(NOTHING, compared=["city"]), shown)


def test_the_terms_have_no_part_that_is_not_weighed():
    assert {each.name for each in fields(Terms)} == {
        "level",
        "fields",
        "compared",
        "contacts",
        "amounts",
        "strictness",
        "populations",
        "contacts_basis",
    }


LESS_OF_CUSTOMERS = (PopulationTerms(Population.CUSTOMER, Level.HIDDEN, ["city"]),)


def test_less_of_one_population_takes_back_and_never_adds():
    whole = Terms(Level.OVERLAPPING_ACCOUNTS, fields=["city", "owner"])
    less = replace(whole, populations=LESS_OF_CUSTOMERS)

    assert widens(less, whole)
    assert not widens(whole, less)
    assert less.level_of(Population.CUSTOMER) is Level.HIDDEN
    assert less.level_of(Population.PROSPECT) is Level.OVERLAPPING_ACCOUNTS
    assert told(grants(whole) - grants(less)) == (
        "level:counts_only of customer",
        "level:overlapping_accounts of customer",
        "show:owner of customer",
    )


def test_a_population_cannot_show_more_than_the_whole():
    more = PopulationTerms(Population.CUSTOMER, Level.ALL_ACCOUNTS, ["city", "owner"])
    terms = Terms(Level.COUNTS_ONLY, fields=["city"], populations=[more])

    assert terms.level_of(Population.CUSTOMER) is Level.COUNTS_ONLY
    assert terms.fields_of(Population.CUSTOMER) == {"city"}


def test_a_field_that_one_population_does_not_show_is_compared_only_by_name():
    terms = Terms(Level.OVERLAPPING_ACCOUNTS, fields=["city"])
    quiet = PopulationTerms(Population.CUSTOMER, Level.OVERLAPPING_ACCOUNTS, [])

    assert terms.compares() == {"city"}
    assert replace(terms, populations=[quiet]).compares() == set()
    assert replace(terms, populations=[quiet], compared=["city"]).compares() == {"city"}
