from datetime import date, timedelta

import pytest

from partnerhub.domain.disclosure import Level
from partnerhub.domain.errors import (
    ValidationError,
)
from tests.factories import NOW
from tests.factories.stories import BASELINE, Story, figure, in_currency, worked_example


@pytest.fixture
def story(database):
    return worked_example(database)


def test_the_headline_is_the_joint_one_and_an_account_counts_once(story):
    report = story.read(story.made())

    assert report.headline == (
        "6 accounts; 4 of them (67 %) went into pipeline; 1 of those (25 %) closed."
    )
    assert figure(report.joint, "pipeline_rate") == (0.6667, 4, 6)
    assert figure(report.joint, "close_rate") == (0.25, 1, 4)
    assert figure(report.joint, "closed_of_targets") == (0.1667, 1, 6)
    assert figure(report.joint, "win_rate") == (0.6667, 2, 3)
    assert report.joint["both_in_pipeline"]["value"] == 1


def test_each_side_has_its_own_figures(story):
    report_id = story.made()
    mine, theirs = story.read(report_id), story.read(report_id, story.second)

    assert figure(mine.mine, "pipeline_rate") == (0.5, 3, 6)
    assert figure(mine.mine, "close_rate") == (0.3333, 1, 3)
    assert figure(mine.theirs, "pipeline_rate") == (0.3333, 2, 6)
    assert figure(theirs.mine, "pipeline_rate") == (0.3333, 2, 6)
    assert figure(theirs.theirs, "close_rate") == (0.3333, 1, 3)
    assert mine.joint["pipeline_rate"] == theirs.joint["pipeline_rate"]


def test_every_figure_says_what_it_means(story):
    report = story.read(story.made())

    for view in (report.mine, report.theirs, report.joint):
        for found in view.values():
            for one in found if isinstance(found, list) else [found]:
                assert one["definition"]
                assert {"value", "numerator", "denominator", "suppressed"} <= one.keys()


def test_win_rate_is_told_by_count_and_by_value_and_currencies_stay_apart(story):
    mine = story.read(story.made()).mine

    assert figure(mine, "win_rate") == (0.5, 1, 2)
    by_value = in_currency(mine, "win_rate_by_value", "EUR")
    assert by_value["value"] == 0.6667
    assert by_value["denominator"] == {"amount": "15000.00", "currency": "EUR"}
    amounts = {one["currency"]: one["value"]["amount"] for one in mine["pipeline_amount"]}
    assert amounts == {"EUR": "15000.00", "USD": "7000.00"}
    assert figure(mine, "cycle_days") == (90.0, 90, 1)


def test_the_return_is_what_was_won_less_what_was_spent(story):
    story.share(story.first, amounts=True).share(story.second, amounts=True)

    mine = story.read(story.made()).mine

    assert in_currency(mine, "roi", "EUR")["value"] == 4.0
    assert in_currency(mine, "cost", "EUR")["value"] == {"amount": "2000.00", "currency": "EUR"}


def test_without_cost_there_is_no_return_and_without_closed_deals_no_rate(database):
    story = Story(database).frozen().deal("first", "a", "open", created="2025-10-15", amount=1)

    report = story.read(story.made())

    assert figure(report.joint, "close_rate") == (0.0, 0, 1)
    assert figure(report.mine, "win_rate") == (None, 0, 0)
    assert in_currency(report.mine, "roi", "EUR")["value"] is None


def test_without_any_pipeline_the_close_rate_is_unknown_and_not_zero(database):
    story = Story(database).frozen()

    report = story.read(story.made())

    assert figure(report.joint, "close_rate") == (None, 0, 0)
    assert figure(report.joint, "pipeline_rate") == (0.0, 0, 7)
    assert report.headline == "7 accounts; none of them has gone into pipeline yet."


def test_the_window_ends_with_its_last_day(database):
    story = Story(database, window_days=30).frozen()
    story.deal("first", "a", "open", created="2025-10-31", amount=1)
    story.deal("first", "b", "open", created="2025-11-01", amount=1)

    report = story.read(story.made())

    assert figure(report.joint, "pipeline_rate") == (0.1429, 1, 7)


def test_a_report_can_be_made_as_of_an_earlier_day(story):
    report = story.read(story.made(as_of=date(2025, 11, 1)))

    # Until then a, c of the first side and a of the second had begun; none was won.
    assert figure(report.joint, "pipeline_rate") == (0.3333, 2, 6)
    assert figure(report.joint, "close_rate") == (0.0, 0, 2)


@pytest.mark.parametrize(
    "day", [BASELINE - timedelta(days=1), NOW.date() + timedelta(days=2)], ids=["before", "after"]
)
def test_a_report_is_of_a_day_between_baseline_and_today(story, day):
    with pytest.raises(ValidationError):
        story.asked(as_of=day)


# -- what the other side may see ------------------------------------------------------------


def five_won(database, amounts):
    """A story in which the second side won one deal at each of some companies."""
    story = Story(database).frozen()
    for name, amount in zip("abcdefg", amounts, strict=False):
        story.deal("second", name, "won", created="2025-11-01", closed="2025-12-01", amount=amount)
    return story.cost(story.first, 100_000)


def test_without_a_grant_no_amount_of_the_other_side_is_told(database):
    story = five_won(database, [100, 110, 120, 130, 140])

    report = story.read(story.made())

    assert [one["suppressed"] for one in report.theirs["won_amount"]] == ["not_shared"]
    assert report.theirs["won_amount"][0]["value"] is None
    assert report.joint["roi"][0]["suppressed"] == "not_shared"
    assert figure(report.theirs, "close_rate") == (1.0, 5, 5)


def test_with_a_grant_a_sum_of_five_alike_is_told(database):
    story = five_won(database, [100, 110, 120, 130, 140])
    story.share(story.second, amounts=True)

    won = in_currency(story.read(story.made()).theirs, "won_amount", "EUR")

    assert (won["value"]["amount"], won["suppressed"]) == ("600.00", None)


@pytest.mark.parametrize(
    ("amounts", "reason"),
    [([100, 110, 120, 130], "small_group"), ([10, 10, 10, 10, 360], "dominance")],
    ids=["four accounts", "one makes most of it"],
)
def test_a_sum_that_would_give_one_account_away_is_withheld(database, amounts, reason):
    story = five_won(database, amounts)
    story.share(story.first, amounts=True).share(story.second, amounts=True)
    report_id = story.made()

    theirs, joint = story.read(report_id).theirs, story.read(report_id).joint
    own = story.read(report_id, story.second).mine

    withheld = in_currency(theirs, "won_amount", "EUR")
    assert (withheld["value"], withheld["suppressed"]) == (None, reason)
    assert in_currency(joint, "roi", "EUR")["suppressed"] == reason
    assert in_currency(own, "won_amount", "EUR")["value"]["amount"] == f"{sum(amounts)}.00"


def test_joint_amounts_need_the_grants_of_both(database):
    story = five_won(database, [100, 110, 120, 130, 140])
    story.share(story.second, amounts=True)
    report_id = story.made()

    one = story.read(report_id).joint["roi"]
    story.share(story.first, amounts=True)
    both = story.read(report_id).joint["roi"]

    assert [each["suppressed"] for each in one] == ["not_shared"]
    assert in_currency({"roi": both}, "roi", "EUR")["value"] == -0.4


def test_a_grant_taken_back_holds_from_the_next_request_on(database):
    story = five_won(database, [100, 110, 120, 130, 140])
    story.share(story.second, amounts=True)
    report_id = story.made()

    story.share(story.second, amounts=False)

    assert story.read(report_id).theirs["won_amount"][0]["suppressed"] == "not_shared"


def test_who_shares_no_accounts_any_more_shows_no_amounts_but_the_counts_agreed_on(database):
    story = five_won(database, [100, 110, 120, 130, 140])
    story.share(story.second, amounts=True)
    report_id = story.made()

    story.share(story.second, level=Level.HIDDEN)

    report = story.read(report_id)
    assert report.theirs["won_amount"][0]["suppressed"] == "not_shared"
    assert figure(report.joint, "close_rate") == (1.0, 5, 5)
