"""Overlaps, their matches, decisions and contact cells, and the lists they read."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import (
    Delete,
    Integer,
    Select,
    Text,
    case,
    delete,
    extract,
    func,
    select,
)
from sqlalchemy import cast as to

from partnerhub.domain.lists import ListKind
from partnerhub.domain.permissions import Actor
from partnerhub.domain.sides import Side
from partnerhub.persistence.lists import TABLES, as_of
from partnerhub.persistence.models import ContactCell, Match, Overlap
from partnerhub.persistence.queries import contacts, partnerships, waiting
from partnerhub.persistence.queries.parts import Part

UNFINISHED = ("awaiting_approval", "queued", "running")


def visible_to(actor: Actor) -> Select[Overlap]:
    """Overlaps of the actor's partnerships."""
    mine = partnerships.visible_to(actor).subquery()
    return select(Overlap).join(mine, mine.c.id == Overlap.partnership_id)


def one(actor: Actor, overlap_id: str) -> Select[Overlap]:
    """One of them."""
    return visible_to(actor).where(Overlap.id == overlap_id)


def of(partnership_id: str) -> Select[Overlap]:
    """Overlaps of one partnership."""
    return select(Overlap).where(Overlap.partnership_id == partnership_id)


def by_id(partnership_id: str, overlap_id: str) -> Select[Overlap]:
    """An overlap by its whole key, for the worker."""
    return of(partnership_id).where(Overlap.id == overlap_id)


def unfinished(partnership_id: str) -> Select[Overlap]:
    """Comparisons that are still asked for or under way."""
    return of(partnership_id).where(Overlap.state.in_(UNFINISHED))


def latest_published(partnership_id: str) -> Select[Overlap]:
    """The newest release first; one that makes an older one again is no news."""
    published = of(partnership_id).where(Overlap.state == "succeeded", Overlap.recomputes.is_(None))
    return published.order_by(Overlap.number.desc())


def latest_accepted(partnership_id: str, judge: Side) -> Select[Overlap]:
    """The newest release first, of those that a person of a side said yes to."""
    by = Overlap.first_approved_by if judge is Side.FIRST else Overlap.second_approved_by
    return latest_published(partnership_id).where(by.is_not(None))


def next_number(partnership_id: str) -> Select[int]:
    """The number the partnership's next overlap gets."""
    return select(func.coalesce(func.max(Overlap.number), 0) + 1).where(
        Overlap.partnership_id == partnership_id
    )


def matches(
    part: Part,
    *,
    first_population: str | None = None,
    second_population: str | None = None,
    min_confidence: int | None = None,
    tier: str | None = None,
    rule: str | None = None,
) -> Select[Match]:
    """The matches of a release, optionally narrowed."""
    query = select(Match).where(part.holds())
    if first_population:
        query = query.where(Match.first_population == first_population)
    if second_population:
        query = query.where(Match.second_population == second_population)
    if min_confidence is not None:
        query = query.where(Match.confidence >= min_confidence)
    if tier:
        query = query.where(Match.tier == tier)
    if rule:
        # Both databases write JSON so; a quotation mark within a text has a backslash before it.
        named = to(Match.rules, Text).contains(f'"rule": "{rule}"', autoescape=True)
        query = query.where(named)
    return query


def counted(part: Part) -> Select[Any]:
    """What a release is counted by, a row for each pair."""
    columns: list[Any] = [
        Match.first_account_id,
        Match.second_account_id,
        Match.company,
        Match.first_population,
        Match.second_population,
    ]
    return select(*columns).where(part.holds())


def match(part: Part, match_id: str) -> Select[Match]:
    """One match of a release."""
    return matches(part).where(Match.id == match_id)


def not_in(query: Select[Match], other: Part) -> Select[Match]:
    """Of some matches those that another release does not have."""
    return query.where(Match.id.not_in(select(Match.id).where(other.holds())))


def count(query: Select[Match]) -> Select[int]:
    """How many matches a query has."""
    return select(func.count()).select_from(query.subquery())


def cells(part: Part, companies: Collection[int] | None = None) -> Select[ContactCell]:
    """People by seniority and function at those companies of a release that may be read whole."""
    query = select(ContactCell).where(
        ContactCell.partnership_id == part.partnership_id,
        ContactCell.overlap_id == part.overlap_id,
        part.has_whole_company(ContactCell.company.expression),
    )
    return query if companies is None else query.where(ContactCell.company.in_(companies))


def clear(partnership_id: str, overlap_id: str) -> tuple[Delete, ...]:
    """Forget what an earlier attempt at an overlap wrote."""
    return (
        delete(Match).where(Match.partnership_id == partnership_id, Match.overlap_id == overlap_id),
        delete(ContactCell).where(
            ContactCell.partnership_id == partnership_id, ContactCell.overlap_id == overlap_id
        ),
        contacts.clear(partnership_id, overlap_id),
        waiting.clear(partnership_id, overlap_id),
    )


def accounts(
    organization_id: str, version: int, columns: Collection[str], hidden: Collection[str] = ()
) -> Select[Any]:
    """The accounts of a list version, by their ids; no column is read that is not asked for.

    Args:
        organization_id: Whose.
        version: Which version.
        columns: What of them.
        hidden: Populations that are left out.
    """
    table = TABLES[ListKind.ACCOUNTS]
    wanted = [table.c[name] for name in columns]
    query = select(*wanted).where(as_of(table, organization_id, version)).order_by(table.c.id)
    return query.where(table.c.population.not_in(sorted(hidden))) if hidden else query


def unmatched(
    release: Part,
    owner: Side,
    organization_id: str,
    version: int,
    shown: Mapping[str, Collection[str]],
) -> Select[Any]:
    """The accounts of one side that a release has no pair of, as far as they are shown.

    Args:
        release: The whole release: the account of a pair that is withheld is not here, either.
        owner: Whose accounts.
        organization_id: Its organization.
        version: The version of its list that was compared.
        shown: The populations that show, and which fields of each.
    """
    table = TABLES[ListKind.ACCOUNTS]
    columns: list[Any] = [table.c.id, table.c.population]
    for name in dict.fromkeys(name for fields in shown.values() for name in fields):
        having = [population for population, fields in shown.items() if name in fields]
        value = case((table.c.population.in_(having), table.c[name]))
        columns.append((table.c[name] if len(having) == len(shown) else value).label(name))
    matched = Match.first_account_id if owner is Side.FIRST else Match.second_account_id
    return select(*columns).where(
        as_of(table, organization_id, version),
        table.c.population.in_(sorted(shown)),
        table.c.id.not_in(select(matched).where(release.holds())),
    )


def shape(organization_id: str, version: int) -> Select[Any]:
    """What is counted of a list version for its shape: rows, and those with something."""
    table, known = TABLES[ListKind.ACCOUNTS], TABLES[ListKind.CONTACTS].c

    def linked(kind: ListKind) -> Select[Any]:
        other = TABLES[kind]
        return select(other.c.account_id).where(as_of(other, organization_id, version))

    def some(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    columns: list[Any] = [
        func.count().label("rows"),
        some(table.c.owner.is_not(None)).label("with_owner"),
        some(table.c.id.in_(linked(ListKind.OPPORTUNITIES))).label("with_opportunity"),
        some(
            table.c.id.in_(
                contacts.people(organization_id, version).with_only_columns(known.account_id)
            )
        ).label("with_contact"),
    ]
    return select(*columns).where(as_of(table, organization_id, version))


def created_months(organization_id: str, version: int) -> Select[Any]:
    """How many accounts of a list version the CRM says were created in which month."""
    table = TABLES[ListKind.ACCOUNTS]
    columns: list[Any] = [
        to(extract("year", table.c.created_on), Integer).label("year"),
        to(extract("month", table.c.created_on), Integer).label("month"),
        func.count().label("rows"),
    ]
    return (
        select(*columns)
        .where(as_of(table, organization_id, version), table.c.created_on.is_not(None))
        .group_by(columns[0], columns[1])
    )


def companies(part: Part, after: int, limit: int) -> Select[int]:
    """Numbers of the companies of a release, behind one of them."""
    return (
        select(Match.company)
        .where(part.holds(), Match.company > after)
        .distinct()
        .order_by(Match.company)
        .limit(limit)
    )


def of_companies(part: Part, companies: Collection[int]) -> Select[Match]:
    """The matches of some companies of a release."""
    return matches(part).where(Match.company.in_(companies)).order_by(Match.position)
