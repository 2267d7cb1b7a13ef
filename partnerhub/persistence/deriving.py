"""What is derived from several lists: whose a contact or a deal is, and what an account is.

Derived again at every publication, with a few statements whatever the size of the lists. A row
whose derived value changes gets a new version like a row whose own values changed.
"""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    FromClause,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from partnerhub.domain.lists import ListKind, OpportunityStatus
from partnerhub.domain.populations import Population, derive
from partnerhub.persistence.lists import TABLES, as_of, close, since

LINKED = (ListKind.CONTACTS, ListKind.OPPORTUNITIES)


def derive_all(session: Session, organization_id: str, number: int, today: date) -> None:
    """Derive again which account contacts and deals belong to, then the populations."""
    for kind in LINKED:
        table = TABLES[kind]
        links = _links(table, organization_id, number)
        _rederive(session, table, links, organization_id, number, today=today)
    accounts = TABLES[ListKind.ACCOUNTS]
    populations = _populations(organization_id, number)
    _rederive(session, accounts, populations, organization_id, number, today=today)


def _links(table: Table, organization_id: str, number: int) -> Select[Any]:
    """Rows that name their account by name or address, where that means another account now."""
    accounts = TABLES[ListKind.ACCOUNTS]
    names = _unique(accounts.c.name_key, organization_id, number, "names")
    source: FromClause = table.outerjoin(names, names.c.key == table.c.account_name_key)
    account_id: ColumnElement[Any] = names.c.id
    if "email_domain" in table.c:
        domains = _unique(accounts.c.domain, organization_id, number, "domains")
        source = source.outerjoin(domains, domains.c.key == table.c.email_domain)
        account_id = func.coalesce(names.c.id, domains.c.id)
    return (
        select(table.c.id, account_id.label("account_id"))
        .select_from(source)
        .where(
            as_of(table, organization_id, number),
            table.c.account_record_id.is_(None),
            table.c.account_id.is_distinct_from(account_id),
        )
    )


def _unique(column: Column[Any], organization_id: str, number: int, name: str) -> CTE:
    """Accounts by a key that only one of them has: an ambiguous key links nothing."""
    accounts = TABLES[ListKind.ACCOUNTS]
    return (
        select(column.label("key"), func.min(accounts.c.id).label("id"))
        .where(as_of(accounts, organization_id, number), column.is_not(None))
        .group_by(column)
        .having(func.count() == 1)
        .cte(name)
    )


def _populations(organization_id: str, number: int) -> Select[Any]:
    """Accounts whose deals make them something else now; `domain.populations` decides what."""
    accounts, deals = TABLES[ListKind.ACCOUNTS], TABLES[ListKind.OPPORTUNITIES]

    def has(status: OpportunityStatus) -> ColumnElement[int]:
        return func.max(case((deals.c.status == status, 1), else_=0))

    states = (
        select(
            deals.c.account_id,
            has(OpportunityStatus.WON).label("won"),
            has(OpportunityStatus.OPEN).label("open"),
        )
        .where(as_of(deals, organization_id, number), deals.c.account_id.is_not(None))
        .group_by(deals.c.account_id)
        .cte("states")
    )
    won, open_ = func.coalesce(states.c.won, 0), func.coalesce(states.c.open, 0)
    population = case(
        *(
            (
                and_(
                    accounts.c.declared_population.is_not_distinct_from(declared),
                    won == int(has_won),
                    open_ == int(has_open),
                ),
                literal(derive(declared, has_won=has_won, has_open=has_open).value),
            )
            for declared in (None, *Population)
            for has_won in (False, True)
            for has_open in (False, True)
        ),
        else_=literal(Population.PROSPECT.value),
    )
    flag = open_ == 1
    return (
        select(accounts.c.id, population.label("population"), flag.label("open_opportunity"))
        .select_from(accounts.outerjoin(states, states.c.account_id == accounts.c.id))
        .where(
            as_of(accounts, organization_id, number),
            or_(accounts.c.population != population, accounts.c.open_opportunity != flag),
        )
    )


def _rederive(
    session: Session,
    table: Table,
    changes: Select[Any],
    organization_id: str,
    number: int,
    *,
    today: date,
) -> None:
    """Give rows their new derived values: in place where the version is new, else as a copy."""
    derived = [column.name for column in changes.selected_columns if column.name != "id"]
    temporary = _temporary(table, *derived)
    connection = session.connection()
    temporary.create(connection)
    session.execute(insert(temporary).from_select(["id", *derived], changes))
    own = table.c.organization_id == organization_id
    fresh = and_(own, table.c.valid_from == number, table.c.id == temporary.c.id)
    session.execute(
        update(table).where(fresh).values({name: temporary.c[name] for name in derived})
    )
    older = and_(own, table.c.valid_to.is_(None), since(table) < number)
    copied: dict[str, Any] = {name: temporary.c[name] for name in derived}
    copied |= {"valid_from": literal(number), "updated_on": literal(today)}
    source = (
        select(*(copied.get(column.name, column).label(column.name) for column in table.c))
        .select_from(table.join(temporary, temporary.c.id == table.c.id))
        .where(older)
    )
    session.execute(insert(table).from_select([column.name for column in table.c], source))
    close(session, table, organization_id, number, table.c.id.in_(select(temporary.c.id)))
    temporary.drop(connection)


@cache  # A table made anew would have every statement on it compiled anew, and kept.
def _temporary(table: Table, *derived: str) -> Table:
    return Table(
        "derived_changes",
        MetaData(),
        Column("id", String(32), primary_key=True),
        *(Column(name, table.c[name].type, nullable=True) for name in derived),
        prefixes=["TEMPORARY"],
    )
