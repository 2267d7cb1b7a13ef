"""Phones: a number as typed, brought to the digits one dials from abroad.

The numbering plans are those of `phonenumbers`. Its parser takes some 50 microseconds, so
numbers without surprises are put together from the same plans by hand; the parser has the rest.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneMetadata

_LONGEST_TEXT = 60
_FEWEST_DIGITS = 7
_MOST_DIGITS = 15

_FOREIGN = str.maketrans("０１２３４５６７８９＋", "0123456789+")  # noqa: RUF001
_EXTENSION = re.compile(
    r"(?:[;,x#]|\b(?:ext|extn|extension|durchwahl|poste|int)\b)[\s:=.]{0,5}\d{0,7}$", re.IGNORECASE
)
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_FIRST_OF_SEVERAL = re.compile(r"\s*(?:/{2}|;|,|\bor\b|\boder\b)\s*(?=\+?\(?\d)")
_FILLING = re.compile(r"[\s().\-/\u00b7\u2013\u2014\u00a0\u2010-\u2012\u200e\u202a\u202c]+")


class _Plan(NamedTuple):
    """What a country's numbering plan says about whole numbers."""

    calling_code: str
    trunk_prefix: str
    lengths: frozenset[int]
    keeps_zero: bool


@lru_cache(maxsize=1 << 14)
def key(text: str, country: str | None = None) -> str | None:
    """Bring a number to its international digits, or to its national ones without a country.

    >>> key("+49 (0)30 1234567"), key("030 1234567", "DE"), key("(212) 555-0100", "US")
    ('49301234567', '49301234567', '12125550100')
    >>> key("030 1234567"), key("12345"), key("n/a")
    ('301234567', None, None)
    """
    if not text or len(text) > _LONGEST_TEXT:
        return None
    typed = _FIRST_OF_SEVERAL.split(text.translate(_FOREIGN).strip(), maxsplit=1)[0]
    typed = _EXTENSION.sub("", typed)
    digits = _FILLING.sub("", _TRUNK_ZERO.sub("", typed))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    number = digits.removeprefix("+")
    if not (number.isascii() and number.isdigit()) or len(number) > _MOST_DIGITS + 3:
        return None
    if digits.startswith("+"):
        return _international(number)
    if country is not None and (found := _national(number, country.upper())) is not None:
        return found
    rest = number.lstrip("0")
    return rest if _FEWEST_DIGITS <= len(rest) <= _MOST_DIGITS else None


def _international(number: str) -> str | None:
    """Check a number that names its country."""
    for size in (1, 2, 3):
        if (region := _regions().get(number[:size])) is not None:
            plan = _plan(region)
            rest = number[size:]
            if plan is not None and len(rest) in plan.lengths and _is_plain(rest, plan):
                return number
            break
    parsed = _parse("+" + number, None)
    if parsed is not None:
        return parsed
    return number if _FEWEST_DIGITS < len(number) <= _MOST_DIGITS else None


def _national(number: str, country: str) -> str | None:
    """Put the calling code before a number dialled inside a country."""
    plan = _plan(country)
    if plan is None:
        return None
    rest = number
    if plan.trunk_prefix and rest.startswith(plan.trunk_prefix) and len(rest) - 1 in plan.lengths:
        rest = rest.removeprefix(plan.trunk_prefix)
    if len(rest) in plan.lengths and _is_plain(rest, plan):
        return plan.calling_code + rest
    return _parse(number, country)


def _is_plain(rest: str, plan: _Plan) -> bool:
    """Say whether the digits need no further reading: no trunk zero is left in front."""
    return plan.keeps_zero or not rest.startswith("0")


def _parse(number: str, country: str | None) -> str | None:
    """Ask the full parser; it knows the trunk prefixes and carrier codes of all plans."""
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return None
    # A number without its area code is possible too, but only next door.
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)[1:]


@cache
def _regions() -> dict[str, str]:
    """The main region of each calling code."""
    return {
        str(calling_code): regions[0]
        for calling_code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()
        if regions[0] != "001"
    }


@cache
def _plan(country: str) -> _Plan | None:
    """Read a country's numbering plan."""
    if country not in phonenumbers.SUPPORTED_REGIONS:
        return None
    metadata = PhoneMetadata.metadata_for_region(country)
    if metadata is None or metadata.general_desc is None:
        return None
    return _Plan(
        calling_code=str(metadata.country_code),
        trunk_prefix=metadata.national_prefix or "",
        lengths=frozenset(metadata.general_desc.possible_length),
        keeps_zero=country in {"IT", "SM", "VA"},
    )
