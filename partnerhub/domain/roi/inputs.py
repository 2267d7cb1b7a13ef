"""Inputs: the targets, deals and costs a report is made of, and the time it looks at."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from partnerhub.domain.lists import OpportunityStatus
from partnerhub.domain.money import Money
from partnerhub.domain.sides import Side

WINDOW_DAYS = 180


@dataclass(frozen=True, slots=True)
class TargetAccounts:
    """A target: one company, with the accounts each side has for it."""

    target_id: str
    first_accounts: Collection[Hashable]
    second_accounts: Collection[Hashable]

    def accounts(self, side: Side) -> Collection[Hashable]:
        """The accounts one side has for the company."""
        return self.first_accounts if side is Side.FIRST else self.second_accounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """An opportunity of one side at one of its accounts.

    `closed_on` is read for won and lost deals only: what a CRM holds there for an open deal is a
    hope. `advanced_on` is the last day the deal moved a stage, where that is known.
    """

    side: Side
    account: Hashable
    status: OpportunityStatus
    created_on: date | None
    closed_on: date | None = None
    advanced_on: date | None = None
    amount_minor: int | None = None
    currency: str | None = None

    @property
    def money(self) -> Money | None:
        """The deal's amount, if it has one with a currency."""
        if self.amount_minor is None or self.currency is None:
            return None
        return Money(self.amount_minor, self.currency)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one side spent on the event."""

    side: Side
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The time a report looks at: from the baseline, for a window, as known on a day.

    A deal created on the baseline's own day counts as there before: a date has no hour, and the
    doubt must not favour the report.

    >>> scope = Scope(date(2026, 3, 1), as_of=date(2026, 6, 1), window_days=30)
    >>> scope.holds(date(2026, 3, 1)), scope.holds(date(2026, 3, 31)), scope.holds(date(2026, 4, 1))
    (False, True, False)
    """

    frozen_on: date
    as_of: date
    window_days: int = WINDOW_DAYS

    def __post_init__(self) -> None:
        if self.window_days < 1:
            raise ValueError("A window has at least one day.")

    @property
    def ends_on(self) -> date:
        """The last day of the window."""
        return self.frozen_on + timedelta(days=self.window_days)

    def holds(self, day: date | None) -> bool:
        """Whether something on that day is after the baseline, inside the window and known."""
        return day is not None and self.frozen_on < day <= min(self.ends_on, self.as_of)
