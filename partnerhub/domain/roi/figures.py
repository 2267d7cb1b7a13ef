"""Figures: a number with its numerator, its denominator and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self, TypeAlias

from partnerhub.domain.money import Money, rounded
from partnerhub.domain.sides import Side

Number: TypeAlias = int | Decimal | Money


class Unit(StrEnum):
    """What a figure's value is measured in."""

    COUNT = "count"
    RATE = "rate"
    """A fraction: 0.55 is 55 %."""

    DAYS = "days"
    MONEY = "money"
    MONEY_PER_DAY = "money_per_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and everything needed to check it.

    `value` is None when there is nothing to divide by, or when it is withheld; then `suppressed`
    says why. `side` and `currency` are given where a figure has one for each.
    """

    unit: Unit
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    definition: str
    suppressed: str | None = None
    side: Side | None = None
    currency: str | None = None

    def withheld(self, reason: str) -> Self:
        """The figure without its numbers."""
        return replace(self, value=None, numerator=None, denominator=None, suppressed=reason)

    def to_json(self) -> dict[str, Any]:
        """Say the figure as the API does: rates are numbers of four decimals."""
        said: dict[str, Any] = {
            "unit": self.unit.value,
            "value": _said(self.value),
            "numerator": _said(self.numerator),
            "denominator": _said(self.denominator),
            "definition": self.definition,
            "suppressed": self.suppressed,
        }
        if self.side:
            said["side"] = self.side.value
        if self.currency:
            said["currency"] = self.currency
        return said

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        unit = Unit(document["unit"])
        side = document.get("side")
        return cls(
            unit=unit,
            value=_heard(document["value"], decimal=unit in {Unit.RATE, Unit.DAYS}),
            numerator=_heard(document["numerator"]),
            denominator=_heard(document["denominator"], decimal=unit is Unit.MONEY_PER_DAY),
            definition=document["definition"],
            suppressed=document["suppressed"],
            side=Side(side) if side else None,
            currency=document.get("currency"),
        )


def _said(number: Number | None) -> Any:
    """Write a number as JSON; four decimals survive a float unharmed."""
    if isinstance(number, Money):
        return number.to_json()
    return float(number) if isinstance(number, Decimal) else number


def _heard(said: Any, *, decimal: bool = False) -> Number | None:
    """Read a number back; a store may have turned 1.0 into 1."""
    if said is None:
        return None
    if isinstance(said, Mapping):
        return Money.from_json(said)
    return rounded(Fraction(str(said))) if decimal else int(said)


Part: TypeAlias = Mapping[str, int]
"""What each target contributes to a sum, in minor units or days."""


@dataclass(frozen=True, slots=True)
class Contributions:
    """What stands behind one side's sums, so that it can be judged what they give away."""

    amounts: Mapping[str, Mapping[str, Part]] = field(default_factory=dict)
    """By currency and part (won_sourced, open_other …): minor units per target."""

    cycle_days: Part = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Write them into a stored report; nobody but the server reads this."""
        return {
            "amounts": {
                currency: {name: dict(part) for name, part in parts.items()}
                for currency, parts in self.amounts.items()
            },
            "cycle_days": dict(self.cycle_days),
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(document["amounts"], document["cycle_days"])


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one view: those that exist once, and those per side and currency."""

    side: Side | None
    """The side they are about; None for both together."""

    single: Mapping[str, Figure]
    listed: Mapping[str, tuple[Figure, ...]]
    contributions: Contributions | None = None

    def __getitem__(self, name: str) -> Figure:
        return self.single[name]

    def of(self, name: str, currency: str, side: Side | None = None) -> Figure | None:
        """Find a figure of a currency, and of a side where there are two."""
        return next(
            (
                figure
                for figure in self.listed[name]
                if figure.currency == currency and side in {None, figure.side}
            ),
            None,
        )

    def to_json(self, *, contributions: bool = False) -> dict[str, Any]:
        """Say the figures as the API does; with contributions only for storing them."""
        said: dict[str, Any] = {name: figure.to_json() for name, figure in self.single.items()}
        for name, figures in self.listed.items():
            said[name] = [figure.to_json() for figure in figures]
        if contributions and self.contributions:
            said["contributions"] = self.contributions.to_json()
        return said

    @classmethod
    def from_json(cls, document: Mapping[str, Any], side: Side | None) -> Self:
        """Read what `to_json` wrote about a side."""
        contributions = document.get("contributions")
        figures = {name: said for name, said in document.items() if name != "contributions"}
        return cls(
            side=side,
            single={
                name: Figure.from_json(said)
                for name, said in figures.items()
                if not isinstance(said, list)
            },
            listed={
                name: tuple(Figure.from_json(one) for one in said)
                for name, said in figures.items()
                if isinstance(said, list)
            },
            contributions=Contributions.from_json(contributions) if contributions else None,
        )
