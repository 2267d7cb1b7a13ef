"""Levels: how much of an account list a side lets its partner see.

Each side chooses a level; what happens between the two is the stricter of both, so nobody can
see more of a partner than it shows of itself.
"""

from collections.abc import Collection
from enum import StrEnum


class Level(StrEnum):
    """How much of the overlap a side shows."""

    HIDDEN = "hidden"
    """Nothing: the partner learns neither accounts nor numbers."""

    COUNTS_ONLY = "counts_only"
    """One number in a band: how many companies both sides have."""

    OVERLAPPING_ACCOUNTS = "overlapping_accounts"
    """The accounts both sides have, with name, domain and population; more by grant."""

    ALL_ACCOUNTS = "all_accounts"
    """The whole list, also the accounts that the partner has not."""

    @property
    def shows_accounts(self) -> bool:
        """Whether accounts show at this level, and not only numbers."""
        return self in {Level.OVERLAPPING_ACCOUNTS, Level.ALL_ACCOUNTS}


class ContactLevel(StrEnum):
    """How much of its contacts at shared companies a side shows, from nothing to names."""

    HIDDEN = "hidden"
    """Nothing, not even how many there are."""

    COUNTS = "counts"
    """How many there are by seniority and function."""

    TITLES = "titles"
    """Each person's title with seniority and function, and no name."""

    NAMES = "names"
    """Names and e-mail addresses, too; the owner says on what legal basis."""

    def allows(self, level: "ContactLevel") -> bool:
        """Whether this much or more is shown.

        >>> ContactLevel.NAMES.allows(ContactLevel.COUNTS)
        True
        """
        order = list(ContactLevel)
        return order.index(self) >= order.index(level)


ACCOUNT_FIELDS = {
    "country": "Country of the account.",
    "state": "State or province of the account.",
    "city": "City of the account.",
    "postal_code": "Postal code of the account.",
    "industry": "Industry as the CRM names it.",
    "employees": "Number of employees.",
    "type": "Account type as the CRM names it.",
    "owner": "Name of the person who looks after the account.",
    "phone": "Telephone number of the company.",
    "linkedin": "Address of the company's LinkedIn page.",
}
"""Fields an owner may grant beyond name, domain and population; this set is closed."""

COMPARABLE_FIELDS = {
    "website": "The whole web address, with the host and the path.",
    "country": ACCOUNT_FIELDS["country"],
    "state": ACCOUNT_FIELDS["state"],
    "city": ACCOUNT_FIELDS["city"],
    "postal_code": ACCOUNT_FIELDS["postal_code"],
    "phone": ACCOUNT_FIELDS["phone"],
    "duns": "D-U-N-S number.",
    "tax_id": "Tax number, such as that for VAT.",
    "registration_number": "Number in a register of companies.",
    "external_id": "A key that both sides' systems have in common.",
}
"""Fields that help to tell whether two accounts are the same company, beside name and domain."""

ALWAYS_COMPARED = ("name", "domain")
"""What every comparison rests on: without it there is none."""

_ALWAYS = ("name", "domain", "population")
_STRICTEST_FIRST = tuple(Level)
_LEAST_FIRST = tuple(ContactLevel)


def stricter(one: Level, other: Level) -> Level:
    """Say what holds between two sides: the stricter of their levels.

    >>> stricter(Level.OVERLAPPING_ACCOUNTS, Level.COUNTS_ONLY)
    <Level.COUNTS_ONLY: 'counts_only'>
    """
    return min(one, other, key=_STRICTEST_FIRST.index)


def fewer_contacts(one: ContactLevel, other: ContactLevel) -> ContactLevel:
    """Say what holds of contacts between two sides: the stricter of both."""
    return min(one, other, key=_LEAST_FIRST.index)


def shown_fields(level: Level, granted: Collection[str] = ()) -> tuple[str, ...]:
    """List the fields of a shared account its owner shows, in a fixed order.

    The level is the one that holds between the sides; the grants are the owner's alone.

    >>> shown_fields(Level.OVERLAPPING_ACCOUNTS, {"owner", "country"})
    ('name', 'domain', 'population', 'country', 'owner')
    >>> shown_fields(Level.COUNTS_ONLY, {"country"})
    ()

    Raises:
        ValueError: A granted field is not one that can be granted.
    """
    unknown = sorted(set(granted) - ACCOUNT_FIELDS.keys())
    if unknown:
        raise ValueError(f"No account field can be granted as {', '.join(unknown)}.")
    if not level.shows_accounts:
        return ()
    return (*_ALWAYS, *(field for field in ACCOUNT_FIELDS if field in granted))


def compared_fields(one: Collection[str], other: Collection[str]) -> tuple[str, ...]:
    """List the fields that are compared beside name and domain, in a fixed order.

    A comparison tells each side whether the other's value is like its own, so both have to let a
    field be compared. What a side shows of its accounts it lets be compared, too.

    >>> compared_fields({"country", "city", "owner"}, {"phone", "city", "country"})
    ('country', 'city')

    Args:
        one: What one side shows or lets be compared.
        other: What the other side does.
    """
    return tuple(field for field in COMPARABLE_FIELDS if field in one and field in other)
