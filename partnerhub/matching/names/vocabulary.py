"""Words that say little about which company it is: general ones, divisions, places, numbers.

`Acme` and `Acme Group` are mostly one company, `Acme` and `Acme Energy` mostly a parent and its
division, `Acme` and `Acme Poland` a group and its subsidiary there.
"""

from functools import cache
from typing import Final

import polars as pl

from partnerhub.identifiers import tables
from partnerhub.matching.names import normalizing

_GENERAL: Final = """
group holding company corporation limited
the of and de et associates brothers sons co inc corp hq team official online
website office main new old com net www
"""

# What a company adds to its name as it grows, or a larger one beside it has.
_REACHES: Final = "international intl global worldwide enterprises industries"

_DIVISIONS: Final = """
energy healthcare health logistics capital financial finance services digital ventures estate real
foods consulting software mobility industrial insurance retail media solutions systems technologies
bank leasing assets asset management investments properties realty labs laboratories research
engineering construction manufacturing distribution trading transport shipping marine aviation
aerospace defense automotive motors chemicals chemical pharma pharmaceuticals medical biotech
sciences diagnostics therapeutics power gas oil petroleum mining metals steel minerals resources
water environmental agriculture agri paper packaging plastics textile electronics electric
semiconductor telecom communications mobile wireless network networks cloud data security payments
credit trust fund acquisition reit hospitality hotels travel entertainment studios games gaming
music publishing education academy university foundation institute association club center hospital
partners bancorp sales marketing advertising design creative express cargo rail airlines supply
equipment tools machinery parts materials products brands beverages dairy meat seafood farms garden
home furniture fashion apparel sports outdoor
"""

_REGIONS: Final = """
usa us uk uae eu emea apac latam america americas american north south east west northern southern
eastern western central europe european asia asian africa african pacific atlantic nordic baltic
deutschland france italia espana polska nederland schweiz suisse osterreich brasil mexico belgique
london berlin paris tokyo york china hong kong india japan korea
"""


OWN, GENERAL, DIVISION, PLACE, NUMBER, REACH = range(6)

_NUMBER: Final = r"^(?:[0-9]+|ii|iii|iv|vi|vii|viii|ix)$"
# One letter is what is left of a word, or a class of shares; I, V and X may be numbers.
_LETTER: Final = r"^[a-hj-uwyz]$"


@cache
def kinds() -> dict[str, int]:
    """Say of each known word whether it is general, a line of business or a place."""
    territories = " ".join(tables.lines(tables.TERRITORIES))
    known = (
        (PLACE, f"{_REGIONS} {territories}"),
        (DIVISION, _DIVISIONS),
        (GENERAL, _GENERAL),
        (REACH, _REACHES),
    )
    typed = [(word, kind) for kind, listed in known for word in listed.lower().split()]
    found = normalizing.words(pl.Series([word for word, _ in typed]))
    return {word: typed[name][1] for name, word in found.select("name", "word").iter_rows()}


def kind(word: pl.Expr) -> pl.Expr:
    """Say of each word of a column what kind it is; words not known are a company's own."""
    known = kinds()
    listed = word.replace_strict(
        list(known), list(known.values()), default=OWN, return_dtype=pl.Int64
    )
    return (
        pl.when(word.str.contains(_NUMBER))
        .then(NUMBER)
        .when(word.str.contains(_LETTER))
        .then(GENERAL)
        .otherwise(listed)
    )
