"""Measures: the figures of one view, computed exactly and rounded once at the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from partnerhub.domain.money import Money, rate, rounded
from partnerhub.domain.roi.deals import JudgedDeal
from partnerhub.domain.roi.definitions import DEFINITIONS
from partnerhub.domain.roi.figures import Contributions, Figure, Unit
from partnerhub.domain.sides import Side

OTHER_CURRENCY = "other_currency"
"""Why a return is not told: the cost is in one currency and the revenue in another."""


def single(targets: int, deals: Sequence[JudgedDeal]) -> dict[str, Figure]:
    """Compute what a view has once: counts and rates over accounts and deals."""
    scoped = [deal for deal in deals if deal.in_scope]
    closed_won = [deal for deal in scoped if deal.won]
    lost = [deal for deal in scoped if deal.lost]
    sourced = [deal for deal in scoped if deal.sourced]
    influenced = [deal for deal in deals if deal.influenced]
    entered, closed = _accounts(scoped), _accounts(closed_won)
    return {
        "targets": _count("targets", targets),
        "pipeline_accounts": _count("pipeline_accounts", entered),
        "closed_accounts": _count("closed_accounts", closed),
        "pipeline_rate": _rate("pipeline_rate", entered, targets),
        "close_rate": _rate("close_rate", closed, entered),
        "closed_of_targets": _rate("closed_of_targets", closed, targets),
        "deals": _count("deals", len(scoped)),
        "win_rate": _rate("win_rate", len(closed_won), len(closed_won) + len(lost)),
        "opportunity_close_rate": _rate("opportunity_close_rate", len(closed_won), len(scoped)),
        "cycle_days": _cycle(scoped),
        "sourced_accounts": _count("sourced_accounts", _accounts(sourced)),
        "sourced_deals": _count("sourced_deals", len(sourced)),
        "influenced_accounts": _count("influenced_accounts", _accounts(influenced)),
        "influenced_deals": _count("influenced_deals", len(influenced)),
        "deals_without_amount": _count(
            "deals_without_amount", sum(deal.money is None for deal in scoped)
        ),
    }


def both_in_pipeline(deals: Iterable[JudgedDeal]) -> Figure:
    """Count the targets where both sides hold a deal of their own."""
    of_side = {
        side: {deal.target_id for deal in deals if deal.in_scope and deal.side is side}
        for side in Side
    }
    return _count("both_in_pipeline", len(of_side[Side.FIRST] & of_side[Side.SECOND]))


def listed(
    deals: Sequence[JudgedDeal], costs: Mapping[str, int], side: Side
) -> dict[str, tuple[Figure, ...]]:
    """Compute what one side has per currency: amounts and the rates made of them."""
    amounts = _amounts(deals)
    cycle = _mean_cycle([deal for deal in deals if deal.in_scope])
    figures: dict[str, list[Figure]] = {}
    for currency, parts in sorted(amounts.items()):
        for name, figure in _of_currency(currency, parts, deals, cycle).items():
            figures.setdefault(name, []).append(figure)
    return {name: tuple(figures.get(name, ())) for name in AMOUNT_NAMES} | {
        "cost": tuple(spent(costs, side)),
        "roi": tuple(returns(won(deals), costs, DEFINITIONS["roi"], side)),
    }


def won(deals: Sequence[JudgedDeal]) -> dict[str, int]:
    """Add up what was won in scope, per currency of any deal."""
    return {currency: _sum(parts, _WON) for currency, parts in _amounts(deals).items()}


def spent(costs: Mapping[str, int], side: Side | None) -> list[Figure]:
    """Say the cost per currency."""
    return [
        _money("cost", Money(amount, currency), side) for currency, amount in sorted(costs.items())
    ]


def returns(
    revenue: Mapping[str, int], costs: Mapping[str, int], definition: str, side: Side | None
) -> list[Figure]:
    """Say the return on cost per currency.

    Where the cost is in one currency and all revenue in others, the formula would say -100 %,
    which is wrong, and no rate of exchange is assumed: the return is not told.
    """
    return [
        _return(currency, revenue, costs, definition, side)
        for currency in sorted(revenue.keys() | costs.keys())
    ]


def _return(
    currency: str,
    revenue: Mapping[str, int],
    costs: Mapping[str, int],
    definition: str,
    side: Side | None,
) -> Figure:
    cost, earned = costs.get(currency, 0), revenue.get(currency, 0)
    gain = earned - cost
    figure = replace(
        _figure("roi", rate(gain, cost), Money(gain, currency), Money(cost, currency), side),
        definition=definition,
    )
    elsewhere = not earned and any(revenue.values())
    return figure.withheld(OTHER_CURRENCY) if cost and elsewhere else figure


def contributions(deals: Iterable[JudgedDeal]) -> Contributions:
    """Keep what each target contributes to the sums of one side."""
    deals = list(deals)
    days: dict[str, int] = {}
    for deal in deals:
        if deal.in_scope and deal.cycle_days is not None:
            days[deal.target_id] = days.get(deal.target_id, 0) + deal.cycle_days
    return Contributions(_amounts(deals), days)


# The parts a side's money is made of; every sum of a report is a sum of parts.
_WON = ("won_sourced", "won_other")
_LOST = ("lost_sourced", "lost_other")
_OPEN = ("open_sourced", "open_other")
PARTS_OF = {
    "won_amount": _WON,
    "pipeline_amount": (*_WON, *_LOST, *_OPEN),
    "win_rate_by_value": (*_WON, *_LOST),
    "sourced_amount": ("won_sourced", "lost_sourced", "open_sourced"),
    "sourced_won_amount": ("won_sourced",),
    "influenced_won_amount": ("won_influenced",),
}
"""Sums in the order of their importance: when two would betray a third, the first is shown."""

AMOUNT_NAMES = (*PARTS_OF, "average_deal", "pipeline_velocity")


def _amounts(deals: Iterable[JudgedDeal]) -> dict[str, dict[str, dict[str, int]]]:
    """Lay amounts out by currency, part and target."""
    amounts: dict[str, dict[str, dict[str, int]]] = {}
    for deal in deals:
        if deal.money is None or (part := _part(deal)) is None:
            continue
        by_target = amounts.setdefault(deal.money.currency, {}).setdefault(part, {})
        earlier = by_target.get(deal.target_id, 0)
        by_target[deal.target_id] = earlier + deal.money.amount_minor
    return amounts


def _part(deal: JudgedDeal) -> str | None:
    if deal.in_scope:
        return f"{deal.status}_{'sourced' if deal.sourced else 'other'}"
    return "won_influenced" if deal.influenced and deal.won else None


def _of_currency(
    currency: str,
    parts: Mapping[str, Mapping[str, int]],
    deals: Sequence[JudgedDeal],
    cycle: Fraction | None,
) -> dict[str, Figure]:
    """Compute one side's figures of one currency."""
    scoped = [d for d in deals if d.in_scope and d.money and d.money.currency == currency]
    side = deals[0].side
    won_deals = sum(deal.won for deal in scoped)
    closed_deals = won_deals + sum(deal.lost for deal in scoped)
    sums = {name: _sum(parts, members) for name, members in PARTS_OF.items()}
    won_amount, closed = sums["won_amount"], sums["win_rate_by_value"]
    figures = {
        name: _money(name, Money(amount, currency), side)
        for name, amount in sums.items()
        if name != "win_rate_by_value"
    }
    figures["win_rate_by_value"] = _figure(
        "win_rate_by_value",
        rate(won_amount, closed),
        Money(won_amount, currency),
        Money(closed, currency),
        side,
    )
    average = Money.of(Fraction(won_amount, won_deals), currency) if won_deals else None
    figures["average_deal"] = _figure(
        "average_deal", average, Money(won_amount, currency), won_deals, side
    )
    # opportunities x (won / won deals) x (won deals / closed deals): the won deals cancel out.
    flow = Fraction(len(scoped) * won_amount, closed_deals) if won_deals else Fraction(0)
    velocity = Money.of(flow / cycle, currency) if won_deals and cycle else None
    figures["pipeline_velocity"] = _figure(
        "pipeline_velocity",
        velocity,
        Money.of(flow, currency),
        rounded(cycle) if cycle is not None else None,
        side,
    )
    return figures


_UNITS = {
    "win_rate_by_value": Unit.RATE,
    "pipeline_velocity": Unit.MONEY_PER_DAY,
    "roi": Unit.RATE,
}


def nameless(name: str, side: Side | None) -> Figure:
    """Make an empty figure that does not even name a currency."""
    return Figure(
        unit=_UNITS.get(name, Unit.MONEY),
        value=None,
        numerator=None,
        denominator=None,
        definition=DEFINITIONS[name],
        side=side,
    )


def _sum(parts: Mapping[str, Mapping[str, int]], members: Iterable[str]) -> int:
    return sum(sum(parts.get(member, {}).values()) for member in members)


def _accounts(deals: Iterable[JudgedDeal]) -> int:
    """Count the targets of deals, each once."""
    return len({deal.target_id for deal in deals})


def _mean_cycle(deals: Iterable[JudgedDeal]) -> Fraction | None:
    days = [deal.cycle_days for deal in deals if deal.cycle_days is not None]
    return Fraction(sum(days), len(days)) if days else None


def _cycle(deals: Sequence[JudgedDeal]) -> Figure:
    days = [deal.cycle_days for deal in deals if deal.cycle_days is not None]
    return Figure(
        unit=Unit.DAYS,
        value=rate(sum(days), len(days)),
        numerator=sum(days),
        denominator=len(days),
        definition=DEFINITIONS["cycle_days"],
    )


def _count(name: str, number: int) -> Figure:
    return Figure(
        unit=Unit.COUNT,
        value=number,
        numerator=number,
        denominator=None,
        definition=DEFINITIONS[name],
    )


def _rate(name: str, numerator: int, denominator: int) -> Figure:
    return Figure(
        unit=Unit.RATE,
        value=rate(numerator, denominator),
        numerator=numerator,
        denominator=denominator,
        definition=DEFINITIONS[name],
    )


def _money(name: str, amount: Money, side: Side | None) -> Figure:
    return _figure(name, amount, amount, None, side)


def _figure(
    name: str,
    value: Decimal | Money | None,
    numerator: Money,
    denominator: Money | Decimal | int | None,
    side: Side | None,
) -> Figure:
    """Make a figure of the numerator's currency."""
    return replace(
        nameless(name, side),
        value=value,
        numerator=numerator,
        denominator=denominator,
        currency=numerator.currency,
    )
