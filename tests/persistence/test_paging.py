"""Pages: by key and never by offset, so the last page costs what the first one does."""

import pytest
from sqlalchemy import text

from partnerhub.domain.lists import ListKind
from partnerhub.persistence import bulk
from partnerhub.persistence.models import (
    Account,
    Contact,
    Import,
    Match,
    Opportunity,
    Organization,
)
from partnerhub.persistence.queries import imports, lists, overlaps
from partnerhub.persistence.queries.paging import after, fetch
from partnerhub.persistence.queries.parts import whole
from tests.factories import NOW
from tests.factories.lists import upload
from tests.factories.overlaps import Shared, publish

ROWS = 3000
KINDS = {
    Account: (ListKind.ACCOUNTS, {}),
    Contact: (ListKind.CONTACTS, {"last_name": "Lee"}),
    Opportunity: (ListKind.OPPORTUNITIES, {"account_name": "Acme"}),
}


def plan(session, query):
    """How the database would find a page, in its own words."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # A list of the tests is short enough to be sorted; what counts is that it need not be.
        session.execute(text("SET LOCAL enable_sort = off"))
        session.execute(text("SET LOCAL enable_seqscan = off"))
    sql = str(query.limit(51).compile(connection, compile_kwargs={"literal_binds": True}))
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN (COSTS OFF)"
    escaped = sql.replace("%%", "%").replace(":", r"\:")
    steps = session.execute(text(f"{explain} {escaped}"))
    return "\n".join(str(tuple(row)) for row in steps).lower()


def walks_along_an_index(found):
    """Whether a plan reads an index in its order: it neither reads all rows nor sorts them."""
    return "index" in found and not any(
        word in found for word in ("temp b-tree", "seq scan", "sort", "'scan ")
    )


def numbered(organization, number):
    """An import whose id is its number and that three others share their moment with."""
    return Import(
        organization_id=organization,
        id=f"{number:032x}",
        kind=ListKind.ACCOUNTS,
        mode="replace",
        filename="accounts.csv",
        digest="0" * 64,
        size=1,
        created_by="0" * 32,
        created_at=NOW.replace(hour=number // 3),
    )


@pytest.mark.parametrize("model", list(KINDS))
def test_every_page_of_a_list_walks_along_an_index(session, make, model):
    actor, (kind, values) = make.actor(), KINDS[model]
    for organization in (actor.organization_id, make.organization().id):
        records = ({"record_id": str(n), "name": f"Row {n}"} | values for n in range(ROWS))
        upload(session, organization, kind, *records)
    ids = sorted(row.id for row in session.scalars(lists.visible_to(actor, model)))
    number = session.scalar(lists.version(actor))

    for rows in (lists.visible_to(actor, model), lists.visible_to(actor, model, number)):
        # Behind a place near the end a planner may as well sort the few rows that are left.
        for place in (None, (ids[ROWS // 3],), (ids[2 * ROWS // 3],)):
            query = lists.by_id(rows, model, place)
            assert walks_along_an_index(plan(session, query)), place
            assert "offset" not in str(query).lower()

    found, place = fetch(session, lists.by_id(rows, model, (ids[-10],)), 50, ["id"])
    assert ([row.id for row in found], place) == (ids[-9:], None)


def test_every_page_of_matches_walks_along_an_index(session, make):
    overlap = publish(session, make.partnership(), [Shared(f"company{n}") for n in range(500)])
    bulk.analyze(session, Match.__table__)

    for place in (None, (250,), (495,)):
        query = after(overlaps.matches(whole(overlap)), [Match.position], place)
        assert walks_along_an_index(plan(session, query)), place

    rows, place = fetch(session, query, 50, ["position"])
    assert ([row.position for row in rows], place) == ([496, 497, 498, 499], None)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_pages_by_two_keys_hold_every_row_once(session, make, limit, descending):
    actor = make.actor()
    session.add_all([numbered(actor.organization_id, number) for number in range(7)])
    place, seen = None, []

    while place or not seen:
        keys = [Import.created_at, Import.id]
        query = after(imports.visible_to(actor), keys, place, descending=descending)
        rows, place = fetch(session, query, limit, ["created_at", "id"])
        seen += [int(row.id, 16) for row in rows]

    assert seen == sorted(range(7), reverse=descending)


def test_a_row_that_leaves_meanwhile_skips_no_other(session, make):
    actor = make.actor()
    rows = [numbered(actor.organization_id, number) for number in range(6)]
    session.add_all(rows)
    query = imports.visible_to(actor)

    first, place = fetch(session, after(query, [Import.id], None), 3, ["id"])
    session.delete(first[0])
    session.flush()
    second, _ = fetch(session, after(query, [Import.id], place), 3, ["id"])

    assert [int(row.id, 16) for row in first + second] == list(range(6))


def test_a_list_of_nobody_is_one_empty_page(session, make):
    actor = make.actor()
    assert session.get_one(Organization, actor.organization_id).list_version == 0

    query = lists.by_id(lists.visible_to(actor, Account), Account, None)

    assert fetch(session, query, 50, ["id"]) == ([], None)
