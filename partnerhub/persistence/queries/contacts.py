"""Contacts as far as others learn of them: who counts in a comparison, and whom a release shows."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Delete, Select, and_, delete, or_, select

from partnerhub.domain.lists import ListKind
from partnerhub.domain.sides import Side
from partnerhub.persistence.lists import TABLES, as_of
from partnerhub.persistence.models import Match, ReleasedContact
from partnerhub.persistence.queries.parts import Part

PLACE = (ReleasedContact.company, ReleasedContact.contact_id)
"""What the people of a release are ordered by."""
COMPARED = ("id", "account_id", "person_key", "name_key", "seniority", "function")


def people(organization_id: str, version: int) -> Select[Any]:
    """The contacts of a list version that have an account and did not opt out."""
    table = TABLES[ListKind.CONTACTS]
    return select(*(table.c[name] for name in COMPARED)).where(
        table.c.account_id.is_not(None), _counts(organization_id, version)
    )


def clear(partnership_id: str, overlap_id: str) -> Delete:
    """Forget whom a release was to show."""
    return delete(ReleasedContact).where(
        ReleasedContact.partnership_id == partnership_id, ReleasedContact.overlap_id == overlap_id
    )


def released(
    part: Part, owner: Side, organization_id: str, version: int, columns: Collection[str]
) -> Select[Any]:
    """Whom a release shows of one side, as that side's list has them in a version.

    Who is not on it any more, has opted out or is at another account now is left out.

    Args:
        part: What of the release may be read.
        owner: Whose contacts.
        organization_id: Its organization.
        version: The version of its list that counts now.
        columns: What of a contact is read.
    """
    table = TABLES[ListKind.CONTACTS]
    account = Match.first_account_id if owner is Side.FIRST else Match.second_account_id
    known = and_(
        table.c.id == ReleasedContact.contact_id,
        table.c.account_id == ReleasedContact.account_id,
        _counts(organization_id, version),
    )
    named: list[Any] = [
        *PLACE,
        ReleasedContact.account_id,
        ReleasedContact.both,
        *(table.c[name] for name in columns),
    ]
    return (
        select(*named)
        .join_from(ReleasedContact, table, known)
        .where(
            ReleasedContact.partnership_id == part.partnership_id,
            ReleasedContact.overlap_id == part.overlap_id,
            ReleasedContact.side == owner.value,
            ReleasedContact.account_id.in_(select(account).where(part.holds())),
        )
    )


def _counts(organization_id: str, version: int) -> ColumnElement[bool]:
    """Who did not opt out: who did so in one record did so in all with the same address."""
    table = TABLES[ListKind.CONTACTS]
    other = table.alias()
    opted_out = select(other.c.person_key).where(
        as_of(other, organization_id, version),
        other.c.opted_out.is_(True),
        other.c.person_key.is_not(None),
    )
    return and_(
        as_of(table, organization_id, version),
        table.c.opted_out.is_(False),
        or_(table.c.person_key.is_(None), table.c.person_key.not_in(opted_out)),
    )
