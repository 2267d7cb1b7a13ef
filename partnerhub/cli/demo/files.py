"""What the generator hands back: the files it wrote, and the truth about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from partnerhub.cli.demo.exports import Dirt
from partnerhub.domain.populations import Population


@dataclass(frozen=True, slots=True)
class SellerFiles:
    """One seller and the files its CRM exported."""

    name: str
    domain: str
    crm: str
    sells: str
    owners: tuple[str, ...]
    accounts: Path
    contacts: Path
    opportunities: Path
    later_opportunities: Path
    """The whole list again, exported three months after the event."""

    def paths(self) -> tuple[Path, ...]:
        """All its files, in the order they are uploaded."""
        return self.accounts, self.contacts, self.opportunities, self.later_opportunities


@dataclass(frozen=True, slots=True)
class Truth:
    """What a reader of the files cannot know for sure, for tests."""

    pairs: frozenset[tuple[str, str]]
    """Record ids of accounts, first's and second's, that are the same company."""
    related: frozenset[tuple[str, str]]
    """Accounts of one corporate group that are not the same company."""
    shared_companies: int
    people: frozenset[tuple[str, str]]
    """Record ids of contacts, first's and second's, that are the same person."""
    populations: tuple[Mapping[str, Population], Mapping[str, Population]]
    """What each side's accounts are to it, by record id."""
    rows: Mapping[Path, int]
    """Good rows by file."""
    dirt: Mapping[Path, tuple[Dirt, ...]]
    """Damaged rows by file; each of them has to be refused, and nothing else."""
    entered: frozenset[tuple[str, str]]
    """Pairs whose company began a deal after the event, with either side."""
    won: frozenset[tuple[str, str]]
    """Those of them where such a deal was won."""


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Everything the demo uploads, and what is true about it."""

    first: SellerFiles
    second: SellerFiles
    frozen_on: date
    event_on: date
    truth: Truth
