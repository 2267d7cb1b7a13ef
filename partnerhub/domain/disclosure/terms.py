"""Terms: all that one side of a partnership lets the other see, and ready-made ones."""

from collections.abc import Collection
from dataclasses import dataclass

from partnerhub.domain.disclosure.budgets import Strictness
from partnerhub.domain.disclosure.levels import COMPARABLE_FIELDS, Level


@dataclass(frozen=True, slots=True)
class Terms:
    """What one side lets the other see."""

    level: Level
    fields: Collection[str] = ()
    """Fields of overlapping accounts shown beside name, domain and population."""
    compared: Collection[str] = ()
    """Fields that are not shown and may be compared all the same."""
    contacts: str = "counts"
    """Whether people may be counted: `hidden` or `counts`."""
    amounts: bool = False
    """Whether sums of deal amounts may appear in reports."""
    strictness: Strictness | None = None
    """How careful the side is; None leaves it as it is."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Terms that many agree on, and what they are good for."""

    name: str
    description: str
    terms: Terms


_ALL = tuple(COMPARABLE_FIELDS)
_PLACES = ("country", "city")

PRESETS = (
    Preset(
        "first_look",
        "Is it worth talking? One number in a band: how many companies both have. Fields are "
        "compared and nothing of them is shown.",
        Terms(Level.COUNTS_ONLY, compared=_ALL, contacts="hidden"),
    ),
    Preset(
        "names_only",
        "Which companies both have, found by name and web domain alone. Nothing else of a list can "
        "change what the partner sees; companies of one name in two countries may be mixed up.",
        Terms(Level.OVERLAPPING_ACCOUNTS, contacts="hidden"),
    ),
    Preset(
        "account_mapping",
        "Which companies both have and who knows whom, as counts. Everything that helps matching "
        "is compared; name, web domain and population are shown.",
        Terms(Level.OVERLAPPING_ACCOUNTS, compared=_ALL),
    ),
    Preset(
        "joint_event",
        "Account mapping for planning an event together: country, city and industry are shown, "
        "and reports may hold sums of deal amounts.",
        Terms(
            Level.OVERLAPPING_ACCOUNTS,
            fields=(*_PLACES, "industry"),
            compared=_ALL,
            amounts=True,
        ),
    ),
)
"""From the least that is shown to the most."""
