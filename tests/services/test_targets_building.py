from datetime import date, timedelta

import pytest

from partnerhub.domain.disclosure import TARGET_LISTS, Level
from partnerhub.domain.errors import (
    NotFoundError,
    NotReleasedError,
    SharingHiddenError,
    TargetListBudgetExhaustedError,
    ValidationError,
)
from partnerhub.domain.titles import Seniority
from partnerhub.persistence import keys_of
from partnerhub.services import overlaps, targets
from partnerhub.services.targets import Rules
from tests.factories import NOW
from tests.factories.overlaps import Shared, deal, publish, share
from tests.factories.plans import built, listed, names, planned

TODAY = NOW.date()


@pytest.fixture
def agreed(make):
    return make.partnership()


@pytest.fixture
def dinner(session, agreed):
    return planned(session, agreed)


def test_a_list_says_how_many_accounts_it_lacks(session, agreed, dinner):
    publish(session, agreed, [Shared(f"c{n}") for n in range(8)])

    found = built(session, agreed, dinner)

    assert (found.wanted, found.size, found.shortfall) == (30, 8, 22)


def test_the_customer_of_one_is_introduced_to_the_other_and_each_reads_it_so(
    session, agreed, dinner
):
    publish(session, agreed, [Shared("acme", first="customer", second="prospect", people=(3, 0))])
    built(session, agreed, dinner)

    (mine,) = listed(session, agreed.first, dinner)
    (theirs,) = listed(session, agreed.second, dinner)

    assert (mine.play, mine.inviter) == ("introduction_by_mine", "mine")
    assert (theirs.play, theirs.inviter) == ("introduction_by_theirs", "theirs")
    assert mine.reasons[0] == (
        "Your customer and not your partner's: you can introduce your partner."
    )
    assert "Your partner knows senior people there." in theirs.reasons


def test_each_side_sees_its_own_account_and_what_the_other_shares(session, agreed, dinner):
    share(session, agreed.first, agreed.id, fields=["country"])
    publish(session, agreed, [Shared("acme")])
    built(session, agreed, dinner)

    (seen,) = listed(session, agreed.second, dinner)

    assert seen.mine["account_ids"] == ["second-acme-0"]
    assert seen.theirs == {
        "name": "acme Inc",
        "domain": "acme.com",
        "country": "country of acme",
        "population": "customer",
        "open_opportunity": False,
    }
    assert "country" not in listed(session, agreed.first, dinner)[0].theirs


def test_a_field_that_is_shared_no_more_is_gone_with_the_next_request(session, agreed, dinner):
    share(session, agreed.first, agreed.id, fields=["country"])
    publish(session, agreed, [Shared("acme")])
    built(session, agreed, dinner)

    share(session, agreed.first, agreed.id, fields=[])

    assert "country" not in listed(session, agreed.second, dinner)[0].theirs


def test_who_shares_no_accounts_any_more_shows_no_list(session, agreed, dinner):
    publish(session, agreed, [Shared("acme")])
    built(session, agreed, dinner)

    share(session, agreed.first, agreed.id, level=Level.COUNTS_ONLY)

    with pytest.raises(SharingHiddenError):
        listed(session, agreed.second, dinner)


def test_who_bought_a_few_weeks_before_the_event_is_left_to_support(session, agreed, dinner):
    publish(session, agreed, [Shared("new"), Shared("old")])
    deal(session, agreed.first, "first-new-0", "won", created="2025-12-01", closed="2026-03-01")
    deal(session, agreed.first, "first-old-0", "won", created="2025-06-01", closed="2026-02-01")

    found = built(session, agreed, dinner)

    assert names(session, agreed.first, dinner) == ["old Inc"]
    assert [(out.code, out.count) for out in found.left_out] == [("cooldown", 1)]


def test_the_cooldown_is_counted_from_the_baseline_when_there_is_one(session, agreed, dinner):
    publish(session, agreed, [Shared("before"), Shared("after")])
    deal(session, agreed.first, "first-before-0", "won", created="2025-01-01", closed="2025-09-20")
    deal(session, agreed.first, "first-after-0", "won", created="2025-01-01", closed="2025-10-02")

    built(session, agreed, dinner, baseline_on=date(2025, 10, 1))

    assert names(session, agreed.first, dinner) == ["after Inc"]


def test_a_pair_that_either_side_rejected_is_not_invited(session, agreed, dinner):
    overlap = publish(session, agreed, [Shared("right"), Shared("wrong")])
    wrong = keys_of(session).match_id(agreed.id, "first-wrong-0", "second-wrong-0")
    overlaps.decide(
        session,
        agreed.second,
        overlap_id=overlap.id,
        match_id=wrong,
        decision="rejected",
        now=NOW,
    )

    built(session, agreed, dinner)

    assert names(session, agreed.first, dinner) == ["right Inc"]


def test_a_company_with_several_accounts_is_one_target(session, agreed, dinner):
    publish(session, agreed, [Shared("group", first_accounts=2, second_accounts=3)])

    found = built(session, agreed, dinner)

    (target,) = listed(session, agreed.second, dinner)
    assert found.size == 1
    assert len(target.mine["account_ids"]) == 3


def test_a_minimum_seniority_keeps_those_out_where_nobody_senior_is_known(session, agreed, dinner):
    publish(
        session,
        agreed,
        [
            Shared("boss", people=(0, 1), seniority="c_suite"),
            Shared("intern", people=(5, 5), seniority="intern"),
        ],
    )

    built(session, agreed, dinner, rules=Rules(min_seniority=Seniority.VP))

    assert names(session, agreed.first, dinner) == ["boss Inc"]


def test_a_minimum_seniority_needs_counts_of_contacts_from_both(session, agreed, dinner):
    publish(session, agreed, [Shared("acme", people=(1, 1))])
    share(session, agreed.second, agreed.id, contacts="hidden")

    with pytest.raises(NotReleasedError):
        built(session, agreed, dinner, rules=Rules(min_seniority=Seniority.VP))


def test_without_a_published_overlap_there_is_nothing_to_choose_from(session, agreed, dinner):
    with pytest.raises(NotReleasedError):
        built(session, agreed, dinner)


def test_the_overlap_of_another_partnership_is_not_there(session, make, agreed, dinner):
    other = make.partnership()
    foreign = publish(session, other, [Shared("acme")])
    publish(session, agreed, [Shared("acme")])

    with pytest.raises(NotFoundError):
        built(session, agreed, dinner, overlap_id=foreign.id)


def test_a_baseline_is_not_in_the_future(session, agreed, dinner):
    publish(session, agreed, [Shared("acme")])

    with pytest.raises(ValidationError):
        built(session, agreed, dinner, baseline_on=TODAY + timedelta(days=2))


def test_however_many_rows_one_side_has_the_other_keeps_its_share(session, agreed, dinner):
    ours = [Shared(f"a{n}", first="customer", second="prospect") for n in range(400)]
    theirs = [Shared(f"b{n}", first="prospect", second="customer") for n in range(20)]
    publish(session, agreed, ours + theirs)

    built(session, agreed, dinner)

    plays = [target.play for target in listed(session, agreed.first, dinner)]
    assert len(plays) == 30
    assert plays.count("introduction_by_theirs") >= 13


def test_building_again_gives_the_same_list_and_takes_back_approvals(session, agreed, dinner):
    publish(session, agreed, [Shared(f"c{n}", people=(n % 3, n % 2)) for n in range(40)])
    built(session, agreed, dinner)
    before = listed(session, agreed.first, dinner)
    targets.approve(session, agreed.first, event_id=dinner.id, now=NOW)

    again = targets.build(session, agreed.second, event_id=dinner.id, now=NOW)

    assert listed(session, agreed.first, dinner) == before
    assert (again.approvals.mine, again.approvals.theirs) == (None, None)


def test_lists_built_in_too_many_ways_would_tell_when_somebody_bought(session, agreed, dinner):
    publish(session, agreed, [Shared(f"c{n}") for n in range(3)])
    for days in range(TARGET_LISTS):
        built(session, agreed, dinner, rules=Rules(cooldown_days=days))

    with pytest.raises(TargetListBudgetExhaustedError) as refused:
        built(session, agreed, dinner, rules=Rules(cooldown_days=99))

    assert int(refused.value.headers["Retry-After"]) > 0
    built(session, agreed, dinner, rules=Rules(cooldown_days=7))  # As it was built before.


def test_the_other_side_builds_from_the_same_number(session, agreed, dinner):
    publish(session, agreed, [Shared("acme")])
    for days in range(TARGET_LISTS):
        built(session, agreed, dinner, rules=Rules(cooldown_days=days))

    with pytest.raises(TargetListBudgetExhaustedError):
        targets.build(
            session, agreed.second, event_id=dinner.id, now=NOW, rules=Rules(cooldown_days=99)
        )
