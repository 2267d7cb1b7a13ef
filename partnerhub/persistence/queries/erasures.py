"""Erasures: where a person is in one organization's lists and imports, by keyed hashes alone."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Delete, Select, Update, delete, or_, select, update
from sqlalchemy.orm import aliased

from partnerhub.domain.lists import ListKind
from partnerhub.persistence.models import Contact, Import, ImportReject, Suppression


def kept_out(organization_id: str, keys: Collection[str]) -> Select[str]:
    """Those of some keys that stay out already."""
    return select(Suppression.person_key).where(
        Suppression.organization_id == organization_id, Suppression.person_key.in_(keys)
    )


def addresses(organization_id: str, contact_id: str) -> Select[str | None]:
    """Addresses that a record ever had, but for those that are another record's by now."""
    other = aliased(Contact)
    elsewhere = select(other.person_key).where(
        other.organization_id == organization_id,
        other.id != contact_id,
        other.valid_to.is_(None),
        other.person_key == Contact.person_key,
    )
    return (
        select(Contact.person_key)
        .distinct()
        .where(
            Contact.organization_id == organization_id,
            Contact.id == contact_id,
            Contact.person_key.is_not(None),
            or_(Contact.valid_to.is_(None), ~elsewhere.exists()),
        )
    )


def records(organization_id: str, persons: Collection[str]) -> Select[str]:
    """Records whose last known address is one of these; others have become somebody else."""
    later = aliased(Contact)
    moved_on = select(later.id).where(
        later.organization_id == organization_id,
        later.id == Contact.id,
        later.valid_from > Contact.valid_from,
        later.person_key.not_in(persons),
    )
    return (
        select(Contact.id)
        .distinct()
        .where(
            Contact.organization_id == organization_id,
            Contact.person_key.in_(persons),
            ~moved_on.exists(),
        )
    )


def rows(organization_id: str, keys: Collection[str]) -> Delete:
    """Remove persons from every version of a list, by records and by addresses."""
    return delete(Contact).where(_of(organization_id, keys))


def listed(organization_id: str, keys: Collection[str]) -> Select[str]:
    """Records of theirs that the list has, or had in some version."""
    return select(Contact.id).distinct().where(_of(organization_id, keys))


def quotes(organization_id: str) -> Update:
    """Forget what imports of contacts quoted of refused rows; they still say which, and why."""
    people = select(Import.id).where(
        Import.organization_id == organization_id, Import.kind == ListKind.CONTACTS
    )
    return (
        update(ImportReject)
        .where(
            ImportReject.organization_id == organization_id,
            ImportReject.import_id.in_(people),
            ImportReject.value.is_not(None),
        )
        .values(value=None)
        .execution_options(synchronize_session=False)
    )


def imports(organization_id: str, names: Collection[str]) -> Select[str]:
    """Those of some imports that are the organization's."""
    return select(Import.id).where(Import.organization_id == organization_id, Import.id.in_(names))


def _of(organization_id: str, keys: Collection[str]) -> ColumnElement[bool]:
    return (Contact.organization_id == organization_id) & or_(
        Contact.id.in_(keys), Contact.person_key.in_(keys)
    )
