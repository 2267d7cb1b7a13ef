"""Events, their costs, target lists and targets."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Delete, Select, case, delete, func, select

from partnerhub.domain.lists import ListKind, OpportunityStatus
from partnerhub.domain.permissions import Actor
from partnerhub.persistence.lists import TABLES, as_of
from partnerhub.persistence.models import (
    ContactCell,
    Cost,
    Decision,
    Event,
    Match,
    Target,
    TargetList,
)
from partnerhub.persistence.queries import partnerships
from partnerhub.persistence.queries.parts import Part


def visible_to(actor: Actor) -> Select[Event]:
    """Events of the actor's partnerships."""
    mine = partnerships.visible_to(actor).subquery()
    return select(Event).join(mine, mine.c.id == Event.partnership_id)


def one(actor: Actor, event_id: str) -> Select[Event]:
    """One of them."""
    return visible_to(actor).where(Event.id == event_id)


def of(partnership_id: str) -> Select[Event]:
    """Events of one partnership."""
    return select(Event).where(Event.partnership_id == partnership_id)


def locked(event: Event) -> Select[Event]:
    """An event for changing what hangs on it; others that want to wait here."""
    return (
        of(event.partnership_id)
        .where(Event.id == event.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def costs(event: Event) -> Select[Cost]:
    """What both sides spent on an event."""
    return select(Cost).where(
        Cost.partnership_id == event.partnership_id, Cost.event_id == event.id
    )


def cost(event: Event, cost_id: str) -> Select[Cost]:
    """One of them."""
    return costs(event).where(Cost.id == cost_id)


def target_list(event: Event) -> Select[TargetList]:
    """The target list of an event, if it has one."""
    return select(TargetList).where(
        TargetList.partnership_id == event.partnership_id, TargetList.event_id == event.id
    )


def targets(
    event: Event, states: Collection[str] | None = None, part: Part | None = None
) -> Select[Target]:
    """Companies on an event's target list, in some states or in all, in a part of the release.

    A company of which something is withheld is not in it: a target shows a company as a whole.
    """
    query = select(Target).where(
        Target.partnership_id == event.partnership_id, Target.event_id == event.id
    )
    if part is not None:
        query = query.where(part.has_whole_company(Target.company.expression))
    return query if states is None else query.where(Target.state.in_(states))


def target(event: Event, target_id: str, part: Part) -> Select[Target]:
    """One of them."""
    return targets(event, part=part).where(Target.id == target_id)


def target_of(event: Event, company: int) -> Select[Target]:
    """The target that a company of the overlap is, if it is one."""
    return targets(event).where(Target.company == company)


def count_by_state(event: Event, part: Part) -> Select[str, int]:
    """How many targets of a part of the release are in which state."""
    return (
        select(Target.state, func.count())
        .where(
            Target.partnership_id == event.partnership_id,
            Target.event_id == event.id,
            part.has_whole_company(Target.company.expression),
        )
        .group_by(Target.state)
    )


def next_rank(event: Event) -> Select[int]:
    """The rank behind the last one."""
    return select(func.coalesce(func.max(Target.rank), 0) + 1).where(
        Target.partnership_id == event.partnership_id, Target.event_id == event.id
    )


def clear(event: Event) -> Delete:
    """Forget the targets of an event before its list is built again."""
    return delete(Target).where(
        Target.partnership_id == event.partnership_id, Target.event_id == event.id
    )


# -- what a list is chosen from ------------------------------------------------------------------


def pairs(part: Part, company: int | None = None) -> Select[Any]:
    """The pairs of whole companies of a release that neither side rejected, without cards."""
    rejected = select(Decision.match_id).where(
        Decision.partnership_id == part.partnership_id, Decision.decision == "rejected"
    )
    columns: list[Any] = [
        Match.position,
        Match.company,
        Match.first_account_id,
        Match.second_account_id,
        Match.confidence,
        Match.first_population,
        Match.second_population,
        Match.first_open_opportunity,
        Match.second_open_opportunity,
    ]
    query = (
        select(*columns)
        .where(
            part.holds(),
            part.has_whole_company(Match.company.expression),
            Match.id.not_in(rejected),
        )
        .order_by(Match.position)
    )
    return query if company is None else query.where(Match.company == company)


def at(part: Part, positions: Collection[int]) -> Select[Match]:
    """The matches of a release at some positions, with their cards."""
    return select(Match).where(part.holds(), Match.position.in_(positions))


def people(part: Part, senior: Collection[str], company: int | None = None) -> Select[Any]:
    """How many people each side knows at each company, and how many senior ones."""

    def known(column: Any) -> tuple[Any, Any]:
        everybody = column + ContactCell.both
        high = case((ContactCell.seniority.in_(senior), everybody), else_=0)
        return func.sum(everybody), func.sum(high)

    first, first_senior = known(ContactCell.only_first)
    second, second_senior = known(ContactCell.only_second)
    query = (
        select(
            ContactCell.company,
            first.label("first"),
            first_senior.label("first_senior"),
            second.label("second"),
            second_senior.label("second_senior"),
        )
        .where(
            ContactCell.partnership_id == part.partnership_id,
            ContactCell.overlap_id == part.overlap_id,
            part.has_whole_company(ContactCell.company.expression),
        )
        .group_by(ContactCell.company)
    )
    return query if company is None else query.where(ContactCell.company == company)


def last_won(organization_id: str, version: int, until: date) -> Select[Any]:
    """When each account of a list version last bought, up to a day."""
    deals = TABLES[ListKind.OPPORTUNITIES]
    return (
        select(deals.c.account_id, func.max(deals.c.close_on).label("close_on"))
        .where(
            as_of(deals, organization_id, version),
            deals.c.status == OpportunityStatus.WON,
            deals.c.account_id.is_not(None),
            deals.c.close_on <= until,
        )
        .group_by(deals.c.account_id)
    )
