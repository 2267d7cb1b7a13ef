"""Totals over events: what may honestly be added up, and nothing else.

An account that was invited to two events is a target of both and is counted in both; the
definitions say so. Deals and amounts are not added: one deal may lie in the windows of two events.
"""

from collections.abc import Sequence
from typing import Any

from partnerhub.domain.money import Money, rate
from partnerhub.domain.roi import Figure, Figures, Unit

OVER_EVENTS = "Added over the events; an account invited to two of them counts in both."
COUNTS = ("targets", "pipeline_accounts", "closed_accounts")
RATES = {
    "pipeline_rate": ("pipeline_accounts", "targets"),
    "close_rate": ("closed_accounts", "pipeline_accounts"),
    "closed_of_targets": ("closed_accounts", "targets"),
}


def totals(reports: Sequence[Figures]) -> dict[str, Any]:
    """Add up the joint figures of the newest reports of several events."""
    added = {name: sum(_number(joint[name]) for joint in reports) for name in COUNTS}
    said: dict[str, Any] = {
        name: _figure(Unit.COUNT, number, number, None) for name, number in added.items()
    }
    for name, (part, whole) in RATES.items():
        said[name] = _figure(Unit.RATE, rate(added[part], added[whole]), added[part], added[whole])
    said["cost"] = _costs(reports)
    return said


def _number(figure: Figure) -> int:
    assert isinstance(figure.value, int)
    return figure.value


def _figure(unit: Unit, value: Any, numerator: Any, denominator: Any) -> dict[str, Any]:
    return Figure(
        unit=unit,
        value=value,
        numerator=numerator,
        denominator=denominator,
        definition=OVER_EVENTS,
    ).to_json()


def _costs(reports: Sequence[Figures]) -> list[dict[str, Any]]:
    """Add up what both sides spent, per currency."""
    spent: dict[str, Money] = {}
    for joint in reports:
        for figure in joint.listed["cost"]:
            assert isinstance(figure.value, Money)
            currency = figure.value.currency
            spent[currency] = spent.get(currency, Money(0, currency)) + figure.value
    return [_figure(Unit.MONEY, spent[one], spent[one], None) for one in sorted(spent)]
