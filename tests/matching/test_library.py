"""Matching is a library of its own: tables of any kind in, pairs out, and nothing else needed."""

import subprocess
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from partnerhub.matching import UnusableTableError, match

OURS = {
    "id": [1, 2, 3],
    "name": ["Acme Anvils GmbH", "Zebra Foods", "Müller & Söhne"],
    "website": ["acme-anvils.de", None, "mueller.example.com"],
    "postal_code": [53111, None, 10115],
}
THEIRS = {
    "id": ["x", "y"],
    "name": ["ACME Anvils", "Zebra Foods Ltd"],
    "website": ["www.acme-anvils.de", None],
    "postal_code": ["53111", None],
}


def relation(columns):
    return duckdb.from_arrow(pa.table(columns))


@pytest.mark.parametrize(
    "kind",
    [pa.table, pl.DataFrame, pd.DataFrame, relation],
    ids=["pyarrow", "polars", "pandas", "duckdb"],
)
def test_tables_of_any_kind_give_the_same_pairs(kind):
    expected = match(pa.table(OURS), pa.table(THEIRS))
    found = match(kind(OURS), kind(THEIRS))

    assert found.pairs.equals(expected.pairs)
    assert found.counts == expected.counts
    assert expected.counts.pairs == 2


def test_whole_numbers_that_pandas_holds_as_fractions_are_whole_again():
    ours = pd.DataFrame(OURS)
    assert ours["postal_code"].dtype == "float64"

    rules = match(ours, pa.table(THEIRS)).pairs["rules"].to_pylist()

    assert any(rule["rule"] == "same_postal_code" for pair in rules for rule in pair)


@pytest.mark.parametrize("nothing", [None, 5, "accounts.csv", [1, 2]])
def test_what_is_no_table_is_refused_by_name(nothing):
    with pytest.raises(UnusableTableError, match="List A cannot be read as a table"):
        match(nothing, pa.table(THEIRS))


def test_matching_imports_no_server_and_no_database():
    code = (
        "import sys, partnerhub.matching;"
        "print([m for m in ('flask', 'sqlalchemy', 'marshmallow', 'pandas') if m in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout

    assert printed.decode().strip() == "[]"


def test_pandas_is_not_imported_for_those_who_have_it_for_something_else():
    """It takes as long to import as a small comparison takes."""
    compare = """
import sys
import polars as pl
from partnerhub.matching import match
few = pl.DataFrame({"id": ["1"], "name": ["Quorvex Mills GmbH"], "website": ["quorvex.com"]})
assert len(match(few, few).released()) == 1
print("pandas" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", compare], capture_output=True, check=True)

    assert done.stdout.split() == [b"False"]


@pytest.mark.parametrize(
    "column",
    [pa.array([["Acme"]]), pa.array([b"\xff"], pa.binary())],
    ids=["lists", "no text"],
)
def test_a_column_that_holds_no_text_is_refused(column):
    table = pa.table({"id": ["1"], "name": column})

    with pytest.raises(UnusableTableError, match="does not hold texts"):
        match(table, table)


def test_two_columns_of_one_name_are_refused():
    table = pa.Table.from_arrays([pa.array(["1"])] * 3, names=["id", "name", "name"])

    with pytest.raises(UnusableTableError, match="more than one column `name`"):
        match(table, table)
