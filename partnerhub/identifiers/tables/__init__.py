"""Tables of names that libraries know, written down so that no start has to wait for them.

Their libraries read forty languages, or load an HTTP client, before the first question is
answered.
So `making_tables` asks them once, when they are updated, and all else reads the answers here.
"""

from importlib import resources
from typing import Final

COUNTRY_NAMES: Final = "country_names.tsv"
"""Spellings of countries with their codes (Unicode CLDR, and what else people write)."""
TERRITORIES: Final = "territories.txt"
"""English names of countries and of parts of the world (Unicode CLDR)."""
PUBLIC_SUFFIXES: Final = "public_suffixes.txt"
"""Where registries register names (the Public Suffix List, publicsuffix.org, MPL 2.0)."""
PRIVATE_SUFFIXES: Final = "private_suffixes.txt"
"""Where companies give names away (the other part of the same list)."""


def lines(name: str) -> list[str]:
    """Read the lines of a table."""
    text = resources.files(__name__).joinpath(name).read_text("utf-8")
    return text.removesuffix("\n").split("\n")
