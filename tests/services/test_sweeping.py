"""A worker tidies up for one organization after the other, and reaches each alone."""

from datetime import timedelta

from sqlalchemy import select

from partnerhub.jobs.worker import ANSWERS_KEPT, Worker
from partnerhub.persistence import files
from partnerhub.persistence.models import Import, RememberedAnswer
from tests.factories import NOW, Make

LATER = NOW + ANSWERS_KEPT + timedelta(days=1)


def remembered(organization_id, key, at):
    return RememberedAnswer(
        organization_id=organization_id,
        route="POST /v1/events",
        key=key,
        fingerprint="0" * 64,
        status=201,
        headers=[],
        body=b"",
        created_at=at,
    )


def test_old_answers_of_every_organization_go_and_younger_ones_stay(own_database, own_settings):
    with own_database.transaction(write=True) as session:
        for organization in (Make(session).organization(), Make(session).organization()):
            session.add(remembered(organization.id, "old", NOW))
            session.add(remembered(organization.id, "young", LATER))

    Worker(own_database, own_settings).sweep(LATER)

    with own_database.transaction(write=False) as session:
        assert list(session.scalars(select(RememberedAnswer.key))) == ["young", "young"]


def test_files_that_an_import_of_any_organization_waits_for_stay(own_database, own_settings):
    waiting = []
    with own_database.transaction(write=True) as session:
        for _ in range(2):
            row = Import(
                organization_id=Make(session).organization().id,
                kind="accounts",
                mode="replace",
                filename="a.csv",
                digest="0" * 64,
                size=1,
                created_by="u" * 32,
            )
            session.add(row)
            waiting.append(row)
    kept = [files.path(own_settings.spool, row.organization_id, row.id) for row in waiting]
    orphan = files.path(own_settings.spool, waiting[0].organization_id, "f" * 32)
    for file in (*kept, orphan):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")

    Worker(own_database, own_settings).sweep(LATER + timedelta(days=36_500))

    assert [file.exists() for file in (*kept, orphan)] == [True, True, False]
