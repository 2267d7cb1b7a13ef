"""Writing what a comparison found: matches with their cards, and who knows whom, in bulk.

Nothing of it is visible before the comparison is published.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub.domain import contacts
from partnerhub.domain.disclosure import ContactLevel, Level, Terms, shown_fields
from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.domain.titles import Function, Seniority
from partnerhub.matching import MatchPolicy
from partnerhub.persistence import Database, bulk, keys_of, queue
from partnerhub.persistence.models import ContactCell, Match, ReleasedContact
from partnerhub.persistence.queries import contacts as contact_queries

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
    """What goes on the cards of either side, of all populations or of some."""
    terms: tuple[Terms, Terms]
    levels: dict[str, dict[str, str]]
    """How much both sides share, by side and population."""
    compared: tuple[str, ...]
    contacts: ContactLevel
    policy: MatchPolicy
    released_tiers: tuple[str, ...]
    strict: bool
    state: Path | None
    """Where what is found out is kept for the next comparison."""
    most: Mapping[str, Any] = field(default_factory=dict)
    """What the overlap that is made again showed of each population, by side; empty: no bound."""

    @property
    def with_people(self) -> bool:
        """Whether people are counted."""
        return self.contacts.allows(ContactLevel.COUNTS)

    def card_fields(self, place: int, population: str) -> tuple[str, ...]:
        """Name what goes on the cards of one side's accounts of a population."""
        granted = self.terms[place].fields_of(Population(population))
        fields = shown_fields(Level.OVERLAPPING_ACCOUNTS, granted)
        most = self.most.get(tuple(Side)[place], {}).get(population, {}).get("fields", fields)
        return tuple(name for name in self.fields[place] if name in fields and name in most)


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
                "first_card": _cards(work, 0, first),
                "second_card": _cards(work, 1, second),
            }
            bulk.write(session, Match.__table__, pa.table(rows))  # type: ignore[arg-type]


def _ten_thousandths(confidence: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(pc.round(pc.multiply(confidence, 10_000)), pa.int64())


def _cards(work: Work, place: int, accounts: pa.Table) -> pa.Array:
    """What one side shows of its accounts, as one JSON value each.

    A field that is not shown of an account's population is empty on its card.
    """
    columns = []
    for name in work.fields[place]:
        shown = [each.value for each in Population if name in work.card_fields(place, each)]
        column = accounts[name].combine_chunks()
        if len(shown) < len(Population):
            known = pc.is_in(accounts["population"], value_set=pa.array(shown, pa.string()))
            column = pc.if_else(known, column, None).combine_chunks()
        columns.append(column)
    return pa.StructArray.from_arrays(columns, names=list(work.fields[place]))


def write_people(work: Work, released: pa.Table) -> tuple[list[str], list[str]]:
    """Count who knows whom at each company, by seniority and function.

    Returns:
        The contacts of both sides that are shown one by one.
    """
    with work.database.transaction(write=False) as session:
        people = [
            bulk.read(session, contact_queries.people(*side))
            for side in zip(work.organizations, work.versions, strict=True)
        ]
    grouped = [
        _by_company(side, released[name], released["company"])
        for side, name in zip(people, ("a_id", "b_id"), strict=True)
    ]
    cells: list[dict[str, Any]] = []
    known: list[dict[str, Any]] = []
    for company in sorted(grouped[0].keys() | grouped[1].keys()):
        met = contacts.meet(*(side.get(company, []) for side in grouped))
        cells += _cells(work, company, met)
        if work.contacts.allows(ContactLevel.TITLES):
            known += _released(work, company, met)
    with work.database.transaction(write=True) as session:
        queue.hold(session, work.lease, work.clock())
        if cells:
            bulk.write(session, ContactCell.__table__, pa.Table.from_pylist(cells))  # type: ignore[arg-type]
        if known:
            bulk.write(session, ReleasedContact.__table__, pa.Table.from_pylist(known))  # type: ignore[arg-type]
    shown = [[row["contact_id"] for row in known if row["side"] == side.value] for side in Side]
    return shown[0], shown[1]


def _by_company(
    people: pa.Table, accounts: pa.ChunkedArray, companies: pa.ChunkedArray
) -> dict[int, list[contacts.Person]]:
    place = pc.index_in(people["account_id"], value_set=accounts.combine_chunks())
    known = pc.is_valid(place)
    people, companies = people.filter(known), pc.take(companies, place.filter(known))
    grouped: dict[int, list[contacts.Person]] = {}
    names = ("person_key", "name_key", "seniority", "function", "id", "account_id")
    rows = zip(companies.to_pylist(), *(people[name].to_pylist() for name in names), strict=True)
    for company, key, name, seniority, function, *record in rows:
        person = contacts.Person(
            key, name, Seniority(seniority), Function(function), contacts.Record(*record)
        )
        grouped.setdefault(company, []).append(person)
    return grouped


def _cells(work: Work, company: int, met: contacts.Meeting) -> Iterator[dict[str, Any]]:
    for (seniority, function), counts in met.counted().cells.items():
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


def _released(work: Work, company: int, met: contacts.Meeting) -> Iterator[dict[str, Any]]:
    """Say which records of either side the people at a company are."""
    both = [[pair[place] for pair in met.both] for place in (0, 1)]
    for place, side in enumerate(Side):
        known = ((met.only_mine, met.only_theirs)[place], both[place])
        for shared, people in enumerate(known):
            for person in people:
                assert person.record is not None
                yield {
                    "partnership_id": work.partnership_id,
                    "overlap_id": work.overlap_id,
                    "side": side.value,
                    "company": company,
                    "contact_id": person.record.contact_id,
                    "account_id": person.record.account_id,
                    "both": bool(shared),
                }
