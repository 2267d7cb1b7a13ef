"""Money: whole minor units of one currency, and the one place where anything is rounded.

An amount is an integer of the currency's smallest unit, so adding is exact and every database
keeps it. Fractions appear only when something is divided; they stay exact (`Fraction`) until
`rounded` writes them down.

The exponents are ISO 4217's. Locale data has others (it shows Iraqi dinars without decimals);
storing by those would shift an amount by a factor of thousand between two parts of the code.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

RATE_PLACES = 4
"""Decimals of a rate: 0.5525 is 55.25 %."""

_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
_AMOUNT = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]{1,4}))?", re.ASCII)

_EXPONENTS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_EXPONENT_OF = {code: places for places, codes in _EXPONENTS.items() for code in codes.split()}


class CurrencyMismatchError(ValueError):
    """Two amounts of different currencies were put together; no rate is assumed."""


def exponent(currency: str) -> int:
    """How many decimals the currency's amounts have; two unless ISO 4217 says otherwise.

    Withdrawn and private codes are taken as they are: old deals name them.

    >>> exponent("EUR"), exponent("JPY"), exponent("KWD")
    (2, 0, 3)

    Raises:
        ValueError: The code is not three capital letters.
    """
    if not _CODE.fullmatch(currency):
        raise ValueError(f"{currency!r} is not a currency code: write three capital letters.")
    return _EXPONENT_OF.get(currency, 2)


def rounded(value: Fraction, places: int = RATE_PLACES) -> Decimal:
    """Write a fraction down with so many decimals; halves go away from zero.

    This is the only rounding there is. Half-up and not half-even, because people check a report
    with a calculator or a sheet, and both round 0.55125 up. The bias that half-even avoids builds
    up when rounded values are added; here sums are made of exact integers and rounded last.

    >>> rounded(Fraction(16, 33)), rounded(Fraction(1, 20000)), rounded(Fraction(-5, 2), 0)
    (Decimal('0.4848'), Decimal('0.0001'), Decimal('-3'))
    """
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return _shifted(-whole if value < 0 else whole, places)


def _shifted(digits: int, places: int) -> Decimal:
    """Move the point without the 28-digit context of Decimal arithmetic, which would round."""
    return Decimal(f"{digits}e-{places}")


def rate(numerator: int, denominator: int) -> Decimal | None:
    """Divide to four decimals; nothing divided by nothing is unknown, never 0 %.

    >>> rate(33, 60), rate(0, 60), rate(0, 0)
    (Decimal('0.5500'), Decimal('0.0000'), None)
    """
    return rounded(Fraction(numerator, denominator)) if denominator else None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole minor units of its currency: 1250 EUR is 12.50.

    >>> Money(1250, "EUR").to_json()
    {'amount': '12.50', 'currency': 'EUR'}
    >>> Money(1250, "EUR") + Money(50, "EUR")
    Money(amount_minor=1300, currency='EUR')
    """

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        exponent(self.currency)

    @classmethod
    def parse(cls, amount: str, currency: str) -> Self:
        """Read an amount as the API writes it: digits, a point, no more decimals than there are.

        >>> Money.parse("12.5", "EUR")
        Money(amount_minor=1250, currency='EUR')
        >>> Money.parse("12.5", "JPY")
        Traceback (most recent call last):
        ValueError: JPY has 0 decimals; '12.5' has more.

        Raises:
            ValueError: The text is not such an amount, or the currency is none.
        """
        places = exponent(currency)
        found = _AMOUNT.fullmatch(amount)
        if not found:
            raise ValueError(f"{amount[:40]!r} is not an amount: write it as 1234.50.")
        sign, whole, decimals = found[1], found[2], found[3] or ""
        if len(decimals) > places:
            raise ValueError(f"{currency} has {places} decimals; {amount!r} has more.")
        minor = int(whole + decimals.ljust(places, "0"))
        return cls(-minor if sign else minor, currency)

    @classmethod
    def of(cls, value: Fraction, currency: str) -> Self:
        """Round a number of minor units that came out of a division.

        >>> Money.of(Fraction(1000, 3), "EUR")
        Money(amount_minor=333, currency='EUR')
        """
        return cls(int(rounded(value, 0)), currency)

    @classmethod
    def total(cls, amounts: Iterable[Self], currency: str) -> Self:
        """Add amounts that all have the one currency; none at all is zero of it."""
        result = cls(0, currency)
        for amount in amounts:
            result += amount
        return result

    @property
    def amount(self) -> Decimal:
        """The amount in the currency's main unit, exactly."""
        return _shifted(self.amount_minor, exponent(self.currency))

    def __add__(self, other: Self) -> Self:
        """Add an amount of the same currency."""
        if self.currency != other.currency:
            raise CurrencyMismatchError(f"{self.currency} and {other.currency} are never added.")
        return type(self)(self.amount_minor + other.amount_minor, self.currency)

    def __sub__(self, other: Self) -> Self:
        """Take off an amount of the same currency."""
        return self + -other

    def __neg__(self) -> Self:
        """The same amount, owed."""
        return type(self)(-self.amount_minor, self.currency)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    def to_json(self) -> dict[str, str]:
        """Say the amount as the API does."""
        return {"amount": f"{self.amount:f}", "currency": self.currency}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; sums may be longer than a typed amount may be."""
        places = exponent(document["currency"])
        return cls(int(Fraction(document["amount"]) * 10**places), document["currency"])
