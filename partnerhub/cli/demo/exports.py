"""Export files: tables of text, a few rows of each damaged on purpose, written as CSV."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Protocol

from partnerhub.cli.demo.accounts import Account
from partnerhub.cli.demo.deals import Deal
from partnerhub.cli.demo.people import Contact
from partnerhub.domain.lists import ListKind


class Flaw(StrEnum):
    """What is wrong with a damaged row."""

    MISSING_NAME = "missing name"
    MISSING_ACCOUNT = "missing account"
    DUPLICATE_ID = "duplicate id"
    SHORT_ROW = "short row"
    BAD_DATE = "bad date"
    BAD_EMAIL = "bad e-mail address"
    NEGATIVE_AMOUNT = "negative amount"


@dataclass(frozen=True, slots=True)
class Dirt:
    """A damaged row: the line it is on, counted from 1 with the header, and what is wrong."""

    line: int
    flaw: Flaw


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text."""

    header: tuple[str, ...]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Damage:
    """How to damage a copy of a good row."""

    flaw: Flaw
    cells: Mapping[str, str]
    """New texts by column; the record id is new as well unless the flaw is the id."""


class Crm(Protocol):
    """What a module has to know to write one CRM's exports."""

    @property
    def ENCODINGS(self) -> Mapping[ListKind, str]:  # noqa: N802 (a module's constant)
        """The encoding of each kind of file."""

    @property
    def ID_COLUMNS(self) -> Mapping[ListKind, str]:  # noqa: N802
        """The column of the record id."""

    @property
    def DAMAGES(self) -> Mapping[ListKind, Sequence[Damage]]:  # noqa: N802
        """The damaged rows of each kind of file."""

    def record_ids(self, random: Random, kind: ListKind) -> Iterator[str]:
        """Draw record ids, never the same one twice."""

    def file_name(self, kind: ListKind, written_on: date) -> str:
        """Name an export file."""

    def footer(self, rows: int, written_on: date) -> tuple[str, ...]:
        """Write what stands under the table."""

    def accounts(self, rows: Sequence[Account], parents: Mapping[int, str]) -> Table:
        """Lay out accounts; `parents` names accounts by company number."""

    def contacts(self, rows: Sequence[Contact]) -> Table:
        """Lay out contacts."""

    def opportunities(self, rows: Sequence[Deal], by_name: frozenset[str]) -> Table:
        """Lay out deals; those in `by_name` are linked by the account's name only."""


def soil(
    random: Random, table: Table, damages: Sequence[Damage], id_column: str, new_ids: Sequence[str]
) -> tuple[Table, tuple[Dirt, ...]]:
    """Put one damaged row into a table for each damage.

    The good rows stay as they are: every damaged row is a copy of one of them with another record
    id, so what is refused is known to the line. A second row with the same id comes after the
    first, which is the one that counts.
    """
    width, at_id = len(table.header), table.header.index(id_column)
    places = sorted(random.sample(range(len(table.rows) // 2, len(table.rows)), len(damages)))
    rows, dirt, done = list[list[str]](), list[Dirt](), 0
    for place, damage, new_id in zip(places, damages, new_ids, strict=False):
        rows += table.rows[done:place]
        done = place
        row = list(table.rows[random.randrange(place)])
        if damage.flaw is not Flaw.DUPLICATE_ID:
            row[at_id] = new_id
        for column, text in damage.cells.items():
            row[table.header.index(column)] = text
        rows.append(row[: width // 2] if damage.flaw is Flaw.SHORT_ROW else row)
        dirt.append(Dirt(line=len(rows) + 1, flaw=damage.flaw))
    rows += table.rows[done:]
    return Table(table.header, rows), tuple(dirt)


def write(path: Path, table: Table, *, encoding: str, footer: Sequence[str] = ()) -> None:
    """Write a table as CSV the way CRMs do: every cell quoted, then the footer lines."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(table.rows)
    for line in footer:
        text.write(f'"{line}"\n' if line else "\n")
    path.write_bytes(text.getvalue().encode(encoding))
