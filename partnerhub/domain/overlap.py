"""Overlap: how many accounts the two lists share, and how their populations meet.

Four numbers, because one would mislead: the same overlap may be four accounts of one side and
three of the other, when one of theirs is a duplicate or a parent of two of ours. A company whose
accounts meet in two cells of the matrix is in both cells and once in every total; so totals are
distinct counts and never sums.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias, TypeVar

from partnerhub.domain.populations import Population

Cell: TypeAlias = tuple[Population, Population]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Counts:
    """What two lists have in common, seen from one side."""

    mine: int = 0
    theirs: int = 0
    pairs: int = 0
    companies: int = 0

    def swap(self) -> Self:
        """See the same numbers from the other side.

        >>> Counts(mine=4, theirs=3, pairs=4, companies=3).swap()
        Counts(mine=3, theirs=4, pairs=4, companies=3)
        """
        return type(self)(self.theirs, self.mine, self.pairs, self.companies)

    @property
    def my_duplicates(self) -> int:
        """How many accounts of mine are beyond the first of their company.

        An account is in one company, so accounts = companies + duplicates.

        >>> Counts(mine=4, theirs=3, pairs=4, companies=3).my_duplicates
        1
        """
        return self.mine - self.companies

    def only_mine(self, accounts: int) -> int:
        """How many of so many accounts of mine the other side does not have.

        >>> Counts(mine=4, theirs=3, pairs=4, companies=3).only_mine(10)
        6

        Raises:
            ValueError: The list is shorter than its own share of the overlap.
        """
        if accounts < self.mine:
            raise ValueError(f"A list of {accounts} accounts cannot share {self.mine} of them.")
        return accounts - self.mine

    def to_json(self) -> dict[str, int]:
        """Say the four numbers as the API does."""
        return {
            "mine": self.mine,
            "theirs": self.theirs,
            "pairs": self.pairs,
            "companies": self.companies,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; other members are ignored."""
        return cls(*(int(document[name]) for name in ("mine", "theirs", "pairs", "companies")))


@dataclass(slots=True)
class _Group:
    """The accounts and companies seen so far in one cell, row, column or in all."""

    mine: set[Hashable] = field(default_factory=set)
    theirs: set[Hashable] = field(default_factory=set)
    companies: set[Hashable] = field(default_factory=set)
    pairs: int = 0

    def counts(self) -> Counts:
        return Counts(len(self.mine), len(self.theirs), self.pairs, len(self.companies))

    @classmethod
    def union(cls, groups: Collection[Self]) -> Self:
        return cls(
            mine=set().union(*(group.mine for group in groups)),
            theirs=set().union(*(group.theirs for group in groups)),
            companies=set().union(*(group.companies for group in groups)),
            pairs=sum(group.pairs for group in groups),
        )


@dataclass(frozen=True, slots=True)
class Matrix:
    """My populations by theirs: distinct counts in cells, rows, columns and the whole.

    Cells that nothing falls in are left out of `cells` and are zeros in the JSON form.
    """

    cells: Mapping[Cell, Counts]
    rows: Mapping[Population, Counts]
    columns: Mapping[Population, Counts]
    total: Counts

    def swap(self) -> Self:
        """See the same matrix from the other side: rows become columns."""
        return type(self)(
            cells={(theirs, mine): c.swap() for (mine, theirs), c in self.cells.items()},
            rows={population: counts.swap() for population, counts in self.columns.items()},
            columns={population: counts.swap() for population, counts in self.rows.items()},
            total=self.total.swap(),
        )

    def to_json(self) -> dict[str, Any]:
        """Say the matrix as the API does: every population in a fixed order, zeros included."""
        nothing = Counts()
        return {
            "rows": [
                {
                    "my_population": mine.value,
                    "cells": [
                        {"their_population": theirs.value}
                        | self.cells.get((mine, theirs), nothing).to_json()
                        for theirs in Population
                    ],
                    "total": self.rows.get(mine, nothing).to_json(),
                }
                for mine in Population
            ],
            "columns": [
                {"their_population": theirs.value} | self.columns.get(theirs, nothing).to_json()
                for theirs in Population
            ],
            "total": self.total.to_json(),
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote, so that a stored release can be shown to either side."""
        cells = {
            (Population(row["my_population"]), Population(cell["their_population"])): (
                Counts.from_json(cell)
            )
            for row in document["rows"]
            for cell in row["cells"]
        }
        return cls(
            cells=_filled(cells),
            rows=_filled(
                {
                    Population(row["my_population"]): Counts.from_json(row["total"])
                    for row in document["rows"]
                }
            ),
            columns=_filled(
                {
                    Population(column["their_population"]): Counts.from_json(column)
                    for column in document["columns"]
                }
            ),
            total=Counts.from_json(document["total"]),
        )


def count(
    first_accounts: Collection[Hashable],
    second_accounts: Collection[Hashable],
    companies: Collection[Hashable],
) -> Counts:
    """Count the released pairs, given as three columns of equal length.

    A company is a connected group of pairs: whoever matched has numbered them.

    >>> count(["a1", "a2"], ["b1", "b1"], [1, 1])
    Counts(mine=2, theirs=1, pairs=2, companies=1)
    """
    return Counts(
        mine=len(set(first_accounts)),
        theirs=len(set(second_accounts)),
        pairs=len(first_accounts),
        companies=len(set(companies)),
    )


def matrix(
    first_accounts: Sequence[Hashable],
    second_accounts: Sequence[Hashable],
    companies: Sequence[Hashable],
    first_populations: Sequence[str],
    second_populations: Sequence[str],
) -> Matrix:
    """Lay the released pairs out by population, the first side being `mine`.

    The columns have one entry per pair. One pass over them, sets per cell, and the totals are
    unions of those sets: a hundred thousand pairs take about a tenth of a second.

    >>> met = matrix(["a1", "a2"], ["b1", "b2"], [1, 1],
    ...              ["customer", "prospect"], ["prospect", "prospect"])
    >>> met.cells[Population.CUSTOMER, Population.PROSPECT]
    Counts(mine=1, theirs=1, pairs=1, companies=1)
    >>> met.total  # the company is in two cells, and one company
    Counts(mine=2, theirs=2, pairs=2, companies=1)
    """
    groups: dict[tuple[str, str], _Group] = {}
    columns = zip(first_accounts, second_accounts, companies, strict=True)
    populations = zip(first_populations, second_populations, strict=True)
    for (mine, theirs, company), key in zip(columns, populations, strict=True):
        group = groups.get(key)
        if group is None:
            group = groups[key] = _Group()
        group.mine.add(mine)
        group.theirs.add(theirs)
        group.companies.add(company)
        group.pairs += 1
    cells = {(Population(mine), Population(theirs)): g for (mine, theirs), g in groups.items()}
    return Matrix(
        cells={cell: group.counts() for cell, group in cells.items()},
        rows=_totals((mine, group) for (mine, _), group in cells.items()),
        columns=_totals((theirs, group) for (_, theirs), group in cells.items()),
        total=_Group.union(cells.values()).counts(),
    )


def _totals(cells: Iterable[tuple[Population, _Group]]) -> dict[Population, Counts]:
    """Count each population's cells together, everything once."""
    members: dict[Population, list[_Group]] = {}
    for population, group in cells:
        members.setdefault(population, []).append(group)
    return {population: _Group.union(groups).counts() for population, groups in members.items()}


def _filled(counted: Mapping[Key, Counts]) -> dict[Key, Counts]:
    """Drop the zeros that only the JSON form spells out."""
    return {key: counts for key, counts in counted.items() if counts.pairs}
