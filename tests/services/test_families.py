"""Corporate families: parents by record id or name, and counts that are no releases."""

from types import SimpleNamespace

import pyarrow as pa
import pytest

from partnerhub.services import overlaps
from partnerhub.services.overlaps import families
from tests.factories.overlaps import Shared, publish

COLUMNS = ("id", "record_id", "parent_record_id", "name")


def accounts(*rows):
    return pa.table(
        {name: pa.array([row[n] for row in rows]) for n, name in enumerate(COLUMNS)}
        if rows
        else {name: pa.array([], pa.string()) for name in COLUMNS}
    )


def parents(*rows):
    return families.with_parents(accounts(*rows))["parent_id"].to_pylist()


def test_a_parent_is_found_by_its_record_id():
    assert parents(("a", "1", None, "Acme"), ("b", "2", "1", "Borg")) == [None, "a"]


def test_a_parent_is_found_by_its_name_where_an_export_has_no_ids():
    found = parents(("a", None, None, "Acme AG"), ("b", None, " acme ag", "Borg"))

    assert found == [None, "a"]


def test_a_name_that_two_accounts_have_is_nobodys_parent():
    found = parents(("a", "1", None, "Acme"), ("b", "2", None, "ACME"), ("c", "3", "acme", "Cyan"))

    assert found == [None, None, None]


def test_the_head_of_a_group_that_names_itself_has_no_parent():
    assert parents(("a", "1", "1", "Acme"), ("b", "2", "gone", "Borg")) == [None, None]


def test_lists_without_parents_or_rows_have_none():
    assert parents(("a", None, None, None)) == [None]
    assert parents() == []


def test_what_is_of_one_group_is_counted_and_each_sides_subsidiaries_apart():
    """Of the first's, a2 is below the shared a1; of the second's, b2 and b3 are below b1."""
    lists = [
        pa.table({"id": ["a1", "a2", "a3"], "parent_id": [None, "a1", "a2"]}),
        pa.table({"id": ["b1", "b2", "b3"], "parent_id": ["b2", "b1", "b1"]}),
    ]
    relations = ["same_company", "same_group", "same_group", "related", None]
    pairs = pa.table({"a_id": ["a1", "a2", "a3", "a3", "a2"], "relation": relations})
    released = pa.table({"a_id": ["a1"], "b_id": ["b1"]})

    counts = families.counted(SimpleNamespace(pairs=pairs), released, lists)

    assert counts == {"same_group": 2, "related": 1, "first_children": 1, "second_children": 2}


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"same_group": 9, "related": 9}, []),
        ({"same_group": 10}, [("same_group", {"from": 10, "to": 24})]),
        ({"same_group": 24, "related": 400}, [
            ("same_group", {"from": 10, "to": 24}), ("related", {"from": 250, "to": 499}),
        ]),
        ({"first_children": 3}, [("my_group", {"from": 3, "to": 3})]),
        ({"second_children": 300}, []),
    ],
)  # fmt: skip
def test_families_are_counted_in_bands_and_only_ones_own_exactly(session, make, counts, said):
    agreed = make.partnership()
    overlap = publish(session, agreed, [Shared("acme")])
    overlap.counts = overlap.counts | counts
    session.flush()

    seen = overlaps.get(session, agreed.first, overlap_id=overlap.id).families

    assert [(one["code"], one["count"]) for one in seen] == said
    for one in seen:
        assert one["sentence"].startswith(f"{one['count']['from']}")
        assert one["sentence"].endswith(".")


@pytest.mark.parametrize("count", [1, 9, 10, 17, 1_234])
def test_near_misses_are_told_in_bands_and_fewer_than_ten_not_at_all(session, make, count):
    agreed = make.partnership()
    overlap = publish(session, agreed, [Shared("acme")])
    sentence = f"{count:,} more if sub-domains counted like the domain itself."
    overlap.near_misses = [{"code": "sub_domains", "count": count, "sentence": sentence}]
    session.flush()

    for actor in (agreed.first, agreed.second):
        told = overlaps.get(session, actor, overlap_id=overlap.id).near_misses
        assert bool(told) is (count >= 10)
        assert f"{count:,} more" not in str(told)
        for one in told:
            assert one["sentence"].startswith(f"{one['count']['from']:,} to ")
