"""Reading a kept file in a worker: stage in batches, then publish in one short transaction.

Killed anywhere, the work goes on from the last staged batch (the checkpoint in the job) or from
the start when the list has changed meanwhile; the list is the old one whole or the new one whole.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from partnerhub import ingest
from partnerhub.domain.audit import Action
from partnerhub.domain.errors import ImportPoisonedError, ImportSupersededError, PartnerhubError
from partnerhub.domain.lists import ImportMode, ListKind
from partnerhub.persistence import Database, Session, bulk, files, keys_of, queue, versions
from partnerhub.persistence.models import Import, ImportReject, Organization, RememberedMapping
from partnerhub.persistence.queries import imports as queries
from partnerhub.persistence.turns import in_turn
from partnerhub.services import audit
from partnerhub.services.imports.requesting import Choices, read_options, remembered
from partnerhub.services.imports.staging import Staging, Tally

Clock = Callable[[], datetime]


BUSY_LIST = "The list was changed each time the file was about to replace it: import it again."


class StaleError(Exception):
    """The list changed while the file was staged: what was staged stands on nothing."""


@dataclass(frozen=True)
class Work:
    """One import being processed."""

    database: Database
    lease: queue.Lease
    clock: Clock
    path: Path
    kind: ListKind
    mode: ImportMode
    organization_id: str
    import_id: str
    filename: str
    options: ingest.ReadOptions

    def row(self, session: Session) -> Import:
        """The import itself."""
        return session.scalars(queries.by_id(self.organization_id, self.import_id)).one()


def process(
    database: Database,
    lease: queue.Lease,
    *,
    spool: Path,
    max_rows: int,
    limits: ingest.Limits,
    clock: Clock,
) -> None:
    """Import the file that a job names and end the job.

    Raises:
        PartnerhubError: The file was refused; nothing of it is kept.
        ParserDiedError: The process that read a workbook died; it may be tried again.
        LeaseLostError: Another worker has the job.
    """
    taken = {"max_rows": max_rows, "limits": limits}
    work = _start(database, lease, spool=spool, taken=taken, clock=clock)
    if work is None:
        return
    for last in (False, False, True):
        try:
            _stage_and_publish(work)
        except StaleError as error:
            if last:
                raise ImportSupersededError(BUSY_LIST) from error
            work.lease.checkpoint.clear()
            continue
        work.path.unlink(missing_ok=True)
        return


def fail(
    database: Database, lease: queue.Lease, problem: PartnerhubError, *, spool: Path, clock: Clock
) -> None:
    """End an import that cannot succeed: nothing of it stays but the reason.

    A file that ended its reader three times is set aside, so that somebody can find out why.
    """
    organization_id, import_id = lease.payload["organization_id"], lease.payload["import_id"]
    with database.transaction(write=True) as session:
        row = session.scalars(queries.by_id(organization_id, import_id)).one()
        if row.state not in queries.UNFINISHED:
            return
        if row.version is not None:
            versions.discard(session, organization_id, row.version)
        row.state, row.problem, row.finished_at = "failed", problem.problem(), clock()
        row.version = None
        audit.note(
            session, organization_id, Action.IMPORT_FAILED, subject_id=import_id, code=problem.code
        )
        queue.finish(session, lease, clock(), error=problem.code)
        path = files.path(spool, organization_id, import_id)
    if isinstance(problem, ImportPoisonedError):
        files.set_aside(spool, path)
    path.unlink(missing_ok=True)


def sweep(database: Database, *, spool: Path, before: datetime) -> int:
    """Remove files that a killed process left in the spool; return how many.

    Only what is older than a moment goes: a younger file may belong to a request under way. What
    was set aside goes, too, when nobody has looked at it for a week.
    """
    with database.transaction(write=False) as session:
        wanted = {
            (organization_id, row.id)
            for organization_id in in_turn(session)
            for row in session.scalars(queries.spooled(organization_id))
        }
    forgotten = (before - files.KEPT_ASIDE).timestamp()
    return len(files.sweep(spool, wanted, before=before.timestamp(), forgotten=forgotten))


def _start(
    database: Database, lease: queue.Lease, *, spool: Path, taken: Mapping[str, Any], clock: Clock
) -> Work | None:
    organization_id, import_id = lease.payload["organization_id"], lease.payload["import_id"]
    with database.transaction(write=True) as session:
        queue.hold(session, lease, clock())
        row = session.scalars(queries.by_id(organization_id, import_id)).one()
        if row.state not in queries.UNFINISHED:
            queue.finish(session, lease, clock())
            return None
        row.state = "running"
        organization = session.get_one(Organization, organization_id)
        return Work(
            database=database,
            lease=lease,
            clock=clock,
            path=files.path(spool, organization_id, import_id),
            kind=ListKind(row.kind),
            mode=ImportMode(row.mode),
            organization_id=organization_id,
            import_id=import_id,
            filename=row.filename,
            options=replace(read_options(Choices(**row.options), organization), **taken),
        )


def _open(work: Work) -> ingest.Reading:
    """Open the file, with the mapping that was given for such a file before if none is now."""
    options, owner = work.options, work.organization_id
    with work.database.transaction(write=False) as session:
        any_known = session.scalars(queries.any_remembered(owner, work.kind)).first()
        if options.mapping is None and any_known:
            name = ingest.fingerprint_of(work.path, options=options, filename=work.filename)
            known = remembered(session, owner, work.kind, name)
            options = replace(options, mapping=known.mapping) if known else options
    return ingest.read(work.path, kind=work.kind, options=options, filename=work.filename)


def _remember(session: Session, work: Work, fingerprint: str) -> None:
    """Keep the mapping that the uploader gave for the next file with this header."""
    if work.options.mapping is None:
        return
    known = remembered(session, work.organization_id, work.kind, fingerprint)
    if known:
        known.mapping = dict(work.options.mapping)
        return
    session.add(
        RememberedMapping(
            organization_id=work.organization_id,
            kind=work.kind,
            fingerprint=fingerprint,
            mapping=dict(work.options.mapping),
        )
    )


def _stage_and_publish(work: Work) -> None:
    tally = _resume_or_reserve(work)
    staging = _staging(work, tally)
    reading = _open(work)
    # Batches that an earlier attempt staged are compared again, to know what the file has,
    # but neither written nor counted twice.
    done, counted = tally.batches, Tally(tally.number, tally.base)
    for batch in reading.batches():
        mapped = set(reading.detected.mapping.values())
        changed, refusals = staging.compare(batch, mapped, counted)
        if counted.batches > done:
            _write(work, batch.progress, counted, changed, refusals, reading.detected)
    removed = staging.gone()
    counted.removed = len(removed)
    _publish(work, counted, removed, reading, staging.suppressed)


def _staging(work: Work, tally: Tally) -> Staging:
    with work.database.transaction(write=False) as session:
        # An update needs whole rows, to keep columns that the file lacks.
        read = versions.current if work.mode is ImportMode.UPDATE else versions.current_digests
        return Staging(
            kind=work.kind,
            mode=work.mode,
            organization_id=work.organization_id,
            keys=keys_of(session),
            known=read(session, work.organization_id, work.kind, tally.base),
            suppressed=set(session.scalars(queries.suppressed(work.organization_id))),
            today=work.clock().date(),
        )


def _resume_or_reserve(work: Work) -> Tally:
    """Go on from the checkpoint if the list is still what the staged rows stand on."""
    checkpoint = work.lease.checkpoint
    with work.database.transaction(write=True) as session:
        queue.hold(session, work.lease, work.clock())
        row = work.row(session)
        organization = versions.lock(session, work.organization_id)
        if checkpoint and checkpoint["base"] == organization.list_version:
            return Tally(**checkpoint)
        if row.version is not None:
            versions.discard(session, work.organization_id, row.version)
        session.execute(queries.delete_rejects(work.organization_id, work.import_id))
        number, base = versions.reserve(session, work.organization_id)
        row.version, row.base_version = number, base
        tally = Tally(number, base)
        queue.hold(session, work.lease, work.clock(), checkpoint=asdict(tally))
        return tally


def _write(  # noqa: PLR0917 - one batch with all that is known about it
    work: Work,
    progress: float,
    tally: Tally,
    changed: pa.Table,
    refusals: pa.Table,
    detected: ingest.Detected,
) -> None:
    size = len(refusals)
    owner = pa.array([work.organization_id] * size, pa.string())
    refusals = refusals.append_column("organization_id", owner)
    refusals = refusals.append_column("import_id", pa.array([work.import_id] * size, pa.string()))
    with work.database.transaction(write=True) as session:
        queue.hold(session, work.lease, work.clock(), checkpoint=asdict(tally))
        versions.stage(session, work.kind, changed)
        bulk.write(session, ImportReject.__table__, refusals)  # type: ignore[arg-type]
        row = work.row(session)
        # Publishing is the last tenth: a bar that is full while work goes on is a lie.
        row.progress = round(progress * 0.9, 3)
        row.counts, row.detected = tally.counts(), detected.to_json()


def _publish(
    work: Work,
    tally: Tally,
    removed: list[str],
    reading: ingest.Reading,
    suppressed: AbstractSet[str],
) -> None:
    with work.database.transaction(write=True) as session:
        now = work.clock()
        queue.hold(session, work.lease, now)
        organization = versions.lock(session, work.organization_id)
        erased = set(session.scalars(queries.suppressed(work.organization_id))) - suppressed
        if erased or organization.list_version != tally.base:
            raise StaleError
        change = versions.Change("import", work.import_id, now.date(), tally.counts())
        versions.publish(
            session, organization, work.kind, tally.number, removed=removed, change=change
        )
        row = work.row(session)
        row.state, row.progress, row.finished_at = "succeeded", 1.0, now
        row.counts, row.detected = tally.counts(), reading.detected.to_json()
        _remember(session, work, reading.fingerprint)
        audit.note(
            session,
            work.organization_id,
            Action.IMPORT_PUBLISHED,
            subject_id=work.import_id,
            kind=work.kind,
            counts=tally.counts(),
        )
        queue.finish(session, work.lease, now)
    # In a transaction of its own: counting for the planner would keep others waiting.
    with work.database.transaction(write=True) as session:
        versions.refresh_statistics(session)
