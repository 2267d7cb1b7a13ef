"""What happened after the event: the deals both sellers began and closed since their first export.

The generator cannot know whom the two sides put on their target list. It lets new deals come where
an event with a good list brings them: most where one side's customer is the other side's prospect,
fewer where both only hope. A list that is ranked the same way therefore does better than the rest.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from partnerhub.cli.demo.accounts import Account
from partnerhub.cli.demo.chance import happens
from partnerhub.cli.demo.deals import LOST, OPEN, WON, Deal, Desk
from partnerhub.domain.lists import OpportunityStatus
from partnerhub.domain.populations import Population

_CUSTOMER, _OPEN = Population.CUSTOMER, Population.OPEN_OPPORTUNITY

OUTCOMES: Final[Mapping[OpportunityStatus, float]] = {WON: 0.46, LOST: 0.14, OPEN: 0.4}
"""How the new deals stand on the day of the later export."""

_UNSHARED: Final = 0.05
"""Share of the other accounts that began a deal in the same months, event or not."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sellers' accounts of one company."""

    first: Account
    second: Account


@dataclass(frozen=True, slots=True)
class Aftermath:
    """The new deals of each side, and the companies they came from."""

    first: list[Deal]
    second: list[Deal]
    entered: set[int]
    won: set[int]


def chance(first: Population, second: Population) -> float:
    """Say how likely a shared company begins a deal after the event."""
    both = {first, second}
    if Population.OTHER in both:
        return 0.05
    if _CUSTOMER in both:
        return 0.28 if first is second else 0.6
    if _OPEN in both:
        return 0.55 if first is second else 0.4
    return 0.16


def follow(
    random: Random,
    desks: tuple[Desk, Desk],
    pairs: Sequence[Pair],
    event_on: date,
    today: date,
) -> Aftermath:
    """Begin deals at shared companies after the event.

    The shares are met as closely as whole companies allow, in every group of equal chances: a
    target list is short, and left to chance alone its report could say anything.
    """
    after = Aftermath([], [], set(), set())
    groups = defaultdict[float, list[Pair]](list)
    for pair in pairs:
        groups[chance(pair.first.population, pair.second.population)].append(pair)
    for share in sorted(groups, reverse=True):
        group = groups[share]
        chosen = random.sample(group, round(share * len(group)))
        for pair, status in zip(chosen, _outcomes(random, len(chosen)), strict=True):
            company = pair.first.company.number
            after.entered.add(company)
            for side in _buyers(random, pair):
                account = (pair.first, pair.second)[side]
                new = (after.first, after.second)[side]
                new.append(desks[side].fresh(account, status, event_on, today))
            if status is WON:
                after.won.add(company)
    return after


def _outcomes(random: Random, count: int) -> list[OpportunityStatus]:
    """Deal out outcomes in the shares they have, in any order."""
    won, lost = round(OUTCOMES[WON] * count), round(OUTCOMES[LOST] * count)
    outcomes = [WON] * won + [LOST] * lost + [OPEN] * (count - won - lost)
    random.shuffle(outcomes)
    return outcomes


def _buyers(random: Random, pair: Pair) -> tuple[int, ...]:
    """Choose the side that gets the deal: the one that is introduced; at times both."""
    if happens(random, 0.15):
        return (0, 1)
    if pair.first.population is _CUSTOMER is not pair.second.population:
        return (1,)
    if pair.second.population is _CUSTOMER is not pair.first.population:
        return (0,)
    return (random.randrange(2),)


def elsewhere(random: Random, desk: Desk, accounts: Sequence[Account], today: date) -> list[Deal]:
    """Begin deals at accounts the other side does not know, as every quarter."""
    buying = [
        account
        for account in accounts
        if account.original
        and account.population is not Population.OTHER
        and happens(random, _UNSHARED)
    ]
    return [
        desk.fresh(account, status, desk.as_of, today)
        for account, status in zip(buying, _outcomes(random, len(buying)), strict=True)
    ]
