"""The pool: the companies of a release, as each side stands with them.

Only what was released goes in, and when its accounts last bought: rows that the two lists do not
share cannot change a target list, however many there are. A company may have several accounts on
a side; the strongest population speaks for it, and the pair that is most certain lends its cards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.domain.targeting import Candidate, Standing
from partnerhub.domain.titles import Seniority
from partnerhub.persistence import Session, both_sides, keys_of
from partnerhub.persistence.models import Event, Target
from partnerhub.persistence.queries import events as queries
from partnerhub.services.overlaps.reading import Release
from partnerhub.services.overlaps.showing import shows_open_deals

SENIOR = Seniority.DIRECTOR
"""From here on somebody is senior, unless the plan says otherwise."""
OF_PAIR = "of_pair"
"""Where a card keeps the population of the account it shows; that of a company may be another."""
CHUNK = 500
"""Cards read with one statement."""
_STRENGTH: dict[str, int] = {one.value: place for place, one in enumerate(Population)}


@dataclass(slots=True)
class Accounts:
    """One side's accounts at a company."""

    ids: list[str] = field(default_factory=list)
    population: str = Population.OTHER.value
    open_opportunity: bool = False
    tells_open_deals: bool = True
    """Whether the other side may know of them."""

    def include(self, account_id: str, population: str, *, open_opportunity: bool) -> None:
        """Take one more account in."""
        if account_id not in self.ids:
            self.ids.append(account_id)
        if _STRENGTH[population] < _STRENGTH[self.population]:
            self.population = population
        self.open_opportunity |= open_opportunity

    def state(self) -> dict[str, Any]:
        """What a card says beside the fields of the account."""
        return {
            "population": self.population,
            "open_opportunity": self.open_opportunity,
        }


@dataclass(slots=True)
class Company:
    """A company both sides have: its accounts, and the pair that stands for it."""

    number: int
    position: int
    confidence: int
    first: Accounts = field(default_factory=Accounts)
    second: Accounts = field(default_factory=Accounts)

    @property
    def account_ids(self) -> frozenset[str]:
        """Its accounts on both sides."""
        return frozenset(self.first.ids) | frozenset(self.second.ids)

    def target(self, session: Session, event: Event, **values: Any) -> Target:
        """Make a target of it; its id is the same whenever the list is built again."""
        target_id = keys_of(session).match_id(event.id, self.first.ids[0], self.second.ids[0])
        return Target(
            partnership_id=event.partnership_id,
            event_id=event.id,
            id=target_id,
            company=self.number,
            first_accounts=self.first.ids,
            second_accounts=self.second.ids,
            first_card={},
            second_card={},
            **values,
        )


def companies(session: Session, shown: Release, number: int | None = None) -> dict[int, Company]:
    """Gather the companies of a release by number; pairs that either side rejected are none."""
    found: dict[int, Company] = {}
    terms = shown.party.side.mine_theirs(shown.shared.my_terms, shown.shared.their_terms)
    told = [
        shows_open_deals(each, side, shown.overlap) for side, each in zip(Side, terms, strict=True)
    ]
    for position, company_number, first_id, second_id, confidence, *state in session.execute(
        queries.pairs(shown.part, number)
    ):
        company = found.get(company_number)
        if company is None:
            company = found[company_number] = Company(company_number, position, confidence)
            company.first.tells_open_deals, company.second.tells_open_deals = told
        company.confidence = max(company.confidence, confidence)
        first, second, first_open, second_open = state
        company.first.include(first_id, first, open_opportunity=first_open)
        company.second.include(second_id, second, open_opportunity=second_open)
    return found


def candidates(
    session: Session,
    shown: Release,
    found: Mapping[int, Company],
    *,
    on: date | None,
    senior: Seniority = SENIOR,
) -> dict[int, Candidate]:
    """Say how both sides stand with some companies on a day; without one, whenever they bought."""
    overlap, partnership = shown.overlap, shown.party.partnership
    assert partnership.second_id is not None
    sides = (partnership.first_id, partnership.second_id)
    with both_sides(session, partnership.id, sides):
        bought = (
            _last_won(session, sides[0], overlap.first_version, on),
            _last_won(session, sides[1], overlap.second_version, on),
        )
    known = _known(session, shown, senior, found)
    result = {}
    for number, company in found.items():
        first, second = (
            _standing(accounts, wins, on)
            for accounts, wins in zip((company.first, company.second), bought, strict=True)
        )
        people = known.get(number)
        if people:
            first = replace(first, contacts=people.first, senior_contacts=people.first_senior)
            second = replace(second, contacts=people.second, senior_contacts=people.second_senior)
        result[number] = Candidate(
            company=number, first=first, second=second, confidence=company.confidence
        )
    return result


def deal_cards(
    session: Session, shown: Release, found: Mapping[int, Company], targets: Sequence[Target]
) -> None:
    """Give targets the cards of the pairs that stand for them."""
    waiting = {found[target.company].position: target for target in targets}
    positions = sorted(waiting)
    for start in range(0, len(positions), CHUNK):
        chunk = positions[start : start + CHUNK]
        for match in session.scalars(queries.at(shown.part, chunk)):
            target = waiting[match.position]
            company = found[target.company]
            first, second = {OF_PAIR: match.first_population}, {OF_PAIR: match.second_population}
            target.first_card = match.first_card | company.first.state() | first
            target.second_card = match.second_card | company.second.state() | second


def side_of(shown: Release, organization_id: str | None) -> Side | None:
    """Say which side of the partnership an organization is."""
    if organization_id is None:
        return None
    own = organization_id == shown.party.organization_id
    return shown.party.side if own else shown.party.side.other


def _standing(accounts: Accounts, wins: Mapping[str, date], on: date | None) -> Standing:
    days = [(on - wins[one]).days for one in accounts.ids if one in wins] if on and wins else []
    return Standing(
        population=Population(accounts.population),
        open_opportunity=accounts.open_opportunity and accounts.tells_open_deals,
        days_since_last_won=min(days, default=None),
    )


def _last_won(
    session: Session, organization_id: str, version: int, on: date | None
) -> dict[str, date]:
    if on is None:
        return {}
    rows = session.execute(queries.last_won(organization_id, version, on))
    return {row.account_id: row.close_on for row in rows}


def _known(
    session: Session, shown: Release, senior: Seniority, found: Mapping[int, Company]
) -> dict[int, Any]:
    """People known at each company, where both sides share such counts."""
    if not shown.with_people:
        return {}
    high = [one.value for one in Seniority if one.at_least(senior)]
    one = next(iter(found)) if len(found) == 1 else None
    return {row.company: row for row in session.execute(queries.people(shown.part, high, one))}
