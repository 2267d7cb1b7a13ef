"""Groups D and E: files that are no list, and lists with rows that are none, over the API."""

import hashlib
import io

import pytest

from tests.api.bad_inputs.scene import accounts, told
from tests.bad import make

AT_ONCE, LATER = "at once", "failed"

CSV = {
    "D1 nothing": ("empty", 422, "import_empty"),
    "D1 only a header": ("only header", LATER, "import_empty"),
    "D1 only a mark": ("only mark", LATER, "import_empty"),
    "D1 only blank lines": ("only blank lines", LATER, "import_empty"),
    "D3": ("text after quote", LATER, "import_csv_syntax"),
    "D3 an open quote": ("open quote", LATER, "import_csv_syntax"),
    "D4": ("cell of 131,073", LATER, "import_csv_syntax"),
    "D4 a row of 5 MiB": ("row of 5 MiB", LATER, "import_csv_syntax"),
    "D5": ("nul", LATER, "import_control_character"),
    "D6 half a surrogate": ("half a surrogate", LATER, "import_encoding"),
    "D10": ("513 columns", LATER, "import_too_many_columns"),
    "D10 a million commas": ("a million commas", LATER, "import_too_many_columns"),
    "D11": ("header twice", LATER, "import_header"),
    "D11 nothing to know a row by": ("nothing to know a row by", LATER, "import_header"),
    "D13": ("too many rows", LATER, "import_too_many_rows"),
    "D15": ("mostly bad", LATER, "import_too_many_rejects"),
    "D19 a zip": ("zip as csv", 415, "import_unsupported_type"),
    "D19 a PDF": ("pdf as csv", 415, "import_unsupported_type"),
    "D19 a program": ("exe as csv", 415, "import_unsupported_type"),
    "D19 a web page": ("web page", 415, "import_unsupported_type"),
    "D19 gzip": ("gzip", 415, "import_unsupported_type"),
}

XLSX = {
    "E1": ("two cells far apart", LATER, "import_grid_too_large"),
    "E1 within the limits": ("far apart within limits", LATER, "import_grid_too_large"),
    "E2": ("rows of 60 MiB", 422, "import_zip_limits"),
    "E3": ("one cell of 60 MiB", 422, "import_zip_limits"),
    "E4": ("external entity", LATER, "import_xml_forbidden"),
    "E5": ("billion laughs", LATER, "import_xml_forbidden"),
    "E5 in the strings": ("laughs in the strings", LATER, "import_xml_forbidden"),
    "E6": ("size is a lie", LATER, "import_zip_limits"),
    "E8 upwards": ("name goes up", 422, "import_zip_structure"),
    "E8 absolute": ("name is absolute", 422, "import_zip_structure"),
    "E8 a link": ("symlink", 422, "import_zip_structure"),
    "E9 a zip inside": ("zip inside", 422, "import_zip_limits"),
    "E9 65 entries": ("65 entries", 422, "import_zip_limits"),
    "a million entries": ("a million entries", 422, "import_zip_limits"),
    "a directory for 4 GiB": ("directory for 4 GiB", 422, "import_zip_limits"),
    "two kinds at once": ("two kinds at once", LATER, "import_zip_structure"),
    "E10": ("password", 422, "import_encrypted"),
    "E11 macros": ("macros", 422, "import_active_content"),
    "E11 a link outside": ("external link", 422, "import_active_content"),
    "E11 an object": ("embedded object", 422, "import_active_content"),
    "E12 xls": ("old xls", 415, "import_unsupported_type"),
    "E12 xlsb": ("xlsb", 415, "import_unsupported_type"),
    "E12 ods": ("ods", 415, "import_unsupported_type"),
    "E15 two sheets": ("two visible sheets", LATER, "import_sheet_choice"),
    "E15 no visible sheet": ("no visible sheet", LATER, "import_sheet_choice"),
    "E15 no sheet": ("no sheet", LATER, "import_sheet_choice"),
    "E20 cut off": ("cut off", 422, "import_zip_structure"),
    "E20 no XML": ("no xml", LATER, "import_zip_structure"),
    "a string that is not there": ("string that is not there", LATER, "import_zip_structure"),
}


@pytest.mark.parametrize("case", CSV)
def test_a_csv_file_that_is_no_list_is_refused_whole(scene, case):
    name, when, code = CSV[case]

    assert scene.refused_file(make.CSV[name]()) == (when, code)


@pytest.mark.parametrize("case", XLSX)
def test_a_workbook_that_is_no_list_is_refused_whole(scene, case):
    name, when, code = XLSX[case]

    assert scene.refused_file(make.XLSX[name](), "list.xlsx") == (when, code)


@pytest.mark.parametrize(
    ("case", "content", "choices", "refused"),
    [
        ("D6", "latin-1", {"encoding": "utf-8"}, (LATER, "import_encoding")),
        ("D6 no encoding", "latin-1", {"encoding": "klingon"}, (LATER, "import_encoding")),
        ("D6 no text", "latin-1", {"encoding": "base64"}, (LATER, "import_encoding")),
        ("D9", "bars", {"delimiter": ";"}, (LATER, "import_header")),
        ("D9 no delimiter", "bars", {"delimiter": "x"}, (422, "validation")),
        ("D9 a long one", "bars", {"delimiter": ";;"}, (422, "validation")),
        ("D23", "formula", {"digest": "0" * 64}, (422, "import_digest_mismatch")),
        ("D23 no digest", "formula", {"digest": "abc"}, (422, "validation")),
        ("no kind", "formula", {"kind": "people"}, (422, "validation")),
        ("no mode", "formula", {"mode": "append"}, (422, "validation")),
        ("no mapping", "formula", {"mapping": "{"}, (422, "validation")),
        ("a list as mapping", "formula", {"mapping": "[]"}, (422, "validation")),
        ("an unknown field", "formula", {"mapping": '{"name": "boss"}'}, (LATER, "import_header")),
        ("no currency", "formula", {"currency": "QQQ"}, (422, "validation")),
        ("no time zone", "formula", {"timezone": "Mars/North"}, (422, "validation")),
        ("no share", "formula", {"max_reject_share": "2"}, (422, "validation")),
        ("an unknown part", "formula", {"organization_id": "x"}, (422, "validation")),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_said_about_a_file_has_to_fit(scene, case, content, choices, refused):
    assert scene.refused_file(make.CSV[content](), **choices) == refused


def test_no_file_and_two_files_are_refused(scene):
    kind = {"kind": "accounts"}
    form = "multipart/form-data"

    none = scene.refusal("POST", "/v1/imports", data=kind, content_type=form)
    text = scene.refusal("POST", "/v1/imports", data=kind | {"file": "a,b"}, content_type=form)

    assert (none, text) == ((422, "validation"), (422, "validation"))


@pytest.mark.parametrize(
    ("case", "file", "name", "rejects", "accepted"),
    [
        ("D4", make.HEADER + b"1," + b"x" * 4_097 + b",\n2,B,b.de\n", "a.csv",
         [(2, "row_field_too_long", "error")], 1),
        ("D4 an extra", b"id,name,industry\n1,A," + b"x" * 4_097 + b"\n", "a.csv",
         [(2, "field_too_long", "warning")], 1),
        ("D12", make.CSV["ragged"](), "a.csv",
         [(5, "row_column_count", "error"), (6, "row_column_count", "error")], 4),
        ("D16", make.CSV["id twice"](), "a.csv", [(5, "row_duplicate", "error")], 3),
        ("E14", make.XLSX["error cells"](), "a.xlsx", [(5, "row_bad_cell", "error")], 4),
        ("E18", make.XLSX["number that is none"](), "a.xlsx", [(5, "row_bad_cell", "error")], 4),
        ("no name", make.GOOD + b"4,,\n", "a.csv", [(5, "row_missing_name", "error")], 3),
    ],
)  # fmt: skip
def test_a_bad_row_is_listed_and_the_good_ones_are_kept(scene, case, file, name, rejects, accepted):
    imported = scene.upload(scene.dana, "accounts", file, name)

    assert imported["state"] == "succeeded"
    assert scene.rejects(scene.dana, imported) == rejects
    assert imported["counts"]["accepted"] == accepted
    refused = [each for each in rejects if each[2] == "error"]
    assert imported["counts"]["rejected"] == len(refused)


@pytest.mark.parametrize(
    ("case", "file", "choices", "detected", "name"),
    [
        ("D6", "latin-1", {}, {"encoding": "cp1252"}, "Café"),
        ("D7", "utf-16", {}, {"encoding": "utf-16-le", "delimiter": "\t"}, "Acme"),
        ("D8", "cp1251", {"encoding": "windows-1251"}, {"encoding": "cp1251"}, "Ромашка"),
        ("D9", "semicolons", {}, {"delimiter": ";"}, "Acme"),
        ("D9 tabs", "tabs", {}, {"delimiter": "\t"}, "Acme"),
        ("D9 bars", "bars", {}, {"delimiter": "|"}, "Acme"),
        ("D17", "formula", {}, {}, '=HYPERLINK("http://x","y")'),
        ("D18", "script", {}, {}, "<script>alert(1)</script>"),
    ],
)
def test_an_odd_file_is_read_and_it_is_said_how(scene, case, file, choices, detected, name):
    imported = scene.upload(scene.dana, "accounts", make.CSV[file](), **choices)

    assert imported["state"] == "succeeded"
    assert imported["detected"] | detected == imported["detected"]
    assert name in {each["name"] for each in scene.dana.every("/v1/accounts")}


def test_a_formula_is_text_in_an_export(scene):
    scene.upload(scene.dana, "accounts", make.CSV["formula"]())

    export = scene.dana.call("GET", "/v1/accounts", 200, headers={"Accept": "text/csv"}).text

    assert "\"'=HYPERLINK(" in export


def test_of_a_cell_named_twice_the_last_counts(scene):
    scene.upload(scene.dana, "accounts", make.XLSX["cell named twice"](), "list.xlsx")

    assert [each["name"] for each in scene.dana.every("/v1/accounts?sort=name")] == ["Acme", "Beta"]


def test_dates_are_those_of_the_workbook(scene):
    scene.upload(scene.dana, "accounts", make.XLSX["1904"](), "list.xlsx")
    new = next(scene.dana.every("/v1/accounts"))["created_on"]
    old = scene.upload(scene.dana, "accounts", make.XLSX["dates before 1900"](), "list.xlsx")

    assert new == "2027-03-16"
    assert [code for _, code, _ in scene.rejects(scene.dana, old)] == ["row_bad_cell"]


def test_a_hidden_sheet_is_left_alone(scene):
    imported = scene.upload(scene.dana, "accounts", make.XLSX["hidden sheet first"](), "list.xlsx")

    assert imported["detected"]["sheet"] == "Sheet2"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\\\lists\\\\mine.csv", "mine.csv"),
        ("a\u202egpj.csv", "agpj.csv"),
        ("<script>.csv", "<script>.csv"),
        ("x" * 400 + ".csv", "x" * 255),
    ],
)
def test_a_file_name_is_only_shown(scene, name, shown):
    imported = scene.upload(scene.dana, "accounts", accounts(8), name)

    assert imported["filename"] == shown


def test_a_good_digest_is_taken_in_either_case(scene):
    content = accounts(9)
    digest = hashlib.sha256(content).hexdigest().upper()

    assert scene.upload(scene.dana, "accounts", content, digest=digest)["state"] == "succeeded"


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_workbook_fails_or_is_read_and_the_worker_goes_on(scene, seed):
    good = make.XLSX["good"]()
    damaged = make.flipped(good, seed)

    answer = scene.send(scene.dana, "accounts", damaged, "list.xlsx")
    scene.office.worker.run_all()

    if answer.status_code == 202:
        seen = scene.dana.get(answer.headers["Location"])
        assert seen["state"] == "succeeded" or seen["problem"]["code"].startswith("import_")
        assert seen["problem"] is None or seen["problem"]["code"] != "import_poisoned"
    else:
        assert told(answer)[1].startswith("import_")


def test_too_many_waiting_files_are_refused(scene):
    # Its own organization: the limit is each one's.
    person = scene.office.manager("Many")
    answers = [scene.send(person, "accounts", accounts(at)) for at in range(6)]
    scene.office.worker.run_all()

    assert [answer.status_code for answer in answers] == [202] * 5 + [429]
    assert told(answers[-1]) == (429, "upload_quota")
    assert scene.send(person, "accounts", accounts(7)).status_code == 202
    scene.office.worker.run_all()


def test_a_sheet_has_to_be_there(scene):
    content = make.XLSX["good"]()

    assert scene.refused_file(content, "list.xlsx", sheet="9") == (LATER, "import_sheet_choice")


def test_a_preview_says_what_an_import_would_be_refused_for(scene):
    before = scene.everything()
    data = {"file": (io.BytesIO(make.CSV["header twice"]()), "list.csv"), "kind": "accounts"}

    shown = scene.ann.call(
        "POST", "/v1/imports/preview", 200, data=data, content_type="multipart/form-data"
    ).json

    assert not shown["ready"]
    assert [problem["code"] for problem in shown["problems"]] == ["import_header"]
    assert scene.everything() == before


def test_a_preview_of_a_bad_file_keeps_nothing(scene):
    for content, refused in [
        (b"", (422, "import_empty")),
        (make.CSV["pdf as csv"](), (415, "import_unsupported_type")),
        (make.XLSX["two cells far apart"](), (422, "import_grid_too_large")),
    ]:
        data = {"file": (io.BytesIO(content), "list"), "kind": "accounts"}
        answered = scene.refusal(
            "POST", "/v1/imports/preview", data=data, content_type="multipart/form-data"
        )
        assert answered == refused
