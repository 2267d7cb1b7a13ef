"""What holds for all lists: laws of matching, tried on generated ones."""

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerhub.matching import match
from tests.matching.lists import COLUMNS, accounts

LAWS = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)

WORDS = ["Acme", "Zorbania", "Quorvex", "Global", "Energy", "Group", "Mills", "Poland", "Müller"]
FORMS = ["", " GmbH", ", Inc.", " Ltd", " S.A."]
names = st.builds(
    lambda words, form: " ".join(words) + form,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.sampled_from(FORMS),
)
records = st.fixed_dictionaries(
    {
        "name": st.none() | names,
        "website": st.sampled_from(
            [None, "acme.com", "www.acme.de", "quorvex.com", "x.quorvex.com"]
        ),
        "country": st.sampled_from([None, "DE", "US"]),
        "city": st.sampled_from([None, "Bonn", "Austin"]),
        "phone": st.sampled_from([None, "+49 228 123456", "0228 123499", "512 555 0100"]),
        "duns": st.sampled_from([None, None, "081466849", "150483782"]),
    }
)
lists = st.lists(records, max_size=8)


def rows_of(table):
    return table.to_pylist()


def swapped(row):
    return {**row, "a_id": row["b_id"], "b_id": row["a_id"]}


@LAWS
@given(lists, lists)
def test_theirs_with_ours_is_ours_with_theirs(ours, theirs):
    there = match(accounts(*ours, prefix="a"), accounts(*theirs, prefix="b"))
    back = match(accounts(*theirs, prefix="b"), accounts(*ours, prefix="a"))

    key = lambda row: (row["a_id"], row["b_id"])  # noqa: E731
    assert sorted(map(swapped, rows_of(back.pairs)), key=key) == sorted(
        rows_of(there.pairs), key=key
    )
    assert back.near_misses == there.near_misses
    assert (back.counts.a, back.counts.b) == (there.counts.b, there.counts.a)


@LAWS
@given(lists, lists, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(ours, theirs, random):
    a, b = accounts(*ours), accounts(*theirs)

    assert match(a, b) == match(shuffled(a, random), shuffled(b, random))


def shuffled(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    return table.take(pa.array(order, pa.int64()))


# Rows that share no key with any row of the other list: words, places and numbers of their own.
stranger_words = st.text("jkwxyz", min_size=7, max_size=12).map(lambda word: f"{word}qo")
strangers = st.lists(
    st.builds(
        lambda name, number: {
            "name": f"{name} Ltd",
            "website": f"{name}.nl",
            "country": "NL",
            "city": "Utrecht",
            "phone": f"+31 30 9{number:06}",
            "duns": f"9{number:08}",
        },
        stranger_words,
        st.integers(0, 999_999),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row["name"],
)


@LAWS
@given(lists, lists, strangers)
def test_rows_with_nothing_in_common_change_no_byte(ours, theirs, more):
    numbered = [{"id": f"s{number}", **row} for number, row in enumerate(more)]
    without = match(accounts(*ours), accounts(*theirs))
    with_more = match(accounts(*ours), accounts(*theirs, *numbered))

    assert serialized(with_more.pairs) == serialized(without.pairs)
    assert with_more.near_misses == without.near_misses
    assert with_more.counts == without.counts


@LAWS
@given(lists)
def test_every_named_account_is_found_in_its_own_list(ours):
    found = match(accounts(*ours), accounts(*ours)).pairs
    pairs = set(zip(found["a_id"].to_pylist(), found["b_id"].to_pylist(), strict=True))
    rare = [n for n, row in enumerate(ours, 1) if "Quorvex" in (row["name"] or "")]

    assert all((str(number), str(number)) in pairs for number in rare)


def test_the_same_lists_give_the_same_bytes_on_one_thread_and_on_many():
    rows = [
        {"name": f"{first} {second}", "city": city}
        for first in WORDS
        for second in WORDS
        for city in ("Bonn", "Austin", None)
    ]
    answers = {serialized(match(accounts(*rows), accounts(*rows)).pairs) for _ in range(3)}

    assert len(answers) == 1


def serialized(table):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue().to_pybytes()


def test_the_columns_of_the_laws_are_those_of_the_package():
    from partnerhub.matching.records import COLUMNS as KNOWN  # noqa: PLC0415

    assert set(KNOWN) == set(COLUMNS)


@pytest.mark.parametrize("side", ["a", "b"])
def test_a_list_longer_by_strangers_changes_nothing_at_scale(side):
    words = ["Quorvex", "Zorbania", "Mbrunti", "Fenwick", "Oslander"]
    rows = [{"name": f"{x} {y}", "country": "DE"} for x in words for y in words]
    more = [
        {"id": f"s{n}", "name": f"jj{n:04}kk", "website": f"jj{n:04}kk.nl"} for n in range(3000)
    ]
    small = match(accounts(*rows), accounts(*rows))
    large = match(
        accounts(*rows, *(more if side == "a" else [])),
        accounts(*rows, *(more if side == "b" else [])),
    )

    assert serialized(large.pairs) == serialized(small.pairs)
