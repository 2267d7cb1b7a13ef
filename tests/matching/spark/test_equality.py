"""What Spark finds is what the embedded engine finds, to the last letter."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

from partnerhub.matching import UnusableTableError, assigning, match
from tests.matching.lists import accounts
from tests.matching.spark.messy import lists

LISTS = os.environ.get("PARTNERHUB_LISTS", "")


def found_by_spark(work, ours, theirs, **options):
    from partnerhub.matching.engines import spark  # noqa: PLC0415 - only where Spark is

    given = (work.session.createDataFrame(table) for table in (ours, theirs))
    # However the rows are spread over the workers.
    found = spark.match(work, *(frame.repartition(5) for frame in given), **options)
    return found, pl.DataFrame(pl.from_arrow(found.pairs.toArrow()))


def test_pairs_words_companies_and_counts_are_those_of_the_embedded_engine(work):
    ours, theirs = lists()
    first = match(ours, theirs).pairs.select(["a_id", "b_id"]).to_pylist()
    decisions = [
        *({**pair, "decision": "rejected"} for pair in first[:5]),
        *({**pair, "decision": "accepted"} for pair in first[3:9]),
        {"a_id": "1", "b_id": "2", "decision": "accepted"},
        {"a_id": "gone", "b_id": "2", "decision": "accepted"},
    ]
    wanted = match(ours, theirs, decisions=pa.Table.from_pylist(decisions))
    assert wanted.counts.pairs > 200
    assert wanted.counts.duplicates_a
    assert wanted.counts.same_group
    assert len(wanted.near_misses) > 2

    said = work.session.createDataFrame(pa.Table.from_pylist(decisions))
    found, pairs = found_by_spark(work, ours, theirs, decisions=said)

    assert pairs.equals(pl.DataFrame(pl.from_arrow(wanted.pairs)))
    assert found.counts == wanted.counts
    assert found.near_misses == wanted.near_misses
    assert found.tiers == dict(pairs.group_by("tier").len().iter_rows())


def test_lists_that_share_nothing_have_no_pairs(work):
    found, pairs = found_by_spark(work, accounts({"name": "Acme"}), accounts({"name": "Zyx"}))

    assert pairs.is_empty()
    assert found.counts == match(accounts({"name": "Acme"}), accounts({"name": "Zyx"})).counts


def test_a_chain_of_pairs_is_one_company_however_long_it_is(work):
    from partnerhub.matching.engines.spark.companies import companies  # noqa: PLC0415

    chain = [(f"{n:03}", f"{n + d:03}") for n in range(150) for d in (0, 1)]
    pairs = pl.DataFrame(
        [*chain, ("x", "1000"), ("y", "1000"), ("000x", "2")], ["a_id", "b_id"], orient="row"
    )
    pairs = pairs.sample(fraction=1, shuffle=True, seed=1)

    numbered = companies(work, work.session.createDataFrame(pairs.to_arrow()))

    told = pairs.with_columns(a="a_id", b="b_id")
    wanted = pairs.with_columns(assigning.companies(told).alias("company"))
    found = pl.DataFrame(pl.from_arrow(numbered.toArrow()))
    assert found.sort("a_id", "b_id").equals(wanted.sort("a_id", "b_id"))


@pytest.mark.parametrize(
    ("ours", "message"),
    [
        (accounts({"id": "7", "name": "Acme"}, {"id": " 7", "name": "Zyx"}), "id 7 more than once"),
        (accounts({"id": None, "name": "Acme"}), "a row without an id"),
        (accounts({"name": "Acme"}).drop_columns("id"), "has no column `id`"),
    ],
)
def test_lists_that_cannot_be_used_are_refused_in_the_same_words(work, ours, message):
    with pytest.raises(UnusableTableError, match=message):
        match(ours, accounts({"name": "Acme"}))
    with pytest.raises(UnusableTableError, match=message):
        found_by_spark(work, ours, accounts({"name": "Acme"}))


@pytest.mark.slow
@pytest.mark.lists
def test_a_hundred_thousand_accounts_a_side_come_out_alike(work, tmp_path):
    size = ["--na", "100000", "--nb", "100000", "--overlap", "0.3", "--seed", "4711"]
    script = Path(LISTS) / "gen.py"
    subprocess.run([sys.executable, script, "--out", tmp_path, *size], check=True)
    ours, theirs = (
        pl.read_csv(tmp_path / f"{side}.csv", infer_schema=False).to_arrow() for side in "ab"
    )
    wanted = match(ours, theirs)

    found, pairs = found_by_spark(work, ours, theirs)

    assert len(pairs) > 30_000
    assert pairs.equals(pl.DataFrame(pl.from_arrow(wanted.pairs)))
    assert found.counts == wanted.counts
    assert found.near_misses == wanted.near_misses
