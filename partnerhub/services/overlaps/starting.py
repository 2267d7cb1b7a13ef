"""Starting a comparison in a worker: what of both lists is compared and shown by now."""

from pathlib import Path

from partnerhub import matching
from partnerhub.domain.disclosure import (
    Level,
    Strictness,
    fewer_contacts,
    shown_fields,
    stricter,
)
from partnerhub.persistence import Database, queue
from partnerhub.persistence.models import Partnership, SharingPolicy
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.persistence.queries import partnerships
from partnerhub.services import sharing
from partnerhub.services.overlaps import keeping, parts, recomputing
from partnerhub.services.overlaps.writing import Clock, Work


def start(database: Database, lease: queue.Lease, states: Path, clock: Clock) -> Work | None:
    """Set a comparison running; None where it was cancelled or is done already."""
    partnership_id, overlap_id = lease.payload["partnership_id"], lease.payload["overlap_id"]
    with database.transaction(write=True) as session:
        queue.hold(session, lease, clock())
        overlap = session.scalars(queries.by_id(partnership_id, overlap_id)).one()
        partnership = session.get_one(Partnership, partnership_id)
        assert partnership.second_id is not None
        organizations = (partnership.first_id, partnership.second_id)
        shared = {
            policy.organization_id: policy
            for policy in session.scalars(partnerships.policies(partnership_id))
        }
        first, second = (shared[organization] for organization in organizations)
        terms = (sharing.terms_of(first), sharing.terms_of(second))
        # What was agreed when it was asked for, and no more than is shared by now.
        level = stricter(Level(overlap.level), stricter(Level(first.level), Level(second.level)))
        cancelled = partnership.state != "active" or level is Level.HIDDEN
        strict = partnership.strictness == Strictness.STRICT
        # Asked for when neither side was strict: nobody had to be asked.
        cancelled |= strict and overlap.strictness != Strictness.STRICT
        if cancelled and overlap.state in queries.UNFINISHED:
            overlap.state = "cancelled"
        if overlap.state not in queries.UNFINISHED:
            queue.finish(session, lease, clock())
            return None
        if level != overlap.level:
            overlap.spends = level is Level.COUNTS_ONLY
        overlap.state, overlap.level = "running", level
        for statement in queries.clear(partnership_id, overlap_id):
            session.execute(statement)  # What an attempt that was killed has left.
        work = Work(
            database=database,
            lease=lease,
            clock=clock,
            partnership_id=partnership_id,
            overlap_id=overlap_id,
            organizations=organizations,
            versions=(overlap.first_version, overlap.second_version),
            level=level,
            fields=(_fields(level, first), _fields(level, second)),
            terms=terms,
            levels=parts.levels(*terms, level),
            compared=sharing.compared(first, second),
            contacts=fewer_contacts(terms[0].contacts, terms[1].contacts),
            policy=matching.DEFAULT,
            released_tiers=("certain",) if strict else ("certain", "likely"),
            strict=strict,
            state=None if overlap.recomputes else keeping.place(states, first, second),
        )
        if overlap.recomputes:
            work = recomputing.narrowed(session, work, overlap)
        overlap.compared = list(work.compared)
        return work


def _fields(level: Level, policy: SharingPolicy) -> tuple[str, ...]:
    """Fields of an account that go on its card; the population has a column of its own."""
    return tuple(name for name in shown_fields(level, policy.fields) if name != "population")
