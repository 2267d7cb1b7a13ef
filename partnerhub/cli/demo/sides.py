"""One side of the demo: a seller's accounts, contacts and deals, and the files they go into."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from partnerhub.cli.demo.accounts import Account, Book, describe
from partnerhub.cli.demo.chance import happens
from partnerhub.cli.demo.companies import Company
from partnerhub.cli.demo.deals import Deal, Desk
from partnerhub.cli.demo.exports import Crm, Dirt, Table, soil, write
from partnerhub.cli.demo.people import Contact, Staff, know
from partnerhub.cli.demo.sellers import Seller
from partnerhub.domain.lists import ListKind

BY_NAME: Final = 0.06
"""Share of the deals that name their account without its id."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file, the good rows in it, and the damaged ones."""

    path: Path
    rows: int
    dirt: tuple[Dirt, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One seller's lists on the day before the target list is frozen."""

    seller: Seller
    crm: Crm
    chance: Callable[[str], Random]
    record_ids: Mapping[ListKind, Iterator[str]]
    accounts: list[Account]
    contacts: list[Contact]
    deals: list[Deal]
    desk: Desk

    def originals(self) -> dict[int, Account]:
        """The first account of each company, by company number."""
        return {row.company.number: row for row in self.accounts if row.original}

    def write_accounts(self, folder: Path, written_on: date) -> Written:
        """Write the account list."""
        parents = {number: account.name for number, account in self.originals().items()}
        table = self.crm.accounts(self.accounts, parents)
        return self._write(folder, ListKind.ACCOUNTS, table, written_on)

    def write_contacts(self, folder: Path, written_on: date) -> Written:
        """Write the contact list."""
        table = self.crm.contacts(self.contacts)
        return self._write(folder, ListKind.CONTACTS, table, written_on)

    def write_deals(self, folder: Path, deals: Sequence[Deal], written_on: date) -> Written:
        """Write an opportunity list."""
        table = self.crm.opportunities(deals, self._linked_by_name())
        return self._write(folder, ListKind.OPPORTUNITIES, table, written_on)

    def _linked_by_name(self) -> frozenset[str]:
        """Choose deals that name their account only; the name then has to be unmistakable."""
        names = Counter(account.name.casefold() for account in self.accounts)
        random = self.chance("by name")
        return frozenset(
            deal.record_id
            for deal in self.deals
            if happens(random, BY_NAME) and names[deal.account.name.casefold()] == 1
        )

    def _write(self, folder: Path, kind: ListKind, table: Table, written_on: date) -> Written:
        crm, rows = self.crm, len(table.rows)
        damages = crm.DAMAGES[kind]
        new_ids = tuple(islice(self.record_ids[kind], len(damages)))
        random = self.chance(f"dirt {kind} {written_on}")
        table, dirt = soil(random, table, damages, crm.ID_COLUMNS[kind], new_ids)
        path = folder / crm.file_name(kind, written_on)
        footer = crm.footer(len(table.rows), written_on)
        write(path, table, encoding=crm.ENCODINGS[kind], footer=footer)
        return Written(path, rows, dirt)


def build(
    seller: Seller,
    crm: Crm,
    chance: Callable[[str], Random],
    companies: Sequence[Company],
    *,
    shared: frozenset[int],
    staff: Staff,
    rows: int,
    as_of: date,
) -> Side:
    """Write one seller's books: its accounts, whom it knows there, and what it sold them."""
    ids = {kind: crm.record_ids(chance(f"{kind} ids"), kind) for kind in ListKind}
    account_ids = tuple(islice(ids[ListKind.ACCOUNTS], rows))
    book = Book(seller.habits, seller.owners, account_ids, as_of)
    accounts = describe(chance("accounts"), book, companies, shared)
    desk = Desk(chance("deals"), seller.trade, ids[ListKind.OPPORTUNITIES], as_of)
    contacts = know(
        chance("contacts"),
        staff,
        accounts,
        interests=seller.interests,
        record_ids=ids[ListKind.CONTACTS],
        as_of=as_of,
    )
    return Side(seller, crm, chance, ids, accounts, contacts, desk.history(accounts), desk)
