"""Making the tables, out of the libraries that know what stands in them.

Run `python -m partnerhub.identifiers.making_tables` after an update of Babel or tldextract, and
when an alias is added here. A test says when it is needed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import tldextract
from babel import Locale, UnknownLocaleError
from babel.core import get_global

from partnerhub.identifiers import tables
from partnerhub.identifiers.countries import spelling

# What CLDR does not call them, but people do.
_ALIASES: Mapping[str, str] = {
    "america": "US",
    "estados unidos de america": "US",
    "etats unis d amerique": "US",
    "stati uniti d america": "US",
    "the united states": "US",
    "united states of america": "US",
    "us of a": "US",
    "vereinigte staaten von amerika": "US",
    "britain": "GB",
    "england": "GB",
    "great britain": "GB",
    "grossbritannien": "GB",
    "inglaterra": "GB",
    "northern ireland": "GB",
    "scotland": "GB",
    "u k": "GB",
    "uk": "GB",
    "united kingdom of great britain and northern ireland": "GB",
    "wales": "GB",
    "holland": "NL",
    "holanda": "NL",
    "the netherlands": "NL",
    "p r china": "CN",
    "people s republic of china": "CN",
    "prc": "CN",
    "pr china": "CN",
    "mainland china": "CN",
    "hong kong": "HK",
    "hongkong": "HK",
    "macau": "MO",
    "macao": "MO",
    "republic of china": "TW",
    "taiwan province of china": "TW",
    "taiwan r o c": "TW",
    "republic of korea": "KR",
    "korea": "KR",
    "korea republic of": "KR",
    "korea south": "KR",
    "democratic people s republic of korea": "KP",
    "korea north": "KP",
    "czech republic": "CZ",
    "republica checa": "CZ",
    "republique tcheque": "CZ",
    "repubblica ceca": "CZ",
    "tschechische republik": "CZ",
    "ee uu": "US",
    "eeuu": "US",
    "etats unis": "US",
    "corea": "KR",
    "coree": "KR",
    "ivory coast": "CI",
    "russian federation": "RU",
    "eire": "IE",
    "republic of ireland": "IE",
    "irish republic": "IE",
    "republic of north macedonia": "MK",
    "macedonia": "MK",
    "slovak republic": "SK",
    "swaziland": "SZ",
    "turkey": "TR",
    "turkiye": "TR",
    "uae": "AE",
    "emirates": "AE",
    "viet nam": "VN",
    "burma": "MM",
    "brasil": "BR",
    "federal republic of germany": "DE",
    "brd": "DE",
    "german": "DE",
    "iran islamic republic of": "IR",
    "syrian arab republic": "SY",
    "moldova republic of": "MD",
    "tanzania united republic of": "TZ",
    "bolivia plurinational state of": "BO",
    "venezuela bolivarian republic of": "VE",
    "congo democratic republic of the": "CD",
    "democratic republic of the congo": "CD",
    "congo kinshasa": "CD",
    "republic of the congo": "CG",
    "lao people s democratic republic": "LA",
    "brunei darussalam": "BN",
    "micronesia federated states of": "FM",
    "palestine": "PS",
    "palestine state of": "PS",
    "vatican": "VA",
    "holy see": "VA",
    "bahamas the": "BS",
    "the bahamas": "BS",
    "gambia the": "GM",
    "the gambia": "GM",
    "the philippines": "PH",
    "kingdom of saudi arabia": "SA",
    "ksa": "SA",
    "rsa": "ZA",
    "republic of singapore": "SG",
    "republic of india": "IN",
    "bharat": "IN",
    "suisse": "CH",
    "schweiz": "CH",
    "france metropolitaine": "FR",
    "metropolitan france": "FR",
    "svizzera": "CH",
    "oesterreich": "AT",
    "reunion island": "RE",
    "canary islands": "ES",
    "united states virgin islands": "VI",
}

# The languages CRM lists are written in, first; then the countries' own.
_FIRST_LANGUAGES = ("en",)
_LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl")
_NATIVE_LANGUAGES = (
    *("sv", "da", "nb", "fi", "is", "et", "lv", "lt", "cs", "sk", "hu", "ro", "bg", "el", "tr"),
    *("sl", "hr", "sr", "bs", "mk", "sq", "uk", "ru", "be", "ka", "hy", "az", "kk", "uz", "mn"),
    *("he", "ar", "fa", "ur", "hi", "bn", "ta", "th", "vi", "id", "ms", "fil", "ko", "ja", "zh"),
    *("zh_Hant", "ca", "eu", "gl", "ga", "mt", "lb", "af", "sw", "am", "km", "lo", "my", "ne"),
)
_TERRITORY = re.compile(r"[A-Z]{2}")
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_ALPHA_3 = 3
_BRACKETS = re.compile(r"\s*\(.*\)")


def country_names() -> list[str]:
    """Every spelling of a country, a tab, and its code; the first table that has a name counts."""
    names: dict[str, str] = {}
    aliases = {spelling(name): country for name, country in _ALIASES.items()}
    languages = (_FIRST_LANGUAGES, _LANGUAGES, _NATIVE_LANGUAGES)
    for table in (_codes(), aliases, *map(_unambiguous, languages)):
        for name, country in table.items():
            names.setdefault(name, country)
    return sorted(f"{name}\t{country}" for name, country in names.items())


def territories() -> list[str]:
    """The names of countries, and of the parts of the world, in English."""
    return sorted({str(name) for name in Locale("en").territories.values()})


def public_suffixes() -> list[str]:
    """The suffixes below which registries register names."""
    return sorted(_suffixes(private=False))


def private_suffixes() -> list[str]:
    """The suffixes below which companies give names away, such as `github.io`."""
    return sorted(_suffixes(private=True) - _suffixes(private=False))


@cache
def _codes() -> Mapping[str, str]:
    """Alpha-2 and alpha-3 codes of today's countries."""
    countries = {
        territory
        for territory in map(str, Locale("en").territories)
        if _TERRITORY.fullmatch(territory) and territory not in _NO_COUNTRIES
    }
    codes = {territory.lower(): territory for territory in countries}
    for alias, territories in get_global("territory_aliases").items():
        if len(alias) == _ALPHA_3 and len(territories) == 1 and territories[0] in countries:
            codes[alias.lower()] = territories[0]
    return codes


def _in_languages(languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the names of all countries in some languages."""
    known = set(_codes().values())
    for language in languages:
        try:
            territories = Locale.parse(language).territories
        except UnknownLocaleError:
            continue
        for territory, name in ((str(one), str(name)) for one, name in territories.items()):
            if territory in known:
                yield spelling(name), territory
                yield spelling(_BRACKETS.sub("", name)), territory


def _unambiguous(languages: tuple[str, ...]) -> Mapping[str, str]:
    """Names that mean one country: the first language that uses a name has it."""
    names: dict[str, str] = {}
    for name, territory in _in_languages(languages):
        names.setdefault(name, territory)
    # Two countries each; their full names and codes are known.
    for both in ("congo", "kongo", "niger republic", "saint martin", "coree", "corea"):
        names.pop(both, None)
    return names


@cache
def _suffixes(*, private: bool) -> frozenset[str]:
    """Read the suffix list that comes with tldextract; nothing is fetched and nothing written."""
    extract = tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=private
    )
    return frozenset(extract.tlds)


MAKERS: Mapping[str, Callable[[], list[str]]] = {
    tables.COUNTRY_NAMES: country_names,
    tables.TERRITORIES: territories,
    tables.PUBLIC_SUFFIXES: public_suffixes,
    tables.PRIVATE_SUFFIXES: private_suffixes,
}
"""What makes the lines of each table."""


def main() -> None:
    """Write all tables."""
    folder = Path(tables.__file__).parent
    for name, make in MAKERS.items():
        (folder / name).write_text("".join(f"{line}\n" for line in make()), encoding="utf-8")


if __name__ == "__main__":
    main()
