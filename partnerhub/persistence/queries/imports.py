"""Imports, what they refused, and what later imports remember of them."""

from sqlalchemy import Delete, Select, delete, or_, select

from partnerhub.domain.lists import ListKind
from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import (
    Import,
    ImportReject,
    Overlap,
    Partnership,
    RememberedMapping,
    Report,
    Suppression,
)

NOTHING_SHOWN = ("rejected", "cancelled", "failed")
UNFINISHED = ("queued", "running")


def visible_to(actor: Actor) -> Select[Import]:
    """Imports of the actor's organization."""
    return select(Import).where(Import.organization_id == actor.organization_id)


def one(actor: Actor, import_id: str) -> Select[Import]:
    """One of them."""
    return visible_to(actor).where(Import.id == import_id)


def by_id(organization_id: str, import_id: str) -> Select[Import]:
    """An import by its whole key, for the worker."""
    return select(Import).where(Import.organization_id == organization_id, Import.id == import_id)


def spooled(organization_id: str) -> Select[Import]:
    """An organization's imports whose file is still needed."""
    return select(Import).where(
        Import.organization_id == organization_id, Import.state.in_(UNFINISHED)
    )


def rejects(actor: Actor, import_id: str) -> Select[ImportReject]:
    """What an import of the actor's organization refused or changed."""
    return select(ImportReject).where(
        ImportReject.organization_id == actor.organization_id, ImportReject.import_id == import_id
    )


def remembered(organization_id: str, kind: ListKind, fingerprint: str) -> Select[RememberedMapping]:
    """The mapping a user once gave for files with this header."""
    return select(RememberedMapping).where(
        RememberedMapping.organization_id == organization_id,
        RememberedMapping.kind == kind,
        RememberedMapping.fingerprint == fingerprint,
    )


def any_remembered(organization_id: str, kind: ListKind) -> Select[RememberedMapping]:
    """Whether the organization ever gave a mapping for this kind of list."""
    return (
        select(RememberedMapping)
        .where(RememberedMapping.organization_id == organization_id, RememberedMapping.kind == kind)
        .limit(1)
    )


def suppressed(organization_id: str) -> Select[str]:
    """Keys of persons that stay out of the organization's lists."""
    return select(Suppression.person_key).where(Suppression.organization_id == organization_id)


def released_from(organization_id: str, version: int) -> Select[str]:
    """Overlaps and reports that name this version of an organization's lists or a later one."""
    overlaps = (
        select(Overlap.id)
        .join(Partnership, Partnership.id == Overlap.partnership_id)
        .where(
            Overlap.state.not_in(NOTHING_SHOWN),
            or_(
                (Partnership.first_id == organization_id) & (Overlap.first_version >= version),
                (Partnership.second_id == organization_id) & (Overlap.second_version >= version),
            ),
        )
    )
    reports = (
        select(Report.id)
        .join(Partnership, Partnership.id == Report.partnership_id)
        .where(
            Report.state.not_in(NOTHING_SHOWN),
            or_(
                (Partnership.first_id == organization_id) & (Report.first_version >= version),
                (Partnership.second_id == organization_id) & (Report.second_version >= version),
            ),
        )
    )
    union = overlaps.union_all(reports).subquery()
    return select(union.c.id)


def delete_rejects(organization_id: str, import_id: str) -> Delete:
    """Forget what an earlier attempt at an import refused."""
    return delete(ImportReject).where(
        ImportReject.organization_id == organization_id, ImportReject.import_id == import_id
    )
