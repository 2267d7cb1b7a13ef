"""The tables of the three lists, and which of their rows a version holds."""

from sqlalchemy import ColumnElement, FromClause, Table, and_, or_, update
from sqlalchemy.orm import Session

from partnerhub.domain.lists import ListKind
from partnerhub.persistence.models import Account, Contact, Opportunity

TABLES: dict[ListKind, Table] = {
    ListKind.ACCOUNTS: Account.__table__,  # type: ignore[dict-item]
    ListKind.CONTACTS: Contact.__table__,  # type: ignore[dict-item]
    ListKind.OPPORTUNITIES: Opportunity.__table__,  # type: ignore[dict-item]
}


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


def close(
    session: Session, table: Table, organization_id: str, number: int, which: ColumnElement[bool]
) -> None:
    """End the rows of an older version that a newer one replaces or no longer has."""
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
