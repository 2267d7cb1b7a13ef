"""Which service does which kind of job, and which says that it failed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from partnerhub.domain.errors import ImportPoisonedError, JobFailedError, PartnerhubError
from partnerhub.outgoing import Client
from partnerhub.persistence import Database
from partnerhub.persistence.queue import Lease
from partnerhub.services import deliveries, erasures, imports, overlaps, reports, sending
from partnerhub.settings import Settings


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of job is done, and how it ends when it cannot be."""

    process: Callable[[Database, Lease], None]
    fail: Callable[[Database, Lease, PartnerhubError], None]
    hopeless: type[PartnerhubError]
    """What is said when every attempt ended the worker."""


def now() -> datetime:
    """The time of a worker."""
    return datetime.now(UTC)


def handlers(settings: Settings) -> dict[str, Handler]:
    """Every kind of job there is."""
    spool, rows = settings.spool, settings.max_upload_rows
    limits = imports.Limits(settings.workbook_memory_mb, settings.workbook_cpu_seconds)
    states = settings.states

    def process_import(database: Database, lease: Lease) -> None:
        imports.process(database, lease, spool=spool, max_rows=rows, limits=limits, clock=now)

    def fail_import(database: Database, lease: Lease, problem: PartnerhubError) -> None:
        imports.fail(database, lease, problem, spool=spool, clock=now)

    def process_overlap(database: Database, lease: Lease) -> None:
        overlaps.process(database, lease, states=states, clock=now)

    def fail_overlap(database: Database, lease: Lease, problem: PartnerhubError) -> None:
        overlaps.fail(database, lease, problem, clock=now)

    def process_forget(database: Database, lease: Lease) -> None:
        overlaps.forget(database, lease, folder=states, clock=now)

    def fail_forget(database: Database, lease: Lease, problem: PartnerhubError) -> None:
        overlaps.fail_to_forget(database, lease, problem, clock=now)

    def process_report(database: Database, lease: Lease) -> None:
        reports.process(database, lease, clock=now)

    def fail_report(database: Database, lease: Lease, problem: PartnerhubError) -> None:
        reports.fail(database, lease, problem, clock=now)

    return {
        "import": Handler(process_import, fail_import, ImportPoisonedError),
        "overlap": Handler(process_overlap, fail_overlap, JobFailedError),
        "forget": Handler(process_forget, fail_forget, JobFailedError),
        "report": Handler(process_report, fail_report, JobFailedError),
        erasures.JOB: _eraser(settings),
        deliveries.JOB: _courier(settings),
    }


def _eraser(settings: Settings) -> Handler:
    def process(database: Database, lease: Lease) -> None:
        erasures.process(database, lease, spool=settings.spool, file=settings.erased, clock=now)

    def fail(database: Database, lease: Lease, problem: PartnerhubError) -> None:
        erasures.fail(database, lease, problem, clock=now)

    return Handler(process, fail, JobFailedError)


def _courier(settings: Settings) -> Handler:
    client = Client(allowed=settings.webhook_hosts, ca_file=settings.webhook_ca_file)

    def process(database: Database, lease: Lease) -> None:
        sending.process(database, lease, post=client.post, clock=now)

    def fail(database: Database, lease: Lease, _problem: PartnerhubError) -> None:
        sending.fail(database, lease, clock=now)

    return Handler(process, fail, JobFailedError)
