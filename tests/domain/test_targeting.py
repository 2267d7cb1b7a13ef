from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.domain.populations import Population
from partnerhub.domain.targeting import (
    Candidate,
    Play,
    Reason,
    Side,
    Standing,
    build,
    play_of,
    points_of,
    sentence,
    split_seats,
)
from partnerhub.domain.targeting.ranking import INTRODUCED
from partnerhub.domain.targeting.reasons import codes

FIRST, SECOND = Side.FIRST, Side.SECOND
STANDINGS = st.builds(
    Standing,
    population=st.sampled_from(Population),
    open_opportunity=st.booleans(),
    days_since_last_won=st.none() | st.integers(0, 400),
    contacts=st.integers(0, 7),
    senior_contacts=st.integers(0, 2),
    excluded=st.sampled_from([False, False, False, True]),
)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        company=st.integers(1, 60),
        first=STANDINGS,
        second=STANDINGS,
        confidence=st.integers(8_000, 10_000),
    ),
    unique_by=lambda candidate: candidate.company,
    max_size=40,
)


def customer(**details):
    return Standing(population=Population.CUSTOMER, **details)


def prospect(**details):
    return Standing(population=Population.PROSPECT, **details)


def selling(**details):
    return Standing(population=Population.OPEN_OPPORTUNITY, **details)


def candidates(number, first, second, *, start=1):
    return [Candidate(company=start + n, first=first, second=second) for n in range(number)]


def test_a_list_that_cannot_be_filled_says_how_much_it_lacks():
    plan = build(candidates(8, customer(), prospect()), capacity=10)

    assert (plan.size, plan.wanted, plan.shortfall) == (8, 30, 22)
    assert plan.left_out == ()


def test_without_candidates_there_is_an_empty_list_and_no_error():
    assert build([], capacity=10).shortfall == 30


@pytest.mark.parametrize(("factor", "wanted"), [(3, 30), (1, 10), (Fraction(5, 2), 25)])
def test_the_list_is_as_long_as_capacity_times_factor(factor, wanted):
    assert build(candidates(99, prospect(), prospect()), capacity=10, factor=factor).size == wanted


def test_half_an_account_per_seat_is_rounded_up():
    assert build([], capacity=3, factor=Fraction(1, 2)).wanted == 2


@pytest.mark.parametrize(
    ("first", "second", "play"),
    [
        (customer(), prospect(), Play.INTRODUCTION_BY_FIRST),
        (selling(), customer(), Play.INTRODUCTION_BY_SECOND),
        (customer(), customer(), Play.UPSELL),
        (selling(), selling(), Play.BOTH_OPEN),
        (selling(), prospect(), Play.OPEN_AT_FIRST),
        (prospect(), selling(), Play.OPEN_AT_SECOND),
        (Standing(population=Population.FORMER_CUSTOMER), prospect(), Play.WIN_BACK),
        (prospect(), prospect(), Play.BOTH_PROSPECT),
    ],
)
def test_what_two_sides_can_do_together_follows_from_where_they_stand(first, second, play):
    assert play_of(first, second) is play
    assert play_of(second, first) is play.swap()


def test_an_introduction_comes_before_a_company_new_to_both():
    plan = build(
        [
            Candidate(company=1, first=prospect(contacts=5), second=prospect(contacts=5)),
            Candidate(company=2, first=customer(), second=prospect()),
        ],
        capacity=1,
    )

    assert [target.company for target in plan.targets] == [2, 1]
    assert [target.rank for target in plan.targets] == [1, 2]


def test_a_deal_of_the_introduced_side_raises_an_introduction():
    cold = Candidate(company=1, first=customer(), second=prospect())
    warm = Candidate(company=2, first=customer(), second=selling())

    assert points_of(warm) == points_of(cold) + 100


def test_an_account_that_bought_weeks_ago_is_left_to_support():
    plan = build(
        [
            Candidate(company=1, first=customer(days_since_last_won=89), second=prospect()),
            Candidate(company=2, first=customer(days_since_last_won=90), second=prospect()),
            Candidate(company=3, first=prospect(), second=customer(days_since_last_won=0)),
        ],
        capacity=10,
    )

    assert [target.company for target in plan.targets] == [2]
    assert {(out.company, out.code) for out in plan.left_out} == {(1, "cooldown"), (3, "cooldown")}


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (prospect(excluded=True), customer(), "excluded_by_first"),
        (prospect(), customer(excluded=True), "excluded_by_second"),
        (prospect(excluded=True), customer(excluded=True), "excluded_by_both"),
        (Standing(population=Population.OTHER), customer(), "not_a_buyer_of_first"),
        (customer(), Standing(population=Population.OTHER), "not_a_buyer_of_second"),
        (
            Standing(population=Population.OTHER),
            Standing(population=Population.OTHER),
            "not_a_buyer_of_both",
        ),
    ],
)
def test_an_account_that_does_not_matter_to_both_is_left_out_with_the_reason(first, second, code):
    plan = build([Candidate(company=1, first=first, second=second)], capacity=10)

    assert plan.targets == ()
    assert [out.code for out in plan.left_out] == [code]


def test_a_minimum_seniority_leaves_out_accounts_where_nobody_senior_is_known():
    known = Candidate(company=1, first=customer(), second=prospect(senior_contacts=1))
    unknown = Candidate(company=2, first=customer(contacts=9), second=prospect(contacts=9))

    plan = build([known, unknown], capacity=10, needs_senior=True)

    assert [target.company for target in plan.targets] == [1]
    assert plan.left_out[0].code == "no_senior_contact"


def test_customers_of_both_are_mixed_in_but_do_not_take_over():
    everyone = candidates(50, customer(contacts=5), customer(contacts=5)) + candidates(
        50, prospect(), prospect(), start=100
    )

    plan = build(everyone, capacity=10)

    assert sum(target.play is Play.UPSELL for target in plan.targets) == 3
    assert {out.code for out in plan.left_out} == {"customer_share", "beyond_size"}


def test_further_customers_fill_a_list_that_would_stay_short():
    assert build(candidates(50, customer(), customer()), capacity=10).size == 30


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1, 2), Fraction(1)])
def test_introductions_are_dealt_by_the_agreed_share(share):
    everyone = candidates(99, customer(), prospect()) + candidates(
        99, prospect(), customer(), start=100
    )

    plan = build(everyone, capacity=10, first_share=share)

    assert introductions(plan, FIRST) == 30 * share
    assert introductions(plan, SECOND) == 30 - 30 * share


def introductions(plan, side):
    """How many introductions a side receives."""
    return sum(INTRODUCED.get(target.play) is side for target in plan.targets)


def test_the_lead_gets_the_odd_seat():
    assert split_seats(7, Fraction(1, 2), lead=FIRST) == {FIRST: 4, SECOND: 3}
    assert split_seats(7, Fraction(1, 2), lead=SECOND) == {FIRST: 3, SECOND: 4}
    assert split_seats(10, Fraction(1, 3), lead=SECOND) == {FIRST: 3, SECOND: 7}


@given(st.integers(0, 500), st.fractions(0, 1), st.sampled_from(Side))
def test_seats_always_add_up(seats, share, lead):
    dealt = split_seats(seats, share, lead=lead)

    assert sum(dealt.values()) == seats
    assert abs(dealt[FIRST] - seats * share) <= Fraction(1, 2)
    assert split_seats(seats, 1 - share, lead=lead.other)[SECOND] == dealt[FIRST]


@pytest.mark.parametrize(
    ("first", "second", "inviter"),
    [
        (customer(), selling(contacts=9), FIRST),
        (selling(), prospect(contacts=9), FIRST),
        (prospect(contacts=2), prospect(contacts=3), SECOND),
        (prospect(contacts=2, senior_contacts=1), prospect(contacts=2), FIRST),
    ],
)
def test_the_side_with_the_stronger_relationship_invites(first, second, inviter):
    plan = build([Candidate(company=1, first=first, second=second)], capacity=10)

    assert plan.targets[0].inviter is inviter


def test_equal_relationships_are_dealt_out_in_turn_starting_with_the_lead():
    plan = build(candidates(3, prospect(), prospect()), capacity=10, lead=SECOND)

    assert [target.inviter for target in plan.targets] == [SECOND, FIRST, SECOND]


def test_a_tie_goes_to_the_side_that_invites_less():
    everyone = [
        *candidates(2, customer(), prospect()),
        *candidates(2, prospect(), prospect(), start=10),
    ]

    plan = build(everyone, capacity=10)

    assert [target.inviter for target in plan.targets] == [FIRST, FIRST, SECOND, SECOND]


def test_reasons_are_told_in_the_readers_own_words():
    target = build(
        [Candidate(company=1, first=customer(senior_contacts=1, contacts=1), second=selling())],
        capacity=10,
    ).targets[0]

    assert [reason.sentence(FIRST) for reason in target.reasons] == [
        "Your customer and not your partner's: you can introduce your partner.",
        "Your partner is selling there right now: an introduction would help at once.",
        "You know senior people there.",
    ]
    assert [reason.sentence(SECOND) for reason in target.reasons] == [
        "Your partner's customer and not yours: your partner can introduce you.",
        "You are selling there right now: an introduction would help at once.",
        "Your partner knows senior people there.",
    ]


@pytest.mark.parametrize(
    ("candidate", "code"),
    [
        (
            Candidate(company=1, first=customer(open_opportunity=True), second=customer()),
            "expanding_with_first",
        ),
        (
            Candidate(
                company=1, first=prospect(), second=Standing(population=Population.FORMER_CUSTOMER)
            ),
            "former_customer_of_second",
        ),
        (
            Candidate(company=1, first=prospect(), second=prospect(contacts=1)),
            "known_by_second",
        ),
        (
            Candidate(company=1, first=prospect(), second=prospect(), confidence=8_500),
            "unsure_match",
        ),
    ],
)
def test_what_speaks_for_an_account_is_said(candidate, code):
    assert Reason(code) in build([candidate], capacity=1).targets[0].reasons


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_code_has_a_sentence_for_either_side_and_a_mirror(code):
    assert sentence(code, FIRST).endswith(".")
    assert sentence(code, SECOND) == Reason(code).swap().sentence(FIRST)


def test_who_is_left_out_is_told_why():
    plan = build(
        [Candidate(company=1, first=prospect(excluded=True), second=customer())], capacity=1
    )

    assert plan.left_out[0].sentence(FIRST) == "You excluded the account."
    assert plan.left_out[0].sentence(SECOND) == "Your partner excluded the account."


def test_company_ids_may_be_texts_and_numbers():
    everyone = [
        Candidate(company=company, first=prospect(), second=prospect())
        for company in ("b", 10, "a", 9)
    ]

    assert [target.company for target in build(everyone, capacity=9).targets] == [9, 10, "a", "b"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"capacity": 0},
        {"capacity": 1, "factor": 0},
        {"capacity": 1, "cooldown_days": -1},
        {"capacity": 1, "customer_share": Fraction(3, 2)},
        {"capacity": 1, "first_share": Fraction(-1, 2)},
    ],
)
def test_a_list_of_nothing_is_not_built(parameters):
    with pytest.raises(ValueError, match=r"positive|between"):
        build([], **parameters)


@given(CANDIDATES, st.integers(1, 8), st.fractions(0, 1), st.sampled_from(Side))
def test_swapping_the_sides_gives_the_mirrored_plan(everyone, capacity, share, lead):
    plan = build(everyone, capacity=capacity, first_share=share, lead=lead)

    mirrored = build(
        [candidate.swap() for candidate in everyone],
        capacity=capacity,
        first_share=1 - share,
        lead=lead.other,
    )
    assert mirrored == plan.swap()


@given(CANDIDATES, st.integers(1, 8), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_says_nothing(everyone, capacity, random):
    shuffled = list(everyone)
    random.shuffle(shuffled)

    assert build(shuffled, capacity=capacity) == build(everyone, capacity=capacity)


@given(CANDIDATES, st.integers(1, 8))
def test_everybody_is_on_the_list_or_named_with_a_reason(everyone, capacity):
    plan = build(everyone, capacity=capacity)

    listed = [target.company for target in plan.targets]
    assert sorted(listed + [out.company for out in plan.left_out]) == sorted(
        candidate.company for candidate in everyone
    )
    assert plan.size + plan.shortfall == plan.wanted
    assert plan.shortfall >= 0
    assert [target.score for target in plan.targets] == sorted(
        (target.score for target in plan.targets), reverse=True
    )


@given(CANDIDATES, st.integers(1, 4), st.integers(0, 200), STANDINGS)
def test_junk_of_one_side_takes_nothing_of_the_others_share(everyone, capacity, number, standing):
    before = build(everyone, capacity=capacity, customer_share=Fraction(0))
    junk = candidates(number, prospect(), standing, start=1_000)

    after = build([*everyone, *junk], capacity=capacity, customer_share=Fraction(0))

    share = split_seats(before.wanted, Fraction(1, 2), lead=FIRST)[SECOND]
    assert introductions(after, SECOND) >= min(introductions(before, SECOND), share)
    assert introductions(after, FIRST) <= max(
        after.wanted - share, after.wanted - introductions(after, SECOND)
    )


def test_ten_thousand_junk_rows_leave_both_shares_as_they_were():
    honest = candidates(40, customer(contacts=2), prospect(contacts=1)) + candidates(
        40, prospect(contacts=1), customer(contacts=2), start=100
    )
    junk = candidates(10_000, prospect(), customer(contacts=2), start=1_000)

    before, after = build(honest, capacity=10), build(honest + junk, capacity=10)

    assert before.targets == after.targets
