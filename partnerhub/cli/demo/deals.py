"""Deals: what each seller sold, lost and has open, up to a day; and what happened after it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from partnerhub.cli.demo.accounts import Account
from partnerhub.cli.demo.chance import happens
from partnerhub.domain.lists import OpportunityStatus
from partnerhub.domain.populations import Population

OPEN, WON, LOST = OpportunityStatus.OPEN, OpportunityStatus.WON, OpportunityStatus.LOST

SOURCES: Final = ("outbound", "web", "event", "partner")
SOURCE_WEIGHTS: Final = (50, 32, 12, 6)

_HISTORY: Final = 730
_SMALL: Final = 10_000
_ACQUAINTANCE: Final = timedelta(days=40)
_NEW_BUSINESS, _EXISTING_BUSINESS = "new", "existing"


@dataclass(frozen=True, slots=True)
class Deal:
    """One row of a CRM's opportunity list."""

    record_id: str
    account: Account
    product: str
    kind: str
    """`new` or `existing` business."""
    source: str
    """`outbound`, `web`, `event` or `partner`."""
    status: OpportunityStatus
    progress: float
    """How far an open deal got through the stages, 0 to 1."""
    amount: int
    """Whole units of the account's currency."""
    created_on: date
    close_on: date


@dataclass(frozen=True, slots=True)
class Trade:
    """What a seller sells, and for how much."""

    products: Sequence[str]
    extensions: Sequence[str]
    """What existing customers buy."""
    typical_amount: int
    cycle: int
    """Days from the first talk to the signature, about."""


class Desk:
    """Writes one seller's deals."""

    def __init__(
        self, random: Random, trade: Trade, record_ids: Iterator[str], as_of: date
    ) -> None:
        """Write deals as they stand at the end of `as_of`."""
        self.random = random
        self.record_ids = record_ids
        self.trade = trade
        self.as_of = as_of

    def history(self, accounts: Sequence[Account]) -> list[Deal]:
        """Write two years of deals, so that each account's population follows from them."""
        return [deal for account in accounts if account.original for deal in self._past(account)]

    def _past(self, account: Account) -> list[Deal]:
        random = self.random
        match account.population:
            case Population.CUSTOMER:
                # One customer in ten bought before the export's two years.
                wins = 0 if happens(random, 0.1) else early_count(self.random, 3)
                deals = [self._closed(account, WON, 0, _HISTORY) for _ in range(wins)]
                if happens(random, 0.25):
                    deals.append(self._closed(account, LOST, 0, _HISTORY))
                if happens(random, 0.18):
                    deals.append(self._open(account))
                return deals
            case Population.OPEN_OPPORTUNITY:
                deals = [self._open(account) for _ in range(early_count(self.random, 2))]
                if happens(random, 0.2):
                    deals.append(self._closed(account, LOST, 120, _HISTORY))
                return deals
            case Population.FORMER_CUSTOMER:
                return [self._closed(account, WON, 420, _HISTORY)] if happens(random, 0.7) else []
            case Population.PROSPECT if account.created_on < self.as_of - _ACQUAINTANCE:
                return [self._closed(account, LOST, 10, _HISTORY)] if happens(random, 0.17) else []
            case _:
                return []

    def _closed(
        self, account: Account, status: OpportunityStatus, youngest: int, oldest: int
    ) -> Deal:
        """Write a deal that ended between `youngest` and `oldest` days ago."""
        known = (self.as_of - account.created_on).days
        age = self.random.randint(youngest, max(youngest, min(oldest - 60, known - 10)))
        close_on = self.as_of - timedelta(days=age)
        return self._deal(account, status, close_on - timedelta(days=self._cycle()), close_on)

    def _open(self, account: Account) -> Deal:
        age = self.random.randint(2, 2 * self.trade.cycle)
        created_on = self.as_of - timedelta(days=age)
        # A rep's close date is a hope; some have passed already.
        close_on = created_on + timedelta(days=int(self._cycle() * 1.6) + 10)
        return self._deal(account, OPEN, created_on, close_on)

    def _deal(
        self,
        account: Account,
        status: OpportunityStatus,
        created_on: date,
        close_on: date,
        source: str = "",
    ) -> Deal:
        customer = account.population is Population.CUSTOMER
        existing = customer and happens(self.random, 0.5)
        if not source:
            source = self.random.choices(SOURCES, SOURCE_WEIGHTS)[0]
        return Deal(
            record_id=next(self.record_ids),
            account=account,
            product=self.random.choice(self.trade.extensions if existing else self.trade.products),
            kind=_EXISTING_BUSINESS if existing else _NEW_BUSINESS,
            source=source,
            status=status,
            progress=self.random.random(),
            amount=self._amount(account),
            created_on=max(created_on, account.created_on),
            close_on=close_on,
        )

    def _cycle(self) -> int:
        return max(6, round(self.trade.cycle * math.exp(self.random.gauss(-0.1, 0.45))))

    def _amount(self, account: Account) -> int:
        """Draw an amount: log-normal, larger for larger companies, rounded as reps round."""
        size = (account.company.employees / 60) ** 0.3
        amount = self.trade.typical_amount * size * math.exp(self.random.gauss(0, 0.6))
        step = 100 if amount < _SMALL else 500
        return max(step, int(amount / step) * step)

    def sequel(self, deal: Deal, until: date) -> Deal:
        """Tell what became of a deal by a later day."""
        if deal.status is not OPEN:
            return deal
        if happens(self.random, 0.38):
            hope = max(deal.close_on, until + timedelta(days=self.random.randint(5, 60)))
            return replace(deal, progress=min(0.99, deal.progress + 0.2), close_on=hope)
        days = self.random.randint(1, (until - self.as_of).days)
        status = WON if happens(self.random, 0.53) else LOST
        return replace(deal, status=status, close_on=self.as_of + timedelta(days=days))

    def fresh(self, account: Account, status: OpportunityStatus, since: date, until: date) -> Deal:
        """Write a deal that began after `since` and stands like this on `until`."""
        random = self.random
        days = int((until - since).days * 0.7)
        created_on = since + timedelta(days=random.randint(1, days))
        if status is OPEN:
            close_on = until + timedelta(days=random.randint(8, 90))
        else:
            left = (until - created_on).days
            close_on = created_on + timedelta(days=random.randint(left // 3, left))
        source = random.choices(SOURCES, (15, 10, 40, 35))[0]
        return self._deal(account, status, created_on, close_on, source)


def early_count(random: Random, most: int) -> int:
    """Draw from 1 to `most`, the small numbers more often."""
    return 1 + int(random.random() ** 2 * most)
