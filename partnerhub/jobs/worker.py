"""The worker: takes one job after the other and survives what they do.

An error that partnerhub itself raises is an answer: the job failed and is not tried again. Any
other error is tried again, three attempts in all. A worker that is killed in mid-job leaves a
lease that passes; attempts are counted before the work, so a job that kills its workers ends too.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog

from partnerhub.domain.errors import (
    ChangedMeanwhileError,
    DatabaseUnavailableError,
    PartnerhubError,
    StorageFullError,
)
from partnerhub.jobs.couriers import Couriers
from partnerhub.jobs.handlers import Handler, handlers, now
from partnerhub.persistence import INSTALLATION, Database, queue
from partnerhub.services import deliveries, idempotency, imports, overlaps
from partnerhub.settings import Settings

log = structlog.get_logger("partnerhub.worker")
SWEEP_EVERY = ORPHAN = timedelta(hours=1)
"""How often a worker sweeps, and how old a file without an import must be to go."""
ANSWERS_KEPT = timedelta(days=7)
"""How long a request can be repeated with its Idempotency-Key."""
PASSING = (ChangedMeanwhileError, DatabaseUnavailableError, StorageFullError)
"""Our own errors that say nothing about the job: it may well succeed later."""


class Worker:
    """Works until it is told to stop."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database.reaching(INSTALLATION)
        """For the queue; a job works with `_own`, which reaches what the job is about."""
        self.settings = settings
        self.handlers = handlers(settings)
        self.stopping = threading.Event()

    def run(self) -> None:
        """Work until `stopping` is set; jobs under way are finished first.

        Deliveries are made beside the other work: they wait for other people's servers.
        """
        couriers = Couriers(self)
        couriers.start()
        try:
            self._work_on()
        finally:
            self.stopping.set()
            couriers.join()

    def _work_on(self) -> None:
        swept = now() - SWEEP_EVERY
        while not self.stopping.is_set():
            if now() - swept >= SWEEP_EVERY:
                swept = now()
                self._try(lambda: self.sweep(now()))
            if not self.try_one(without=deliveries.JOB):
                self.stopping.wait(self.settings.poll_seconds)

    def try_one(self, **kinds: str) -> bool:
        """Do one job, whatever goes wrong; False when there was none or it went wrong."""
        lease = self.try_to_take(**kinds)
        return lease is not None and self.try_to_do(lease)

    def try_to_take(self, **kinds: str) -> queue.Lease | None:
        """Take a job if there is one and the database answers."""
        taken: list[queue.Lease | None] = []
        self._try(lambda: taken.append(self.take(**kinds)))
        return taken[0] if taken else None

    def try_to_do(self, lease: queue.Lease) -> bool:
        """Do a job; False when it cannot even be said that it failed."""
        return self._try(lambda: self.do(lease))

    def _try(self, step: Callable[[], object]) -> bool:
        try:
            step()
        except PASSING as problem:
            log.warning("job_postponed", code=problem.code)
        except Exception:
            # Whatever it was, other jobs wait; its own lease passes and it is tried again.
            log.exception("worker_error")
        else:
            return True
        return False

    def sweep(self, at: datetime) -> None:
        """Remove what nobody will ask for again: orphaned files, states, remembered answers."""
        imports.sweep(self.database, spool=self.settings.spool, before=at - ORPHAN)
        overlaps.sweep(self.database, folder=self.settings.states, now=at)
        with self.database.transaction(write=True) as session:
            idempotency.forget(session, at - ANSWERS_KEPT)
        deliveries.sweep(self.database, now=at)

    def run_all(self) -> int:
        """Do everything that is waiting and return how many jobs that was; for tests and tools."""
        done = 0
        while self.run_one():
            done += 1
        return done

    def run_one(self) -> bool:
        """Do one job; False when there is none."""
        lease = self.take()
        if lease is not None:
            self.do(lease)
        return lease is not None

    def take(self, **kinds: str) -> queue.Lease | None:
        """Take a job of any kind, of one (`only`), or of all but one (`without`)."""
        with self.database.transaction(write=True) as session:
            return queue.take(session, now(), lease_seconds=self.settings.lease_seconds, **kinds)

    def do(self, lease: queue.Lease) -> None:
        """Do a job that was taken, or note that it cannot be done."""
        handler = self.handlers[lease.kind]
        log.info("job_started", kind=lease.kind, job=lease.job_id, attempt=lease.attempt)
        try:
            if lease.tries > queue.MAX_ATTEMPTS:
                handler.fail(self._own(lease), lease, handler.hopeless())
            else:
                with self._heartbeat(lease):
                    self._work(handler, lease)
        except queue.LeaseLostError:
            log.warning("job_lost", kind=lease.kind, job=lease.job_id, attempt=lease.attempt)
        else:
            log.info("job_ended", kind=lease.kind, job=lease.job_id, attempt=lease.attempt)

    def _own(self, lease: queue.Lease) -> Database:
        """The database as far as a job may reach."""
        return self.database.reaching(lease.reach)

    def _work(self, handler: Handler, lease: queue.Lease) -> None:
        try:
            handler.process(self._own(lease), lease)
        except queue.LeaseLostError:
            raise
        except PartnerhubError as problem:
            if isinstance(problem, PASSING):
                with self.database.transaction(write=True) as session:
                    queue.retry(session, lease, now(), error=problem.code, excused=True)
            else:
                log.info("job_refused", kind=lease.kind, job=lease.job_id, code=problem.code)
                handler.fail(self._own(lease), lease, problem)
        except Exception as error:
            # The message of a foreign error may quote a row: only its type and place are kept.
            log.exception("job_error", kind=lease.kind, job=lease.job_id)
            self._try_again(handler, lease, type(error).__name__)

    def _try_again(self, handler: Handler, lease: queue.Lease, error: str) -> None:
        if lease.tries >= queue.MAX_ATTEMPTS:
            handler.fail(self._own(lease), lease, handler.hopeless())
            return
        with self.database.transaction(write=True) as session:
            queue.retry(session, lease, now(), error=error)

    @contextmanager
    def _heartbeat(self, lease: queue.Lease) -> Iterator[None]:
        """Prolong the lease from a thread while one long step runs."""
        done = threading.Event()

        def beat() -> None:
            while not done.wait(lease.seconds / 3):
                try:
                    with self.database.transaction(write=True) as session:
                        queue.hold(session, lease, now())
                except (queue.LeaseLostError, *PASSING):
                    continue  # The work itself will notice: it holds the lease when it writes.

        thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
