"""Pairs that wait until both sides accepted them, and accounts with the history to be compared."""

from typing import Any

from sqlalchemy import ColumnElement, Delete, Select, and_, case, delete, func, or_, select

from partnerhub.domain.lists import ListKind
from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.persistence.lists import TABLES, as_of
from partnerhub.persistence.models import Overlap, WaitingPair
from partnerhub.persistence.queries.parts import Part


def pairs(part: Part) -> Select[WaitingPair]:
    """The pairs of an overlap that wait, without those of populations that are withheld."""
    query = select(WaitingPair).where(
        WaitingPair.partnership_id == part.partnership_id, WaitingPair.overlap_id == part.overlap_id
    )
    for population, withheld in (
        (WaitingPair.first_population, part.first_withheld),
        (WaitingPair.second_population, part.second_withheld),
    ):
        if withheld:
            query = query.where(population.not_in(sorted(withheld)))
    return query


def pair(part: Part, match_id: str) -> Select[WaitingPair]:
    """One of them."""
    return pairs(part).where(WaitingPair.id == match_id)


def clear(partnership_id: str, overlap_id: str) -> Delete:
    """Forget the pairs that an attempt at an overlap wrote."""
    return delete(WaitingPair).where(
        WaitingPair.partnership_id == partnership_id, WaitingPair.overlap_id == overlap_id
    )


def own_accounts(overlap: Overlap, side: Side, organization_id: str, ids: list[str]) -> Select[Any]:
    """A side's own accounts as an overlap compared them."""
    table = TABLES[ListKind.ACCOUNTS]
    version, _ = side.mine_theirs(overlap.first_version, overlap.second_version)
    columns = [table.c[name] for name in ("id", "name", "domain", "population")]
    return select(*columns).where(as_of(table, organization_id, version), table.c.id.in_(ids))


def with_history(organization_id: str, version: int) -> Select[Any]:
    """Ids of the accounts of a list version that a CRM has a history of."""
    table = TABLES[ListKind.ACCOUNTS]
    lacking = or_(*(missing for _, missing in _lacking(organization_id, version)))
    return select(table.c.id).where(as_of(table, organization_id, version), ~lacking)


def without_history(organization_id: str, version: int) -> Select[Any]:
    """Count the accounts that lack a history, each by the first thing that it lacks: `reason`."""
    table = TABLES[ListKind.ACCOUNTS]
    reason = case(
        *((missing, name) for name, missing in _lacking(organization_id, version)), else_=None
    ).label("reason")
    found = select(reason).where(as_of(table, organization_id, version)).subquery()
    return (
        select(found.c.reason, func.count().label("rows"))
        .where(found.c.reason.is_not(None))
        .group_by(found.c.reason)
    )


def _lacking(organization_id: str, version: int) -> list[tuple[str, ColumnElement[bool]]]:
    table = TABLES[ListKind.ACCOUNTS]

    def linked(kind: ListKind) -> Select[Any]:
        other = TABLES[kind]
        return select(other.c.account_id).where(
            as_of(other, organization_id, version), other.c.account_id.is_not(None)
        )

    return [
        ("no_record_id", table.c.record_id.is_(None)),
        ("no_owner", table.c.owner.is_(None)),
        ("no_created_date", table.c.created_on.is_(None)),
        (
            "customer_without_activity",
            and_(
                table.c.population == Population.CUSTOMER.value,
                table.c.id.not_in(linked(ListKind.OPPORTUNITIES)),
                table.c.id.not_in(linked(ListKind.CONTACTS)),
            ),
        ),
    ]
