"""Accounts: the companies each seller knows, described the way its CRM's users describe them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from partnerhub.cli.demo import spelling
from partnerhub.cli.demo.chance import happens
from partnerhub.cli.demo.companies import Company
from partnerhub.cli.demo.spelling import Habits
from partnerhub.domain.populations import Population

DUPLICATES: Final = 0.02
"""Share of a list's rows that describe a company the list has already."""

_POPULATIONS: Final = {
    Population.CUSTOMER: 14,
    Population.OPEN_OPPORTUNITY: 9,
    Population.FORMER_CUSTOMER: 4,
    Population.OTHER: 2,
    Population.PROSPECT: 71,
}
_SHARED_POPULATIONS: Final = {
    # Both sell to the same kind of company: where one got in, the other got further as well.
    Population.CUSTOMER: 20,
    Population.OPEN_OPPORTUNITY: 13,
    Population.FORMER_CUSTOMER: 4,
    Population.OTHER: 1,
    Population.PROSPECT: 62,
}
_OLDEST: Final = 2200
_YOUNGEST: Final = {
    Population.CUSTOMER: 200,
    Population.OPEN_OPPORTUNITY: 60,
    Population.FORMER_CUSTOMER: 800,
    Population.OTHER: 100,
    Population.PROSPECT: 20,
}
"""How many days ago an account was entered, at least and at most."""


@dataclass(frozen=True, slots=True)
class Account:
    """One row of a CRM's account list."""

    record_id: str
    company: Company
    name: str
    website: str
    phone: str
    street: str
    city: str
    country: str
    owner: str
    population: Population
    created_on: date
    original: bool
    """False for a second row about the same company."""


@dataclass(frozen=True, slots=True)
class Book:
    """What an account list is written from: habits, owners, ids and the day it is written."""

    habits: Habits
    owners: Sequence[str]
    record_ids: Sequence[str]
    as_of: date


def describe(
    random: Random, book: Book, companies: Sequence[Company], shared: frozenset[int]
) -> list[Account]:
    """Describe companies as one seller's accounts, a few of them twice.

    Args:
        random: Where chance comes from.
        book: Whose list it is.
        companies: The companies this seller knows; there are fewer than `book.record_ids`, and
            the rest of the ids go to duplicates.
        shared: Numbers of the companies the other seller knows as well.
    """
    chances = {True: _SHARED_POPULATIONS, False: _POPULATIONS}
    accounts = [
        _account(random, book, company, record_id, chances[company.number in shared])
        for company, record_id in zip(companies, book.record_ids, strict=False)
    ]
    spare = book.record_ids[len(companies) :]
    doubled = random.sample(accounts, len(spare))
    accounts += [
        _again(random, book, account, record_id)
        for account, record_id in zip(doubled, spare, strict=True)
    ]
    return accounts


def _account(
    random: Random,
    book: Book,
    company: Company,
    record_id: str,
    chances: Mapping[Population, int],
) -> Account:
    habits = book.habits
    population = random.choices(list(chances), weights=list(chances.values()))[0]
    return Account(
        record_id=record_id,
        company=company,
        name=spelling.name(random, company, habits),
        website=spelling.website(random, company, habits),
        phone=spelling.phone(random, company, habits),
        street=company.street if happens(random, habits.street) else "",
        city=spelling.city(random, company, habits),
        country=spelling.country(random, company),
        owner=random.choice(book.owners),
        population=population,
        created_on=book.as_of - timedelta(days=random.randint(_YOUNGEST[population], _OLDEST)),
        original=True,
    )


def _again(random: Random, book: Book, account: Account, record_id: str) -> Account:
    """Describe an account a second time: typed in anew by somebody who did not search first."""
    company = account.company
    careless = replace(book.habits, website=0.6, street=0.2)
    return replace(
        account,
        record_id=record_id,
        name=spelling.name(random, company, careless),
        website=spelling.website(random, company, careless),
        phone=spelling.phone(random, company, careless),
        city=spelling.city(random, company, careless),
        owner=random.choice(book.owners),
        population=Population.PROSPECT,
        created_on=account.created_on + (book.as_of - account.created_on) // 2,
        original=False,
    )
