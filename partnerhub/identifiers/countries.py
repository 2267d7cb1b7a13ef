"""Countries: names, codes and nicknames brought to ISO 3166 alpha-2.

The names come from CLDR (through Babel), in the languages that lists are written in and in the
countries' own. They lie in a table beside the code, which `making_tables` writes: reading forty
languages takes longer than matching ten thousand accounts.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from partnerhub.identifiers import tables

_LONGEST = 100
_NOT_WORDS = re.compile(r"[\W_]+")
_POINT_OF_ABBREVIATION = re.compile(r"(?<=\b\w)\.(?=\w\b)")


@lru_cache(maxsize=1 << 12)
def code(text: str) -> str | None:
    """Name the country a text means as ISO 3166 alpha-2, or None.

    >>> code("Deutschland"), code("USA"), code("uk"), code("República Checa"), code("Atlantis")
    ('DE', 'US', 'GB', 'CZ', None)
    """
    return _names().get(spelling(text)) if len(text) <= _LONGEST else None


def spelling(text: str) -> str:
    """Write a name without case, accents and punctuation.

    >>> spelling(" Côte d'Ivoire ")
    'cote d ivoire'
    """
    plain = text.casefold().replace("&", " and ").replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")
    marks = unicodedata.normalize("NFKD", plain)
    letters = "".join(char for char in marks if not unicodedata.combining(char))
    dotless = _POINT_OF_ABBREVIATION.sub("", letters)
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFC", dotless)).strip()


@cache
def _names() -> Mapping[str, str]:
    """Every spelling that is known, with the country it means."""
    return dict(line.split("\t") for line in tables.lines(tables.COUNTRY_NAMES))
