import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.domain.lists import OpportunityStatus
from partnerhub.domain.money import Money
from partnerhub.domain.roi import (
    Cost,
    Deal,
    Report,
    Scope,
    Side,
    TargetAccounts,
    Unit,
    build,
    redact,
)
from partnerhub.domain.roi.definitions import DEFINITIONS
from partnerhub.domain.roi.report import sentence

FIRST, SECOND = Side.FIRST, Side.SECOND
OPEN, WON, LOST = OpportunityStatus
FROZEN = date(2026, 1, 1)
SCOPE = Scope(FROZEN, as_of=date(2026, 12, 31))


def targets(number):
    return [TargetAccounts(f"t{n}", [f"a{n}"], [f"b{n}"]) for n in range(number)]


def deal(number, status=OPEN, *, side=FIRST, day=10, closed=None, **details):
    """A deal at target `number`, created so many days after the baseline."""
    return Deal(
        side=side,
        account=f"{'a' if side is FIRST else 'b'}{number}",
        status=status,
        created_on=FROZEN + timedelta(days=day),
        closed_on=None if closed is None else FROZEN + timedelta(days=closed),
        **details,
    )


def won(number, amount=None, *, currency="EUR", closed=40, **details):
    return deal(number, WON, closed=closed, amount_minor=amount, currency=currency, **details)


def lost(number, amount=None, *, currency="EUR", closed=40, **details):
    return deal(number, LOST, closed=closed, amount_minor=amount, currency=currency, **details)


def report(number, deals, costs=(), scope=SCOPE):
    return build(targets(number), deals, costs, scope)


def test_sixty_accounts_of_which_thirty_three_entered_and_sixteen_closed():
    deals = [won(n) for n in range(16)] + [deal(n) for n in range(16, 33)]

    told = report(60, deals)

    assert told.sentence() == (
        "60 accounts; 33 of them (55 %) went into pipeline; 16 of those (48 %) closed."
    )
    assert told.joint["pipeline_rate"].value == Decimal("0.5500")
    assert told.joint["close_rate"].value == Decimal("0.4848")
    assert told.joint["closed_of_targets"].value == Decimal("0.2667")


@pytest.mark.parametrize(
    ("numbers", "line"),
    [
        ((0, 0, 0), "No accounts are on the target list."),
        ((1, 0, 0), "1 account; none of them has gone into pipeline yet."),
        (
            (3, 1, 0),
            "3 accounts; 1 of them (33 %) went into pipeline; none of those has closed yet.",
        ),
        (
            (2_000, 1_000, 5),
            "2,000 accounts; 1,000 of them (50 %) went into pipeline; 5 of those (1 %) closed.",
        ),
    ],
)
def test_the_front_page_line_is_a_sentence_whatever_the_numbers(numbers, line):
    assert sentence(*numbers) == line


def test_without_targets_every_rate_is_unknown_and_not_zero():
    told = report(0, [])

    for name in ("pipeline_rate", "close_rate", "closed_of_targets", "win_rate", "cycle_days"):
        assert told.joint[name].value is None
        assert told.joint[name].denominator == 0


def test_nothing_closed_leaves_the_win_rate_unknown():
    told = report(5, [deal(1)])

    assert told.first["win_rate"].value is None
    assert told.first["close_rate"].value == 0
    assert told.first["opportunity_close_rate"].value == 0


def test_an_account_counts_once_however_many_deals_it_has():
    told = report(10, [deal(1), deal(1), won(1), won(1)])

    assert told.first["pipeline_rate"].numerator == 1
    assert told.first["close_rate"].value == 1
    assert told.first["deals"].value == 4
    assert told.first["opportunity_close_rate"].value == Decimal("0.5")


def test_jointly_an_account_counts_once_whoever_holds_the_deal():
    told = report(10, [won(1), deal(1, side=SECOND), deal(2, side=SECOND)])

    assert told.first["pipeline_rate"].numerator == 1
    assert told.second["pipeline_rate"].numerator == 2
    assert told.joint["pipeline_rate"].numerator == 2
    assert told.joint["close_rate"].value == Decimal("0.5")
    assert told.joint["both_in_pipeline"].value == 1


def test_several_accounts_of_one_company_are_one_target():
    several = [TargetAccounts("t", ["a1", "a2"], ["b1"])]

    told = build(several, [deal(1), deal(2)], [], SCOPE)

    assert told.first["pipeline_rate"].value == 1


def test_win_rate_and_close_rate_are_different_questions():
    deals = [won(1), won(2), lost(3), deal(4), deal(5), deal(6)]

    told = report(10, deals).first

    assert (told["win_rate"].numerator, told["win_rate"].denominator) == (2, 3)
    assert (told["opportunity_close_rate"].numerator, told["deals"].value) == (2, 6)
    assert told["close_rate"].value == Decimal("0.3333")


@pytest.mark.parametrize(
    ("day", "counts"), [(-1, False), (0, False), (1, True), (180, True), (181, False)]
)
def test_a_deal_counts_from_the_day_after_the_baseline_to_the_windows_last(day, counts):
    assert report(5, [deal(1, day=day)]).first["deals"].value == int(counts)


def test_what_happened_after_the_reports_day_is_not_known_yet():
    early = Scope(FROZEN, as_of=FROZEN + timedelta(days=20))

    told = report(5, [won(1, day=10, closed=40), deal(2, day=30)], scope=early).first

    assert told["deals"].value == 1
    assert told["close_rate"].value == 0


def test_a_deal_won_after_the_window_still_counts_as_closed():
    assert report(5, [won(1, day=170, closed=300)]).first["close_rate"].value == 1


def test_deals_elsewhere_and_without_a_date_are_left_out():
    undated = Deal(side=FIRST, account="a1", status=WON, created_on=None)

    assert report(5, [deal(99), undated]).first["deals"].value == 0


def test_an_account_of_two_targets_is_refused():
    twice = [TargetAccounts("t1", ["a1"], []), TargetAccounts("t2", ["a1"], [])]

    with pytest.raises(ValueError, match="two targets"):
        build(twice, [], [], SCOPE)


def test_a_window_of_no_days_is_refused():
    with pytest.raises(ValueError, match="at least one day"):
        Scope(FROZEN, as_of=FROZEN, window_days=0)


def test_a_new_deal_at_a_new_account_is_sourced():
    told = report(5, [deal(1)]).first

    assert told["sourced_accounts"].value == told["sourced_deals"].value == 1
    assert told["influenced_deals"].value == 0


def test_a_new_deal_at_an_account_with_an_open_deal_is_not_sourced():
    told = report(5, [deal(1, day=-30), deal(1, day=30)]).first

    assert (told["deals"].value, told["sourced_deals"].value) == (1, 0)


def test_a_new_deal_at_an_old_customer_is_not_sourced():
    told = report(5, [won(1, day=-300, closed=-200), deal(1)]).first

    assert (told["deals"].value, told["sourced_deals"].value) == (1, 0)


def test_the_second_deal_of_a_new_customer_is_not_sourced():
    told = report(5, [won(1, day=10, closed=40), deal(1, day=50)]).first

    assert (told["deals"].value, told["sourced_deals"].value) == (2, 1)


def test_a_customer_won_without_a_closing_date_is_one_from_its_creation():
    bought = deal(1, WON, day=-20)

    assert report(5, [bought, deal(1)]).first["sourced_deals"].value == 0


def test_the_partners_deals_do_not_make_mine_less_sourced():
    told = report(5, [deal(1, day=-30, side=SECOND), deal(1)])

    assert told.first["sourced_deals"].value == 1


@pytest.mark.parametrize(
    ("older", "influenced"),
    [
        (won(1, day=-30, closed=40), True),
        (lost(1, day=-30, closed=40), True),
        (won(1, day=-30, closed=-1), False),
        (won(1, day=-30, closed=0), False),
        (won(1, day=-30, closed=181), False),
        (deal(1, day=-30), False),
        (deal(1, day=-30, advanced_on=FROZEN + timedelta(days=9)), True),
        (deal(1, day=-30, advanced_on=FROZEN), False),
        (deal(1, WON, day=-30), False),
    ],
)
def test_a_deal_open_at_the_baseline_is_influenced_when_it_moves_in_the_window(older, influenced):
    told = report(5, [older]).first

    assert told["influenced_deals"].value == told["influenced_accounts"].value == int(influenced)
    assert told["pipeline_rate"].value == 0


def test_money_of_different_currencies_is_never_added():
    told = report(5, [won(1, 100_00), won(2, 70_000, currency="JPY"), won(3, 50_00)]).first

    assert told.of("won_amount", "EUR").value == Money(150_00, "EUR")
    assert told.of("won_amount", "JPY").value == Money(70_000, "JPY")
    assert told.of("won_amount", "USD") is None


def test_jointly_amounts_stand_side_by_side():
    told = report(5, [won(1, 100_00), won(1, 30_00, side=SECOND)]).joint

    assert told.of("won_amount", "EUR", FIRST).value == Money(100_00, "EUR")
    assert told.of("won_amount", "EUR", SECOND).value == Money(30_00, "EUR")
    assert len(told.listed["won_amount"]) == 2


def test_amounts_tell_pipeline_won_and_win_rate_by_value():
    told = report(9, [won(1, 300), lost(2, 100), deal(3, amount_minor=50, currency="EUR")]).first

    assert told.of("pipeline_amount", "EUR").value == Money(450, "EUR")
    assert told.of("won_amount", "EUR").value == Money(300, "EUR")
    assert told.of("win_rate_by_value", "EUR").value == Decimal("0.7500")
    assert told.of("win_rate_by_value", "EUR").denominator == Money(400, "EUR")


def test_a_deal_without_an_amount_is_in_the_counts_and_named():
    told = report(9, [won(1, 300), won(2), won(3, 500)]).first

    assert told["deals"].value == 3
    assert told["deals_without_amount"].value == 1
    assert told.of("average_deal", "EUR").value == Money(400, "EUR")
    assert told.of("average_deal", "EUR").denominator == 2


def test_the_average_deal_is_rounded_to_its_minor_unit():
    told = report(9, [won(1, 100), won(2, 100), won(3, 101)]).first

    assert told.of("average_deal", "EUR").value == Money(100, "EUR")


def test_without_a_won_deal_there_is_no_average():
    told = report(9, [deal(1, amount_minor=5, currency="EUR")]).first

    assert told.of("average_deal", "EUR").value is None
    assert told.of("pipeline_velocity", "EUR").value is None


def test_sourced_and_influenced_money_are_told_apart():
    told = report(
        9,
        [
            won(1, 300),
            deal(2, amount_minor=40, currency="EUR"),
            won(3, 900, day=-20),
            lost(5, 800, day=-20),
            won(4, 70, day=-300, closed=-200),
            won(4, 6),
        ],
    ).first

    assert told.of("sourced_amount", "EUR").value == Money(340, "EUR")
    assert told.of("sourced_won_amount", "EUR").value == Money(300, "EUR")
    assert told.of("influenced_won_amount", "EUR").value == Money(900, "EUR")
    assert told.of("pipeline_amount", "EUR").value == Money(346, "EUR")


def test_the_cycle_is_the_mean_of_the_won_deals():
    deals = [won(1, day=10, closed=40), won(2, day=10, closed=51), lost(3, closed=170)]

    cycle = report(9, deals).first["cycle_days"]

    assert (cycle.value, cycle.numerator, cycle.denominator) == (Decimal("35.5"), 71, 2)


def test_a_deal_that_closed_before_it_began_says_nothing_about_the_cycle():
    assert report(9, [won(1, day=10, closed=5)]).first["cycle_days"].value is None


def test_velocity_is_deals_times_average_times_win_rate_by_cycle():
    deals = [won(n, 25_000_00, day=1, closed=91) for n in range(10)]
    deals += [lost(n, 25_000_00, day=1) for n in range(10, 40)]

    velocity = report(40, deals).first.of("pipeline_velocity", "EUR")

    assert velocity.value == Money(2_777_78, "EUR")
    assert velocity.numerator == Money(250_000_00, "EUR")
    assert velocity.denominator == Decimal(90)
    assert velocity.unit is Unit.MONEY_PER_DAY


def test_deals_won_on_the_day_they_began_have_no_velocity():
    assert (
        report(9, [won(1, 5, day=1, closed=1)]).first.of("pipeline_velocity", "EUR").value is None
    )


def test_return_is_revenue_less_cost_by_cost():
    told = report(
        9,
        [won(1, 10_000_00), won(2, 2_000_00, side=SECOND)],
        [Cost(FIRST, 3_000_00, "EUR"), Cost(FIRST, 1_000_00, "EUR"), Cost(SECOND, 4_000_00, "EUR")],
    )

    assert told.first.of("roi", "EUR").value == Decimal("1.5000")
    assert told.second.of("roi", "EUR").value == Decimal("-0.5000")
    assert told.joint.of("roi", "EUR").value == Decimal("0.5000")
    assert told.joint.of("cost", "EUR").value == Money(8_000_00, "EUR")


def test_without_cost_there_is_no_return():
    assert report(9, [won(1, 10)]).first.of("roi", "EUR").value is None


def test_cost_without_any_revenue_is_lost():
    assert report(9, [], [Cost(FIRST, 10, "EUR")]).first.of("roi", "EUR").value == -1


def test_cost_in_one_currency_and_revenue_in_another_give_no_return():
    told = report(9, [won(1, 10, currency="USD")], [Cost(FIRST, 10, "EUR")]).first

    assert told.of("roi", "EUR").suppressed == "other_currency"
    assert told.of("roi", "USD").value is None
    assert told.of("roi", "USD").suppressed is None


def many(number, side=SECOND, amount=100, start=0):
    return [won(n, amount + n, side=side) for n in range(start, start + number)]


def test_the_partners_amounts_need_a_grant_and_its_account_counts_do_not():
    told = report(20, many(8)).seen_by(FIRST, amounts_shared=False)

    assert told.second["close_rate"].value == 1
    assert told.second["cycle_days"].suppressed == "not_shared"
    (withheld,) = told.second.listed["won_amount"]
    assert (withheld.value, withheld.currency, withheld.suppressed) == (None, None, "not_shared")
    assert told.joint.listed["roi"][0].suppressed == "not_shared"
    assert told.joint["cycle_days"].suppressed == "not_shared"


def test_without_a_grant_amounts_and_currencies_change_no_byte_of_what_is_seen():
    one = report(20, [*many(8), won(9, 5)], [Cost(SECOND, 5, "EUR")])
    other = report(
        20,
        [won(n, 7, side=SECOND, currency="JPY") for n in range(7)]
        + [won(7, side=SECOND)]
        + [won(9, 5)],
        [Cost(SECOND, 5, "EUR")],
    )

    seen = [told.seen_by(FIRST, amounts_shared=False).to_json() for told in (one, other)]

    assert seen[0] == seen[1]


def test_shared_amounts_of_enough_accounts_are_shown():
    told = report(20, [*many(8), won(1, 50)], [Cost(SECOND, 100, "EUR")])

    seen = told.seen_by(FIRST, amounts_shared=True)

    assert seen.second.of("won_amount", "EUR").value == Money(828, "EUR")
    assert seen.second.of("roi", "EUR").value == Decimal("7.2800")
    assert seen.joint.of("roi", "EUR") == told.joint.of("roi", "EUR")
    assert seen.joint["cycle_days"] == told.joint["cycle_days"]


def test_amounts_of_four_accounts_are_withheld_and_with_them_what_they_give_away():
    seen = report(20, many(4), [Cost(SECOND, 100, "EUR")]).seen_by(FIRST, amounts_shared=True)

    for name in ("won_amount", "pipeline_amount", "average_deal", "pipeline_velocity", "roi"):
        assert seen.second.of(name, "EUR").suppressed == "small_group"
        assert seen.second.of(name, "EUR").numerator is None
    assert seen.joint.of("roi", "EUR").suppressed == "small_group"
    assert seen.joint["cycle_days"].suppressed == "small_group"
    assert seen.second.of("cost", "EUR").value == Money(100, "EUR")


def test_a_deal_that_dominates_is_withheld():
    seen = report(20, [*many(4), won(9, 7_777_777, side=SECOND)]).seen_by(
        FIRST, amounts_shared=True
    )

    assert seen.second.of("won_amount", "EUR").suppressed == "dominance"


def test_a_single_open_deal_cannot_be_worked_out_from_pipeline_less_won():
    deals = [*many(8), deal(9, side=SECOND, amount_minor=90, currency="EUR")]

    seen = report(20, deals).seen_by(FIRST, amounts_shared=True)

    assert seen.second.of("won_amount", "EUR").value == Money(828, "EUR")
    assert seen.second.of("pipeline_amount", "EUR").suppressed == "complementary"


def test_a_single_lost_deal_cannot_be_worked_out_from_the_win_rate_by_value():
    seen = report(20, [*many(8), lost(9, 90, side=SECOND)]).seen_by(FIRST, amounts_shared=True)

    assert seen.second.of("win_rate_by_value", "EUR").suppressed == "complementary"


def test_my_own_figures_are_mine_to_see():
    told = report(20, [won(1, 50)])

    seen = told.seen_by(FIRST, amounts_shared=False)

    assert seen.first.listed == told.first.listed
    assert seen.joint.of("won_amount", "EUR", FIRST).value == Money(50, "EUR")


def test_the_second_side_sees_the_first_as_its_partner():
    seen = report(20, many(8, FIRST)).seen_by(SECOND, amounts_shared=False)

    assert seen.first.listed["won_amount"][0].suppressed == "not_shared"


def test_my_cycle_is_the_joint_one_while_the_partner_has_won_nothing():
    told = report(20, [won(1, 50)])

    assert told.seen_by(FIRST, amounts_shared=True).joint["cycle_days"].value == 30


def test_what_one_target_brought_never_leaves_the_server():
    told = report(20, many(8))

    assert "contributions" in told.to_json(contributions=True)["second"]
    assert "contributions" not in json.dumps(told.to_json())
    for viewer in Side:
        seen = told.seen_by(viewer, amounts_shared=True)
        assert "contributions" not in json.dumps(seen.to_json(contributions=True))


def test_a_redacted_report_cannot_be_redacted_again_by_mistake():
    seen = report(20, many(8)).seen_by(FIRST, amounts_shared=True)

    with pytest.raises(ValueError, match="without contributions"):
        redact(seen.second, amounts_shared=True)


DEALS = st.lists(
    st.builds(
        deal,
        st.integers(0, 6),
        st.sampled_from(OpportunityStatus),
        side=st.sampled_from(Side),
        day=st.integers(-40, 220),
        closed=st.none() | st.integers(-40, 400),
        amount_minor=st.none() | st.integers(0, 10_000),
        currency=st.sampled_from(["EUR", "JPY"]),
    ),
    max_size=25,
)
COSTS = st.lists(
    st.builds(
        Cost, st.sampled_from(Side), st.integers(0, 10**7), st.sampled_from(["EUR", "JPY", "KWD"])
    ),
    max_size=3,
)


@given(DEALS, COSTS)
def test_a_stored_report_reads_back_as_it_was(deals, costs):
    told = report(7, deals, costs)
    stored = json.loads(json.dumps(told.to_json(contributions=True)))

    assert Report.from_json(stored) == told


@given(DEALS, COSTS)
def test_the_joint_report_is_never_less_than_a_side_and_never_more_than_both(deals, costs):
    told = report(7, deals, costs)

    for name in ("pipeline_accounts", "closed_accounts", "sourced_accounts", "influenced_accounts"):
        of_sides = [told.first[name].value, told.second[name].value]
        assert max(of_sides) <= told.joint[name].value <= sum(of_sides)
    for name in ("deals", "sourced_deals", "influenced_deals", "deals_without_amount"):
        assert told.joint[name].value == told.first[name].value + told.second[name].value


@given(DEALS, COSTS)
def test_every_rate_is_its_numerator_by_its_denominator(deals, costs):
    told = report(7, deals, costs)

    for view in (told.first, told.second, told.joint):
        for name, figure in view.single.items():
            if figure.unit is Unit.RATE:
                assert 0 <= figure.numerator <= figure.denominator
                assert (figure.value is None) == (figure.denominator == 0)
            assert figure.definition == DEFINITIONS[name]


@given(DEALS, COSTS)
def test_swapping_the_sides_swaps_the_report(deals, costs):
    def mirrored(one):
        return Deal(
            side=one.side.other,
            account=one.account,
            status=one.status,
            created_on=one.created_on,
            closed_on=one.closed_on,
            amount_minor=one.amount_minor,
            currency=one.currency,
        )

    turned = [TargetAccounts(t.target_id, t.second_accounts, t.first_accounts) for t in targets(7)]
    told = report(7, deals, costs)
    other = build(
        turned,
        map(mirrored, deals),
        [Cost(cost.side.other, cost.amount_minor, cost.currency) for cost in costs],
        SCOPE,
    )

    assert other.second.single == told.first.single
    assert other.joint.single == told.joint.single
    assert other.joint.listed["roi"] == told.joint.listed["roi"]


@given(DEALS, COSTS, st.booleans(), st.sampled_from(Side))
def test_a_seen_report_can_always_be_written_and_shows_own_figures_whole(
    deals, costs, shared, viewer
):
    told = report(7, deals, costs)

    seen = told.seen_by(viewer, amounts_shared=shared)

    assert Report.from_json(json.loads(json.dumps(seen.to_json()))) == seen
    assert seen.of(viewer).listed == told.of(viewer).listed


@given(DEALS)
def test_a_shown_sum_of_the_partner_has_five_accounts_behind_it(deals):
    told = report(7, deals)

    seen = told.seen_by(FIRST, amounts_shared=True).second

    for figure in seen.listed["won_amount"]:
        if figure.value is not None:
            parts = told.second.contributions.amounts[figure.currency]
            contributing = {
                target
                for name in ("won_sourced", "won_other")
                for target, amount in parts.get(name, {}).items()
                if amount
            }
            assert len(contributing) >= 5
