"""Comparing two list versions in a worker and publishing what they have in common.

Reads both lists as columns, lets `matching` compare them, and writes matches and contact cells in
bulk. Nothing of it is visible before the last, short transaction sets the state; killed before
that, the next attempt clears what was written and begins again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub import matching
from partnerhub.domain import contacts
from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import Level, shown_fields, stricter
from partnerhub.domain.errors import PartnerhubError
from partnerhub.domain.overlap import count, matrix
from partnerhub.domain.titles import Function, Seniority
from partnerhub.persistence import Database, Session, bulk, keys_of, queue
from partnerhub.persistence.models import ContactCell, Match, Overlap, Partnership, SharingPolicy
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.persistence.queries import partnerships
from partnerhub.services import audit

Clock = Callable[[], datetime]
COMPARED = 0.7
"""Share of the progress bar that comparing takes; the rest is writing."""


@dataclass(frozen=True)
class Work:
    """One comparison: the two lists and what both sides share of them."""

    database: Database
    lease: queue.Lease
    clock: Clock
    partnership_id: str
    overlap_id: str
    organizations: tuple[str, str]
    versions: tuple[int, int]
    level: Level
    fields: tuple[tuple[str, ...], tuple[str, ...]]
    with_people: bool
    released_tiers: tuple[str, ...]


def process(database: Database, lease: queue.Lease, *, memory_mb: int, clock: Clock) -> None:
    """Make the comparison that a job names, publish it and end the job."""
    work = _start(database, lease, clock)
    if work is None:
        return
    with database.transaction(write=False) as session:
        lists = [
            bulk.read(session, queries.accounts(*side))
            for side in zip(work.organizations, work.versions, strict=True)
        ]
        decisions = _decisions(session, work.partnership_id)
    found = matching.match(
        lists[0],
        lists[1],
        decisions=decisions,
        memory_limit_mb=memory_mb,
        progress=_reporter(work),
    )
    released = _released(found, work)
    columns = _sides(released, lists)
    if work.level is Level.OVERLAPPING_ACCOUNTS:
        _write_matches(work, released, columns)
        if work.with_people:
            _write_people(work, released)
    _publish(work, found, released, columns)


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


def _start(database: Database, lease: queue.Lease, clock: Clock) -> Work | None:
    partnership_id, overlap_id = lease.payload["partnership_id"], lease.payload["overlap_id"]
    with database.transaction(write=True) as session:
        queue.hold(session, lease, clock())
        overlap = session.scalars(queries.by_id(partnership_id, overlap_id)).one()
        partnership = session.get_one(Partnership, partnership_id)
        assert partnership.second_id is not None
        organizations = (partnership.first_id, partnership.second_id)
        policies = {
            policy.organization_id: policy
            for policy in session.scalars(partnerships.policies(partnership_id))
        }
        first, second = (policies[organization] for organization in organizations)
        # What was agreed when it was asked for, and no more than is shared by now.
        level = stricter(Level(overlap.level), stricter(Level(first.level), Level(second.level)))
        cancelled = partnership.state != "active" or level is Level.HIDDEN
        if cancelled and overlap.state in queries.UNFINISHED:
            overlap.state = "cancelled"
        if overlap.state not in queries.UNFINISHED:
            queue.finish(session, lease, clock())
            return None
        overlap.state, overlap.level = "running", level
        for statement in queries.clear(partnership_id, overlap_id):
            session.execute(statement)  # What an attempt that was killed has left.
        strict = partnership.strictness == "strict"
        return Work(
            database=database,
            lease=lease,
            clock=clock,
            partnership_id=partnership_id,
            overlap_id=overlap_id,
            organizations=organizations,
            versions=(overlap.first_version, overlap.second_version),
            level=level,
            fields=(_fields(level, first), _fields(level, second)),
            with_people=first.contacts == second.contacts == "counts",
            released_tiers=("certain",) if strict else ("certain", "likely"),
        )


def _fields(level: Level, policy: SharingPolicy) -> tuple[str, ...]:
    """Fields of an account that go on its card; the population has a column of its own."""
    return tuple(name for name in shown_fields(level, policy.fields) if name != "population")


def _reporter(work: Work) -> Callable[[float, str], None]:
    """Show how far the comparison is, and keep the lease while it runs."""

    def report(share: float, _step: str) -> None:
        with work.database.transaction(write=True) as session:
            queue.hold(session, work.lease, work.clock())
            overlap = session.scalars(queries.by_id(work.partnership_id, work.overlap_id)).one()
            overlap.progress = round(share * COMPARED, 3)

    return report


def _decisions(session: Session, partnership_id: str) -> pa.Table:
    """What people said of pairs: a rejection of one side outweighs the other side's yes."""
    said: dict[tuple[str, str], str] = {}
    for decision in session.scalars(queries.decisions(partnership_id)):
        pair = (decision.first_account_id, decision.second_account_id)
        if said.get(pair) != "rejected":
            said[pair] = decision.decision
    columns = {"a_id": [a for a, _ in said], "b_id": [b for _, b in said]}
    columns["decision"] = list(said.values())
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _released(found: matching.Matching, work: Work) -> pa.Table:
    released = found.released()
    return released.filter(pc.is_in(released["tier"], value_set=pa.array(work.released_tiers)))


def _sides(released: pa.Table, lists: list[pa.Table]) -> list[pa.Table]:
    """The accounts of each side, row by row beside the released pairs."""
    return [
        accounts.take(pc.index_in(released[name], value_set=accounts["id"].combine_chunks()))
        for name, accounts in zip(("a_id", "b_id"), lists, strict=True)
    ]


def _write_matches(work: Work, released: pa.Table, columns: list[pa.Table]) -> None:
    for start in range(0, len(released), bulk.CHUNK):
        part = released.slice(start, bulk.CHUNK)
        first, second = (side.slice(start, bulk.CHUNK) for side in columns)
        with work.database.transaction(write=True) as session:
            queue.hold(session, work.lease, work.clock())
            keys = keys_of(session)
            ids = [
                keys.match_id(work.partnership_id, a, b)
                for a, b in zip(part["a_id"].to_pylist(), part["b_id"].to_pylist(), strict=True)
            ]
            rows = {
                "partnership_id": [work.partnership_id] * len(part),
                "overlap_id": [work.overlap_id] * len(part),
                "position": range(start, start + len(part)),
                "id": ids,
                "company": part["company"],
                "first_account_id": part["a_id"],
                "second_account_id": part["b_id"],
                "confidence": _ten_thousandths(part["confidence"]),
                "tier": part["tier"],
                "rules": part["rules"],
                "explanation": part["explanation"],
                "first_population": first["population"],
                "second_population": second["population"],
                "first_open_opportunity": first["open_opportunity"],
                "second_open_opportunity": second["open_opportunity"],
                "first_card": _cards(first, work.fields[0]),
                "second_card": _cards(second, work.fields[1]),
            }
            bulk.write(session, Match.__table__, pa.table(rows))  # type: ignore[arg-type]


def _ten_thousandths(confidence: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(pc.round(pc.multiply(confidence, 10_000)), pa.int64())


def _cards(accounts: pa.Table, fields: tuple[str, ...]) -> pa.Array:
    """What one side shows of its accounts, as one JSON value each."""
    columns = [accounts[name].combine_chunks() for name in fields]
    return pa.StructArray.from_arrays(columns, names=list(fields))


def _write_people(work: Work, released: pa.Table) -> None:
    """Count who knows whom at each company, by seniority and function."""
    with work.database.transaction(write=False) as session:
        people = [
            bulk.read(session, queries.people(*side))
            for side in zip(work.organizations, work.versions, strict=True)
        ]
    grouped = [
        _by_company(side, released[name], released["company"])
        for side, name in zip(people, ("a_id", "b_id"), strict=True)
    ]
    rows = list(_cells(work, *grouped))
    with work.database.transaction(write=True) as session:
        queue.hold(session, work.lease, work.clock())
        if rows:
            bulk.write(session, ContactCell.__table__, pa.Table.from_pylist(rows))  # type: ignore[arg-type]


def _by_company(
    people: pa.Table, accounts: pa.ChunkedArray, companies: pa.ChunkedArray
) -> dict[int, list[contacts.Person]]:
    place = pc.index_in(people["account_id"], value_set=accounts.combine_chunks())
    known = pc.is_valid(place)
    people, companies = people.filter(known), pc.take(companies, place.filter(known))
    grouped: dict[int, list[contacts.Person]] = {}
    names = ("person_key", "name_key", "seniority", "function")
    rows = zip(companies.to_pylist(), *(people[name].to_pylist() for name in names), strict=True)
    for company, key, name, seniority, function in rows:
        person = contacts.Person(key, name, Seniority(seniority), Function(function))
        grouped.setdefault(company, []).append(person)
    return grouped


def _cells(
    work: Work,
    first: dict[int, list[contacts.Person]],
    second: dict[int, list[contacts.Person]],
) -> Iterator[dict[str, Any]]:
    for company in sorted(first.keys() | second.keys()):
        met = contacts.compare(first.get(company, []), second.get(company, []))
        for (seniority, function), counts in met.cells.items():
            yield {
                "partnership_id": work.partnership_id,
                "overlap_id": work.overlap_id,
                "company": company,
                "seniority": str(seniority),
                "function": str(function),
                "only_first": counts.only_mine,
                "only_second": counts.only_theirs,
                "both": counts.both,
            }


def _publish(
    work: Work, found: matching.Matching, released: pa.Table, columns: list[pa.Table]
) -> None:
    first, second = released["a_id"].to_pylist(), released["b_id"].to_pylist()
    companies = released["company"].to_pylist()
    populations = [side["population"].to_pylist() for side in columns]
    counts = count(first, second, companies)
    with work.database.transaction(write=True) as session:
        now = work.clock()
        queue.hold(session, work.lease, now)
        overlap = session.scalars(queries.by_id(work.partnership_id, work.overlap_id)).one()
        if not _still_agreed(session, work):
            overlap.state = "cancelled"
            for statement in queries.clear(work.partnership_id, work.overlap_id):
                session.execute(statement)
            queue.finish(session, work.lease, now)
            return
        overlap.state, overlap.progress, overlap.published_at = "succeeded", 1.0, now
        overlap.policy = {
            "name": found.policy.name,
            "version": found.policy.version,
            "released_tiers": list(work.released_tiers),
        }
        overlap.counts = counts.to_json()
        overlap.matrix = matrix(first, second, companies, *populations).to_json()
        overlap.near_misses = [
            {"code": miss.code, "count": miss.count, "sentence": miss.sentence}
            for miss in found.near_misses
        ]
        _note(session, overlap, Action.OVERLAP_PUBLISHED)
        queue.finish(session, work.lease, now)
    # In a transaction of its own: counting for the planner would keep others waiting.
    with work.database.transaction(write=True) as session:
        bulk.analyze(session, Match.__table__)  # type: ignore[arg-type]


def _still_agreed(session: Session, work: Work) -> bool:
    """Whether both sides share by now what was compared, or more."""
    if session.get_one(Partnership, work.partnership_id).state != "active":
        return False
    policies = session.scalars(partnerships.policies(work.partnership_id))
    return all(stricter(Level(policy.level), work.level) is work.level for policy in policies)


def _note(session: Session, overlap: Overlap, action: Action, **details: Any) -> None:
    partnership = session.get_one(Partnership, overlap.partnership_id)
    both = (partnership.first_id, partnership.second_id)
    audit.note_all(session, both, action, subject_id=overlap.id, number=overlap.number, **details)
