"""Bulk: what goes in as columns comes out as the same columns, on both databases."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    select,
)

from partnerhub.persistence import bulk
from partnerhub.persistence.models import Suppression
from partnerhub.persistence.types import Json
from tests.factories import NOW, Make

THINGS = Table(
    "bulk_things",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("text", String(300)),
    Column("large", BigInteger),
    Column("flag", Boolean),
    Column("day", Date),
    Column("parts", Json),
    prefixes=["TEMPORARY"],
)
SCHEMA = pa.schema(
    [
        ("number", pa.int64()),
        ("text", pa.string()),
        ("large", pa.int64()),
        ("flag", pa.bool_()),
        ("day", pa.date32()),
        ("parts", pa.struct([("name", pa.string()), ("counts", pa.list_(pa.int64()))])),
    ]
)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
ROWS = st.fixed_dictionaries(
    {
        "text": st.none() | WORDS,
        "large": st.none() | st.integers(-(2**63), 2**63 - 1),
        "flag": st.none() | st.booleans(),
        "day": st.none() | st.dates(),
        "parts": st.none()
        | st.fixed_dictionaries(
            {"name": WORDS, "counts": st.lists(st.integers(0, 1000), max_size=3)}
        ),
    }
)


@pytest.fixture
def things(session):
    THINGS.create(session.connection())
    return THINGS


def written(session, table, rows):
    """Write rows and read them as the tables' own types say."""
    numbered = [{"number": number, **row} for number, row in enumerate(rows)]
    bulk.write(session, table, pa.Table.from_pylist(numbered, schema=SCHEMA))
    query = select(table).order_by(table.c.number)
    found = [dict(row._mapping) for row in session.execute(query)]
    session.execute(table.delete())
    return numbered, found


@given(rows=st.lists(ROWS, max_size=8))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_rows_come_back_as_they_were(session, things, rows):
    given_rows, found = written(session, things, rows)

    assert found == given_rows


@pytest.mark.parametrize(
    "text",
    [
        "Ünïcödé 企業 🏢",
        "tab\there",
        "line\nbreak",
        "back\\slash",
        "\\N",
        "\\.",
        "'; drop",
        '"',
        "",
    ],
)
def test_texts_that_a_copy_could_take_for_its_own_come_back(session, things, text):
    row = {"text": text, "large": None, "flag": None, "day": None, "parts": None}

    _, found = written(session, things, [row])

    assert found[0]["text"] == text


def test_more_rows_than_one_batch_come_back(session, things, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 3)
    rows = [
        {"text": str(n), "large": n, "flag": n % 2 == 0, "day": date(2026, 1, 1 + n), "parts": None}
        for n in range(10)
    ]
    given_rows, _ = written(session, things, rows)
    bulk.write(session, things, pa.Table.from_pylist(given_rows, schema=SCHEMA))

    query = select(things.c.number, things.c.text, things.c.large).order_by(things.c.number)
    read = bulk.read(session, query)

    assert read["text"].to_pylist() == [str(n) for n in range(10)]
    assert read.schema.field("large").type == pa.int64()


def test_nothing_reads_as_columns_without_rows(session, things):
    read = bulk.read(session, select(things.c.number, things.c.text))

    assert (read.num_rows, read.column_names) == (0, ["number", "text"])


def test_columns_empty_in_one_batch_and_full_in_another_fit_together(session, things, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    rows = [
        {"text": None if n < 4 else "x", "large": None, "flag": None, "day": None, "parts": None}
        for n in range(6)
    ]
    given_rows, _ = written(session, things, rows)
    bulk.write(session, things, pa.Table.from_pylist(given_rows, schema=SCHEMA))

    read = bulk.read(session, select(things.c.text).order_by(things.c.number))

    assert read["text"].to_pylist() == [None] * 4 + ["x"] * 2


def test_what_is_written_is_part_of_the_transaction(own_database):
    with own_database.transaction(write=True) as session:
        own = Make(session).organization().id
    rows = {"organization_id": [own] * 2, "person_key": ["a" * 32, "b" * 32]}
    rows["created_at"] = [NOW.isoformat()] * 2

    def write_and_fail():
        with own_database.transaction(write=True) as session:
            bulk.write(session, Suppression.__table__, pa.table(rows))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()

    with own_database.transaction(write=False) as session:
        assert session.scalars(select(Suppression)).all() == []


def test_lists_of_ids_are_cut_short_enough_for_one_statement():
    chunks = list(bulk.in_chunks([str(n) for n in range(1001)]))

    assert [len(chunk) for chunk in chunks] == [500, 500, 1]
    assert [each for chunk in chunks for each in chunk] == [str(n) for n in range(1001)]
