"""Matches by company: duplicates together, and counts that add up."""

import pytest

from partnerhub.domain.disclosure import Level
from partnerhub.domain.errors import SharingHiddenError
from partnerhub.services import overlaps
from tests.factories.overlaps import Shared, publish, share


@pytest.fixture
def agreed(make):
    return make.partnership()


def companies(session, actor, overlap, after=None, limit=50):
    return overlaps.companies(session, actor, overlap_id=overlap.id, after=after, limit=limit)


def test_the_duplicates_of_a_company_are_together(session, agreed):
    overlap = publish(
        session, agreed, [Shared("solo"), Shared("twice", first_accounts=2, second_accounts=3)]
    )

    (solo, twice), place = companies(session, agreed.first, overlap)

    assert place is None
    assert (len(solo.mine), len(solo.theirs), len(solo.pairs)) == (1, 1, 1)
    assert [one["account_id"] for one in twice.mine] == ["first-twice-0", "first-twice-1"]
    assert [one["name"] for one in twice.theirs] == ["twice GmbH"] * 3
    places = [(pair.mine, pair.theirs) for pair in twice.pairs]
    assert places == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]


def test_no_id_of_the_other_side_is_shown(session, agreed):
    overlap = publish(session, agreed, [Shared("acme", second_accounts=2)])

    (acme,), _ = companies(session, agreed.first, overlap)

    assert all("account_id" not in one for one in acme.theirs)


def test_accounts_are_companies_and_duplicates(session, agreed):
    overlap = publish(
        session, agreed, [Shared("solo"), Shared("twice", first_accounts=2, second_accounts=3)]
    )

    mine = overlaps.get(session, agreed.first, overlap_id=overlap.id).counts
    theirs = overlaps.get(session, agreed.second, overlap_id=overlap.id).counts

    assert mine == {"mine": 3, "theirs": 4, "pairs": 7, "companies": 2} | {
        "my_duplicates": 1,
        "their_duplicates": 2,
    }
    assert (theirs["mine"], theirs["my_duplicates"], theirs["their_duplicates"]) == (4, 2, 1)


def test_companies_come_page_by_page(session, agreed):
    overlap = publish(session, agreed, [Shared(f"c{n}", first_accounts=2) for n in range(5)])
    seen, place = [], None
    for _ in range(3):
        items, place = companies(session, agreed.second, overlap, after=place, limit=2)
        seen += [one.company for one in items]

    assert (seen, place) == ([1, 2, 3, 4, 5], None)


def test_companies_show_what_is_shared_by_now(session, agreed):
    share(session, agreed.second, agreed.id, fields=["country"])
    overlap = publish(session, agreed, [Shared("acme")])
    share(session, agreed.second, agreed.id, fields=[])

    (acme,), _ = companies(session, agreed.first, overlap)

    assert "country" not in acme.theirs[0]
    share(session, agreed.first, agreed.id, level=Level.COUNTS_ONLY)
    with pytest.raises(SharingHiddenError):
        companies(session, agreed.second, overlap)
