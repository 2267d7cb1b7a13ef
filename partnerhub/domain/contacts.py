"""Contacts: who knows whom at one company, as counts by seniority and function.

No name crosses here. Each side's people at a company are laid out by seniority and function, in
three groups: only mine, only theirs, both. Whole lists are compared with set operations
elsewhere; this is the definition they are tested against.

One person, two lists. Within a side, people with the same e-mail address are one; so is somebody
without an address and another of the same name, for a CRM holds the same person twice sooner
than two namesakes at one company. Across the sides, equal addresses are the same person; those
left over are paired by name, one to one. Two addresses do not make two people: the same person
may be known by a work and an old address.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from partnerhub.domain.titles import Function, Seniority


class Record(NamedTuple):
    """Which row of a list a person is."""

    contact_id: str
    account_id: str


class Person(NamedTuple):
    """A contact as far as comparing goes: keys, never names."""

    key: str | None
    """The e-mail address as a key; None without one."""

    name_key: str | None
    """The full name as a key; None without one."""

    seniority: Seniority
    function: Function

    record: Record | None = None
    """The row; of several rows of one person the first in the order of comparing."""


class Place(NamedTuple):
    """A field of the table of people: a seniority and a function."""

    seniority: Seniority
    function: Function


@dataclass(frozen=True, slots=True)
class Known:
    """How many people are known to one side only, and to both."""

    only_mine: int = 0
    only_theirs: int = 0
    both: int = 0

    def swap(self) -> Self:
        """See the same people from the other side."""
        return type(self)(self.only_theirs, self.only_mine, self.both)

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.only_mine + other.only_mine,
            self.only_theirs + other.only_theirs,
            self.both + other.both,
        )

    def to_json(self) -> dict[str, int]:
        """Say the three numbers as the API does."""
        return {"only_mine": self.only_mine, "only_theirs": self.only_theirs, "both": self.both}


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """The people two sides know at one company; places nobody is known at are left out."""

    cells: Mapping[Place, Known]

    @property
    def total(self) -> Known:
        """Everybody, whatever the place: each person has exactly one."""
        return sum(self.cells.values(), Known())

    def swap(self) -> Self:
        """See the same people from the other side."""
        return type(self)({place: known.swap() for place, known in self.cells.items()})

    def to_json(self) -> dict[str, Any]:
        """Say the table as the API does, highest seniority first."""
        return self.total.to_json() | {
            "cells": [
                {"seniority": place.seniority.value, "function": place.function.value}
                | self.cells[place].to_json()
                for place in sorted(self.cells, key=_order)
            ]
        }


@dataclass(frozen=True, slots=True)
class Meeting:
    """The people two sides know at one company, each once: of one side only, and of both."""

    only_mine: Sequence[Person]
    only_theirs: Sequence[Person]
    both: Sequence[tuple[Person, Person]]

    def counted(self) -> Acquaintance:
        """Lay them out by seniority and function."""
        mine, theirs = Counter(map(place, self.only_mine)), Counter(map(place, self.only_theirs))
        both = Counter(place(_better(one, other)) for one, other in self.both)
        places = {*mine, *theirs, *both}
        return Acquaintance({at: Known(mine[at], theirs[at], both[at]) for at in places})


WANTED = (
    Function.EXECUTIVE,
    Function.FINANCE,
    Function.IT,
    Function.MARKETING,
    Function.OPERATIONS,
    Function.PROCUREMENT,
    Function.SALES,
)
"""Functions that usually sit at the table when a company buys."""


def compare(mine: Sequence[Person], theirs: Sequence[Person]) -> Acquaintance:
    """Lay out the people two sides know at one company.

    >>> boss = Person("a@x.com", "ada", Seniority.VP, Function.IT)
    >>> met = compare([boss], [boss, Person(None, "bo", Seniority.MANAGER, Function.IT)])
    >>> met.total
    Known(only_mine=0, only_theirs=1, both=1)
    """
    return meet(mine, theirs).counted()


def meet(mine: Sequence[Person], theirs: Sequence[Person]) -> Meeting:
    """Find out which people at one company one side knows only, and which both do."""
    mine, theirs = _distinct(mine), _distinct(theirs)
    pairs: list[tuple[Person, Person]] = []
    for key in (_email, _name):
        mine, theirs, found = _paired(mine, theirs, key)
        pairs += found
    return Meeting(mine, theirs, pairs)


def place(person: Person) -> Place:
    """Say where a person is in the table."""
    return Place(person.seniority, person.function)


def committee_gaps(
    met: Acquaintance,
    *,
    wanted: Collection[Function] = WANTED,
    least: Seniority = Seniority.DIRECTOR,
) -> tuple[Function, ...]:
    """Name the functions of the buying committee in which neither side knows anybody senior.

    >>> cfo = Person("f@x.com", None, Seniority.C_SUITE, Function.FINANCE)
    >>> committee_gaps(compare([cfo], []), wanted=[Function.FINANCE, Function.IT])
    (<Function.IT: 'it'>,)
    """
    covered = {at.function for at in met.cells if at.seniority.at_least(least)}
    return tuple(function for function in Function if function in set(wanted) - covered)


def _email(person: Person) -> str | None:
    return person.key


def _name(person: Person) -> str | None:
    return person.name_key


def _order(where: Place | Person) -> tuple[int, str]:
    return where.seniority.rank, where.function.value


def _better(one: Person, other: Person) -> Person:
    """Of two records of a person, take the title that says more: the higher one that is known."""
    return min(one, other, key=_order)


def _distinct(people: Iterable[Person]) -> list[Person]:
    """Make each person of a side one record, with an address if any record has one."""
    people = sorted(people, key=_precedence)
    address_of: dict[str, str] = {}
    for person in people:
        if person.key and person.name_key:
            address_of.setdefault(person.name_key, person.key)
    distinct: dict[object, Person] = {}
    for number, person in enumerate(people):
        key = person.key or address_of.get(person.name_key or "")
        identity: object = ("key", key) if key else ("name", person.name_key or number)
        first = distinct.setdefault(identity, person)
        better = _better(first, person)
        distinct[identity] = Person(
            key, first.name_key or person.name_key, better.seniority, better.function, first.record
        )
    return sorted(distinct.values(), key=_precedence)


def _precedence(person: Person) -> tuple[Any, ...]:
    """One order for both sides, so that pairing does not depend on the order of a list."""
    return (*_order(person), person.key or "", person.name_key or "")


def _paired(
    mine: Sequence[Person],
    theirs: Sequence[Person],
    key: Callable[[Person], str | None],
) -> tuple[list[Person], list[Person], list[tuple[Person, Person]]]:
    """Pair people of equal key one to one; who is left of each side, and the pairs."""
    waiting: dict[str, list[Person]] = {}
    for person in theirs:
        if found := key(person):
            waiting.setdefault(found, []).append(person)
    left: list[Person] = []
    pairs: list[tuple[Person, Person]] = []
    for person in mine:
        namesakes = waiting.get(key(person) or "")
        if namesakes:
            pairs.append((person, namesakes.pop(0)))
        else:
            left.append(person)
    taken = {other for _, other in pairs}
    return left, [person for person in theirs if person not in taken], pairs
