"""Companies are what the pairs that are shown hang together by."""

import pyarrow as pa

from partnerhub.services.overlaps.narrowing import apart


def pairs(*rows):
    names = ("a_id", "b_id", "tier", "company")
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows])


def test_a_pair_that_is_not_shown_joins_no_companies():
    found = pairs(("a1", "b1", "certain", 1), ("a2", "b1", "likely", 1), ("a2", "b2", "certain", 1))

    released, waits = apart(found, ("certain",))

    assert released["company"].to_pylist() == [1, 2]
    assert waits["a_id"].to_pylist() == ["a2"]


def test_pairs_that_are_shown_join_companies_whatever_their_order():
    found = pairs(
        ("a1", "b1", "certain", 1),
        ("a2", "b2", "certain", 1),
        ("a3", "b3", "certain", 2),
        ("a1", "b2", "certain", 1),
        ("a4", "b3", "likely", 2),
    )

    assert apart(found, ("certain",))[0]["company"].to_pylist() == [1, 1, 2, 1]


def test_where_everything_is_shown_companies_stay_as_they_were_found():
    found = pairs(("a1", "b1", "likely", 7))

    assert apart(found, ("certain", "likely"))[0].equals(found)
