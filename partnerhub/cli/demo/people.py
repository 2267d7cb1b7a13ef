"""People: who works at the companies, and whom of them each seller knows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Final

from partnerhub.cli.demo.accounts import Account
from partnerhub.cli.demo.chance import happens
from partnerhub.cli.demo.companies import Company, plain
from partnerhub.cli.demo.deals import SOURCE_WEIGHTS, SOURCES
from partnerhub.cli.demo.spelling import telephone
from partnerhub.cli.demo.tables.persons import FREE_MAIL, PERSONS
from partnerhub.cli.demo.tables.titles import FUNCTIONS, SENIORITIES, TITLES
from partnerhub.domain.populations import Population

FREE_MAILBOXES: Final = 0.03
OPTED_OUT: Final = 0.045
NO_EMAIL: Final = 0.05
NO_TITLE: Final = 0.07
PHONE: Final = 0.3

_KNOWN: Final = {
    Population.CUSTOMER: (2, 6),
    Population.OPEN_OPPORTUNITY: (1, 4),
    Population.FORMER_CUSTOMER: (1, 2),
    Population.OTHER: (1, 2),
    Population.PROSPECT: (0, 2),
}
"""How many people a seller knows at an account, from and to."""

_SENIORITY_WEIGHTS: Final = tuple(accumulate(SENIORITIES.values()))
_EITHER_FORM: Final = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")
_ADDRESSES: Final = ("{first}.{last}", "{f}{last}", "{first}", "{f}.{last}", "{last}")
_ADDRESS_WEIGHTS: Final = (64, 16, 8, 9, 3)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at a company."""

    first_name: str
    last_name: str
    woman: bool
    function: str
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class Contact:
    """One row of a CRM's contact list: a person, as far as this seller knows them."""

    record_id: str
    account: Account
    person: Person
    email: str
    title: str
    phone: str
    source: str
    """What brought the contact in: `outbound`, `web`, `event` or `partner`."""
    opted_out: bool
    created_on: date


class Staff:
    """The people at every company, hired when the first seller meets them."""

    def __init__(self, random: Random) -> None:
        """Start with empty offices."""
        self.random = random
        self._people = dict[int, list[Person]]()
        self._patterns = dict[int, str]()

    def meet(self, company: Company, count: int, interests: Sequence[int]) -> list[Person]:
        """Pick people a seller knows at a company.

        About a third of them are people somebody met before, so that the two sellers know some
        of the same people and each knows some the other does not.

        Args:
            company: Where they work.
            count: How many.
            interests: How strongly the seller's trade leads to each function, cumulated.
        """
        people = self._people.setdefault(company.number, [])
        strangers = list(people)
        met = list[Person]()
        for _ in range(count):
            if strangers and happens(self.random, 0.33):
                met.append(strangers.pop(self.random.randrange(len(strangers))))
            else:
                met.append(self._hire(company, people, interests))
        return met

    def _hire(self, company: Company, people: list[Person], interests: Sequence[int]) -> Person:
        random = self.random
        names = PERSONS[company.country.language]
        woman = happens(random, 0.45)
        first = random.choice(names.women if woman else names.men)
        last = random.choice(names.families)
        if any(person.last_name == last for person in people):
            # Colleagues of one name happen, but not as often as these short lists would have it.
            last = random.choice(names.families)
        function = random.choices(FUNCTIONS, cum_weights=interests)[0]
        pattern = self._patterns.setdefault(
            company.number, random.choices(_ADDRESSES, _ADDRESS_WEIGHTS)[0]
        )
        person = Person(
            first_name=first,
            last_name=last,
            woman=woman,
            function=function,
            title=_title(random, company.country.titles, function, woman=woman),
            email=_email(pattern, (first, last), company, {it.email for it in people}),
        )
        people.append(person)
        return person


def know(
    random: Random,
    staff: Staff,
    accounts: Iterable[Account],
    *,
    interests: Sequence[int],
    record_ids: Iterator[str],
    as_of: date,
) -> list[Contact]:
    """List the people one seller knows."""
    contacts = list[Contact]()
    for account in accounts:
        low, high = _KNOWN[account.population] if account.original else (0, 1)
        for person in staff.meet(account.company, random.randint(low, high), interests):
            contacts.append(_contact(random, account, person, next(record_ids), as_of))
    return contacts


def _contact(
    random: Random, account: Account, person: Person, record_id: str, as_of: date
) -> Contact:
    draw = random.random()
    email = person.email
    if draw < FREE_MAILBOXES:
        email = _private_email(random, account.company, person)
    elif draw < FREE_MAILBOXES + NO_EMAIL:
        email = ""
    age = (as_of - account.created_on).days
    return Contact(
        record_id=record_id,
        account=account,
        person=person,
        email=email,
        title="" if happens(random, NO_TITLE) else person.title,
        phone=telephone(random, account.company) if happens(random, PHONE) else "",
        source=random.choices(SOURCES, SOURCE_WEIGHTS)[0],
        opted_out=happens(random, OPTED_OUT),
        created_on=account.created_on + timedelta(days=int(age * random.random() ** 2)),
    )


def _title(random: Random, language: str, function: str, *, woman: bool) -> str:
    """Draw a title; a third of the people outside English-speaking countries have English ones."""
    if language != "en" and happens(random, 0.25):
        language = "en"
    titles = TITLES[language][function]
    while True:
        seniority = random.choices(tuple(SENIORITIES), cum_weights=_SENIORITY_WEIGHTS)[0]
        if seniority in titles:
            return _form(random.choice(titles[seniority]), woman=woman)


@cache
def _form(title: str, *, woman: bool) -> str:
    """Write a title for a man or a woman.

    >>> _form("Leiter{|in} Einkauf", woman=True), _form("{Acheteur|Acheteuse}", woman=False)
    ('Leiterin Einkauf', 'Acheteur')
    """
    return _EITHER_FORM.sub(r"\2" if woman else r"\1", title)


@cache
def _mailable(name: str, language: str) -> str:
    return "".join(filter(str.isalnum, plain(name, german=language == "de").lower()))


def _email(pattern: str, names: tuple[str, str], company: Company, taken: set[str]) -> str:
    """Make an address by the company's pattern; a fuller or numbered one where it is taken."""
    first, last = (_mailable(name, company.country.language) for name in names)
    address = f"{pattern.format(first=first, last=last, f=first[0])}@{company.domain}"
    if address not in taken:
        return address
    numbered = (f"{first}.{last}{number or ''}@{company.domain}" for number in (0, *range(2, 99)))
    return next(address for address in numbered if address not in taken)


def _private_email(random: Random, company: Company, person: Person) -> str:
    """Invent a private address; the company's name in it makes sure that it is nobody's."""
    language = company.country.language
    mailbox = random.choice(FREE_MAIL.get(language, FREE_MAIL["en"]))
    last = _mailable(person.last_name, language)
    return f"{_mailable(person.first_name, language)[0]}.{last}.{company.label}@{mailbox}"
