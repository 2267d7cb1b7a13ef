"""Comparing two list versions in a worker and publishing what they have in common.

Reads both lists as columns, lets `matching` compare them, and writes what was found in bulk.
Nothing of it is visible before the last, short transaction sets the state; killed before that, the
next attempt clears what was written and begins again. So it is when people have decided on pairs
meanwhile: nothing is published that somebody has just rejected.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub import matching
from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import (
    ALWAYS_COMPARED,
    Level,
    Strictness,
    stricter,
)
from partnerhub.domain.errors import ChangedMeanwhileError, PartnerhubError
from partnerhub.domain.overlap import count, matrix
from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.persistence import Database, Session, bulk, queue
from partnerhub.persistence.models import Match, Overlap, Partnership
from partnerhub.persistence.queries import decisions, partnerships
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.services import audit, sharing
from partnerhub.services.overlaps import (
    budgets,
    disclosing,
    families,
    keeping,
    narrowing,
    parts,
    policies,
    starting,
)
from partnerhub.services.overlaps.disclosing import Group
from partnerhub.services.overlaps.writing import Clock, Work, write_matches, write_people

ALWAYS_READ = (
    *("id", "record_id", "parent_record_id", *ALWAYS_COMPARED),
    *("population", "open_opportunity"),
)
"""Columns of an account that every comparison reads: parents are counted for their owner alone."""

COMPARED = 0.7
"""Share of the progress bar that comparing takes; the rest is writing."""

Said = dict[tuple[str, str], str]
"""What people said of pairs, by the two accounts."""


def process(database: Database, lease: queue.Lease, *, states: Path, clock: Clock) -> None:
    """Make the comparison that a job names, publish it and end the job.

    Args:
        database: Where the lists are.
        lease: The right to do it.
        states: Where comparisons keep what the next ones need not find out again.
        clock: Tells the time.

    Raises:
        ChangedMeanwhileError: People decided on pairs while it was compared; it is worth another
            try.
    """
    work = starting.start(database, lease, states, clock)
    if work is None:
        return
    with database.transaction(write=False) as session:
        lists = [
            families.with_parents(bulk.read(session, queries.accounts(*side)))
            for side in zip(
                work.organizations, work.versions, _columns(work), _hidden(work), strict=True
            )
        ]
        said = _said(session, work.partnership_id, strict=work.strict)
        left_out: dict[str, Any] = {}
        whole = lists
        if work.strict:
            lists, left_out = narrowing.with_history(session, work, lists)
    counted = 0
    if narrowing.counts_some(work):
        everything = _matched(work, lists, said)
        pairs, _ = _released(everything, work.released_tiers)
        counted = narrowing.only_counted(work, pairs, lists)
        lists = narrowing.without_counted(work, lists)
    found = _matched(work, lists, said, progress=_reporter(work), state=work.state)
    released, waits = _released(found, work.released_tiers)
    people: tuple[Sequence[str], Sequence[str]] = ((), ())
    if work.level.shows_accounts:
        write_matches(work, released, _sides(released, lists))
        if work.with_people:
            people = write_people(work, released)
        if work.strict:
            narrowing.write_waiting(work, waits, _sides(waits, lists))
    summary = _summary(work, found, released, _sides(released, lists))
    summary["near_misses"] += narrowing.told(counted)
    summary["counts"] |= families.counted(found, released, lists) | left_out
    _publish(work, disclosing.prepare(work, released, whole, people), summary, said)
    # What both sides share may have changed meanwhile, or ended.
    keeping.sweep(database, folder=states, now=clock(), partnership_id=work.partnership_id)


def _matched(work: Work, lists: list[pa.Table], said: Said, **options: Any) -> matching.Matching:
    """Compare two lists by what both sides let be compared."""
    return matching.match(
        *(_compared(accounts, work.compared) for accounts in lists),
        policy=work.policy,
        decisions=_table(said),
        **options,
    )


def _columns(work: Work) -> Iterator[tuple[str, ...]]:
    """Name what is read of each side's accounts: what is shown or compared, and no more."""
    for shown in work.fields:
        yield tuple(dict.fromkeys((*ALWAYS_READ, *work.compared, *shown)))


def _hidden(work: Work) -> Iterator[frozenset[str]]:
    """Name the populations of each side that are not even compared."""
    return (parts.having(work.levels, side, Level.HIDDEN) for side in Side)


def _compared(accounts: pa.Table, fields: Sequence[str]) -> pa.Table:
    """Narrow accounts to what both sides let be compared.

    The domain that an account is known by goes along as that of its mail: it stands in for a
    website that is not compared, is missing, or that matching cannot read.
    """
    known = accounts.select(["id", "parent_id", "name", *fields])
    return known.append_column("email_domain", accounts["domain"])


def fail(database: Database, lease: queue.Lease, problem: PartnerhubError, *, clock: Clock) -> None:
    """End a comparison that cannot succeed; nothing of it is shown."""
    partnership_id, overlap_id = lease.payload["partnership_id"], lease.payload["overlap_id"]
    with database.transaction(write=True) as session:
        overlap = session.scalars(queries.by_id(partnership_id, overlap_id)).one()
        overlap.state, overlap.problem = "failed", problem.problem()
        for statement in queries.clear(partnership_id, overlap_id):
            session.execute(statement)
        _note(session, overlap, Action.OVERLAP_FAILED, code=problem.code)
        queue.finish(session, lease, clock(), error=problem.code)


def _reporter(work: Work) -> Callable[[float, str], None]:
    """Show how far the comparison is, and keep the lease while it runs."""

    def report(share: float, _step: str) -> None:
        with work.database.transaction(write=True) as session:
            queue.hold(session, work.lease, work.clock())
            overlap = session.scalars(queries.by_id(work.partnership_id, work.overlap_id)).one()
            overlap.progress = round(share * COMPARED, 3)

    return report


def _said(session: Session, partnership_id: str, *, strict: bool) -> Said:
    """What people said of pairs: a rejection of one side outweighs the other side's yes.

    Where partners are strict, one side's yes alone says nothing.
    """
    said: Said = {}
    accepted: Counter[tuple[str, str]] = Counter()
    for decision in session.scalars(decisions.of(partnership_id)):
        pair = (decision.first_account_id, decision.second_account_id)
        if said.get(pair) != "rejected":
            said[pair] = decision.decision
        accepted[pair] += decision.decision == "accepted"
    if strict:
        return {pair: one for pair, one in said.items() if one == "rejected" or accepted[pair] > 1}
    return said


def _table(said: Said) -> pa.Table:
    columns = {"a_id": [a for a, _ in said], "b_id": [b for _, b in said]}
    columns["decision"] = list(said.values())
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _released(found: matching.Matching, tiers: Collection[str]) -> tuple[pa.Table, pa.Table]:
    return narrowing.apart(found.released(), tiers)


def _sides(released: pa.Table, lists: list[pa.Table]) -> list[pa.Table]:
    """The accounts of each side, row by row beside the released pairs."""
    return [
        accounts.take(pc.index_in(released[name], value_set=accounts["id"].combine_chunks()))
        for name, accounts in zip(("a_id", "b_id"), lists, strict=True)
    ]


def _summary(
    work: Work, found: matching.Matching, released: pa.Table, columns: list[pa.Table]
) -> dict[str, Any]:
    """Say what was found in numbers, and under which policy, as the overlap keeps it."""
    first, second = released["a_id"].to_pylist(), released["b_id"].to_pylist()
    companies = released["company"].to_pylist()
    populations = [side["population"].to_pylist() for side in columns]
    return {
        "policy": policies.kept(found.policy, work.released_tiers),
        "counts": count(first, second, companies).to_json(),
        "matrix": matrix(first, second, companies, *populations).to_json(),
        "near_misses": [
            {"code": miss.code, "count": miss.count, "sentence": miss.sentence}
            for miss in found.near_misses
        ],
    }


def _publish(work: Work, shown: Sequence[Group], summary: dict[str, Any], said: Said) -> None:
    """Show what was found to both sides, unless they share less or said more by now."""
    with work.database.transaction(write=True) as session:
        now = work.clock()
        queue.hold(session, work.lease, now)
        # Who decides on a pair waits here, or was before and is seen now.
        partnership = session.get_one(Partnership, work.partnership_id, with_for_update=True)
        overlap = session.scalars(queries.by_id(work.partnership_id, work.overlap_id)).one()
        if not _still_agreed(session, partnership, work):
            overlap.state = "cancelled"
            for statement in queries.clear(work.partnership_id, work.overlap_id):
                session.execute(statement)
            queue.finish(session, work.lease, now)
            return
        if _said(session, work.partnership_id, strict=work.strict) != said:
            raise ChangedMeanwhileError
        if _shared_less(session, partnership, work):
            raise ChangedMeanwhileError
        if budgets.hold(session, partnership, overlap, now):
            for statement in queries.clear(work.partnership_id, work.overlap_id):
                session.execute(statement)
            _note(session, overlap, Action.OVERLAP_HELD)
            queue.finish(session, work.lease, now)
            return
        budgets.tell_bands(session, partnership, overlap, now)
        overlap.state, overlap.progress, overlap.published_at = "succeeded", 1.0, now
        for name, value in summary.items():
            setattr(overlap, name, value)
        work = disclosing.narrowed(session, work)
        overlap.populations, overlap.contacts = parts.kept(work), work.contacts
        disclosing.record(session, work, shown, overlap.number)
        _note(session, overlap, Action.OVERLAP_PUBLISHED)
        queue.finish(session, work.lease, now)
    # In a transaction of its own: counting for the planner would keep others waiting.
    with work.database.transaction(write=True) as session:
        bulk.analyze(session, Match.__table__)  # type: ignore[arg-type]


def _still_agreed(session: Session, partnership: Partnership, work: Work) -> bool:
    """Whether both sides share by now what was compared, or more."""
    strict = partnership.strictness == Strictness.STRICT
    if partnership.state != "active" or (strict and not work.strict):
        return False
    policies_ = session.scalars(partnerships.policies(partnership.id))
    return all(stricter(Level(policy.level), work.level) is work.level for policy in policies_)


def _shared_less(session: Session, partnership: Partnership, work: Work) -> bool:
    """Whether by now a side lets less be compared, or shares less of some population."""
    shared = session.scalars(partnerships.policies(partnership.id))
    by_owner = {policy.organization_id: policy for policy in shared}
    one, other = (by_owner[owner] for owner in work.organizations)
    now = (sharing.terms_of(one), sharing.terms_of(other))
    fewer = any(
        name not in terms.fields_of(each) and name in terms.fields
        for terms, then in zip(now, work.terms, strict=True)
        for each in Population
        for name in then.fields_of(each)
    )
    levels = parts.levels(*now, work.level)
    return (
        fewer
        or not {*work.compared} <= {*sharing.compared(one, other)}
        or parts.least(levels, work.levels) != work.levels
    )


def _note(session: Session, overlap: Overlap, action: Action, **details: Any) -> None:
    partnership = session.get_one(Partnership, overlap.partnership_id)
    both = (partnership.first_id, partnership.second_id)
    audit.note_all(
        session,
        both,
        action,
        subject_id=overlap.id,
        partnership_id=overlap.partnership_id,
        number=overlap.number,
        **details,
    )
