"""Countries: names, codes and nicknames brought to ISO 3166 alpha-2.

The names come from CLDR (through Babel). Languages are loaded only when a text was not found in
those before: most lists need no more than English and the codes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_LONGEST = 100

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
_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 12)
def code(text: str) -> str | None:
    """Name the country a text means as ISO 3166 alpha-2, or None.

    >>> code("Deutschland"), code("USA"), code("uk"), code("República Checa"), code("Atlantis")
    ('DE', 'US', 'GB', 'CZ', None)
    """
    if len(text) > _LONGEST:
        return None
    spelling = _spelling(text)
    if not spelling:
        return None
    for names in (_codes, _ALIASES_BY_SPELLING, _first_names, _names, _native_names):
        known = names if isinstance(names, Mapping) else names()
        if (found := known.get(spelling)) is not None:
            return found
    return None


def _spelling(text: str) -> str:
    """Write a name without case, accents and punctuation.

    >>> _spelling(" Côte d'Ivoire ")
    'cote d ivoire'
    """
    plain = text.casefold().replace("&", " and ").replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")
    marks = unicodedata.normalize("NFKD", plain)
    letters = "".join(char for char in marks if not unicodedata.combining(char))
    dotless = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", letters)
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFC", dotless)).strip()


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
                yield _spelling(name), territory
                yield _spelling(re.sub(r"\s*\(.*\)", "", name)), territory


def _unambiguous(languages: tuple[str, ...]) -> Mapping[str, str]:
    """Names that mean one country: the first language that uses a name has it."""
    names: dict[str, str] = {}
    for spelling, territory in _in_languages(languages):
        names.setdefault(spelling, territory)
    # Two countries each; their full names and codes are known.
    for both in ("congo", "kongo", "niger republic", "saint martin", "coree", "corea"):
        names.pop(both, None)
    return names


@cache
def _first_names() -> Mapping[str, str]:
    return _unambiguous(_FIRST_LANGUAGES)


@cache
def _names() -> Mapping[str, str]:
    return _unambiguous(_LANGUAGES)


@cache
def _native_names() -> Mapping[str, str]:
    return _unambiguous(_NATIVE_LANGUAGES)


_ALIASES_BY_SPELLING: Mapping[str, str] = {_spelling(name): to for name, to in _ALIASES.items()}
