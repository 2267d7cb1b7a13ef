"""The two sellers of the demo: what they sell, who works there, what their CRM looks like."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from partnerhub.cli.demo.deals import Trade
from partnerhub.cli.demo.spelling import Habits


@dataclass(frozen=True, slots=True)
class Seller:
    """One of the two companies that market together."""

    name: str
    domain: str
    crm: str
    sells: str
    owners: tuple[str, ...]
    """The sales reps who own its accounts; the first one manages partners as well."""
    trade: Trade
    habits: Habits
    interests: Sequence[int]
    """How strongly its trade leads to each function, in the order of `FUNCTIONS`, cumulated."""


def _interests(*weights: int) -> tuple[int, ...]:
    return tuple(accumulate(weights))


FIRST: Final = Seller(
    name="Marrowgate Software",
    domain="marrowgate.com",
    crm="Salesforce",
    sells="financial planning software",
    owners=(
        "Dana Whitfield",
        "Marcus Oyelaran",
        "Priya Raman",
        "Tom Ashdown",
        "Lena Brandt",
        "Julien Morel",
        "Kate Lindgren",
        "Sam Okafor",
    ),
    trade=Trade(
        products=("Planning Suite", "Planning Suite", "Forecasting", "Consolidation"),
        extensions=("Planning Suite Upgrade", "Additional Users", "Workforce Planning"),
        typical_amount=34_000,
        cycle=75,
    ),
    habits=Habits(
        legal_form=0.72,
        website=0.82,
        phone=0.5,
        city=0.9,
        street=0.75,
        www=0.7,
        sloppy=0.035,
    ),
    interests=_interests(14, 30, 22, 5, 7, 12, 4, 6),
)

SECOND: Final = Seller(
    name="Silvertarn",
    domain="silvertarn.io",
    crm="HubSpot",
    sells="customer service software",
    owners=(
        "Ines Castell",
        "Jonas Hedlund",
        "Rachel Dunmore",
        "Oliver Franke",
        "Chiara Vitale",
        "Ben Hartigan",
    ),
    trade=Trade(
        products=("Service Desk", "Service Desk", "Live Chat", "Field Service"),
        extensions=("Renewal", "Additional Seats", "Voice Add-on"),
        typical_amount=16_000,
        cycle=50,
    ),
    habits=Habits(
        legal_form=0.34,
        website=0.9,
        phone=0.4,
        city=0.78,
        street=0.3,
        www=0.12,
        sloppy=0.05,
    ),
    interests=_interests(12, 5, 14, 22, 20, 19, 5, 3),
)
