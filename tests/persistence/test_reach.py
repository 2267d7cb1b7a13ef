"""Row-level security: what a transaction does not reach it neither sees nor writes, on PostgreSQL.

The statements here are those of a mistake: they ask for everything and go to the driver as they
are, past `visible_to` and past `holding`.
"""

from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from partnerhub.domain.audit import Action
from partnerhub.persistence import (
    INSTALLATION,
    NOTHING,
    Database,
    Reach,
    counting_for,
    in_trail,
    queue,
    reach_of,
    reaching,
    set_reach,
    their_list,
)
from partnerhub.persistence.base import Base
from partnerhub.persistence.bounds import owner_column
from partnerhub.persistence.models import DisclosedRecord, Disclosure
from partnerhub.services import audit, organizations, partnerships, webhooks
from tests.databases import owner_of
from tests.factories import NOW, Make
from tests.factories.lists import upload
from tests.factories.overlaps import Shared, publish

ORGANIZATIONS = 'select distinct organization_id from "{table}"'
PARTNERSHIPS = 'select distinct partnership_id from "{table}"'
LISTS = ("accounts", "users", "api_keys", "list_versions", "audit_lines")
SEEN_BY_THE_OPERATOR = {"organizations", "partnerships", "sharing_policies", "jobs"}
SHARED = ("overlaps", "matches", "sharing_policies")
WALLED = sorted(
    name for name, table in Base.metadata.tables.items() if owner_column(table) == "organization_id"
)
IN_TRAIL = {"audit_lines", "disclosures", "disclosed_records", "webhooks"}
"""Tables of a partner that can be read while a line is written in its trail."""


@pytest.fixture(scope="module")
def own_database(own_database):
    if own_database.is_sqlite:
        pytest.skip("SQLite knows no roles; tests/persistence/test_bounds.py has its second wall")
    return own_database


@pytest.fixture(scope="module")
def strict(own_database, settings):
    """The database as the application opens it, with one connection for everything."""
    database = Database(
        own_database.url.render_as_string(hide_password=False), settings.keyring(), pool_size=1
    )
    yield database
    database.close()


class Two:
    """Two partners with lists and an overlap, and a third company with another of each."""

    def __init__(self, session):
        make = Make(session)
        self.agreed, self.other = make.partnership(), make.partnership()
        self.a, self.b = (each.organization_id for each in (self.agreed.first, self.agreed.second))
        self.c = self.other.first.organization_id
        for organization_id in (self.a, self.b, self.c):
            upload(session, organization_id, "accounts", {"name": "Acme"})
            user = make.user(type("Of", (), {"id": organization_id, "domain": "acme.com"}))
            make.key(user)
        webhooks.create(session, self.agreed.second, url="https://hooks.example.com/", allowed=())
        session.add(
            Disclosure(
                organization_id=self.b,
                sequence=800,
                partnership_id=self.agreed.id,
                partner_id=self.a,
                purpose="overlap",
                release_id="d" * 32,
                release_number=1,
                fields=[],
                records=0,
                digest="0" * 64,
            )
        )
        session.add(
            DisclosedRecord(organization_id=self.b, sequence=800, subject="shape", subject_id="")
        )
        queue.put(session, "forget", lane="x", partnership_id=self.agreed.id)
        for agreed in (self.agreed, self.other):
            publish(session, agreed, [Shared("acme")])


@pytest.fixture(scope="module")
def two(own_database):
    with own_database.transaction(write=True) as session:
        return Two(session)


def raw(session, statement):
    return session.connection().exec_driver_sql(statement)


def seen(database, reach, statement):
    with database.transaction(write=False, reach=reach) as session:
        return set(raw(session, statement).scalars())


@pytest.mark.parametrize("table", LISTS)
def test_a_query_that_forgets_whose_rows_it_wants_gets_ones_own(strict, two, table):
    assert seen(strict, Reach((two.a,)), ORGANIZATIONS.format(table=table)) == {two.a}


@pytest.mark.parametrize("table", SHARED)
def test_a_query_that_forgets_which_partnership_it_wants_gets_ones_own(strict, two, table):
    statement = PARTNERSHIPS.format(table=table)

    assert seen(strict, Reach((two.a,)), statement) == {two.agreed.id}
    assert seen(strict, Reach((two.b,)), statement) == {two.agreed.id}
    assert seen(strict, Reach((two.c,)), statement) == {two.other.id}


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_who_says_nothing_sees_nothing(strict, two, table):
    assert seen(strict, NOTHING, f'select 1 from "{table}"') == set()


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_the_operator_sees_who_is_there_and_nobodys_lists(strict, two, table):
    shown = seen(strict, INSTALLATION, f'select 1 from "{table}"')

    assert bool(shown) == (table in SEEN_BY_THE_OPERATOR)


def test_whose_rows_they_are_is_told_once_where_it_is_learned_before_anything_is_read(strict, two):
    told = []

    def sent(_connection, _cursor, statement, *_):
        told.append(statement)

    with strict.transaction(write=False, reach=NOTHING) as session:
        event.listen(strict.engine, "before_cursor_execute", sent)
        set_reach(session, Reach((two.a,)))
        found = set(raw(session, ORGANIZATIONS.format(table="accounts")).scalars())
        event.remove(strict.engine, "before_cursor_execute", sent)

    assert found == {two.a}
    assert len([each for each in told if "set_config" in each]) == 1


def test_a_job_on_a_partnership_sees_both_lists_and_no_other_partnership(strict, own_database, two):
    with own_database.transaction(write=True) as session:
        make = Make(session)
        third = make.actor()
        domain = organizations.me(session, third)[0].domain
        partnerships.propose(session, two.agreed.first, partner_domain=domain, now=NOW)
    reach = Reach((two.a, two.b), two.agreed.id)

    assert seen(strict, reach, ORGANIZATIONS.format(table="accounts")) == {two.a, two.b}
    assert seen(strict, reach, "select id from partnerships") == {two.agreed.id}
    assert seen(strict, reach, PARTNERSHIPS.format(table="overlaps")) == {two.agreed.id}
    assert len(seen(strict, Reach((two.a,)), "select id from partnerships")) == 2


USER = (
    "insert into users (organization_id, id, email, name, role, revision, created_at) "
    "values ('{organization}', '{id}', 'x@acme.com', 'X', 'admin', 1, now())"
)


@pytest.mark.parametrize("reach", ["nobody", "another", "operator"])
def test_nothing_is_written_beyond_the_reach(strict, two, reach):
    reach = {"nobody": NOTHING, "another": Reach((two.b,)), "operator": INSTALLATION}[reach]

    with (
        pytest.raises(DBAPIError, match="row-level security"),
        strict.transaction(write=True, reach=reach) as session,
    ):
        raw(session, USER.format(organization=two.a, id="f" * 32))


def test_a_row_cannot_be_given_away(strict, two):
    with (
        pytest.raises(DBAPIError, match="row-level security"),
        strict.transaction(write=True, reach=Reach((two.a,))) as session,
    ):
        raw(session, f"update accounts set organization_id = '{two.b}'")


def test_nothing_is_changed_or_removed_beyond_the_reach(strict, two):
    with strict.transaction(write=True, reach=Reach((two.c,))) as session:
        changed = raw(session, f"update accounts set name = 'x' where organization_id = '{two.a}'")
        removed = raw(session, f"delete from matches where partnership_id = '{two.agreed.id}'")

        assert (changed.rowcount, removed.rowcount) == (0, 0)


def test_a_key_that_another_organization_has_is_free(strict, two):
    for organization in (two.a, two.b):
        with strict.transaction(write=True, reach=Reach((organization,))) as session:
            raw(session, USER.format(organization=organization, id="e" * 32))

    for organization in (two.a, two.b):
        statement = f"select organization_id from users where id = '{'e' * 32}'"
        assert seen(strict, Reach((organization,)), statement) == {organization}


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_a_connection_carries_nothing_over_to_the_next_transaction(strict, two, end):
    session = strict.begin(write=True, reach=Reach((two.a,)))
    assert raw(session, "select 1 from accounts").scalars().all()
    backend = raw(session, "select pg_backend_pid()").scalar()
    getattr(session, end)()
    session.close()

    with strict.engine.connect() as connection:
        assert connection.exec_driver_sql("select pg_backend_pid()").scalar() == backend
        assert connection.exec_driver_sql("select 1 from accounts").scalars().all() == []


def test_a_passage_that_reaches_further_ends_where_it_ends(strict, two):
    statement = ORGANIZATIONS.format(table="accounts")
    with strict.transaction(write=False, reach=Reach((two.a,))) as session:
        with reaching(session, Reach((two.a, two.b), two.agreed.id)):
            within = set(raw(session, statement).scalars())

        assert within == {two.a, two.b}
        assert set(raw(session, statement).scalars()) == {two.a}


def test_who_reads_what_a_partner_shows_reads_that_list_alone(strict, two):
    statement = ORGANIZATIONS.format(table="accounts")
    shared = PARTNERSHIPS.format(table="overlaps")
    with strict.transaction(write=False, reach=Reach((two.a,))) as session:
        with their_list(session, two.agreed.id, two.b):
            assert set(raw(session, statement).scalars()) == {two.b}
            assert set(raw(session, shared).scalars()) == {two.agreed.id}

        with their_list(session, two.agreed.id, two.c):
            assert set(raw(session, shared).scalars()) == set()


# -- the other side's audit trail ------------------------------------------------------------------

LINE = (
    "insert into audit_lines (organization_id, sequence, action, details, created_at) "
    "values ('{organization}', 900, 'x', '{{}}', now())"
)


def test_a_line_goes_into_a_partners_trail_in_a_passage_for_it(strict, two):
    with strict.transaction(write=True, reach=Reach((two.a,))) as session:
        with in_trail(session, two.b):
            raw(session, LINE.format(organization=two.b))

        with pytest.raises(DBAPIError, match="row-level security"):
            raw(session, LINE.format(organization=two.b).replace("900", "901"))
        session.rollback()


def test_no_line_goes_into_a_strangers_trail(strict, two):
    with (
        pytest.raises(DBAPIError, match="row-level security"),
        strict.transaction(write=True, reach=Reach((two.a,), trail=two.c)) as session,
    ):
        raw(session, LINE.format(organization=two.c))


@pytest.mark.parametrize("table", WALLED)
def test_writing_a_line_shows_the_partners_trail_ledger_and_webhooks_and_nothing_else(
    strict, two, table
):
    reach = Reach((two.a,), trail=two.b)

    shown = seen(strict, reach, ORGANIZATIONS.format(table=table))

    assert (two.b in shown) == (table in IN_TRAIL)
    assert two.c not in seen(strict, replace(reach, trail=two.c), ORGANIZATIONS.format(table=table))


@pytest.mark.parametrize("table", ["webhooks", "disclosures", "audit_lines"])
def test_writing_a_line_changes_nothing_of_the_partners(strict, two, table):
    rows = f"select t::text from {table} as t where organization_id = '{two.b}'"
    before = seen(strict, Reach((two.b,)), rows)

    for statement in ("update {} set created_at = now() {}", "delete from {} {}"):
        reach = Reach((two.a,), trail=two.b)
        with suppress(DBAPIError), strict.transaction(write=True, reach=reach) as session:
            raw(session, statement.format(table, f"where organization_id = '{two.b}'"))

    assert before
    assert seen(strict, Reach((two.b,)), rows) == before


def test_a_request_tells_the_partners_webhooks_and_cannot_read_what_it_told(strict, two):
    with strict.transaction(write=True, reach=Reach((two.a,))) as session:
        before = reach_of(session)
        audit.note(session, two.b, Action.OVERLAP_PUBLISHED, partnership_id=two.agreed.id)
        session.flush()

        assert reach_of(session) == before
        assert raw(session, "select id from deliveries").scalars().all() == []
        assert raw(session, "select id from webhooks").scalars().all() == []

    told = seen(strict, Reach((two.b,)), "select type from deliveries")
    assert told == {"overlap.published"}


# -- budgets ---------------------------------------------------------------------------------------


def test_counting_for_a_budget_shows_overlaps_of_all_partnerships_of_one(strict, own_database, two):
    reach = Reach((two.a, two.c), two.agreed.id)
    overlaps = PARTNERSHIPS.format(table="overlaps")
    assert seen(strict, reach, overlaps) == {two.agreed.id}

    with strict.transaction(write=False, reach=reach) as session:
        with counting_for(session, two.c):
            assert set(raw(session, overlaps).scalars()) == {two.agreed.id, two.other.id}
            for table in ("matches", "sharing_policies"):
                shown = raw(session, PARTNERSHIPS.format(table=table)).scalars()
                assert set(shown) == {two.agreed.id}

        assert set(raw(session, overlaps).scalars()) == {two.agreed.id}


def test_counting_for_a_budget_changes_nothing(strict, two):
    reach = Reach((two.a,), budget=two.c)
    with strict.transaction(write=True, reach=reach) as session:
        where = f"where partnership_id = '{two.other.id}'"
        assert raw(session, f'update "overlaps" set spends = false {where}').rowcount == 0
        assert raw(session, f'delete from "overlaps" {where}').rowcount == 0


# -- rows of no organization -----------------------------------------------------------------------


def test_the_operator_finds_lines_that_no_organization_has(strict, own_database, two):
    nobody = "9" * 32
    with strict.transaction(write=True, reach=Reach((nobody,))) as session:
        raw(session, LINE.format(organization=nobody))

    assert seen(strict, INSTALLATION, ORGANIZATIONS.format(table="audit_lines")) == {nobody}


@pytest.mark.parametrize(
    "statement", ["update audit_lines set action = 'y'", "delete from audit_lines"]
)
def test_no_line_of_a_trail_is_changed_or_removed(strict, two, statement):
    with (
        pytest.raises(DBAPIError, match="permission denied"),
        strict.transaction(write=True, reach=Reach((two.a,))) as session,
    ):
        raw(session, statement)


def test_of_a_partner_only_the_end_of_its_trail_moves_and_only_in_the_passage(strict, two):
    where = f"where id = '{two.b}'"
    move = f"update organizations set audit_sequence = audit_sequence + 1 {where}"
    with strict.transaction(write=True, reach=Reach((two.a,), trail=two.b)) as session:
        assert raw(session, move).rowcount == 1
        session.rollback()

    for reach, statement in (
        (Reach((two.a,), trail=two.b), f"update organizations set list_version = 0 {where}"),
        (Reach((two.a,)), move),
    ):
        with (
            pytest.raises(DBAPIError, match="only the end of its audit trail"),
            strict.transaction(write=True, reach=reach) as session,
        ):
            raw(session, statement)


def test_an_organization_is_found_by_the_domain_that_is_asked_for_and_no_other(strict, two):
    own = seen(strict, Reach((two.c,)), "select domain from organizations")
    (domain,) = seen(strict, INSTALLATION, f"select domain from organizations where id = '{two.a}'")

    assert seen(strict, Reach((two.c,), domain=domain), "select domain from organizations") == {
        *own,
        domain,
    }


# -- jobs ------------------------------------------------------------------------------------------


def test_a_request_promises_work_and_sees_no_job(strict, two):
    insert = (
        "insert into jobs (id, kind, lane, payload, state, attempts, excused, checkpoint, "
        "created_at) values ('{id}', 'x', 'x:{id}', '{{}}', 'failed', 0, 0, '{{}}', now())"
    )
    with strict.transaction(write=True, reach=Reach((two.a,))) as session:
        for letter in "ab":
            raw(session, insert.format(id=letter * 32))

    assert seen(strict, Reach((two.a,)), "select id from jobs") == set()
    assert seen(strict, Reach((two.a,), job_id="a" * 32), "select id from jobs") == {"a" * 32}
    with strict.transaction(write=True, reach=INSTALLATION) as session:
        raw(session, "delete from jobs where state = 'failed'")


# -- rights ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "truncate accounts",
        "drop policy own on accounts",
        "alter table accounts no force row level security",
        "create table notes (line text)",
        "update alembic_version set version_num = 'x'",
        "select partnerhub_wall('accounts')",
    ],
)
def test_the_application_can_take_no_wall_down(strict, statement):
    with (
        pytest.raises(DBAPIError, match=r"permission denied|must be owner"),
        strict.transaction(write=True, reach=INSTALLATION) as session,
    ):
        raw(session, statement)


def test_the_owner_is_held_too(own_database, two, settings):
    url = owner_of(own_database.url.render_as_string(hide_password=False))
    owner = Database(url, settings.keyring())

    assert seen(owner, NOTHING, "select 1 from accounts") == set()
    owner.close()
