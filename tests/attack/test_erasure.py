"""Somebody who was erased is looked for in every file of the installation, byte by byte."""

import io
import logging
import re
import shutil
import sqlite3
import stat
import subprocess
import zipfile
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import time_machine
from openpyxl import Workbook

from partnerhub.cli.serve import free_port
from partnerhub.persistence import files, keys_of, versions
from partnerhub.services import erasures
from tests.attack.conftest import HEADER, company
from tests.cli.test_commands import environment, program, until
from tests.conftest import SECRET
from tests.factories.receivers import Internet
from tests.journeys.people import agree, compare
from tests.pasts import built_once

PEOPLE = ["Contact ID", "First Name", "Last Name", "Email", "Title", "Phone", "Account Name"]
PEOPLE += ["Account ID", "Email Opt Out", "Created Date"]
ADDRESS = "zelmira.quibbleworth@company-3.com"
CANARIES = ("quibbleworth", "zelmira", "snorblefax", "93175550123")
"""Parts of the person's name, address, title and number; no other row has them."""
OPTED_OUT = {"Contact ID": "other", "Email Opt Out": "1"}
MONITOR = {"Authorization": "Bearer the key of the monitoring system"}
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
    settings = replace(own_settings, data_folder=tmp_path / "installation", log_level="debug")
    return replace(settings, metrics_key="the key of the monitoring system").prepared()


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
@built_once
def listed(first, upload):
    """The first has the person on its list; returns where."""
    upload(first, HEADER, [company(n) for n in range(1, 13)])
    upload(first, PEOPLE, [canary(), person(1), person(2)], kind="contacts")
    return found(first)[0]


@pytest.fixture
@built_once
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


def test_a_person_is_erased_by_address_whether_known_or_not(first, second, known, office, folder):
    erase(first, ADDRESS.upper())
    erase(second, "  Zelmira.Quibbleworth@company-3.com ")
    erase(first, "somebody.else@nowhere.example")
    office.worker.run_all()

    assert traces(folder) == {}
    assert found(first) == found(second) == []


def test_somebody_who_was_on_no_list_stays_out_of_later_ones(first, upload, office, folder):
    erase(first)

    upload(first, PEOPLE, [canary(), person(1)], kind="contacts")
    office.worker.run_all()

    assert found(first) == []
    assert traces(folder) == {}


@pytest.mark.parametrize("moments", [("staged", "erased"), ("erased", "staged")])
def test_an_erasure_while_an_import_is_read_reaches_it(
    first, listed, send, office, monkeypatch, moments
):
    stage = versions.stage

    def erased_meanwhile(session, kind, rows):
        monkeypatch.setattr(versions, "stage", stage)
        organization_id = rows["organization_id"][0].as_py()
        keys = keys_of(session).person_keys(["new@company-3.com"])
        for moment in moments:
            if moment == "staged":
                stage(session, kind, rows)
            else:
                erasures.forget(session, organization_id, keys, now=datetime.now(UTC))

    monkeypatch.setattr(versions, "stage", erased_meanwhile)
    made = send(first, canary(**{"Contact ID": "new", "Email": "new@company-3.com"}), person(7))
    office.worker.run_all()

    done = first.get(f"/v1/imports/{made['id']}")
    assert (done["state"], done["counts"]["rejected"]) == ("succeeded", 1)
    assert found(first, "new@company") == []


def test_an_address_that_is_somebody_elses_by_now_stays(first, upload):
    upload(first, HEADER, [company(n) for n in range(1, 13)])
    upload(first, PEOPLE, [canary(Email="shared@company-3.com"), person(1)], kind="contacts")
    heir = person(2, Email="shared@company-3.com")
    upload(first, PEOPLE, [canary(), heir], kind="contacts")

    first.call("DELETE", found(first)[0], 204)
    upload(first, PEOPLE, [canary(), heir], kind="contacts")

    assert found(first) == []
    assert len(found(first, "shared@company")) == 1


def test_a_backup_brings_nobody_back(first, listed, office, folder, tmp_path):
    backup = tmp_path / "backup.sqlite3"
    with closing(sqlite3.connect(folder / "partnerhub.sqlite3")) as connection:
        connection.execute("VACUUM INTO ?", [str(backup)])
    first.call("DELETE", listed, 204)
    office.worker.run_all()
    office.database.close()
    for file in folder.glob("partnerhub.sqlite3*"):
        file.unlink()
    shutil.copy(backup, folder / "partnerhub.sqlite3")
    assert traces(folder) != {}

    with serving(folder) as client:
        live = client.get("/health/ready").status_code
        at_first = traces(folder)
        answer = client.get("/v1/contacts?q=quibbleworth", headers=first.headers)

    assert (live, at_first) == (200, {})
    assert answer.json()["items"] == []


@contextmanager
def serving(folder):
    """A server on a folder, without a worker that might do its part."""
    port = free_port("127.0.0.1")
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        program("serve", "--no-worker", "--port", port),
        env=environment(folder, secret_key=SECRET),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    client = httpx.Client(base_url=address)

    def answers():
        assert process.poll() is None
        try:
            return client.get("/health/live").is_success
        except httpx.TransportError:
            return False

    try:
        until(answers, "an answer")
        yield client
    finally:
        client.close()
        process.terminate()
        process.wait(40)


def test_the_file_of_the_erased_holds_hashes_and_is_for_its_owner(first, listed, office, folder):
    first.call("DELETE", listed, 204)
    erase(first, "somebody@nowhere.example")
    office.worker.run_all()

    file = folder / "erased.txt"
    lines = file.read_text().splitlines()
    assert len(lines) == 3
    assert all(re.fullmatch("[0-9a-f]{32} [0-9a-f]{32}", line) for line in lines)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_who_opted_out_in_one_record_is_in_no_count(first, second, upload):
    for manager in (first, second):
        upload(manager, HEADER, [company(n) for n in range(1, 13)])
    upload(first, PEOPLE, [canary(), canary(**OPTED_OUT), person(2)], kind="contacts")
    upload(second, PEOPLE, [person(2), person(14)], kind="contacts")

    overlap = compare(first, second, agree(first, second))

    for manager in (first, second):
        counted = manager.get(f"/v1/overlaps/{overlap['id']}/contacts")["items"]
        cells = [cell for each in counted for cell in each["cells"]]
        assert sum(cell["both"] for cell in cells) == 1
        assert sum(cell["only_mine"] + cell["only_theirs"] for cell in cells) == 1


def test_nothing_of_a_person_is_logged_told_or_shown_to_the_partner(
    office, first, second, upload, send, monkeypatch, capfd, caplog
):
    caplog.set_level(logging.DEBUG)
    first.post("/v1/webhooks", {"url": "https://hooks.example.com/"}, 201)
    Internet(monkeypatch).names_lead("localhost", ["127.0.0.1"])
    for manager in (first, second):
        upload(manager, HEADER, [company(n) for n in range(1, 13)])
    bad = [canary(**{"Contact ID": n, "Email": f"zelmira quibbleworth {n}"}) for n in range(50)]
    upload(first, PEOPLE, [canary(), person(1), *bad], kind="contacts", max_reject_share="1")
    (path,) = found(first)
    tag = first.call("GET", path, 200).headers["ETag"]
    refusals = [
        first.call("PATCH", path, 422, json={"email": "zelmira"}, headers={"If-Match": tag}),
        first.call("PATCH", path, json={"title": ["zelmira"]}, headers={"If-Match": tag}),
        first.call("PATCH", path, data="{zelmira", content_type="application/json"),
        first.call("POST", "/v1/erasures", 422, json={"email": "zelmira quibbleworth"}),
        first.call("POST", "/v1/erasures", 422, json={"email": [ADDRESS]}),
        first.call("GET", "/v1/contacts?email=zelmira", 422),
        first.call("GET", "/v1/contacts/zelmira", 404),
    ]
    overlap = compare(first, second, agree(first, second))
    send(first, canary())
    with monkeypatch.context() as broken:
        broken.setattr("partnerhub.services.imports.process", fails)
        broken.setattr("partnerhub.services.contacts.get", fails)
        refusals.append(first.call("GET", path, 500))
        office.worker.run_one()
    first.call("DELETE", path, 204)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        office.worker.run_all()

    parts = ["", "/contacts", "/matches", "/export"]
    places = [f"/v1/overlaps/{overlap['id']}{part}" for part in parts]
    places += ["/v1/audit", "/v1/contacts", "/v1/imports"]
    shown = [second.call("GET", where, 200) for where in places]
    mine = [first.call("GET", "/v1/audit", 200), first.call("GET", "/metrics", headers=MONITOR)]
    for answer in (*refusals, *shown, *mine):
        assert hits(answer.get_data()) == set(), answer.request.path
    assert hits("".join(capfd.readouterr()).encode()) == set()
    assert hits(caplog.text.encode()) == set()
    with closing(sqlite3.connect(office.settings.data_folder / "partnerhub.sqlite3")) as database:
        for table in ("deliveries", "jobs", "audit_lines", "remembered_answers"):
            rows = database.execute(f"SELECT * FROM {table}").fetchall()
            assert hits(repr(rows).encode()) == set(), table


def fails(*_, **__):
    """A mistake of ours that quotes a person."""
    raise ValueError(ADDRESS)
