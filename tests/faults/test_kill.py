"""What is acknowledged is done, exactly once, however often the worker is killed.

Workers are killed at random points (the seed is printed) until the work is done. Before, between
and after, the list is one uploaded file as a whole, and an overlap is published whole or not at
all; at the end there is one audit line for each effect, no job is stuck and nothing is left over.
"""

import io
import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from partnerhub.domain.lists import ImportMode, ListKind
from partnerhub.services import imports, overlaps
from tests.factories import Make
from tests.faults.workers import Nursery

ROWS = 6_000
JOBS = ("alpha", "beta", "gamma")
"""In a test; two workers may be killed in each."""
PATIENCE = 60
DAY = timedelta(days=1)


@pytest.fixture
def nursery(own_database, own_settings):
    nursery = Nursery(own_settings)
    yield nursery
    nursery.close()


def accounts_file(name, rows=ROWS):
    lines = ["Account ID,Account Name,Website"]
    lines += [f"{n:06d},{name} {n},www.{name}{n}.com" for n in range(rows)]
    return "\n".join(lines).encode()


def upload(database, settings, actor, name):
    """Ask for an import as the API does; return its id."""
    kept = imports.receive(
        settings.spool, actor, io.BytesIO(accounts_file(name)), filename="a.csv", limit=1 << 30
    )
    with database.transaction(write=True) as session:
        row = imports.request(
            session,
            actor,
            upload=kept,
            kind=ListKind.ACCOUNTS,
            mode=ImportMode.REPLACE,
            choices=imports.Choices(),
        )
        return row.id


def ask(database, statement, **values):
    with database.transaction(write=False) as session:
        return session.execute(text(statement), values).all()


CURRENT = """
    select min(a.name), max(a.name), count(*) from accounts a
    join organizations o on o.id = a.organization_id
    where o.id = :id and a.valid_from <= o.list_version
      and (a.valid_to is null or a.valid_to > o.list_version)
"""


def whole_list(database, organization_id):
    """The one name all accounts of the list begin with; fails when the list is a mixture."""
    [(first, last, count)] = ask(database, CURRENT, id=organization_id)
    if not count:
        return None
    assert count == ROWS
    assert first.split()[0] == last.split()[0]
    return first.split()[0]


def state(database, table, row_id):
    return ask(database, f"select state from {table} where id = :id", id=row_id)[0][0]


def work_through_kills(nursery, done, chance, longest):
    """Start workers and kill them at random points until the work is done.

    Returns how many were killed in the middle of it: at most two, since three attempts are what a
    job has.
    """
    killed, until = 0, time.monotonic() + PATIENCE
    while not done() and time.monotonic() < until:
        worker = nursery.start()
        patience = chance.uniform(0.02, longest) if killed < 2 else PATIENCE
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and not done():
            time.sleep(0.02)
        killed += not done()
        nursery.kill(worker)
    assert done(), "the work did not end"
    return killed


def no_leftovers(database):
    assert ask(database, "select * from jobs where state in ('queued', 'running')") == []
    staged = """
        select count(*) from accounts a join organizations o on o.id = a.organization_id
        where a.valid_from > o.list_version
    """
    assert ask(database, staged) == [(0,)]


@pytest.mark.slow
def test_a_list_is_the_old_one_or_the_new_one_whole(
    own_database, own_settings, nursery, record_property
):
    seed = time.time_ns()
    record_property("seed", seed)
    chance = random.Random(seed)
    with own_database.transaction(write=True) as session:
        actor = Make(session).actor()
    kills, asked = 0, []
    for name in JOBS:
        before = whole_list(own_database, actor.organization_id)
        asked.append(upload(own_database, own_settings, actor, name))

        def done(import_id=asked[-1], before=before, name=name):
            assert whole_list(own_database, actor.organization_id) in {before, name}
            return state(own_database, "imports", import_id) == "succeeded"

        kills += work_through_kills(nursery, done, chance, 0.4)
        assert whole_list(own_database, actor.organization_id) == name

    published = ask(
        own_database, "select subject_id from audit_lines where action = 'import.published'"
    )
    assert sorted(one for (one,) in published) == sorted(asked)
    no_leftovers(own_database)
    # A worker that was killed after publishing left its file behind; the sweep finds it.
    imports.sweep(own_database, spool=own_settings.spool, before=datetime.now(UTC) + DAY)
    assert not any(path.is_file() for path in own_settings.spool.rglob("*"))
    record_property("kills", kills)
    assert kills >= len(JOBS)


@pytest.mark.slow
def test_an_overlap_is_published_whole_and_once(
    own_database, own_settings, nursery, record_property
):
    seed = time.time_ns()
    record_property("seed", seed)
    chance = random.Random(seed)
    with own_database.transaction(write=True) as session:
        agreed = Make(session).partnership()
    for actor in (agreed.first, agreed.second):
        upload(own_database, own_settings, actor, "shared")
    worker = nursery.start()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if ask(own_database, "select count(*) from imports where state = 'succeeded'") == [(2,)]:
            break
        time.sleep(0.02)
    nursery.kill(worker)
    asked, kills = [], 0
    for _ in JOBS:
        with own_database.transaction(write=True) as session:
            made = overlaps.request(
                session, agreed.first, partnership_id=agreed.id, now=datetime.now(UTC)
            )
        if made.state == "awaiting_approval":
            with own_database.transaction(write=True) as session:
                overlaps.approve(session, agreed.second, overlap_id=made.id, now=datetime.now(UTC))
        asked.append(made.id)

        def done(overlap_id=made.id):
            with own_database.transaction(write=False) as session:
                seen = overlaps.get(session, agreed.second, overlap_id=overlap_id)
            assert (seen.counts is None) == (seen.state != "succeeded")
            return seen.state == "succeeded"

        kills += work_through_kills(nursery, done, chance, 1.0)
        rows = ask(
            own_database,
            "select count(*), count(distinct id) from matches where overlap_id = :id",
            id=made.id,
        )
        assert rows == [(ROWS, ROWS)]

    published = ask(
        own_database, "select subject_id from audit_lines where action = 'overlap.published'"
    )
    assert sorted(one for (one,) in published) == sorted(asked * 2)  # a line for each side
    no_leftovers(own_database)
    record_property("kills", kills)
    assert kills >= len(JOBS)
