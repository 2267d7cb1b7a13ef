"""CSV files: what is refused as a whole, what costs single rows, and what is simply read."""

import pytest

from partnerhub.domain import errors
from tests.bad import make


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("empty", errors.ImportEmptyError),
        ("only header", errors.ImportEmptyError),
        ("only mark", errors.ImportEmptyError),
        ("only blank lines", errors.ImportEmptyError),
        ("text after quote", errors.ImportCsvSyntaxError),
        ("open quote", errors.ImportCsvSyntaxError),
        ("cell of 131,073", errors.ImportCsvSyntaxError),
        ("row of 5 MiB", errors.ImportCsvSyntaxError),
        ("nul", errors.ImportControlCharacterError),
        ("half a surrogate", errors.ImportEncodingError),
        ("513 columns", errors.ImportTooManyColumnsError),
        ("a million commas", errors.ImportTooManyColumnsError),
        ("header twice", errors.ImportHeaderError),
        ("nothing to know a row by", errors.ImportHeaderError),
        ("mostly bad", errors.ImportTooManyRejectsError),
        ("zip as csv", errors.ImportUnsupportedTypeError),
        ("pdf as csv", errors.ImportUnsupportedTypeError),
        ("exe as csv", errors.ImportUnsupportedTypeError),
        ("web page", errors.ImportUnsupportedTypeError),
        ("gzip", errors.ImportUnsupportedTypeError),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(files, name, error):
    with pytest.raises(error) as refusal:
        files.read(make.CSV[name]())

    assert type(refusal.value) is error
    assert len(refusal.value.detail) > 15


def test_a_file_with_too_many_rows_is_refused(files):
    with pytest.raises(errors.ImportTooManyRowsError):
        files.read(make.CSV["too many rows"](), max_rows=1_000)


def test_a_file_one_byte_too_large_is_refused(files):
    with pytest.raises(errors.ImportTooLargeError):
        files.read(make.GOOD, max_bytes=len(make.GOOD) - 1)

    assert len(files.records(make.GOOD, max_bytes=len(make.GOOD))) == 3


def test_a_broken_quote_is_named_by_its_line(files):
    with pytest.raises(errors.ImportCsvSyntaxError, match="Line 2"):
        files.read(make.CSV["text after quote"]())


def test_a_quotation_mark_inside_a_plain_cell_is_text(files):
    (row,) = files.records('id,name\n1,Pipes 5" wide\n')

    assert row["name"] == 'Pipes 5" wide'


@pytest.mark.parametrize(
    ("name", "delimiter"), [("semicolons", ";"), ("tabs", "\t"), ("bars", "|"), ("utf-16", "\t")]
)
def test_the_delimiter_is_found(files, name, delimiter):
    outcome = files.read(make.CSV[name]())

    assert outcome.detected.delimiter == delimiter
    assert [row["name"] for row in outcome.records] == ["Acme", "Beta", "Gamma"]


def test_a_separator_line_of_excel_is_followed(files):
    outcome = files.read(b"sep=;\nid;name\n1;Acme, Inc.\n")

    assert [row["name"] for row in outcome.records] == ["Acme, Inc."]


def test_a_wrong_delimiter_is_refused_with_a_hint(files):
    with pytest.raises(errors.ImportHeaderError, match="a comma separates"):
        files.read(make.GOOD, delimiter=";")


def test_windows_text_is_read_and_said_to_be_a_guess(files):
    outcome = files.read(make.CSV["latin-1"]())

    assert outcome.detected.encoding == "cp1252"
    assert outcome.detected.warnings[0].startswith("The file is not UTF-8")
    assert outcome.records[-1]["name"] == "Café"


def test_a_declared_encoding_is_taken_strictly(files):
    with pytest.raises(errors.ImportEncodingError, match=r"byte 69 does"):
        files.read(make.CSV["latin-1"](), encoding="utf-8")

    (row,) = files.records(make.CSV["cp1251"](), encoding="windows-1251")

    assert row["name"] == "Ромашка"


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", ""])
def test_an_encoding_that_is_none_is_refused(files, encoding):
    with pytest.raises(errors.ImportEncodingError):
        files.read(make.GOOD, encoding=encoding)


def test_utf_16_with_a_mark_is_read(files):
    assert files.read(make.CSV["utf-16"]()).detected.encoding == "utf-16-le"


def test_a_ragged_row_is_refused_alone_and_its_line_is_named(files):
    outcome = files.read(make.CSV["ragged"]())

    assert outcome.errors == [(5, "row_column_count"), (6, "row_column_count")]
    assert [row["line"] for row in outcome.records] == [2, 3, 4, 7]
    assert "2 cells where the header has 3" in outcome.rejects[0]["message"]


def test_lines_are_those_of_the_file_also_after_line_breaks_in_cells(files):
    outcome = files.read(
        'Report\n\nid,name,website\n1,"Acme\nInc",a.com\n2,Beta\n\n"3","Ga\n\nmma",g.com\n4,D,d.com\n'
    )

    assert [(row["line"], row["name"]) for row in outcome.records] == [
        (4, "Acme Inc"),
        (8, "Ga mma"),
        (11, "D"),
    ]
    assert outcome.errors == [(6, "row_column_count")]


def test_of_rows_with_one_id_the_first_wins_and_both_lines_are_named(files):
    outcome = files.read(make.CSV["id twice"]())

    assert outcome.errors == [(5, "row_duplicate")]
    assert "line 3" in outcome.rejects[0]["message"]
    assert [row["name"] for row in outcome.records] == ["Acme", "Beta", "Gamma"]


def test_without_ids_identical_rows_are_duplicates(files):
    outcome = files.read(make.CSV["row twice"]())

    assert outcome.errors == [(4, "row_duplicate")]
    assert "line 2" in outcome.rejects[0]["message"]


def test_a_duplicate_of_a_refused_row_is_kept(files):
    outcome = files.read("id,name,website\n1,,\n1,Acme,a.com\n2,B,b.com\n")

    assert outcome.errors == [(2, "row_missing_name")]
    assert [row["line"] for row in outcome.records] == [3, 4]


def test_duplicates_are_found_across_batches(files):
    rows = b"".join(b"%d,Company %d,%s\n" % (at, at, b"x" * 200) for at in range(60_000))

    outcome = files.read(b"id,name,street\n" + rows + b"7,Again,x\n")

    assert len(outcome.batches) > 1
    assert outcome.errors == [(60_002, "row_duplicate")]
    assert "as line 9," in outcome.rejects[0]["message"]


@pytest.mark.parametrize("name", ["formula", "script"])
def test_what_looks_like_code_is_text(files, name):
    (row,) = files.records(make.CSV[name]())

    assert row["name"].startswith(("=HYPERLINK", "<script>"))


def test_a_long_name_costs_the_row_and_a_long_extra_only_the_value(files):
    long = "x" * 4097
    outcome = files.read(f"id,name,industry\n1,{long},a\n2,Beta,{long}\n3,Gamma,{long[:-1]}\n")

    assert outcome.errors == [(2, "row_field_too_long")]
    assert outcome.remarks == [(3, "field_too_long")]
    assert [len(row["industry"] or "") for row in outcome.records] == [0, 4096]


def test_unknown_columns_are_ignored_and_listed(files):
    outcome = files.read("id,name,Favourite colour\n1,Acme,red\n")

    assert outcome.detected.ignored == ["Favourite colour"]


def test_blank_rows_are_neither_read_nor_refused(files):
    outcome = files.read("id,name,website\n1,Acme,a.com\n,,\n   ,,\n\n2,Beta,b.de\n")

    assert [batch.rows_read for batch in outcome.batches] == [2]
    assert [row["line"] for row in outcome.records] == [2, 6]


def test_text_is_normalised_stripped_and_on_one_line(files):
    (row,) = files.records("id,name\n1,\u00a0 Cafe\u0301\u200b \u202eRouge\x07 Ltd \n".encode())

    assert row["name"] == "Café Rouge Ltd"


@pytest.mark.parametrize("nothing", ["-", "N/A", "#N/A", "null", "  "])
def test_what_means_nothing_becomes_nothing(files, nothing):
    (row,) = files.records(f"id,name,city\n1,Acme,{nothing}\n")

    assert row["city"] is None


def test_a_company_may_be_called_null(files):
    assert files.records("id,name\n1,Null\n")[0]["name"] == "Null"


def test_line_ends_of_old_macs_are_line_ends(files):
    assert [row["line"] for row in files.records(b"id,name\r1,Acme\r2,Beta\r")] == [2, 3]


def test_progress_reaches_one(files):
    assert files.read(make.HEADER + make.rows(10)).batches[-1].progress == 1.0
