"""Tables carry the other company's words into a sheet, and none of them runs there."""

import csv
import io
import re
import tempfile
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from partnerhub.api import formats
from partnerhub.api.formats import (
    WRITERS,
    Format,
    Table,
    disposition,
    harmless,
    write_csv,
    write_xlsx,
)
from partnerhub.domain.errors import ConflictError

SIGNS = "=+-@＝＋－＠"  # noqa: RUF001
PAYLOADS = [
    "=1+1",
    "+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","Click")',
    "＝1+1",  # noqa: RUF001
    "＋1",  # noqa: RUF001
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
]
SHAPES = ["{}", " {}", '"{}', '"{}"', "a;{}", "a\t{}", "a\n{}", "a\r\n{}", "a; {}", 'a";{}', "'{}"]
EVIL = [shape.format(payload) for payload in PAYLOADS for shape in SHAPES]
FORMULA = re.compile(rf"""["\s\0]*[{re.escape(SIGNS)}]""")


def as_csv(*rows):
    file = io.BytesIO()
    write_csv(Table("t", ["name"], rows), file)
    return file.getvalue().decode()


def as_xlsx(*rows):
    file = io.BytesIO()
    write_xlsx(Table("t", ["name"], rows), file)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_of_a_csv_begins_a_formula_however_it_is_split(delimiter):
    text = as_csv(*([name, 1, name] for name in EVIL))

    cells = [
        cell
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for cell in row
    ]

    assert [cell for cell in cells if FORMULA.match(cell)] == []
    if delimiter == ",":
        assert [cell for cell in cells if cell.startswith(("\t", "\r", "\n", "\0"))] == []


def restored(text):
    """What `docs` promise: remove one apostrophe before a sign that could begin a formula."""
    return re.sub(rf"""((?:^|[;\t\r\n])[\s";]*)'(?='*[{re.escape(SIGNS)}])""", r"\1", text)


@given(st.text(alphabet="ab'\"; =+-@＝", max_size=20))  # noqa: RUF001
def test_removing_one_apostrophe_restores_a_text(text):
    assert restored(harmless(text)) == text


@given(st.text(st.characters(exclude_characters=SIGNS, exclude_categories=["C"]), max_size=50))
def test_texts_without_signs_stay_as_they_are(text):
    assert harmless(text) == text


def test_very_long_evil_texts_take_no_time():
    for text in (" " * 100_000, ";" * 100_000, "\n\"'" * 50_000, "'" * 100_000, "=" * 100_000):
        assert len(harmless(text)) >= len(text)


def test_numbers_are_numbers_and_days_are_days_in_csv():
    row = [
        -5,
        Decimal("-1.50"),
        0.25,
        True,
        None,
        date(2026, 3, 2),
        datetime(2026, 3, 2, tzinfo=UTC),
    ]

    line = as_csv(row).splitlines()[1]

    assert line == '-5,-1.50,0.25,"true","","2026-03-02","2026-03-02T00:00:00Z"'


def test_a_csv_is_read_back_as_it_was():
    names = ["Müller & Söhne", 'The "Best"', "a,b", "line\nbreak", "Łódź", "株式会社"]

    rows = list(csv.reader(io.StringIO(as_csv(*([name] for name in names)), newline="")))

    assert rows == [["name"], *([name] for name in names)]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    book = as_xlsx(*([name, 1] for name in EVIL))

    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    cells = re.findall(r"<c [^>]*>", sheet)

    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    texts = [cell for cell in cells if not cell.startswith('<c r="B')]
    assert len(texts) == len(EVIL) + 1
    assert all('t="inlineStr"' in cell or 't="s"' in cell for cell in texts)


def test_a_workbook_keeps_texts_and_types():
    row = [
        "=1+1",
        -5,
        Decimal("1.5"),
        date(2026, 3, 2),
        datetime(2026, 3, 2, 9, tzinfo=UTC),
        None,
        True,
    ]

    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(row))).active
    values = [cell.value for cell in sheet[2]]

    assert values[:3] == ["=1+1", -5, 1.5]
    assert values[3:] == [datetime(2026, 3, 2), datetime(2026, 3, 2, 9), None, True]  # noqa: DTZ001
    assert sheet["A2"].data_type == "s"


def test_controls_and_long_texts_do_not_break_a_workbook():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(["a\x07b"], ["x" * 40_000]))).active

    assert sheet["A2"].value == "a\ufffdb"
    assert len(sheet["A3"].value) == 32_767


@pytest.mark.parametrize(
    "text", [" Acme ", "a\nb", "_x0041_", '<Acme> & "Co"', "株式会社🙂", "0041"]
)
def test_a_workbook_is_read_back_as_it_was(text):
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx([text])))

    assert book.get_sheet_by_index(0).to_python() == [["name"], [text]]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (date(1899, 12, 31), "1899-12-31"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00Z"),
        (date(1900, 1, 1), datetime(1900, 1, 1)),  # noqa: DTZ001
        (date(9999, 12, 31), datetime(9999, 12, 31)),  # noqa: DTZ001
        (Decimal("12345678901234567.89"), "12345678901234567.89"),
        (2**60, "1152921504606846976"),
        (Decimal("9999999999999.99"), 9999999999999.99),
        (-(10**15), -(10**15)),
    ],
)
def test_what_a_sheet_has_no_number_for_is_a_text(cell, read):
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([cell]))).active

    assert sheet["A2"].value == read


def test_what_no_xml_can_hold_is_replaced():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(["a\ud800\uffffb"]))).active

    assert sheet["A2"].value == "a\ufffd\ufffdb"


def test_rows_that_one_sheet_cannot_hold_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(formats, "LONGEST_SHEET", 3)

    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(*([n] for n in range(5)))))

    found = {sheet.title: [cell.value for cell in sheet["A"]] for sheet in book}
    assert found == {
        "partnerhub": ["name", 0, 1],
        "partnerhub 2": ["name", 2, 3],
        "partnerhub 3": ["name", 4],
    }


@pytest.mark.parametrize(
    "name",
    [
        "a\r\nSet-Cookie: x=1.csv",
        "../../etc/cron.d/x",
        "C:\\x",
        'a";x="y',
        "\0",
        "x" * 300,
        "Übersicht 🙂",
    ],
)
def test_a_name_for_a_download_stays_one_header(name):
    header = disposition(name)

    assert header.startswith('attachment; filename="')
    assert not re.search(r"[\x00-\x1f\x7f-\U0010ffff]|\.\./|\\", header)
    assert header.split('"')[1]


@pytest.fixture
def evil(ann):
    for name in ("=1+1", "Dinner"):
        ann.post("/v1/things", json={"name": name})


@pytest.mark.parametrize(
    ("path", "accept", "content_type"),
    [
        ("/v1/things", "text/csv", "text/csv; charset=utf-8"),
        ("/v1/things?limit=1", "text/csv, application/json;q=0.5", "text/csv; charset=utf-8"),
        ("/v1/things/export", "*/*", "text/csv; charset=utf-8"),
        ("/v1/things/export?format=csv", "", "text/csv; charset=utf-8"),
    ],
)
def test_a_table_is_saved_and_never_shown(ann, evil, path, accept, content_type):
    response = ann.get(path, headers={"Accept": accept})

    assert response.content_type == content_type
    assert response.headers["Content-Disposition"] == 'attachment; filename="things.csv"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.text == '"name","capacity"\r\n"\'=1+1",20\r\n"Dinner",20\r\n'
    assert response.content_length == len(response.data)


def test_a_workbook_is_asked_for_by_parameter_or_accept(ann, evil):
    asked = ann.get("/v1/things/export?format=xlsx")
    accepted = ann.get("/v1/things", headers={"Accept": asked.content_type})

    for response in (asked, accepted):
        sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
        assert [[cell.value for cell in row] for row in sheet] == [
            ["name", "capacity"],
            ["=1+1", 20],
            ["Dinner", 20],
        ]
        assert response.headers["Content-Disposition"] == 'attachment; filename="things.xlsx"'


def test_filters_hold_for_tables_too(ann, evil):
    response = ann.get("/v1/things?kind=webinar", headers={"Accept": "text/csv"})

    assert response.text == '"name","capacity"\r\n'


def test_an_unknown_format_is_refused(ann):
    assert ann.get("/v1/things/export?format=pdf").json["code"] == "validation"


@pytest.mark.parametrize("form", Format)
def test_a_table_that_breaks_off_leaves_no_rows_on_the_disk(form, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows():
        yield ["Acme"]
        raise ConflictError

    with pytest.raises(ConflictError):
        WRITERS[form](Table("things", ["name"], rows()), io.BytesIO())

    assert [*tmp_path.iterdir()] == []
