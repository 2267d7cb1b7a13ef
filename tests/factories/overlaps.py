"""A published overlap, written down directly: what matching would have found, without matching."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from itertools import count

from partnerhub.domain import overlap as domain
from partnerhub.domain.disclosure import Terms
from partnerhub.persistence import keys_of
from partnerhub.persistence.models import (
    ContactCell,
    Match,
    Opportunity,
    Organization,
    Overlap,
    Partnership,
)
from partnerhub.services import sharing
from tests.factories import NOW

VERSION = 1_000_000
_numbers = count(1)


@dataclass
class Shared:
    """A company both sides have: how each stands with it, and how many people each knows."""

    name: str
    first: str = "customer"
    second: str = "prospect"
    open_at: tuple = ()
    people: tuple = (0, 0)
    seniority: str = "vp"
    confidence: int = 9_900
    first_accounts: int = 1
    second_accounts: int = 1

    def accounts(self, side):
        number = self.first_accounts if side == "first" else self.second_accounts
        return [f"{side}-{self.name}-{n}".lower()[:32] for n in range(number)]

    def pairs(self):
        return [(a, b) for a in self.accounts("first") for b in self.accounts("second")]


def publish(session, agreed, companies, *, fields=("country",)):
    """Publish an overlap of these companies; both sides' lists are in their first version."""
    partnership = session.get_one(Partnership, agreed.id)
    for organization_id in (partnership.first_id, partnership.second_id):
        organization = session.get_one(Organization, organization_id)
        organization.list_version = max(organization.list_version, VERSION)
    overlap = Overlap(
        partnership_id=agreed.id,
        number=next(_numbers),
        asked_by=partnership.first_id,
        state="succeeded",
        level="overlapping_accounts",
        first_version=session.get_one(Organization, partnership.first_id).list_version,
        second_version=session.get_one(Organization, partnership.second_id).list_version,
        published_at=NOW,
    )
    overlap.counts, overlap.matrix = _numbers_of(companies)
    session.add(overlap)
    session.flush()
    position = count()
    for number, company in enumerate(companies, start=1):
        for pair in company.pairs():
            match_id = keys_of(session).match_id(agreed.id, *pair)
            session.add(_match(overlap, company, number, next(position), match_id, pair, fields))
        if any(company.people):
            session.add(_cell(overlap, company, number))
    session.flush()
    return overlap


def _numbers_of(companies):
    pairs = [(n, one, *pair) for n, one in enumerate(companies) for pair in one.pairs()]
    columns = [
        [pair[2] for pair in pairs],
        [pair[3] for pair in pairs],
        [pair[0] for pair in pairs],
    ]
    populations = [pair[1].first for pair in pairs], [pair[1].second for pair in pairs]
    return domain.count(*columns).to_json(), domain.matrix(*columns, *populations).to_json()


def _match(overlap, company, number, position, match_id, pair, fields):
    granted = {name: f"{name} of {company.name}" for name in fields}
    return Match(
        partnership_id=overlap.partnership_id,
        overlap_id=overlap.id,
        position=position,
        id=match_id,
        company=number,
        first_account_id=pair[0],
        second_account_id=pair[1],
        confidence=company.confidence,
        tier="certain",
        rules=[],
        explanation="The same web domain.",
        first_population=company.first,
        second_population=company.second,
        first_open_opportunity="first" in company.open_at,
        second_open_opportunity="second" in company.open_at,
        first_card={"name": f"{company.name} Inc", "domain": f"{company.name}.com", **granted},
        second_card={"name": f"{company.name} GmbH", "domain": f"{company.name}.de", **granted},
    )


def _cell(overlap, company, number):
    only_first, only_second = company.people
    return ContactCell(
        partnership_id=overlap.partnership_id,
        overlap_id=overlap.id,
        company=number,
        seniority=company.seniority,
        function="it",
        only_first=only_first,
        only_second=only_second,
        both=0,
    )


def deal(session, actor, account, status="open", *, created, closed=None, amount=None, **values):
    """Write an opportunity of an organization at one of its accounts; amounts are in euros."""
    number = next(_numbers)
    currency = values.pop("currency", None if amount is None else "EUR")
    row = {
        "organization_id": actor.organization_id,
        "id": f"deal-{number}",
        "valid_from": VERSION,
        "valid_to": None,
        "digest": "0" * 32,
        "record_id": f"006-{number}",
        "updated_on": NOW.date(),
        "account_id": account,
        "account_record_id": None,
        "account_name": None,
        "account_name_key": None,
        "name": None,
        "stage": None,
        "status": status,
        "amount_minor": None if amount is None else amount * 100,
        "currency": currency,
        "created_on": _day(created),
        "close_on": _day(closed),
        "type": None,
        "owner": None,
        "lead_source": None,
    }
    opportunity = Opportunity(**(row | values))
    session.add(opportunity)
    session.flush()
    return opportunity


def upload(session, actor):
    """Take the number of a new list version: what is written under it is a later upload."""
    organization = session.get_one(Organization, actor.organization_id)
    organization.list_version += VERSION
    session.flush()
    return organization.list_version


def share(session, actor, partnership_id, **changes):
    """Change what an organization shares."""
    policy = sharing.get(session, actor, partnership_id=partnership_id).mine
    values = {one.name: getattr(policy, one.name) for one in dataclasses.fields(Terms)}
    return sharing.change(
        session,
        actor,
        partnership_id=partnership_id,
        revision=policy.revision,
        terms=Terms(**(values | changes)),
        now=NOW,
    )


def _day(text):
    return None if text is None else date.fromisoformat(text)
