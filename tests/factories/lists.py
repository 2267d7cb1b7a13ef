"""Lists as an upload leaves them, through the same comparing and publishing, without a file."""

from dataclasses import dataclass

import pyarrow as pa

from partnerhub import ingest
from partnerhub.domain.lists import ImportMode, ListKind
from partnerhub.ingest.fields import REJECTS_SCHEMA, SCHEMAS
from partnerhub.persistence import keys_of, versions
from partnerhub.persistence.base import new_id
from partnerhub.persistence.queries import imports as queries
from partnerhub.services.imports.staging import Staging, Tally
from tests.factories import NOW

TODAY = NOW.date()
NEEDED = {
    ListKind.ACCOUNTS: {},
    ListKind.CONTACTS: {"opted_out": False},
    ListKind.OPPORTUNITIES: {"status": "open"},
}


@dataclass
class Staged:
    """Rows that lie under a number and are not published yet."""

    staging: Staging
    tally: Tally
    refused: list

    @property
    def removed(self):
        return self.staging.gone()


def upload(session, organization_id, kind, *records, mode=ImportMode.REPLACE, today=TODAY):
    """Make a list of these records and nothing else; return what was counted."""
    staged = stage(session, organization_id, kind, *records, mode=mode, today=today)
    staged.tally.removed = len(staged.removed)
    publish(session, organization_id, kind, staged, today=today)
    return staged.tally


def stage(session, organization_id, kind, *records, mode=ImportMode.REPLACE, today=TODAY):
    """Lay records under a reserved number."""
    number, base = versions.reserve(session, organization_id)
    whole = mode is ImportMode.UPDATE
    read = versions.current if whole else versions.current_digests
    staging = Staging(
        kind=kind,
        mode=mode,
        organization_id=organization_id,
        keys=keys_of(session),
        known=read(session, organization_id, kind, base),
        suppressed=set(session.scalars(queries.suppressed(organization_id))),
        today=today,
    )
    tally = Tally(number, base)
    mapped = {name for record in records for name in record}
    changed, refusals = staging.compare(batch(kind, *records), mapped, tally)
    versions.stage(session, kind, changed)
    return Staged(staging, tally, refusals.to_pylist())


def publish(session, organization_id, kind, staged, *, today=TODAY):
    """Make staged rows the list."""
    versions.publish(
        session,
        versions.lock(session, organization_id),
        kind,
        staged.tally.number,
        removed=staged.removed,
        change=versions.Change("import", new_id(), today, staged.tally.counts()),
    )
    session.flush()


def batch(kind, *records):
    """Clean records as reading a file yields them; data begins on line 2."""
    rows = [{"line": line, **NEEDED[kind], **each} for line, each in enumerate(records, start=2)]
    return ingest.Batch(
        records=pa.Table.from_pylist(rows, schema=SCHEMAS[kind]),
        rejects=pa.Table.from_pylist([], schema=REJECTS_SCHEMA),
        rows_read=len(rows),
        progress=1.0,
    )
