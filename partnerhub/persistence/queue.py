"""The job queue: one table, leases, attempts counted before the work.

A worker *takes* a job (attempts + 1, lease), *holds* it in every transaction it writes in, and
*finishes* it. `hold` is the fence: it matches the attempt number, so a worker that slept past its
lease cannot write after another took over.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from partnerhub.persistence.models import Job, Partnership
from partnerhub.persistence.reach import NOTHING, Reach

MAX_ATTEMPTS = 3
RETRY_SECONDS = 1
EXCUSED_SECONDS, LONGEST_SECONDS = 5, 300
"""How much longer each excused attempt waits for the next, and how long at most."""


class LeaseLostError(Exception):
    """Another worker has the job now: stop, write nothing."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a job, for one attempt."""

    job_id: str
    kind: str
    attempt: int
    payload: dict[str, Any]
    seconds: int
    checkpoint: dict[str, Any] = field(default_factory=dict)
    excused: int = 0
    reach: Reach = NOTHING
    """Whose rows the job may read and write: one organization's, or those of one partnership and of
    its two sides."""

    @property
    def tries(self) -> int:
        """Attempts that count against the job, this one included."""
        return self.attempt - self.excused


def put(session: Session, kind: str, *, lane: str, **payload: Any) -> Job:
    """Promise work: it exists when the surrounding transaction commits."""
    job = Job(kind=kind, lane=f"{kind}:{lane}", payload=payload)
    session.add(job)
    return job


def take(
    session: Session,
    now: datetime,
    *,
    lease_seconds: int,
    only: str | None = None,
    without: str | None = None,
) -> Lease | None:
    """Take the oldest job that may run, or None; of one kind only, or of all kinds but one.

    A running job whose lease has passed may be taken again. Jobs of a lane in which another
    one runs wait; should two workers choose the same lane at once, the unique index on running
    lanes lets one through and the other comes back later.
    """
    other = aliased(Job)
    lane_busy = (
        select(other.id)
        .where(other.lane == Job.lane, other.state == "running", other.lease_until > now)
        .exists()
    )
    free = or_(
        (Job.state == "queued") & or_(Job.run_after.is_(None), Job.run_after <= now),
        (Job.state == "running") & (Job.lease_until <= now),
    )
    # A stale running job goes first in its lane: it holds the lane's place.
    kinds = [Job.kind == only] if only else [Job.kind != without] if without else []
    query = (
        select(Job)
        .where(free, ~lane_busy, *kinds)
        .order_by(Job.state.desc(), Job.created_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = session.scalars(query).first()
    if job is None:
        return None
    try:
        with session.begin_nested():
            job.attempts += 1
            job.state = "running"
            job.lease_until = now + timedelta(seconds=lease_seconds)
    except IntegrityError:
        return None
    return Lease(
        job.id,
        job.kind,
        job.attempts,
        job.payload,
        lease_seconds,
        dict(job.checkpoint),
        job.excused,
        _reach(session, job),
    )


def _reach(session: Session, job: Job) -> Reach:
    """Whom a job acts for: the organization or the partnership that its payload names."""
    partnership_id, own = job.payload.get("partnership_id"), job.payload.get("organization_id")
    if partnership_id is None:
        return Reach((own,) if own else (), job_id=job.id)
    partnership = session.get(Partnership, partnership_id)
    sides = (partnership.first_id, partnership.second_id) if partnership else ()
    return Reach(tuple(filter(None, sides)), partnership_id, job.id)


def hold(session: Session, lease: Lease, now: datetime, **changes: Any) -> None:
    """Prolong the lease and note changes, or stop a worker that has lost it.

    Raises:
        LeaseLostError: The job is another worker's now, or ended.
    """
    result = session.execute(
        update(Job)
        .where(Job.id == lease.job_id, Job.attempts == lease.attempt, Job.state == "running")
        .values(lease_until=now + timedelta(seconds=lease.seconds), **changes)
        .execution_options(synchronize_session=False)
    )
    if result.rowcount != 1:  # type: ignore[attr-defined]
        raise LeaseLostError(lease.job_id)


def finish(session: Session, lease: Lease, now: datetime, *, error: str | None = None) -> None:
    """End the job, well or with the code of what went wrong."""
    state = "failed" if error else "succeeded"
    hold(session, lease, now, state=state, error=error, finished_at=now)


def retry(
    session: Session, lease: Lease, now: datetime, *, error: str, excused: bool = False
) -> None:
    """Put the job back for another attempt a little later.

    An attempt that failed for no fault of the job is excused: it waits longer and does not count.
    """
    if excused:
        wait, count = min(EXCUSED_SECONDS * (lease.excused + 1), LONGEST_SECONDS), lease.excused + 1
    else:
        wait, count = RETRY_SECONDS * lease.attempt, lease.excused
    later = now + timedelta(seconds=wait)
    hold(session, lease, now, state="queued", error=error, run_after=later, excused=count)


def postpone(session: Session, lease: Lease, now: datetime, until: datetime) -> None:
    """Put the job back until a moment that it chose itself; it begins anew then."""
    hold(session, lease, now, state="queued", run_after=until, excused=lease.attempt)


def forget(session: Session, kind: str, before: datetime, most: int) -> int:
    """Remove jobs of a kind that ended before a moment, some at a time; return how many."""
    old = select(Job.id).where(
        Job.kind == kind, Job.state.in_(["succeeded", "failed"]), Job.finished_at < before
    )
    result = session.execute(
        delete(Job)
        .where(Job.id.in_(old.limit(most).subquery().select()))
        .execution_options(synchronize_session=False)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]
