"""A new version of a list, compared by what has changed in it: the same bytes, found in less."""

import os
import random
import subprocess
import sys

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import csv

from partnerhub.matching import DEFAULT, UnusableTableError, blocking, match
from partnerhub.matching.incremental import running
from tests.matching.lists import COLUMNS
from tests.matching.test_laws import records, serialized

LISTS = os.environ.get("PARTNERHUB_LISTS", "")
COLUMN_NAMES = (*COLUMNS, "parent_id")
IDS = st.integers(1, 14).map(str)
lists = st.dictionaries(IDS, records, max_size=12)
# What happens to a row between two versions: it goes, comes, or is another under the same id.
edits = st.dictionaries(IDS, st.none() | records, max_size=3)
decisions = st.lists(st.tuples(IDS, IDS, st.sampled_from(["accepted", "rejected"])), max_size=3)


@pytest.fixture(autouse=True)
def _any_share_of_small_lists(monkeypatch):
    monkeypatch.setattr(running, "MOST_CHANGED", 100)


@pytest.fixture
def state(tmp_path):
    return tmp_path / "comparison.state"


def table(rows):
    """Make a list of accounts from rows by their ids."""
    numbered = [{"id": key, **row} for key, row in rows.items()]
    return pa.table(
        {name: pa.array([row.get(name) for row in numbered], pa.string()) for name in COLUMN_NAMES}
    )


def edited(rows, changes):
    return {key: row for key, row in (rows | changes).items() if row is not None}


def decided(said):
    columns = zip(*said, strict=True) if said else ((), (), ())
    names = ("a_id", "b_id", "decision")
    return pa.table(
        {n: pa.array(list(c), pa.string()) for n, c in zip(names, columns, strict=True)}
    )


def assert_same(ours, theirs, state, **options):
    """Compare with and without the state, to the last byte; give what was found."""
    found = match(ours, theirs, state=state, **options)
    expected = match(ours, theirs, **options)

    assert found == expected
    assert serialized(found.pairs) == serialized(expected.pairs)
    return found


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    lists, lists, st.lists(st.tuples(edits, edits, decisions), min_size=1, max_size=3), st.data()
)
def test_every_later_version_is_answered_to_the_same_bytes(
    tmp_path_factory, ours, theirs, versions, data
):
    state = tmp_path_factory.mktemp("state") / "comparison.state"
    limit = data.draw(st.sampled_from([2, 4, 500]), label="the most pairs that a key may bring")
    renewed = data.draw(st.sampled_from([0, 0.4, 100]), label="the changes that renew a state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "RENEWED_FROM", renewed)
        for name in ("STRONG_LIMIT", "WEAK_LIMIT"):
            patch.setattr(blocking, name, limit)
        match(table(ours), table(theirs), state=state)
        for our_changes, their_changes, said in versions:
            ours, theirs = edited(ours, our_changes), edited(theirs, their_changes)
            assert_same(table(ours), table(theirs), state, decisions=decided(said))


def test_a_key_that_becomes_too_common_takes_its_pairs_along(monkeypatch, state):
    monkeypatch.setattr(blocking, "STRONG_LIMIT", 4)
    ours = {str(n): {"name": f"Hotel {n}", "website": "inn.com"} for n in range(2)}
    theirs = {str(n): {"name": f"Guesthouse {n}", "website": "inn.com"} for n in range(2)}
    before = assert_same(table(ours), table(theirs), state)
    crowd = theirs | {"new": {"name": "Something else", "website": "inn.com"}}
    crowded = assert_same(table(ours), table(crowd), state)
    after = assert_same(table(ours), table(theirs), state)

    assert crowded.counts.related < before.counts.related == after.counts.related


def test_a_better_pair_elsewhere_takes_a_match_from_an_unchanged_one(state):
    ours = {"1": {"name": "Quorvex Mills", "city": "Bonn"}}
    theirs = {
        "1": {"name": "Quorvex Mills", "city": "Austin"},
        "2": {"name": "Zorbania", "city": "Bonn"},
    }
    assert_same(table(ours), table(theirs), state)
    theirs["2"] = {"name": "Quorvex Millls", "city": "Bonn", "website": "quorvex.com"}
    ours["2"] = {"name": "Quorvex", "website": "quorvex.com"}

    assert_same(table(ours), table(theirs), state)


def test_parents_that_come_and_go_are_counted_again(state):
    ours = {"1": {"name": "Quorvex"}, "2": {"name": "Zorbania"}}
    theirs = {"1": {"name": "Quorvex"}}
    alone = assert_same(table(ours), table(theirs), state)
    ours["2"]["parent_id"] = "1"
    below = assert_same(table(ours), table(theirs), state)

    assert (alone.counts.same_group, below.counts.same_group) == (0, 1)


def test_only_what_has_changed_is_compared(monkeypatch, state):
    ours = {str(n): {"name": f"Company {n}"} for n in range(30)}
    match(table(ours), table(ours), state=state)
    monkeypatch.setattr(running, "Embedded", forbidden)

    assert len(match(table(ours), table(ours), state=state).pairs) == 30
    changed = ours | {"3": {"name": "Another"}}
    assert len(match(table(changed), table(ours), state=state).pairs) == 29


def test_a_state_is_renewed_when_more_than_a_few_rows_have_changed(state):
    ours = {str(n): {"name": f"Company {n}"} for n in range(100)}
    match(table(ours), table(ours), state=state)
    first = state.read_bytes()
    os.utime(state, (0, 0))
    one, three = (edited(ours, {str(n): None for n in range(gone)}) for gone in (1, 3))

    assert_same(table(one), table(ours), state)
    assert state.read_bytes() == first
    assert state.stat().st_mtime > 0, "A state that is used looks old."
    assert_same(table(three), table(ours), state)
    assert state.read_bytes() != first
    assert_same(table(ours), table(three), state)


def test_when_most_of_a_list_has_changed_everything_is_compared(monkeypatch, state):
    monkeypatch.setattr(running, "MOST_CHANGED", 0.2)
    ours = {str(n): {"name": f"Company {n}"} for n in range(10)}
    match(table(ours), table(ours), state=state)
    monkeypatch.setattr(running, "_again", lambda *_: None)

    assert_same(table(edited(ours, dict.fromkeys("12345"))), table(ours), state)


def test_another_policy_begins_anew(state):
    ours, theirs = {"1": {"name": "Quorvex", "city": "Bonn"}}, {"1": {"name": "Quorvex"}}
    strict = DEFAULT.__class__(
        name=DEFAULT.name,
        version=DEFAULT.version,
        prior=DEFAULT.prior - 3,
        weights=DEFAULT.weights,
        rivalry=DEFAULT.rivalry,
    )
    usual = assert_same(table(ours), table(theirs), state)
    doubtful = assert_same(table(ours), table(theirs), state, policy=strict)

    assert doubtful.pairs["confidence"][0].as_py() < usual.pairs["confidence"][0].as_py()


def test_the_state_of_other_lists_changes_nothing(state):
    first = {str(n): {"name": f"Company {n}", "country": "DE"} for n in range(5)}
    second = {str(n): {"name": f"Firm {n + 1}", "country": "US"} for n in range(5)}
    match(table(first), table(second), state=state)

    assert_same(table(second), table(first), state)
    assert_same(table(first), table(first), state)


def test_a_list_that_cannot_be_used_is_refused_as_ever(state):
    ours = table({"1": {"name": "Quorvex"}})
    match(ours, ours, state=state)

    with pytest.raises(UnusableTableError, match="List A has the id 1 more than once"):
        match(pa.concat_tables([ours, ours]), ours, state=state)
    with pytest.raises(UnusableTableError, match="List B has no column `id`"):
        match(ours, ours.drop_columns(["id"]), state=state)
    with pytest.raises(UnusableTableError, match="List B has a row without an id"):
        match(ours, table({" ": {"name": "Quorvex"}}), state=state)


@pytest.mark.skipif(not LISTS, reason="PARTNERHUB_LISTS does not name the folder with gen.py")
def test_one_row_of_a_hundred_changed_in_ten_thousand(monkeypatch, tmp_path, state):
    size = ["--na", "10000", "--nb", "10000", "--overlap", "0.3", "--seed", "31"]
    generator = [sys.executable, f"{LISTS}/gen.py", "--out", str(tmp_path), *size]
    subprocess.run(generator, check=True, capture_output=True)
    ours, theirs = (csv.read_csv(tmp_path / f"{side}.csv") for side in "ab")
    match(ours, theirs, state=state)
    monkeypatch.setattr(running, "Embedded", forbidden)
    found = match(one_of_a_hundred_changed(ours), one_of_a_hundred_changed(theirs), state=state)
    monkeypatch.undo()

    expected = match(one_of_a_hundred_changed(ours), one_of_a_hundred_changed(theirs))
    assert found == expected
    assert serialized(found.pairs) == serialized(expected.pairs)


def one_of_a_hundred_changed(accounts):
    """Rename, move, remove and add accounts."""
    chance = random.Random(5)
    rows = {row["id"]: row for row in accounts.to_pylist()}
    for number, key in enumerate(chance.sample(sorted(rows), len(rows) // 100)):
        match number % 4:
            case 0:
                rows[key]["name"] = f"{rows[key]['name']} Holding"
            case 1:
                rows[key]["city"] = "Bonn"
            case 2:
                rows[f"new {key}"] = rows[key] | {"id": f"new {key}"}
            case _:
                del rows[key]
    return pa.Table.from_pylist(list(rows.values()), schema=accounts.schema)


def forbidden(*_):
    raise AssertionError("everything is compared")
