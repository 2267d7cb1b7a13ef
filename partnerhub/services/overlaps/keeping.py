"""Keeping what a comparison found out for the next one, as long as both sides share as much.

The files hold what was derived from both lists, so they go when a partnership ends, when what is
shared changes, and when they have not been used for a month.
"""

from datetime import datetime, timedelta
from pathlib import Path

from partnerhub.domain.disclosure import Level
from partnerhub.domain.errors import PartnerhubError
from partnerhub.persistence import Database, Session, queue, states
from partnerhub.persistence.models import SharingPolicy
from partnerhub.persistence.queries import partnerships as queries
from partnerhub.services.overlaps.writing import Clock

KEPT = timedelta(days=30)
"""How long a state is kept that is not used."""
WRITTEN = timedelta(hours=1)
"""How long writing one takes at most; an older one that is not whole is of a killed worker."""


def place(folder: Path, first: SharingPolicy, second: SharingPolicy) -> Path:
    """Say where the state of a partnership is whose sides share this much."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / states.name(first.partnership_id, (first, second))


def forget(database: Database, lease: queue.Lease, *, folder: Path, clock: Clock) -> None:
    """Remove the states of a partnership that what is shared by now does not allow any more."""
    partnership_id = lease.payload["partnership_id"]
    sweep(database, folder=folder, now=clock(), partnership_id=partnership_id)
    with database.transaction(write=True) as session:
        queue.finish(session, lease, clock())


def fail_to_forget(
    database: Database, lease: queue.Lease, problem: PartnerhubError, *, clock: Clock
) -> None:
    """End a job that could not remove states; the next sweep will."""
    with database.transaction(write=True) as session:
        queue.finish(session, lease, clock(), error=problem.code)


def sweep(
    database: Database, *, folder: Path, now: datetime, partnership_id: str | None = None
) -> int:
    """Remove the states that will not be used again, of one partnership or all; say how many."""
    with database.transaction(write=False) as session:
        wanted = _wanted(session, partnership_id)
    unused, unfinished = now - KEPT, now - WRITTEN
    removed = states.sweep(
        folder,
        wanted,
        of=partnership_id or "",
        unused=unused.timestamp(),
        unfinished=unfinished.timestamp(),
    )
    return len(removed)


def _wanted(session: Session, partnership_id: str | None) -> set[str]:
    """Name the states that may be used again."""
    shared: dict[str, list[SharingPolicy]] = {}
    for policy in session.scalars(queries.policies_in_force(partnership_id)):
        shared.setdefault(policy.partnership_id, []).append(policy)
    return {
        states.name(partnership, policies)
        for partnership, policies in shared.items()
        if all(Level(policy.level) is not Level.HIDDEN for policy in policies)
    }
