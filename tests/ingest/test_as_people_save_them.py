"""Files as people really save, mail and mend them: what is read of each, or why nothing is."""

import pytest

from partnerhub.domain.errors import ImportFailedError
from tests.bad import make

R, C = make.row, make.cell
TWO = b"id,name\n1,Acme\n2,Beta\n"
BOOK = R(1, "id", "name", "website") + R(2, "1", "Acme", "acme.com")


def book(rows, **more):
    return make.xlsx(make.sheet(rows), **more)


TEXTS = {
    # -- what spreadsheets write
    "Excel with semicolons": ("\ufeffid;name\r\n1;Acme\r\n2;Bêta\r\n".encode(), ["Acme", "Bêta"]),
    "Excel on an old Mac": (b"id;name\r1;Acme\r2;Beta\r", ["Acme", "Beta"]),
    "Excel as Unicode text": (
        b"\xff\xfe" + "id\tname\r\n1\tÄcme\r\n".encode("utf-16-le"), ["Äcme"]
    ),
    "the other UTF-16": (b"\xfe\xff" + "id\tname\n1\tÄcme\n".encode("utf-16-be"), ["Äcme"]),
    "UTF-32": ("id,name\n1,Acme\n".encode("utf-32"), ["Acme"]),
    "a separator line": (b"sep=;\r\nid;name\r\n1;Acme, Inc.\r\n", ["Acme, Inc."]),
    "no last line end": (b"id,name\n1,Acme", ["Acme"]),
    "three kinds of line ends": (b"id,name\r\n1,A\n2,B\r3,C\n", ["A", "B", "C"]),
    "two marks": ("\ufeff\ufeffid,name\n1,Acme\n".encode(), ["Acme"]),
    "a mark where files were joined": ("id,name\n1,\ufeffAcme\n".encode(), ["Acme"]),
    "everything in quotes": (b'\xef\xbb\xbf"id","name"\n"1","Ac""me"""\n', ['Ac"me"']),
    "a header over two lines": (b'"id","company\nname"\n1,Acme\n', ["Acme"]),
    "separators in quotes only": (b'name\n"Acme, Inc"\n"Beta; Ltd"\n', ["Acme, Inc", "Beta; Ltd"]),
    "one column": (b"company\nAcme\nBeta\n", ["Acme", "Beta"]),
    "columns without a name": (b"id,name,,\n1,Acme,x,y\n", ["Acme"]),
    "a separator at all ends": (b"id,name,\n1,Acme,\n2,Beta,\n", ["Acme", "Beta"]),
    "a title above": (b"My accounts,\n,\nid,name\n1,Acme\n", ["Acme"]),
    "capitals and spaces": (b" ID , Account  Name \n1,Acme\n", ["Acme"]),
    "a German header": ("Firma;Ort\nMüller;Köln\n".encode("cp1252"), ["Müller"]),
    "a French header": ("Raison sociale;Ville\nSociété;Lyon\n".encode(), ["Société"]),
    # -- what stands in cells
    "Windows' quotation marks": (
        b"id,name\n1,Joe\x92s \x93Diner\x94 \x96 Ltd\x85\n", ["Joe’s “Diner” – Ltd…"]  # noqa: RUF001
    ),
    "Windows' euro": (b"id,name\n1,Caf\xe9 \x80uro\n", ["Café €uro"]),
    "read wrongly once before": ("id,name\n1,CafÃ©\n".encode(), ["CafÃ©"]),
    "a form feed": (b"id,name\n1,Ac\x0cme\n", ["Ac me"]),
    "a vertical tab": (b"id,name\n1,Ac\x0bme\n", ["Ac me"]),
    "a tab in quotes": (b'id,name\n1,"Ac\tme"\n', ["Ac me"]),
    "separators of records": (b"id,name\n1,Ac\x1cme\n2,Be\x1dta\n", ["Ac me", "Be ta"]),
    "line ends of Unicode": (
        "id,name\n1,A\u0085b\n2,C\u2028d\n3,E\u2029f\n".encode(), ["A b", "C d", "E f"]
    ),
    "an invisible space": ("id,name\n1,Ac\u200bme\n".encode(), ["Acme"]),
    "writing turned around": ("id,name\n1,\u202eAcme\u202c\n".encode(), ["Acme"]),
    "a very long name": (b"id,name\n1," + b"x" * 4_096 + b"\n", ["x" * 4_096]),
    "five thousand line breaks": (b'id,name\n1,"Ac' + b"\n" * 5_000 + b'me"\n', ["Ac me"]),
    "apostrophes for quotes": (b"id,name\n1,'Acme'\n", ["'Acme'"]),
    "a path": (b"id,name\n1,../../etc/passwd\n", ["../../etc/passwd"]),
    "a command": (b"id,name\n1,$(rm -rf /)\n", ["$(rm -rf /)"]),
    "a template": (b"id,name\n1,{{7*7}}${7*7}%s%n\n", ["{{7*7}}${7*7}%s%n"]),
}  # fmt: skip
"""A text file and the names that are read from it; nothing of it is refused."""

BOOKS = {
    "a title in merged cells": (
        '<row r="1">' + C("A1", "My accounts") + "</row>" + R(3, "id", "name") + R(4, "1", "Acme"),
        ["Acme"],
    ),
    "rows far apart": (R(1, "id", "name") + R(5, "1", "Acme") + R(900, "2", "B"), ["Acme", "B"]),
    "a truth as a name": (R(1, "id", "name") + R(2, "1", C("B2", "1", "b")), ["true"]),
    "a name made a date": (
        R(1, "id", "name") + R(2, "1", C("B2", "45000", "date")),
        ["2023-03-15"],
    ),
    "a name that is a number": (R(1, "id", "name") + R(2, "1", C("B2", "3", "n")), ["3"]),
    "a formula with its value": (
        R(1, "id", "name")
        + '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>A1</f><v>Acme</v></c></row>',
        ["Acme"],
    ),
    "text in two styles": (
        R(1, "id", "name") + '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is>'
        "<r><t>Ac</t></r><r><t>me</t></r></is></c></row>",
        ["Acme"],
    ),
    "a line break as Excel writes it": (R(1, "id", "name") + R(2, "1", "Ac_x000D_me"), ["Ac me"]),
    "cells without places": (
        R(1, "id", "name") + '<row><c t="inlineStr"><is><t>1</t></is></c>'
        '<c t="inlineStr"><is><t>Acme</t></is></c></row>',
        ["Acme"],
    ),
    "places in small letters": (
        R(1, "id", "name") + '<row r="2">' + C("a2", "1") + C("b2", "Acme") + "</row>",
        ["Acme"],
    ),
}
"""The rows of a sheet and the names that are read from them; nothing of it is refused."""

WHOLE_BOOKS = {
    "comments": book(BOOK, extra={"xl/comments1.xml": "<comments/>"}),
    "a picture": book(BOOK, extra={"xl/media/image1.png": b"\x89PNG"}),
    "a pivot table": book(BOOK, extra={"xl/pivotCache/pivotCacheDefinition1.xml": "<x/>"}),
    "its own properties": book(BOOK, extra={"customXml/item1.xml": "<x/>"}),
    "a sheet that claims to be endless": make.xlsx(
        f'<worksheet xmlns="{make.MAIN}"><dimension ref="A1:XFD1048576"/>'
        f"<sheetData>{BOOK}</sheetData></worksheet>"
    ),
    "a byte order mark": make.xlsx(b"\xef\xbb\xbf" + make.sheet(BOOK).encode()),
    "the strict form": make.xlsx(
        make.sheet(BOOK).replace(make.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    ),
    "bytes behind the end": book(BOOK) + b"\0" * 100,
    "a sheet hidden well": make.xlsx(make.sheet(BOOK), make.sheet(BOOK), states=("", "veryHidden")),
}

REFUSED = {
    "HTML that calls itself Excel": (b"<html><table><tr><td>id", "list.xls", "unsupported_type"),
    "a page to log in": (b"<!doctype html>\n<title>Sign in", "list.csv", "unsupported_type"),
    "Excel's XML of 2003": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "list.xls",
        "unsupported_type",
    ),
    "Numbers": (make.zipped({"Index/Document.iwa": b"x"}), "list.numbers", "unsupported_type"),
    "Word": (
        make.zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
        "list.docx",
        "unsupported_type",
    ),
    "a picture of a list": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "list.png", "unsupported_type"),
    "Parquet": (b"PAR1\x15\x04\x15", "list.parquet", "unsupported_type"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "list.7z", "unsupported_type"),
    "RAR": (b"Rar!\x1a\x07\x00", "list.rar", "unsupported_type"),
    "bzip2": (b"BZh91AY&SY", "list.csv.bz2", "unsupported_type"),
    "xz": (b"\xfd7zXZ\x00", "list.csv.xz", "unsupported_type"),
    "Zstandard": (b"\x28\xb5\x2f\xfd\x04", "list.csv.zst", "unsupported_type"),
    "RTF": (b"{\\rtf1 id,name}", "list.rtf", "unsupported_type"),
    "a database": (b"SQLite format 3\0", "list.db", "unsupported_type"),
    "a workbook by the name of CSV": (book(BOOK), "list.csv", "unsupported_type"),
    "CSV by the name of a workbook": (TWO, "list.xlsx", "unsupported_type"),
    "bytes before the workbook": (b"xx" + book(BOOK), "list.xlsx", "unsupported_type"),
    "JSON": (b'[{"id":1,"name":"Acme"}]', "list.json", "header"),
    "SQL": (b"INSERT INTO accounts VALUES (1,'Acme');", "list.csv", "header"),
    "a business card": (b"BEGIN:VCARD\nFN:Acme\nEND:VCARD\n", "list.csv", "header"),
    "a mail": (b"From: a@b.com\nSubject: list\n\nsee attached\n", "list.csv", "header"),
    "no header": (b"1,Acme,acme.com\n2,Beta,beta.de\n", "list.csv", "header"),
    "one column of domains, unnamed": (b"acme.com\nbeta.de\n", "list.csv", "header"),
    "a separator line that is wrong": (b"sep=,\nid;name\n1;Acme\n", "list.csv", "header"),
    "a header twice but for capitals": (b"id,Name,NAME \n1,A,A\n", "list.csv", "header"),
    "blanks": (b"   \n \t \n", "list.csv", "empty"),
    "separators and nothing else": (b",,,\n,,,\n,,,\n", "list.csv", "empty"),
    "UTF-16 without its mark": ("id,name\n".encode("utf-16-le"), "list.csv", "control_character"),
    "a NUL behind the end": (TWO + b"\0", "list.csv", "control_character"),
    "neither UTF-8 nor Windows": (b"id,name\n1,A\x81b\xff\n", "list.csv", "encoding"),
    "a separator more in rows": (b"id,name\n1,Acme,\n2,B,\n", "list.csv", "too_many_rejects"),
    "an unclosed quote at the end": (TWO + b'3,"Gamma\n', "list.csv", "csv_syntax"),
    "a character that XML has not": (
        book('<row r="1"><c r="A1" t="inlineStr"><is><t>&#1;</t></is></c></row>'),
        "list.xlsx",
        "zip_structure",
    ),
    "a row nought": (
        book(R(1, "id", "name") + '<row r="0">' + C("A0", "1") + "</row>"),
        "list.xlsx",
        "zip_structure",
    ),
    "another visible sheet, empty": (
        make.xlsx(make.sheet(BOOK), make.sheet("")),
        "list.xlsx",
        "sheet_choice",
    ),
    "controls that act": (
        book(BOOK, extra={"xl/activeX/activeX1.bin": b"x"}),
        "list.xlsx",
        "active_content",
    ),
}  # fmt: skip
"""A file by its name, and the code it is refused with, without `import_`."""


@pytest.mark.parametrize("case", TEXTS)
def test_an_honest_text_file_is_read_whole(files, case):
    content, names = TEXTS[case]

    outcome = files.read(content)

    assert [row["name"] for row in outcome.records] == names
    assert outcome.rejects == []


@pytest.mark.parametrize("case", BOOKS)
def test_an_honest_sheet_is_read_whole(files, case):
    rows, names = BOOKS[case]

    outcome = files.read(book(rows), name="list.xlsx")

    assert [row["name"] for row in outcome.records] == names
    assert outcome.rejects == []


@pytest.mark.parametrize("case", WHOLE_BOOKS)
def test_what_else_a_workbook_holds_is_left_alone(files, case):
    outcome = files.read(WHOLE_BOOKS[case], name="list.xlsx")

    assert [(row["record_id"], row["name"], row["domain"]) for row in outcome.records] == [
        ("1", "Acme", "acme.com")
    ]


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_list_is_refused_in_words_that_help(files, case):
    content, name, code = REFUSED[case]

    with pytest.raises(ImportFailedError) as refusal:
        files.read(content, name=name)

    assert refusal.value.code == f"import_{code}"
    assert len(refusal.value.detail) > 15


@pytest.mark.parametrize(
    ("content", "encoding", "name"),
    [
        ("id,name\n1,日本\n", "shift_jis", "日本"),
        ("id,name\n1,中国银行\n", "gbk", "中国银行"),
        ("id,name\n1,Žlutý\n", "cp1250", "Žlutý"),
        ("id,name\n1,Ромашка\n", "koi8-r", "Ромашка"),
        ("id,name\n1,Acme\n", "utf-16-le", "Acme"),
        ("id,name\n1,Ελλάδα\n", "iso-8859-7", "Ελλάδα"),
    ],
)
def test_a_named_encoding_is_read(files, content, encoding, name):
    (row,) = files.records(content.encode(encoding), encoding=encoding)

    assert row["name"] == name


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        (b"1,Acme,a.com\n,Total,\n", [(3, "row_total")]),
        (b"1,Acme,a.com\n,Grand Total:,\n2,Beta,b.com\n", [(3, "row_total")]),
        (b"1,Acme,a.com\n,Gesamtsumme,\n", [(3, "row_total")]),
        ("1,Acme,a.com\n,Итого,\n".encode(), [(3, "row_total")]),
        (b"1,Acme,a.com\n2,Total,\n", []),  # A company with an id of its own.
        (b"1,Acme,a.com\n,Total,total.com\n", []),  # Or with a website.
        (b"1,Acme,a.com\n,Total Wine,\n", []),
        (b"1,Acme,a.com\n\x1a\n", [(3, "row_column_count")]),  # The end of a file of DOS.
    ],
)
def test_a_line_that_adds_up_the_others_is_no_account(files, rows, refused):
    outcome = files.read(b"id,name,website\n" + rows)

    assert outcome.errors == refused


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("1001", "1001"),
        ("1002.0", "1002"),
        ("-0", "0"),
        ("1.5", "1.5"),
        ("9007199254740993", "9007199254740992"),
        ("12345678901234567", "12345678901234568"),  # What a spreadsheet makes of it.
        ("1E+20", "100000000000000000000"),
    ],
)
def test_a_number_as_an_id_is_its_digits(files, number, kept):
    content = book(R(1, "id", "name") + R(2, C("A2", number, "n"), "Acme"))

    (row,) = files.records(content, name="list.xlsx")

    assert row["record_id"] == kept


@pytest.mark.parametrize(
    ("website", "domain", "remark"),
    [
        ("HTTP://ACME.COM:443/x", "acme.com", None),
        ("http:\\\\acme.com", "acme.com", None),
        ("ftp://acme.com", "acme.com", None),
        ("acme.com/de acme.de", "acme.com", None),
        ("www.acme", None, "bad_domain"),
        ("acme .com", None, "bad_domain"),
        ("http://", None, "bad_domain"),
        ("#REF!", None, "bad_domain"),
        ("N/A", None, None),
    ],
)
def test_a_website_as_people_type_it(files, website, domain, remark):
    outcome = files.read(f"id,name,website\n1,Acme,{website}\n")

    assert outcome.records[0]["domain"] == domain
    assert outcome.remarks == ([(2, remark)] if remark else [])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_our_own_export_keeps_the_ids_of_the_crm(files, kind):
    header, row = ("id", "record_id", "name"), ("0ec456a25c3eb9a6", "001A", "Acme")
    texts = "\n".join(",".join(each) for each in (header, row))
    content = texts.encode() if kind == "csv" else book(R(1, *header) + R(2, *row))

    (found,) = files.records(content, name=f"list.{kind}")

    assert found["record_id"] == "001A"
