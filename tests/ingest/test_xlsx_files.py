"""Workbooks: what is refused before anything reads it, and how cells become values."""

import contextlib
import datetime as dt

import pytest

from partnerhub.domain import errors
from tests.bad import make
from tests.tries import LONG


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("two cells far apart", errors.ImportGridTooLargeError),
        ("far apart within limits", errors.ImportGridTooLargeError),
        ("far apart in another part", errors.ImportGridTooLargeError),
        ("sheet by another suffix", errors.ImportZipStructureError),
        ("one cell of 60 MiB", errors.ImportZipLimitsError),
        ("rows of 60 MiB", errors.ImportZipLimitsError),
        ("external entity", errors.ImportXmlForbiddenError),
        ("billion laughs", errors.ImportXmlForbiddenError),
        ("laughs in the strings", errors.ImportXmlForbiddenError),
        ("size is a lie", errors.ImportZipLimitsError),
        ("name goes up", errors.ImportZipStructureError),
        ("name is absolute", errors.ImportZipStructureError),
        ("symlink", errors.ImportZipStructureError),
        ("zip inside", errors.ImportZipLimitsError),
        ("zip inside by another name", errors.ImportZipLimitsError),
        ("65 entries", errors.ImportZipLimitsError),
        ("password", errors.ImportEncryptedError),
        ("macros", errors.ImportActiveContentError),
        ("external link", errors.ImportActiveContentError),
        ("embedded object", errors.ImportActiveContentError),
        ("old xls", errors.ImportUnsupportedTypeError),
        ("xlsb", errors.ImportUnsupportedTypeError),
        ("ods", errors.ImportUnsupportedTypeError),
        ("archive of csv", errors.ImportUnsupportedTypeError),
        ("two visible sheets", errors.ImportSheetChoiceError),
        ("no visible sheet", errors.ImportSheetChoiceError),
        ("no sheet", errors.ImportSheetChoiceError),
        ("empty sheet", errors.ImportEmptyError),
        ("only header", errors.ImportEmptyError),
        ("string that is not there", errors.ImportZipStructureError),
        ("cut off", errors.ImportZipStructureError),
        ("no xml", errors.ImportZipStructureError),
        ("reference that cannot be", errors.ImportZipStructureError),
    ],
)
def test_a_workbook_that_is_no_list_is_refused_whole(files, name, error):
    with pytest.raises(error) as refusal:
        files.read(make.XLSX[name](), name="list.xlsx")

    assert type(refusal.value) is error


def test_a_workbook_may_not_unpack_to_more_than_allowed(files):
    with pytest.raises(errors.ImportZipLimitsError):
        files.read(make.XLSX["good"](), name="list.xlsx", max_unpacked_bytes=1000)


def test_a_sheet_may_not_be_wider_than_allowed(files):
    with pytest.raises(errors.ImportGridTooLargeError):
        files.read(make.XLSX["good"](), name="list.xlsx", max_columns=2)


def test_a_text_file_is_no_workbook_for_its_name(files):
    with pytest.raises(errors.ImportUnsupportedTypeError):
        files.read(make.GOOD, name="list.xlsx")


def test_a_good_workbook_is_read(files):
    outcome = files.read(make.XLSX["good"](), name="list.xlsx")

    assert outcome.detected.format == "xlsx"
    assert outcome.detected.sheet == "Sheet1"
    assert [(row["line"], row["name"]) for row in outcome.records] == [
        (2, "Acme"),
        (3, "Beta"),
        (4, "Gamma"),
    ]


def test_the_only_visible_sheet_is_read_and_the_hidden_one_mentioned(files):
    outcome = files.read(make.XLSX["hidden sheet first"](), name="list.xlsx")

    assert outcome.detected.sheet == "Sheet2"
    assert outcome.detected.warnings == ["1 hidden sheets were left out."]


def test_of_two_sheets_the_user_says_which(files):
    content = make.XLSX["two visible sheets"]()

    with pytest.raises(errors.ImportSheetChoiceError, match='"Sheet1", "Sheet2"'):
        files.read(content, name="list.xlsx")
    with pytest.raises(errors.ImportSheetChoiceError):
        files.read(content, name="list.xlsx", sheet="Sheet3")
    assert files.read(content, name="list.xlsx", sheet="Sheet2").detected.sheet == "Sheet2"


@pytest.mark.parametrize("name", ["error cells", "number that is none"])
def test_a_cell_that_is_no_value_costs_its_row(files, name):
    outcome = files.read(make.XLSX[name](), name="list.xlsx")

    assert outcome.errors == [(5, "row_bad_cell")]
    assert [row["line"] for row in outcome.records] == [2, 3, 4, 6]


def test_dates_follow_the_workbook_they_come_from(files):
    (row,) = files.records(make.XLSX["1904"](), name="list.xlsx")

    assert row["created_on"] == dt.date(2027, 3, 16)


def test_a_date_before_1900_is_a_bad_cell(files):
    outcome = files.read(make.XLSX["dates before 1900"](), name="list.xlsx")

    assert outcome.errors == [(3, "row_bad_cell")]
    assert outcome.records[0]["created_on"] == dt.date(2023, 3, 15)


def test_cells_are_ordered_by_their_names_and_the_last_of_two_wins(files):
    outcome = files.read(make.XLSX["cell named twice"](), name="list.xlsx")

    assert [(row["line"], row["name"]) for row in outcome.records] == [(2, "Acme"), (3, "Beta")]


def test_numbers_of_a_workbook_are_exact(files):
    content = make.xlsx(
        make.sheet(
            make.row(1, "Account Name", "Stage", "Amount", "Close Date", "Currency")
            + make.row(2, "Acme", "Open", make.cell("C2", "1.234", "n"), "2026-01-31", "KWD")
            + make.row(3, "Acme", "Won", make.cell("C3", "45000", "n"), "2026-01-31", "EUR")
        )
    )

    outcome = files.read(content, "opportunities", "list.xlsx")

    assert [row["amount_minor"] for row in outcome.records] == [1_234, 4_500_000]


def test_a_list_may_begin_anywhere_on_its_sheet(files):
    content = make.xlsx(
        make.sheet(
            make.row(2, make.cell("B2", "My accounts"))
            + make.row(4, make.cell("B4", "id"), make.cell("C4", "name"))
            + make.row(5, make.cell("B5", "1"), make.cell("C5", "Acme"))
            + make.row(6, make.cell("B6", "2"), make.cell("C6", "#N/A", "e"))
            + make.row(7, make.cell("B7", "3"), make.cell("C7", "Gamma"))
        )
    )

    outcome = files.read(content, name="list.xlsx")

    assert [(row["line"], row["name"]) for row in outcome.records] == [(5, "Acme"), (7, "Gamma")]
    assert outcome.errors == [(6, "row_bad_cell")]


@pytest.mark.parametrize("seed", range(LONG or 60))
def test_no_change_of_bytes_brings_more_than_a_refusal(files, seed):
    content = make.XLSX["good"]()
    part = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"][seed % 3]

    for changed in (make.flipped(content, seed), make.repacked(content, part, seed)):
        with contextlib.suppress(errors.ImportFailedError):
            files.read(changed, name="list.xlsx")
