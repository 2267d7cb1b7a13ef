"""What the two sides say of pairs, and how pairs stand by it."""

from datetime import timedelta
from itertools import product

import pytest

from partnerhub.domain.audit import Action
from partnerhub.domain.decisions import Standing
from partnerhub.domain.disclosure import Level
from partnerhub.domain.errors import ForbiddenError, NotFoundError, SharingHiddenError
from partnerhub.domain.permissions import Role
from partnerhub.persistence import keys_of
from partnerhub.persistence.models import AuditLine, Organization
from partnerhub.services import overlaps
from tests.factories import NOW
from tests.factories.overlaps import Shared, publish, share

LATER = NOW + timedelta(days=1)
WORDS = (None, "accepted", "rejected")


@pytest.fixture
def agreed(make):
    return make.partnership()


@pytest.fixture
def overlap(session, agreed):
    return publish(session, agreed, [Shared("acme"), Shared("borg"), Shared("cyan")])


@pytest.fixture
def decide(session, agreed):
    """Say something of a company's only pair in an overlap."""

    def decide(actor, overlap, name, verdict, now=NOW):
        match_id = keys_of(session).match_id(agreed.id, f"first-{name}-0", f"second-{name}-0")
        which = {"overlap_id": overlap.id, "match_id": match_id}
        if verdict is None:
            return overlaps.withdraw(session, actor, **which)
        return overlaps.decide(session, actor, **which, decision=verdict, now=now)

    return decide


def listed(session, actor, overlap, **wanted):
    found, _ = overlaps.matches(
        session,
        actor,
        overlap_id=overlap.id,
        after=None,
        limit=50,
        wanted=overlaps.Wanted(**wanted),
    )
    return [one.mine["name"].split()[0] for one in found]


def summary(session, actor, overlap):
    return overlaps.get(session, actor, overlap_id=overlap.id).decisions


def lines(session, actor):
    found = session.query(AuditLine).filter_by(organization_id=actor.organization_id)
    return [line for line in found if line.action in {Action.MATCH_DECIDED, Action.MATCH_REOPENED}]


@pytest.mark.parametrize(("first", "second"), list(product(WORDS, WORDS)))
def test_both_sides_see_a_pair_stand_the_same(session, agreed, overlap, decide, first, second):
    decide(agreed.first, overlap, "acme", first)
    mine = decide(agreed.second, overlap, "acme", second)
    theirs = decide(agreed.first, overlap, "acme", first)

    assert mine.decision_state is theirs.decision_state
    assert (mine.my_decision, mine.their_decision) == (second, first)
    assert (theirs.my_decision, theirs.their_decision) == (first, second)
    assert summary(session, agreed.first, overlap) == summary(session, agreed.second, overlap)


def test_a_disputed_pair_tells_both_who_said_what_and_when(agreed, overlap, decide):
    decide(agreed.first, overlap, "acme", "accepted")
    seen = decide(agreed.second, overlap, "acme", "rejected", now=LATER)

    assert seen.decision_state is Standing.DISPUTED
    told = [(one.whose, one.decision, one.decided_at, one.decided_by) for one in seen.decisions]
    assert told == [
        ("theirs", "accepted", NOW, None),
        ("mine", "rejected", LATER, agreed.second.user_id),
    ]


def test_saying_the_same_again_changes_nothing(session, agreed, overlap, decide):
    once = decide(agreed.first, overlap, "acme", "rejected")

    again = decide(agreed.first, overlap, "acme", "rejected", now=LATER)

    assert again == once
    assert len(lines(session, agreed.first)) == 1


def test_a_side_changes_its_mind(agreed, overlap, decide):
    decide(agreed.first, overlap, "acme", "rejected")

    seen = decide(agreed.first, overlap, "acme", "accepted", now=LATER)

    assert seen.decision_state is Standing.ACCEPTED
    assert [one.decided_at for one in seen.decisions] == [LATER]


def test_a_side_takes_its_word_back_and_not_the_others(session, agreed, overlap, decide):
    decide(agreed.first, overlap, "acme", "accepted")
    decide(agreed.second, overlap, "acme", "rejected")

    seen = decide(agreed.first, overlap, "acme", None)
    again = decide(agreed.first, overlap, "acme", None)

    assert (seen.my_decision, seen.their_decision) == (None, "rejected")
    assert again == seen
    noted = [(line.action, line.details) for line in lines(session, agreed.first)]
    assert noted == [
        (Action.MATCH_DECIDED, {"decision": "accepted"}),
        (Action.MATCH_REOPENED, {"decision": "accepted"}),
    ]


def test_what_one_side_decides_is_in_its_own_trail_only(session, agreed, overlap, decide):
    decide(agreed.second, overlap, "acme", "rejected")
    decide(agreed.second, overlap, "acme", None)

    assert lines(session, agreed.first) == []
    assert {line.user_id for line in lines(session, agreed.second)} == {agreed.second.user_id}


def test_matches_are_found_by_how_they_stand(session, agreed, overlap, decide):
    decide(agreed.first, overlap, "acme", "accepted")
    decide(agreed.second, overlap, "acme", "rejected")
    decide(agreed.second, overlap, "borg", "rejected")

    for actor in (agreed.first, agreed.second):
        assert listed(session, actor, overlap, decision="disputed") == ["acme"]
        assert listed(session, actor, overlap, decision="rejected") == ["borg"]
        assert listed(session, actor, overlap, decision="accepted") == []
        assert listed(session, actor, overlap, decision="none") == ["cyan"]


def test_an_overlap_counts_its_pairs_by_how_they_stand(session, agreed, overlap, decide):
    decide(agreed.first, overlap, "acme", "accepted")
    decide(agreed.second, overlap, "acme", "rejected")
    decide(agreed.second, overlap, "borg", "accepted")

    assert summary(session, agreed.first, overlap) == {
        "none": 1,
        "accepted": 1,
        "rejected": 0,
        "disputed": 1,
        "kept_out": {"rejected": 0, "disputed": 0},
    }


def test_an_overlap_counts_what_people_kept_out_of_it(session, agreed, overlap, decide):
    decide(agreed.first, overlap, "acme", "rejected")
    decide(agreed.first, overlap, "borg", "rejected")
    decide(agreed.second, overlap, "borg", "accepted")
    newer = publish(session, agreed, [Shared("cyan")])
    decide(agreed.first, newer, "cyan", "rejected", now=LATER)
    newest = publish(session, agreed, [Shared("dune")])

    kept_out = [
        summary(session, agreed.second, one)["kept_out"] for one in (overlap, newer, newest)
    ]

    nothing = {"rejected": 0, "disputed": 0}
    # Cyan was rejected a day after the newest was published, so it was not what kept it out.
    assert kept_out == [nothing, *[{"rejected": 1, "disputed": 1}] * 2]


def test_a_rejected_pair_that_no_overlap_has_any_more_can_be_found_and_taken_back(
    session, agreed, overlap, decide
):
    decide(agreed.first, overlap, "acme", "rejected")
    decide(agreed.second, overlap, "cyan", "accepted", now=LATER)
    newest = publish(session, agreed, [Shared("cyan")])

    def found(**wanted):
        items, _ = overlaps.decided(
            session, agreed.first, partnership_id=agreed.id, after=None, limit=50, **wanted
        )
        return [(one.match.mine["name"], one.overlap_id) for one in items]

    assert found() == [("cyan Inc", newest.id), ("acme Inc", overlap.id)]
    assert found(state=Standing.REJECTED) == [("acme Inc", overlap.id)]
    assert found(state=Standing.DISPUTED) == []

    decide(agreed.first, overlap, "acme", None)

    assert found() == [("cyan Inc", newest.id)]


def test_decided_pairs_come_page_by_page(session, agreed, overlap, decide):
    for name in ("acme", "borg", "cyan"):
        decide(agreed.first, overlap, name, "rejected")
    seen, place = [], None
    for _ in range(3):
        items, place = overlaps.decided(
            session, agreed.second, partnership_id=agreed.id, after=place, limit=1
        )
        seen += [one.match.mine["name"] for one in items]

    assert place is None
    assert sorted(seen) == ["acme GmbH", "borg GmbH", "cyan GmbH"]


def test_decided_pairs_show_no_more_than_is_shared_by_now(session, agreed, decide):
    share(session, agreed.second, agreed.id, fields=["country"])
    overlap = publish(session, agreed, [Shared("acme")])
    decide(agreed.first, overlap, "acme", "rejected")

    def theirs():
        items, _ = overlaps.decided(
            session, agreed.first, partnership_id=agreed.id, after=None, limit=50
        )
        return items[0].match.theirs

    assert theirs()["country"] == "country of acme"
    share(session, agreed.second, agreed.id, fields=[])
    assert "country" not in theirs()
    share(session, agreed.second, agreed.id, level=Level.COUNTS_ONLY)
    with pytest.raises(SharingHiddenError):
        theirs()


def test_decisions_are_told_to_nobody_who_does_not_see_the_accounts(
    session, agreed, overlap, decide
):
    decide(agreed.first, overlap, "acme", "rejected")
    share(session, agreed.second, agreed.id, level=Level.COUNTS_ONLY)

    assert summary(session, agreed.first, overlap) is None


def test_a_stranger_finds_no_pair_to_decide_on(session, make, agreed, overlap, decide):
    other = make.partnership()

    for actor in (other.first, make.actor()):
        with pytest.raises(NotFoundError):
            decide(actor, overlap, "acme", "rejected")
        with pytest.raises(NotFoundError):
            decide(actor, overlap, "acme", None)
        with pytest.raises(NotFoundError):
            overlaps.decided(session, actor, partnership_id=agreed.id, after=None, limit=50)


def test_a_viewer_decides_nothing(session, make, agreed, overlap, decide):
    organization = session.get_one(Organization, agreed.first.organization_id)
    viewer = make.actor(organization, role=Role.VIEWER)

    for verdict in WORDS:
        with pytest.raises(ForbiddenError):
            decide(viewer, overlap, "acme", verdict)


def test_what_is_decided_in_one_partnership_is_nothing_to_another(
    session, make, agreed, overlap, decide
):
    other = make.partnership()
    same = publish(session, other, [Shared("acme")])
    decide(agreed.first, overlap, "acme", "rejected")

    assert summary(session, other.first, same)["none"] == 1
    assert listed(session, other.first, same, decision="rejected") == []
