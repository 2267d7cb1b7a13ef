"""A word or a web domain that very many rows share costs no more than those rows."""

import polars as pl
import pyarrow as pa

from partnerhub.matching import blocking, match
from tests.matching.spark.test_equality import found_by_spark

CROWD = blocking.STRONG_LIMIT + 500


def crowd(side):
    """Many accounts with one word and one web domain in common, and some that are on both lists."""
    names = [f"Omnipresent {side}{number}x" for number in range(CROWD)]
    shared = [f"Omnipresent Quixotic{number:03} Ventures" for number in range(50)]
    return pa.table(
        {
            "id": [str(number) for number in range(CROWD + 50)],
            "name": names + shared,
            "website": ["omnipresent.com"] * (CROWD + 50),
        }
    )


def test_rows_that_share_a_word_and_a_domain_are_never_joined_with_each_other(work):
    from partnerhub.matching.engines.spark import candidates  # noqa: PLC0415 - only where Spark is

    ours, theirs = crowd("a"), crowd("b")
    found, pairs = found_by_spark(work, ours, theirs)

    wanted = match(ours, theirs)
    assert found.counts.pairs >= 50
    assert pairs.equals(pl.DataFrame(pl.from_arrow(wanted.pairs)))
    # What goes into the join: no key with more rows than a key may bring pairs.
    for side in candidates.SIDES:
        keys = candidates.uncrowded(work, side).groupBy("key").count()
        assert keys.agg({"count": "max"}).first()[0] <= blocking.STRONG_LIMIT
