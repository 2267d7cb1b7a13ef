"""Fresh rows are counted by what they are found by, over all versions that were compared."""

import pytest
from sqlalchemy import text

from partnerhub.domain.lists import ImportMode, ListKind
from partnerhub.domain.sides import Side
from partnerhub.persistence.models import Organization, Overlap
from partnerhub.persistence.queries import budgets
from tests.factories import NOW
from tests.factories.lists import upload
from tests.factories.overlaps import Shared, publish


@pytest.fixture
def agreed(make):
    return make.partnership()


def rows(*numbers, **values):
    return [
        {"record_id": f"A{n}", "name": f"Company {n}", "domain": f"company{n}.com"} | values
        for n in numbers
    ]


def version(session, agreed, *records, **choices):
    """Make a list of the first side; returns its version."""
    owner = agreed.first.organization_id
    upload(session, owner, ListKind.ACCOUNTS, *records, **choices)
    return session.get_one(Organization, owner).list_version


def compared(session, agreed, number, version, state="succeeded", **values):
    overlap = Overlap(
        partnership_id=agreed.id,
        number=number,
        asked_by=agreed.first.organization_id,
        state=state,
        level="overlapping_accounts",
        first_version=version,
        second_version=1,
        published_at=NOW,
        **values,
    )
    session.add(overlap)
    session.flush()
    return overlap


def fresh(session, agreed, version, accepted):
    return session.scalar(
        budgets.fresh(agreed.first.organization_id, version, accepted, Side.FIRST)
    )


def test_only_rows_that_ask_about_another_company_are_fresh(session, agreed):
    accepted = compared(session, agreed, 1, version(session, agreed, *rows(1, 2, 3)))

    later = version(session, agreed, *rows(1, 2, 4, 5), *rows(3, city="Bonn", owner="Bea"))

    assert fresh(session, agreed, later, accepted) == 2


def test_a_record_that_keeps_its_id_under_another_name_is_fresh(session, agreed):
    accepted = compared(session, agreed, 1, version(session, agreed, *rows(1, 2, 3)))

    later = version(
        session, agreed, *rows(2, name="Other", domain="other.com"), mode=ImportMode.UPDATE
    )

    assert fresh(session, agreed, later, accepted) == 1


def test_the_same_company_under_another_record_id_is_not(session, agreed):
    accepted = compared(session, agreed, 1, version(session, agreed, *rows(1, 2, 3)))

    later = version(session, agreed, *rows(1, 2), *rows(3, record_id="B3"))

    assert fresh(session, agreed, later, accepted) == 0


def test_what_a_later_comparison_asked_is_not_fresh_again_and_what_none_asked_is(session, agreed):
    accepted = compared(session, agreed, 1, version(session, agreed, *rows(1, 2, 3)))
    compared(session, agreed, 2, version(session, agreed, *rows(1, 2, 4)))
    compared(session, agreed, 3, version(session, agreed, *rows(1, 2, 5)), state="rejected")

    later = version(session, agreed, *rows(3, 4, 5, 6))

    assert fresh(session, agreed, later, accepted) == 2


def test_fresh_rows_add_up_until_the_next_yes(session, agreed):
    accepted = compared(session, agreed, 1, 1, first_fresh=100)
    compared(session, agreed, 2, 1, first_fresh=3, second_fresh=50)
    compared(session, agreed, 3, 1, first_fresh=4)
    compared(session, agreed, 4, 1, first_fresh=9, state="rejected")

    assert session.scalar(budgets.fresh_since(accepted, Side.FIRST)) == 7


def test_pairs_count_for_who_was_not_asked_about_them(session, agreed):
    compared(session, agreed, 1, 1, new_pairs=100, second_approved_by="somebody")
    compared(session, agreed, 2, 1, new_pairs=5)
    compared(session, agreed, 3, 1, new_pairs=7, state="awaiting_approval")
    second = agreed.second.organization_id
    start = NOW.replace(day=1)

    here = budgets.pairs_let_through(second, start, Side.SECOND, agreed.id)

    assert session.scalar(here) == 5
    assert session.scalar(budgets.pairs_let_through(second, NOW, Side.SECOND)) == 0


def released(session, agreed, *numbers, state="succeeded"):
    """Publish an overlap of the companies with these numbers."""
    overlap = publish(session, agreed, [Shared(f"Company {n}") for n in numbers])
    overlap.state = state
    session.flush()
    return overlap


def test_a_pair_is_new_until_any_release_has_shown_it(session, agreed):
    released(session, agreed, 1, 2)
    released(session, agreed, 2, 3)
    released(session, agreed, 4, state="cancelled")
    now = released(session, agreed, 1, 2, 3, 4, 5, 6, state="running")

    assert session.scalar(budgets.new_pairs(now)) == 3


def test_a_new_pair_is_looked_for_among_the_pairs_of_a_release_by_its_id(session, agreed):
    """Or the first comparison of two long lists would read all its pairs for each of its pairs."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by the numbers of rows, of which a test has few")
    query = budgets.new_pairs(released(session, agreed, 1, state="running"))

    sql = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
    steps = session.execute(text("EXPLAIN QUERY PLAN " + sql.replace(":", r"\:"))).all()

    looked = [step.detail for step in steps if "matches_" in step.detail.split(" USING")[0]]
    assert len(looked) == 2
    assert all("(partnership_id=? AND overlap_id=? AND id=?)" in step for step in looked)
