"""List versions: stage rows that nobody sees yet, publish them in one short transaction, undo.

See `models/lists.py` for what a version number means. Everything here works on whole lists with a
few statements, whatever their size. What is derived from several lists (which account a contact
belongs to, an account's population) is derived again at every publication, and a row whose derived
value changes gets a new version like a row whose own values changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
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
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from partnerhub.domain.lists import VERSION_STEP, ListKind, OpportunityStatus
from partnerhub.domain.populations import Population, derive
from partnerhub.persistence import bulk
from partnerhub.persistence.models import (
    Account,
    Contact,
    ListVersion,
    Opportunity,
    Organization,
)

TABLES: dict[ListKind, Table] = {
    ListKind.ACCOUNTS: Account.__table__,  # type: ignore[dict-item]
    ListKind.CONTACTS: Contact.__table__,  # type: ignore[dict-item]
    ListKind.OPPORTUNITIES: Opportunity.__table__,  # type: ignore[dict-item]
}
LINKED = (ListKind.CONTACTS, ListKind.OPPORTUNITIES)


@dataclass(frozen=True, slots=True)
class Change:
    """What made a list version: an import or an edit, which, when, and its counts."""

    cause: str
    subject_id: str
    today: date
    summary: dict[str, Any] = field(default_factory=dict)


def since(table: FromClause) -> ColumnElement[int]:
    """The version a row is valid from, for comparing with < and <=.

    Written as a sum so that no index range is made of it: SQLite 3.40 returns rows beyond the bound
    where an index is searched by `id IN (…)` and a range on the column behind it, and lists that
    were just published would be closed again. The index still finds organization and id.
    """
    return table.c.valid_from + 0


def as_of(table: FromClause, organization_id: str, version: int) -> ColumnElement[bool]:
    """The rows of one organization's list as they were in a version."""
    return and_(
        table.c.organization_id == organization_id,
        since(table) <= version,
        or_(table.c.valid_to.is_(None), table.c.valid_to > version),
    )


def lock(session: Session, organization_id: str) -> Organization:
    """Read an organization for changing its lists; others that want to wait here."""
    return session.scalars(
        select(Organization)
        .where(Organization.id == organization_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def reserve(session: Session, organization_id: str) -> tuple[int, int]:
    """Reserve a version number for an import; return it and the version it stands on."""
    organization = lock(session, organization_id)
    step = max(organization.reserved_version, organization.list_version) // VERSION_STEP + 1
    organization.reserved_version = step * VERSION_STEP
    return organization.reserved_version, organization.list_version


def current(session: Session, organization_id: str, kind: ListKind, version: int) -> pa.Table:
    """Read the rows of a list in a version, as columns."""
    table = TABLES[kind]
    return bulk.read(session, select(table).where(as_of(table, organization_id, version)))


def current_digests(
    session: Session, organization_id: str, kind: ListKind, version: int
) -> pa.Table:
    """Read only ids and digests of a list in a version."""
    table = TABLES[kind]
    columns = select(table.c.id, table.c.digest)
    return bulk.read(session, columns.where(as_of(table, organization_id, version)))


def stage(session: Session, kind: ListKind, rows: pa.Table) -> None:
    """Write rows under a reserved number: they are invisible until it is published."""
    bulk.write(session, TABLES[kind], rows)


def discard(session: Session, organization_id: str, number: int) -> None:
    """Remove what was staged under a number that will not be published."""
    for table in TABLES.values():
        session.execute(
            delete(table).where(
                table.c.organization_id == organization_id, table.c.valid_from == number
            )
        )


def publish(
    session: Session,
    organization: Organization,
    kind: ListKind,
    number: int,
    *,
    removed: Sequence[str],
    change: Change,
) -> None:
    """Make a staged version the one that counts.

    The caller holds the organization's lock and knows that the staged rows stand on the current
    version. Readers see the old version whole or the new one whole.
    """
    table = TABLES[kind]
    staged = select(table.c.id).where(
        table.c.organization_id == organization.id, table.c.valid_from == number
    )
    _close(session, table, organization.id, number, table.c.id.in_(staged))
    for chunk in bulk.in_chunks(removed):
        _close(session, table, organization.id, number, table.c.id.in_(chunk))
    organization.list_version = number
    derive_all(session, organization.id, number, change.today)
    bulk.analyze(session, *TABLES.values())
    accounts = TABLES[ListKind.ACCOUNTS]
    count = session.scalar(
        select(func.count()).select_from(accounts).where(as_of(accounts, organization.id, number))
    )
    session.add(
        ListVersion(
            organization_id=organization.id,
            number=number,
            cause=change.cause,
            kind=kind,
            subject_id=change.subject_id,
            accounts=count or 0,
            summary=change.summary,
        )
    )


def undo(session: Session, organization: Organization, number: int, base: int) -> None:
    """Take back the current version: rows it made go, rows it ended are current again."""
    for table in TABLES.values():
        own = table.c.organization_id == organization.id
        session.execute(delete(table).where(own, table.c.valid_from == number))
        session.execute(update(table).where(own, table.c.valid_to == number).values(valid_to=None))
    session.execute(
        delete(ListVersion).where(
            ListVersion.organization_id == organization.id, ListVersion.number == number
        )
    )
    organization.list_version = base


def edit(
    session: Session,
    organization: Organization,
    kind: ListKind,
    record_id: str,
    changes: dict[str, Any] | None,
    *,
    change: Change,
) -> int:
    """Change (or with None remove) one record: a version of its own."""
    number, table = organization.list_version + 1, TABLES[kind]
    if changes is not None:
        copied: dict[str, Any] = {"valid_from": literal(number)} | {
            name: literal(value, table.c[name].type) for name, value in changes.items()
        }
        source = select(*(copied.get(c.name, c).label(c.name) for c in table.c)).where(
            as_of(table, organization.id, number - 1), table.c.id == record_id
        )
        session.execute(insert(table).from_select([c.name for c in table.c], source))
    publish(
        session,
        organization,
        kind,
        number,
        removed=[record_id] if changes is None else [],
        change=change,
    )
    return number


def derive_all(session: Session, organization_id: str, number: int, today: date) -> None:
    """Derive again which account contacts and deals belong to, then the populations."""
    for kind in LINKED:
        table = TABLES[kind]
        links = _links(table, organization_id, number)
        _rederive(session, table, links, organization_id, number, today=today)
    accounts = TABLES[ListKind.ACCOUNTS]
    populations = _populations(organization_id, number)
    _rederive(session, accounts, populations, organization_id, number, today=today)


def _close(
    session: Session, table: Table, organization_id: str, number: int, which: ColumnElement[bool]
) -> None:
    session.execute(
        update(table)
        .where(
            table.c.organization_id == organization_id,
            table.c.valid_to.is_(None),
            since(table) < number,
            which,
        )
        .values(valid_to=number)
    )


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
    temporary = Table(
        "derived_changes",
        MetaData(),
        Column("id", String(32), primary_key=True),
        *(Column(name, table.c[name].type, nullable=True) for name in derived),
        prefixes=["TEMPORARY"],
    )
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
    _close(session, table, organization_id, number, table.c.id.in_(select(temporary.c.id)))
    temporary.drop(connection)


def account_counts(
    session: Session, organization_id: str, numbers: Iterable[int]
) -> dict[int, int]:
    """How many accounts each of some versions had."""
    rows = session.execute(
        select(ListVersion.number, ListVersion.accounts).where(
            ListVersion.organization_id == organization_id, ListVersion.number.in_(list(numbers))
        )
    )
    return {row.number: row.accounts for row in rows}
