"""`partnerhub match`: two files in, one file of explained pairs out."""

import csv

import pytest
from click.testing import CliRunner

from partnerhub.cli.match import match
from partnerhub.domain.errors import ImportFailedError

OURS = """Account Name,Website,Billing City,Billing Country
Acme Robotics GmbH,https://www.acme.de,München,Germany
Quorvex Zylotane AG,,Zürich,Switzerland
Nobody Else Ltd,,London,UK
"""
THEIRS = """id,name,website,city,country
T9,ACME Robotics,acme.de/en,Munchen,DE
T8,Quorvex Zylotane,,Zurich,CH
T7,Somebody Completely Different,,,
"""


@pytest.fixture
def run(tmp_path):
    def run(ours=OURS, theirs=THEIRS, *options):
        (tmp_path / "ours.csv").write_text(ours, encoding="utf-8")
        (tmp_path / "theirs.csv").write_text(theirs, encoding="utf-8")
        paths = [str(tmp_path / name) for name in ("ours.csv", "theirs.csv")]
        output = ["-o", str(tmp_path / "pairs.csv")]
        return CliRunner().invoke(match, [*paths, *output, *options])

    return run


def written(tmp_path):
    with (tmp_path / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_pairs_are_written_with_confidence_rules_and_a_sentence(run, tmp_path):
    result = run()

    assert result.exit_code == 0, result.output
    first, second = written(tmp_path)
    columns = ["a_id", "b_id", "confidence", "tier", "rules", "explanation", "company", "relation"]
    assert list(first) == columns
    assert (first["a_id"], first["b_id"], first["tier"]) == ("1", "T9", "certain")
    assert first["rules"].startswith("same_web_domain;same_name")
    assert first["explanation"].startswith("Same web domain acme.de; ")
    assert (second["a_id"], second["b_id"]) == ("2", "T8")
    assert {pair["relation"] for pair in (first, second)} == {"same_company"}
    assert {pair["company"] for pair in (first, second)} == {"1", "2"}


def test_the_summary_says_what_was_read_found_and_written(run):
    lines = run().output.splitlines()

    assert lines[0] == "ours.csv: 3 accounts; theirs.csv: 3 accounts"
    assert lines[1].startswith("2 pairs: ")
    assert lines[2] == "2 accounts of A and 2 of B, 2 companies"
    assert lines[-1].startswith("Written to ")


def test_the_summary_says_how_many_accounts_are_duplicates(run):
    twice = THEIRS + "T6,Acme Robotics GmbH,www.acme.de,Munich,Germany\n"

    lines = run(OURS, twice).output.splitlines()

    assert lines[2] == "2 accounts of A and 3 of B, 2 companies (duplicates: 0 of A, 1 of B)"


def test_possible_pairs_are_written_only_when_asked_for(run, tmp_path):
    ours = "name,city\nZorbania Capital,Bremen\n"
    theirs = "name,city\nZorbania Mills,Bremen\nZorbania,Geneva\n"
    run(ours, theirs)
    without = written(tmp_path)
    run(ours, theirs, "--all")

    assert without == []
    assert {pair["tier"] for pair in written(tmp_path)} <= {"possible"}


def test_a_row_that_was_refused_keeps_its_number(run, tmp_path):
    ours = "name,city\nAcme,Ulm\nAcme,Ulm\nQuorvex Zylotane,Bonn\n"
    result = run(ours, "id,name,city\nx,Quorvex Zylotane,Bonn\n")

    assert "ours.csv: 2 accounts (1 rows refused)" in result.output
    assert [pair["a_id"] for pair in written(tmp_path)] == ["3"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_value_that_a_spreadsheet_would_run_is_made_harmless(run, tmp_path, sign):
    ours = f"id,name,city\n{sign}cmd|calc,Quorvex Zylotane,Bonn\n"
    run(ours, "id,name,city\nx,Quorvex Zylotane,Bonn\n")

    assert written(tmp_path)[0]["a_id"] == f"'{sign}cmd|calc"


def test_nothing_but_the_pairs_is_left_in_the_folder(run, tmp_path):
    run()

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "ours.csv",
        "pairs.csv",
        "theirs.csv",
    ]


def test_a_later_comparison_with_a_state_writes_what_one_without_it_writes(run, tmp_path):
    state = ["--state", str(tmp_path / "lists.state")]
    newer = OURS.replace("London", "Leeds") + "Acme Robotics,acme.de,Berlin,DE\n"
    run(OURS, THEIRS, *state)
    kept = (tmp_path / "lists.state").read_bytes()
    found = run(newer, THEIRS, *state), written(tmp_path)
    expected = run(newer, THEIRS), written(tmp_path)

    assert found[0].exit_code == expected[0].exit_code == 0
    assert found[0].output.splitlines()[:-1] == expected[0].output.splitlines()[:-1]
    assert found[1] == expected[1]
    assert (tmp_path / "lists.state").read_bytes() != kept


def test_settings_of_spark_are_not_for_the_embedded_engine(run):
    result = run(OURS, THEIRS, "--spark-conf", "spark.master=local[2]")

    assert result.exit_code == 2
    assert "--spark-conf goes with --engine spark only" in result.output


def test_a_state_is_not_for_spark(run):
    result = run(OURS, THEIRS, "--engine", "spark", "--state", "lists.state")

    assert result.exit_code == 2
    assert "--state goes with the embedded engine only" in result.output


def test_lists_with_nothing_in_common_give_a_file_with_only_its_header(run, tmp_path):
    result = run(OURS, "id,name\nx,Entirely Unrelated Thing\n")

    assert result.exit_code == 0
    assert written(tmp_path) == []


def test_a_file_without_names_and_domains_is_refused_with_a_reason(run):
    result = run("colour,size\nred,1\n")

    assert isinstance(result.exception, ImportFailedError)
    assert result.exception.detail


def test_a_missing_file_is_named(tmp_path):
    result = CliRunner().invoke(match, [str(tmp_path / "none.csv"), str(tmp_path / "none.csv")])

    assert result.exit_code == 2
    assert "none.csv" in result.output


def test_a_missing_folder_is_named_before_the_work_is_done(tmp_path):
    (tmp_path / "a.csv").write_text(THEIRS)
    path = str(tmp_path / "a.csv")
    result = CliRunner().invoke(match, [path, path, "-o", str(tmp_path / "no" / "pairs.csv")])

    assert result.exit_code == 1
    assert "There is no folder" in result.output
