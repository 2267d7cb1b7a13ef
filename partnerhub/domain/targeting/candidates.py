"""Candidates: a company both sides know, as each side stands with it."""

from dataclasses import dataclass
from typing import Self, TypeAlias

from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side

Company: TypeAlias = int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one side stands with a company."""

    population: Population
    open_opportunity: bool = False
    """An open deal; at a customer it stands beside the population."""

    days_since_last_won: int | None = None
    contacts: int = 0
    senior_contacts: int = 0
    """Contacts of the event's minimum seniority or higher."""

    excluded: bool = False

    @property
    def is_customer(self) -> bool:
        """Whether the company buys from this side."""
        return self.population is Population.CUSTOMER

    @property
    def has_open_deal(self) -> bool:
        """Whether this side is selling there right now."""
        return self.open_opportunity or self.population is Population.OPEN_OPPORTUNITY

    @property
    def strength(self) -> tuple[bool, bool, int, int]:
        """How strong the relationship is: customer, then open deal, then people known.

        >>> customer = Standing(population=Population.CUSTOMER)
        >>> customer.strength > Standing(population=Population.PROSPECT, contacts=9).strength
        True
        """
        return self.is_customer, self.has_open_deal, self.contacts, self.senior_contacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A company that both sides have; `confidence` is the match's, in basis points."""

    company: Company
    first: Standing
    second: Standing
    confidence: int = 10_000

    def side(self, side: Side) -> Standing:
        """How one of the sides stands with the company."""
        return self.first if side is Side.FIRST else self.second

    def swap(self) -> Self:
        """See the company from the other side."""
        return type(self)(
            company=self.company,
            first=self.second,
            second=self.first,
            confidence=self.confidence,
        )
