"""What is quick says what is slow says: held files, wanted fields, lines that are right alone."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerhub import ingest
from partnerhub.domain.errors import PartnerhubError
from partnerhub.domain.lists import ListKind
from partnerhub.ingest import quoting
from partnerhub.ingest.text import open_text

BRIEF = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
HEADER = "id,name,website,email,country,phone,duns,type,annual revenue,created date"
CELLS = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(
        ["", '"', '""', '"a,b"', '"a\nb"', '"a"b', '5" pipe', "N/A", "Null", "M\u00fcller", " x "]
    ),
    st.sampled_from(["acme.com", "https://www.acme.co.uk/a b", "shop.acme.com/x", "gmail.com"]),
    st.sampled_from(["DE", "Atlantis", "+49 30 123456", "12", "123456789", "1.5", "3/4/2025"]),
)
ROWS = st.lists(st.lists(CELLS, min_size=9, max_size=11), max_size=6)
WANTED = ("name", "website", "country", "phone", "duns")


def written(folder, rows):
    path = Path(folder) / "list.csv"
    path.write_bytes("\n".join([HEADER, *map(",".join, rows)]).encode())
    return path


def outcome(path, only=None, **how):
    """What comes of a file: its records, its rejects, or its refusal."""
    options = ingest.ReadOptions(max_reject_share=1)
    try:
        reading = ingest.read(path, kind=ListKind.ACCOUNTS, options=options, **how)
        batches = list(reading.batches(only=only))
    except PartnerhubError as error:
        return str(error), [], []
    return (
        "",
        [row for batch in batches for row in batch.records.to_pylist()],
        [row for batch in batches for row in batch.rejects.to_pylist()],
    )


@BRIEF
@given(ROWS)
def test_a_file_that_is_held_is_read_like_one_that_is_not(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, rows)

        assert outcome(path, hold=1 << 20) == outcome(path, hold=0)


@BRIEF
@given(ROWS)
def test_wanting_few_fields_changes_neither_their_values_nor_what_is_refused(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, rows)
        refusal, records, rejects = outcome(path, WANTED)
        whole_refusal, whole, all_rejects = outcome(path)

    assert refusal == whole_refusal
    for name in ("line", "record_id", "domain", *WANTED):
        assert [row[name] for row in records] == [row[name] for row in whole]
    assert rejects == [row for row in all_rejects if row["severity"] == "error"]
    assert {row["annual_revenue_minor"] for row in records} <= {None}


def test_a_held_file_can_be_read_twice(files):
    path = files.write(f"{HEADER}\n1,Acme,,,,,,,,\n2,Beta,,,,,,,,\n")
    reading = ingest.read(path, kind=ListKind.ACCOUNTS, hold=1 << 20)

    first, second = ([batch.records for batch in reading.batches()] for _ in range(2))

    assert first == second
    assert first[0].num_rows == 2


@BRIEF
@given(st.lists(st.lists(CELLS, max_size=4), max_size=5), st.sampled_from(",;\t|"))
def test_lines_that_are_right_alone_are_right_together(rows, delimiter):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes("\n".join(map(delimiter.join, rows)).encode())
        text = open_text(path, "utf-8")

        if quoting._is_right_line_by_line(text, 0, text.size, delimiter):
            quoting._check_fields(text, 0, text.size, delimiter)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ('a{}"b{} ""c"""{}', True),
        ('5" pipe{}"x"', True),
        ('"a{}b', False),
        ('a{}"b"c', False),
        ('"a" {}b', False),
    ],
)
def test_a_line_is_right_alone_when_every_field_that_opens_is_closed(files, delimiter, line, alone):
    text = open_text(files.write(f"x\n{line.replace('{}', delimiter)}\ny"), "utf-8")

    assert quoting._is_right_line_by_line(text, 0, text.size, delimiter) is alone
