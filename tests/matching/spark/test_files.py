"""The command: Parquet in any number of files in, Parquet by tier out."""

import sys

import polars as pl
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest
from click.testing import CliRunner
from pyarrow import csv

from partnerhub import cli
from partnerhub.cli.match import match as command
from partnerhub.matching import match
from tests.matching.spark.messy import lists


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def named_lists():
    """Lists of which a CRM's file is not refused a row."""
    return (table.filter(pc.is_valid(table["name"])) for table in lists(60))


@pytest.fixture
def folder(session, tmp_path):
    """A list as a folder of Parquet files, the other one as a CRM exports it."""
    ours, theirs = named_lists()
    ds.write_dataset(
        ours, tmp_path / "ours", format="parquet", max_rows_per_file=20, max_rows_per_group=20
    )
    csv.write_csv(theirs, tmp_path / "theirs.csv")
    return tmp_path


def test_a_folder_of_parquet_and_a_file_of_a_crm_are_compared(folder):
    given = [folder / "ours", folder / "theirs.csv", "--engine", "spark"]
    done = run(*given, "-o", folder / "pairs", "--all")

    assert done.exit_code == 0, done.output
    assert "theirs.csv:" in done.output
    wanted = match(*named_lists())
    assert f"{wanted.counts.pairs:,} pairs" in done.output
    written = pl.read_parquet(folder / "pairs" / "*" / "*.parquet", hive_partitioning=True)
    order = ["confidence", "a_id", "b_id"]
    pairs = pl.DataFrame(pl.from_arrow(wanted.pairs))
    assert written.select(pairs.columns).sort(order).equals(pairs.sort(order))
    assert sorted(path.name for path in folder.iterdir()) == ["ours", "pairs", "theirs.csv"]

    again = run(*given, "-o", folder / "pairs")
    assert again.exit_code != 0
    assert "pairs" in again.output


def test_what_is_no_parquet_is_refused(folder):
    done = run(folder, folder / "theirs.csv", "--engine", "spark", "-o", folder / "pairs")

    assert done.exit_code == 1
    assert f"{folder} cannot be read as Parquet" in done.output
    assert not (folder / "pairs").exists()


def test_a_setting_that_is_none_is_refused(folder):
    given = [folder / "ours", folder / "theirs.csv", "--engine", "spark"]
    done = run(*given, "-o", folder / "pairs", "--spark-conf", "yarn")

    assert done.exit_code == 2
    assert "'yarn' is not of the form" in done.output


def test_without_spark_the_command_says_what_brings_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "partnerhub.cli.match_on_spark", None)
    monkeypatch.delattr(cli, "match_on_spark", raising=False)
    done = run(tmp_path, tmp_path, "--engine", "spark", "-o", tmp_path / "pairs")

    assert done.exit_code == 1
    assert "partnerhub[spark]" in done.output
