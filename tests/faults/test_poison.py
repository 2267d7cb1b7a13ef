"""A file that ends whoever reads it is tried three times, never a fourth, and others go on."""

import io
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from partnerhub.jobs.worker import Worker
from partnerhub.persistence.files import ASIDE
from partnerhub.services import imports
from partnerhub.settings import PREFIX
from partnerhub.workbooks import parent
from tests.bad import make
from tests.journeys.people import Office

GOOD = make.GOOD
POISON = make.GOOD + b"4,This row ends whoever reads it,poison.example\n"
DIES = "import os; os.abort()"


def asked(manager, content, name="list.csv"):
    data = {"file": (io.BytesIO(content), name), "kind": "accounts"}
    answer = manager.call("POST", "/v1/imports", 202, data=data, content_type="multipart/form-data")
    return answer.headers["Location"]


def all_may_run(database):
    """Let what waits for its next attempt, or for a dead worker's lease, be taken at once."""
    with database.transaction(write=True) as session:
        session.execute(text("update jobs set run_after = null"))
        session.execute(text("update jobs set lease_until = created_at where state = 'running'"))


def kept_aside(settings):
    return [path.read_bytes() for path in settings.spool.glob(f"{ASIDE}/*")]


@pytest.fixture
def pair(own_settings, own_database):
    office = Office(own_settings, own_database)
    return office.manager("Poisoner"), office.manager("Neighbour")


def test_a_workbook_that_ends_its_reader_is_tried_three_times(
    own_settings, own_database, pair, monkeypatch
):
    one, other = pair
    starts, start = [], subprocess.Popen

    def count(*given, **more):
        starts.append(given)
        return start(*given, **more)

    monkeypatch.setattr(parent, "PROGRAM", DIES)
    monkeypatch.setattr(subprocess, "Popen", count)
    poison = asked(one, make.XLSX["good"](), "list.xlsx")
    good = asked(other, GOOD)
    pid = os.getpid()

    for _ in range(6):  # A new worker each time: what it forgets, the table remembers.
        Worker(own_database, own_settings).run_all()
        all_may_run(own_database)

    assert len(starts) == 3
    assert os.getpid() == pid
    assert one.get(poison)["problem"]["code"] == "import_poisoned"
    assert other.get(good)["state"] == "succeeded"
    assert kept_aside(own_settings) == [make.XLSX["good"]()]


def test_what_was_set_aside_goes_after_a_week(own_settings, own_database, pair, monkeypatch):
    one, _ = pair
    monkeypatch.setattr(parent, "PROGRAM", DIES)
    asked(one, make.XLSX["good"](), "list.xlsx")
    for _ in range(4):
        Worker(own_database, own_settings).run_all()
        all_may_run(own_database)
    now = datetime.now(UTC)

    def left(days):
        imports.sweep(own_database, spool=own_settings.spool, before=now + timedelta(days=days))
        return len(kept_aside(own_settings))

    assert [left(days) for days in (0, 6, 8)] == [1, 1, 0]


def test_a_preview_of_such_a_workbook_is_an_answer(pair, own_settings, monkeypatch):
    one, _ = pair
    monkeypatch.setattr(parent, "PROGRAM", DIES)
    data = {"file": (io.BytesIO(make.XLSX["good"]()), "a.xlsx"), "kind": "accounts"}

    answer = one.call(
        "POST", "/v1/imports/preview", 422, data=data, content_type="multipart/form-data"
    )

    assert answer.json["code"] == "import_resource_limit"
    assert not any(path.is_file() for path in own_settings.spool.rglob("*"))


WORKER = """
import os, signal, sys
from partnerhub.ingest import reading
from partnerhub.jobs.worker import Worker
from partnerhub.persistence import Database
from partnerhub.settings import from_environment

open_csv = reading.open_csv

def dying(path, *more):
    if b"poison.example" in path.read_bytes():
        with open(sys.argv[1], "a") as file:
            file.write("tried\\n")
        os.kill(os.getpid(), signal.SIGKILL)
    return open_csv(path, *more)

reading.open_csv = dying
settings = from_environment().prepared()
Worker(Database(settings.effective_database_url, settings.keyring()), settings).run_all()
"""


@pytest.mark.slow
def test_a_file_that_kills_its_worker_is_tried_three_times(
    own_settings, own_database, pair, tmp_path
):
    one, other = pair
    tries = tmp_path / "tries"
    environment = {n: v for n, v in os.environ.items() if not n.startswith(PREFIX)}
    environment |= {
        f"{PREFIX}DATA_FOLDER": str(own_settings.data_folder),
        f"{PREFIX}SECRET_KEY": own_settings.secret_key,
        f"{PREFIX}LOG_LEVEL": "error",
    }
    if own_settings.database_url:
        environment[f"{PREFIX}DATABASE_URL"] = own_settings.database_url
    poison = asked(one, POISON)
    good = asked(other, GOOD)

    ends = []
    for _ in range(7):  # The first three die; those after them find nothing to die of.
        worker = subprocess.run(
            [sys.executable, "-c", WORKER, tries], env=environment, timeout=60, check=False
        )
        ends.append(worker.returncode)
        all_may_run(own_database)

    assert ends == [-signal.SIGKILL] * 3 + [0] * 4
    assert tries.read_text().split() == ["tried"] * 3
    assert one.get(poison)["state"] == "failed"
    assert one.get(poison)["problem"]["code"] == "import_poisoned"
    assert other.get(good)["state"] == "succeeded"
    assert kept_aside(own_settings) == [POISON]
    assert json.dumps(one.get(poison)).count("poison.example") == 0
