"""Amounts: money as typed, to whole minor units of its currency, exactly.

A point or a comma is a decimal mark or groups thousands. Most values say which by themselves
(`1,234.50`, `1.234,5`, `1.234.567`); only one separator before exactly three digits (`1.234`) does
not, and for those the whole column decides.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import polars as pl

from partnerhub.ingest.cells import mapped

LARGEST = 10**15
"""Largest amount taken, in major units."""

DecimalMark = Literal[".", ",", ""]

_LONGEST = 40
_LARGEST_MINOR = 9 * 10**18
_FRACTION = 5
_MULTIPLES: Mapping[str, int] = {
    "k": 1_000,
    "tsd": 1_000,
    "m": 1_000_000,
    "mm": 1_000_000,
    "mn": 1_000_000,
    "mio": 1_000_000,
    "mln": 1_000_000,
    "million": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "mrd": 1_000_000_000,
    "billion": 1_000_000_000,
}
_SYMBOLS: Mapping[str, str] = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "zł": "PLN",
    "kč": "CZK",
    "r$": "BRL",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "s$": "SGD",
    "hk$": "HKD",
    "nz$": "NZD",
    "chf": "CHF",
    "fr.": "CHF",
}
_PLAIN = r"^[0-9]{1,16}(?:\.[0-9]{1,2}|\.[0-9]{4,9})?$"
_MONEY = re.compile(
    r"(?P<before>[^\d\s.,()+\-]{0,4})\s{0,3}(?P<number>\d[\d.,'\u2019\u00a0\u202f ]{0,30})"
    r"(?P<after>[^\d\s.,()]{0,8}\.?)\s{0,3}(?P<last>[^\d\s.,()]{0,4})"
)

_COMMA_DECIMAL = r",[0-9]{1,2}$|,[0-9]{4,}$|\.[0-9]{3},|[0-9]\.[0-9]{3}\.[0-9]{3}"
_POINT_DECIMAL = (
    r"\.[0-9]{1,2}$|\.[0-9]{4,}$|,[0-9]{3}\.|[0-9],[0-9]{3},[0-9]{3}"
    r"|^[^0-9]*[0-9]{4,}\.[0-9]{3}$"
)


class Money(NamedTuple):
    """An amount as read: major units, and the currency it names itself."""

    amount: Decimal
    currency: str | None


def decimal_mark(evidence: Mapping[str, int]) -> DecimalMark:
    """Decide what a lone separator before three digits means in a column.

    >>> decimal_mark({"comma": 5, "point": 0}), decimal_mark({"comma": 0, "point": 0})
    (',', '')
    """
    if evidence["comma"] > evidence["point"]:
        return ","
    return "." if evidence["point"] else ""


def decimal_evidence(raw: pl.Series) -> dict[str, int]:
    """Count the values of a column that show their decimal mark."""
    text = raw.drop_nulls().str.strip_chars().str.replace(r"[^0-9]+$", "")
    return {
        "comma": int(text.str.contains(_COMMA_DECIMAL).sum()),
        "point": int(text.str.contains(_POINT_DECIMAL).sum()),
    }


@lru_cache(maxsize=1 << 13)
def money(text: str, mark: DecimalMark) -> Money | None:
    """Read one amount, or None when it is none; negative ones are none.

    >>> money("$45,000", ""), money("1.2M", "").amount
    (Money(amount=Decimal('45000'), currency=None), Decimal('1200000.0'))
    >>> money("1.234,56 €", ",")
    Money(amount=Decimal('1234.56'), currency='EUR')
    >>> money("-5", "") is None, money("1e9", "") is None
    (True, True)
    """
    found = _MONEY.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        return None
    number = _number(re.sub(r"['\u2019\u00a0\u202f ]", "", found["number"]), mark)
    words = [word for word in (found["before"], found["after"], found["last"]) if word]
    factor, currency = 1, None
    for word in words:
        if word.lower().rstrip(".") in _MULTIPLES and word != found["before"]:
            factor = _MULTIPLES[word.lower().rstrip(".")]
        elif (named := currency_code(word)) is not None:
            currency = named
        elif word != "$":
            return None
    return None if number is None else Money(number * factor, currency)


def _number(digits: str, mark: DecimalMark) -> Decimal | None:
    """Read digits with separators.

    >>> _number("1.234.567", ""), _number("1.234", ","), _number("1.234", "."), _number("1,5", "")
    (Decimal('1234567'), Decimal('1234'), Decimal('1.234'), Decimal('1.5'))
    """
    decimal = _decimal_of(digits, mark)
    whole, _, fraction = digits.rpartition(decimal) if decimal else (digits, "", "")
    groups = re.split(r"[.,]", whole)
    # India writes 12,34,567: the last group has three digits, those before it two or three.
    grouped = (
        len(groups) == 1
        or (
            len(groups[-1]) == 3  # noqa: PLR2004
            and 1 <= len(groups[0]) <= 3  # noqa: PLR2004
            and all(len(group) in {2, 3} for group in groups[1:-1])
        )
    )
    if not grouped or not all(group.isdigit() for group in groups):
        return None
    if fraction and not fraction.isdigit():
        return None
    return Decimal("".join(groups) + (f".{fraction}" if fraction else ""))


def _decimal_of(digits: str, mark: DecimalMark) -> str:
    """Find which separator is the decimal mark, or neither."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points + commas != 1:
        return ""
    separator = "." if points else ","
    lone = len(digits) - digits.index(separator) - 1
    if lone != 3 or digits.index(separator) > 3:  # noqa: PLR2004 - a thousands group
        return separator
    return separator if mark == separator else ""


@lru_cache(maxsize=1 << 10)
def currency_code(text: str) -> str | None:
    """Name a currency by its ISO 4217 code, from a code, a symbol or a name.

    >>> currency_code("eur"), currency_code("US Dollar"), currency_code("€"), currency_code("XQX")
    ('EUR', 'USD', 'EUR', None)
    """
    name = text.strip()
    if name.upper() in _currencies():
        return name.upper()
    return _SYMBOLS.get(name.lower()) or _currency_names().get(name.casefold())


@cache
def _currencies() -> frozenset[str]:
    """The codes of currencies there are."""
    from babel.numbers import list_currencies  # noqa: PLC0415 - few lists have amounts

    return frozenset(code for code in list_currencies() if len(code) == 3)  # noqa: PLR2004


@cache
def _currency_names() -> Mapping[str, str]:
    """The names of currencies in the languages CRM lists are written in."""
    from babel import Locale  # noqa: PLC0415 - few amounts are written in words

    names: dict[str, str] = {}
    for language in ("en", "de", "fr", "es", "it", "pt", "nl"):
        for code, name in Locale(language).currencies.items():
            # Old currencies name their years: "German Mark (1948-2002)" never meets "Mark".
            if "(" not in str(name):
                names.setdefault(str(name).casefold(), str(code))
    return names | {"euro": "EUR", "euros": "EUR", "dollar": "USD", "us dollars": "USD"}


@lru_cache(maxsize=1 << 9)
def exponent(currency: str | None) -> int:
    """Say how many decimals a currency has (CLDR); two when it is not known.

    >>> exponent("EUR"), exponent("JPY"), exponent("KWD"), exponent(None)
    (2, 0, 3, 2)
    """
    if currency is None:
        return 2
    from babel.numbers import get_currency_precision  # noqa: PLC0415 - few lists have amounts

    return get_currency_precision(currency)


def minor_units(
    raw: pl.Series, currency: pl.Series, mark: DecimalMark, default: str | None
) -> pl.DataFrame:
    """Read a column of amounts: `minor` units, and the `currency` of each.

    Fractions of a minor unit are rounded half up: CRMs write them only for converted values.

    Args:
        raw: The cleaned column.
        currency: Its currency codes, null where none is given.
        mark: The column's decimal mark.
        default: The currency where neither the column nor the value gives one.
    """
    plain = raw.str.contains(_PLAIN).fill_null(value=False)
    rest = (
        raw.to_frame("raw")
        .with_columns(plain=plain)
        .select(pl.when(~pl.col("plain")).then("raw"))
        .to_series()
    )
    texts = mapped(rest, lambda value: _written(money(value, mark)), pl.String)
    named = mapped(rest, lambda value: _named(money(value, mark)), pl.String)
    frame = pl.DataFrame(
        {"raw": raw, "plain": plain, "read": texts, "own": named, "given": currency}
    )
    frame = frame.select(
        pl.when("plain").then("raw").otherwise("read").alias("number"),
        pl.coalesce("given", "own", pl.lit(default, dtype=pl.String)).alias("currency"),
    )
    return _scaled(frame)


def _written(read: Money | None) -> str | None:
    """Write an amount as plain digits."""
    return None if read is None else f"{read.amount:f}"


def _named(read: Money | None) -> str | None:
    """Name the currency a value gives itself; a bare dollar sign gives none."""
    return None if read is None else read.currency


def _scaled(frame: pl.DataFrame) -> pl.DataFrame:
    """Turn plain digits into minor units of each row's currency, null above the largest."""
    exponents = mapped(frame.get_column("currency"), exponent, pl.Int64).fill_null(2)
    parts = frame.with_columns(
        exponents.alias("exponent"),
        pl.col("number").str.extract(r"^([0-9]{1,16})(?:\.|$)").cast(pl.Int64).alias("whole"),
        pl.col("number").str.extract(r"\.([0-9]+)$").fill_null("").alias("fraction"),
    ).with_columns(
        pl.col("fraction").str.pad_end(_FRACTION, "0").str.slice(0, _FRACTION).cast(pl.Int64),
        pl.lit(10, dtype=pl.Int64).pow(pl.col("exponent")).cast(pl.Int64).alias("scale"),
    )
    unit = 10**_FRACTION
    # Half of a minor unit, in the fraction's own units, makes the division round half up.
    rounded = (pl.col("fraction") * pl.col("scale") + unit // 2) // unit
    fits = (pl.col("whole") <= LARGEST) & (pl.col("whole") <= _LARGEST_MINOR // pl.col("scale"))
    return parts.select(
        pl.when(fits).then(pl.col("whole") * pl.col("scale") + rounded).alias("minor"), "currency"
    )
