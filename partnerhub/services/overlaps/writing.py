"""Writing what a comparison found: matches with their cards, and who knows whom, in bulk.

Nothing of it is visible before the comparison is published.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub.domain import contacts
from partnerhub.domain.disclosure import Level
from partnerhub.domain.titles import Function, Seniority
from partnerhub.matching import MatchPolicy
from partnerhub.persistence import Database, bulk, keys_of, queue
from partnerhub.persistence.models import ContactCell, Match
from partnerhub.persistence.queries import overlaps as queries

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Work:
    """One comparison: the two lists, the policy, and what both sides share of them."""

    database: Database
    lease: queue.Lease
    clock: Clock
    partnership_id: str
    overlap_id: str
    organizations: tuple[str, str]
    versions: tuple[int, int]
    level: Level
    fields: tuple[tuple[str, ...], tuple[str, ...]]
    compared: tuple[str, ...]
    with_people: bool
    policy: MatchPolicy
    released_tiers: tuple[str, ...]
    strict: bool
    state: Path | None
    """Where what is found out is kept for the next comparison."""


def write_matches(work: Work, released: pa.Table, columns: list[pa.Table]) -> None:
    """Write the released pairs in their order; `columns` are both sides' accounts beside them."""
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


def write_people(work: Work, released: pa.Table) -> None:
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
