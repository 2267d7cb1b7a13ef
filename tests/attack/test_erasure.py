"""Somebody who was erased is looked for in every file of the installation, byte by byte."""

import io
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from openpyxl import Workbook

from partnerhub.persistence import files
from tests.attack.conftest import HEADER, company
from tests.journeys.people import agree, compare

PEOPLE = ["Contact ID", "First Name", "Last Name", "Email", "Title", "Phone", "Account Name"]
PEOPLE += ["Account ID", "Email Opt Out", "Created Date"]
ADDRESS = "zelmira.quibbleworth@company-3.com"
CANARIES = ("quibbleworth", "zelmira", "snorblefax", "93175550123")
"""Parts of the person's name, address, title and number; no other row has them."""
CROWD = 1500
"""Others on the list: enough for the table to have many pages, which move when rows come and go."""


def person(number, **given):
    """A row of a contact list that is nobody we look for."""
    row = {
        "Contact ID": f"p{number}",
        "First Name": "Bo",
        "Last Name": f"Bobson {number}",
        "Email": f"bo{number}@company-{number % 12 + 1}.com",
        "Title": "Head of IT",
        "Phone": f"+49 40 {5000000 + number}",
        "Account Name": company(number % 12 + 1)[1],
        "Account ID": number % 12 + 1,
        "Email Opt Out": "0",
        "Created Date": "2024-05-01",
    }
    return tuple((row | given).values())


def canary(**given):
    """A row of the person who will be erased."""
    row = {
        "Contact ID": "canary",
        "First Name": "Zelmira",
        "Last Name": "Quibbleworth",
        "Email": ADDRESS,
        "Title": "Warden of Snorblefax",
        "Phone": "+49 170 93175550123",
        "Account ID": 3,
    }
    return person(3, **(row | given))


def crowd(*more, **given):
    rows = [person(n, **given) for n in range(CROWD)]
    return [*rows[:700], *more, *rows[700:]]


def spellings(word):
    """Every way in which a word may lie in a file."""
    for text in (word, word.upper(), word.title()):
        for code in ("utf-8", "utf-16-le", "utf-16-be"):
            yield text.encode(code)


def hits(content, words=CANARIES):
    """Which words some bytes hold, also packed as a zip."""
    found = {word for word in words if any(each in content for each in spellings(word))}
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                found |= hits(archive.read(name), words)
    return found


def traces(folder):
    """Where below a folder somebody can be found, and by which words."""
    held = {
        str(path.relative_to(folder)): hits(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {name: sorted(words) for name, words in held.items() if words}


@pytest.fixture
def own_settings(own_settings, tmp_path):
    """An installation whose files lie apart from what the tests upload."""
    return replace(own_settings, data_folder=tmp_path / "installation").prepared()


@pytest.fixture
def folder(own_settings):
    return own_settings.data_folder


@pytest.fixture
def workbook(tmp_path):
    """Upload people as a workbook."""

    def workbook(manager, *rows, **choices):
        book = Workbook()
        for row in [PEOPLE, *rows]:
            book.active.append(row)
        book.save(tmp_path / "people.xlsx")
        done = manager.upload("contacts", tmp_path / "people.xlsx", **choices)
        assert done["state"] == "succeeded", done
        return done

    return workbook


@pytest.fixture
def send(tmp_path):
    """Hand in people without waiting for the worker."""

    def send(manager, *rows, **headers):
        text = "\n".join(",".join(map(str, row)) for row in [PEOPLE, *rows]) + "\n"
        data = {"file": (io.BytesIO(text.encode()), "people.csv"), "kind": "contacts"}
        data["mode"] = "update"
        return manager.call("POST", "/v1/imports", 202, data=data, headers=headers).json

    return send


@pytest.fixture
def listed(first, upload):
    """The first has the person on its list; returns where."""
    upload(first, HEADER, [company(n) for n in range(1, 13)])
    upload(first, PEOPLE, [canary(), person(1), person(2)], kind="contacts")
    return found(first)[0]


@pytest.fixture
def known(first, second, upload, workbook, send):
    """Both have the person, the first in many ways and versions; returns one of them."""
    for manager in (first, second):
        upload(manager, HEADER, [company(n) for n in range(1, 13)])
        upload(manager, PEOPLE, crowd(canary()), kind="contacts")
    workbook(first, canary(Title="Warden of the Snorblefax"), person(5), mode="update")
    more = [canary(**{"Contact ID": "again"}), canary(**{"Contact ID": "twice"})]
    upload(first, PEOPLE, crowd(*more, Title="CIO"), kind="contacts")
    remarks = {"Title": "Snorblefax! " * 400, "Created Date": "Snorblefax"}
    workbook(first, canary(**{"Contact ID": "late"}, **remarks), mode="update")
    path = found(first)[0]
    tag = first.call("GET", path, 200).headers["ETag"]
    first.call("PATCH", path, 200, json={"title": "Snorblefax"}, headers={"If-Match": tag})
    send(first, canary(), **{"Idempotency-Key": "once"})
    first.office.worker.run_all()
    return path


def found(manager, q="quibbleworth"):
    return [f"/v1/contacts/{each['id']}" for each in manager.get(f"/v1/contacts?q={q}")["items"]]


def erase(manager, email=ADDRESS):
    manager.call("POST", "/v1/erasures", 204, json={"email": email})


def test_an_erased_person_is_in_no_file(first, second, known, office, folder):
    compare(first, second, agree(first, second))
    assert "partnerhub.sqlite3" in traces(folder) or "partnerhub.sqlite3-wal" in traces(folder)

    first.call("DELETE", known, 204)
    second.call("DELETE", found(second)[0], 204)
    office.worker.run_all()

    assert traces(folder) == {}
    assert found(first, "bobson") != []


def test_an_erased_person_is_in_no_file_that_waits_or_was_set_aside(
    first, second, listed, send, upload, office, folder
):
    waiting, poison = send(first, canary(), person(9)), send(first, canary(), person(8))
    upload_of_second = send(second, canary())
    spool = office.settings.spool
    for each in (poison, upload_of_second):
        (name,) = spool.glob(f"*/{each['id']}")
        files.set_aside(spool, name)

    first.call("DELETE", listed, 204)
    office.worker.run_all()

    assert first.get(f"/v1/imports/{waiting['id']}")["state"] == "succeeded"
    rejects = first.get(f"/v1/imports/{waiting['id']}/rejects")["items"]
    assert [(each["code"], each["value"]) for each in rejects] == [("suppressed", None)]
    assert list(traces(folder)) == [f"spool/aside/{upload_of_second['id']}"]


def test_what_an_import_says_of_an_erased_person_is_only_that_the_row_stays_out(
    first, listed, workbook
):
    first.call("DELETE", listed, 204)

    row = canary(**{"Contact ID": "new", "Title": "x" * 5000, "Created Date": "Snorblefax"})
    done = workbook(first, row, person(1), mode="update")

    (told,) = first.get(f"/v1/imports/{done['id']}/rejects")["items"]
    assert (told["line"], told["code"], told["value"]) == (2, "suppressed", None)


def test_whoever_still_reads_the_older_state_only_delays_it(first, listed, office, folder):
    with closing(sqlite3.connect(folder / "partnerhub.sqlite3")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM contacts").fetchall()
        first.call("DELETE", listed, 204)
        office.worker.run_all()
        assert traces(folder) != {}

    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        office.worker.run_all()

    assert traces(folder) == {}
