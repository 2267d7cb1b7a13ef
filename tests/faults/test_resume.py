"""An import that is interrupted between two batches goes on from there and counts nothing twice."""

import pytest
from sqlalchemy import text

from partnerhub.ingest import csv
from partnerhub.persistence import versions
from tests.journeys.people import Office

ROWS = 3_000
INTERRUPTED_AT = 3


class PulledPlugError(Exception):
    """What ends an attempt in the middle of its work."""


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(csv, "_BLOCK", 1 << 14)


def upload(manager, tmp_path, rows):
    path = tmp_path / "accounts.csv"
    lines = [f"{n},Company {n},company-{n}.com" for n in rows]
    path.write_text("\n".join(["Account ID,Account Name,Website", *lines, "x,,", "1,Twice,t.com"]))
    return manager.upload("accounts", path)


def test_an_interrupted_import_goes_on_from_its_checkpoint(
    own_settings, own_database, tmp_path, monkeypatch, small_batches
):
    calm, shaken = (Office(own_settings, own_database).manager(name) for name in ("One", "Two"))
    expected = upload(calm, tmp_path, range(ROWS))
    staged, stage = [], versions.stage

    def pull_the_plug_once(session, kind, rows):
        staged.append(rows.num_rows)
        if len(staged) == INTERRUPTED_AT:
            raise PulledPlugError
        stage(session, kind, rows)

    monkeypatch.setattr(versions, "stage", pull_the_plug_once)
    upload(shaken, tmp_path, range(ROWS))
    assert len(staged) == INTERRUPTED_AT  # The job waits a moment before its second attempt.
    with own_database.transaction(write=True) as session:
        session.execute(text("update jobs set run_after = null"))
    shaken.office.worker.run_all()
    done = shaken.get("/v1/imports")["items"][0]

    assert done["state"] == "succeeded"
    assert done["counts"] == expected["counts"]
    assert done["counts"]["accepted"] == len(list(shaken.every("/v1/accounts"))) == ROWS
    # What the first attempt had written was not written again.
    assert sum(staged) - staged[INTERRUPTED_AT - 1] == ROWS
    rejects = [
        list(one.every(f"/v1/imports/{it['id']}/rejects"))
        for one, it in ((calm, expected), (shaken, done))
    ]
    assert rejects[0] == rejects[1] != []
