"""Conditions that several rules speak of."""

from typing import Final

import polars as pl

from partnerhub.matching.evidence import fact

RESTS: Final = fact("rests")
EXTRA: Final = fact("has_extra")
WEB: Final = fact("web_same")
# One of the words that differ abbreviates the other: svcs and services.
SHORTENED: Final = RESTS & (fact("rest_order") == 1)
# The names differ as typing or abbreviating makes them differ.
ALIKE: Final = RESTS & (
    (fact("typed") <= 2) | (fact("rest_alike") >= 0.9) | (SHORTENED & (fact("rest_least") >= 3))
)
# One name has all words of the other and one more for a line of business or a place.
PART: Final = EXTRA & (fact("extra_division") | fact("extra_place")) & ~fact("extra_city")
# Full at 20 nats: two words as rare as words get.
RARITY: Final = pl.min_horizontal(fact("shared"), pl.lit(20.0)) / 20
NOWHERE: Final = (fact("country") == 0) & (fact("city") == 0) & (fact("postal") == 0)
COMPARABLE: Final = (
    fact("web_known")
    | ~NOWHERE
    | (fact("state") != 0)
    | (fact("line") != 0)
    | (fact("ids_agree") > 0)
)


def ramp(value: pl.Expr, none: float, full: float) -> pl.Expr:
    """Say how strongly: not at all up to one value, fully from another one on."""
    return ((value - none) / (full - none)).clip(0, 1)
