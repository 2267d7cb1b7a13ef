"""The disclosure ledger: what of an organization's own was shown, to whom and in which release."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from partnerhub.domain.disclosure import FIGURES, Subject
from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import DisclosedRecord, Disclosure
from partnerhub.persistence.queries.paging import after as behind

PLACE = (DisclosedRecord.subject, DisclosedRecord.subject_id)


def visible_to(actor: Actor) -> Select[Disclosure]:
    """What was shown of the actor's organization."""
    return select(Disclosure).where(Disclosure.organization_id == actor.organization_id)


def to_partner(
    actor: Actor,
    partnership_id: str,
    *,
    release_id: str | None = None,
    since: datetime | None = None,
    until: int | None = None,
) -> Select[Disclosure]:
    """What was shown in one partnership, newest first, up to a number."""
    query = visible_to(actor).where(Disclosure.partnership_id == partnership_id)
    if release_id:
        query = query.where(Disclosure.release_id == release_id)
    if since:
        query = query.where(Disclosure.created_at >= since)
    if until is not None:
        query = query.where(Disclosure.sequence <= until)
    return query.order_by(Disclosure.sequence.desc())


def records(
    shown: Disclosure,
    *,
    subject: str | None = None,
    subject_id: str | None = None,
    place: Sequence[Any] | None = None,
) -> Select[DisclosedRecord]:
    """The records and figures of one disclosure, in the order of their ids."""
    query = select(DisclosedRecord).where(
        DisclosedRecord.organization_id == shown.organization_id,
        DisclosedRecord.sequence == shown.sequence,
    )
    if subject:
        query = query.where(DisclosedRecord.subject == subject)
    if subject_id:
        query = query.where(DisclosedRecord.subject_id == subject_id)
    return behind(query, PLACE, place)


def showing(
    organization_id: str, sequences: Collection[int], subject: str, subject_id: str
) -> Select[int]:
    """Which of some disclosures show one record."""
    return (
        _of(organization_id, sequences)
        .with_only_columns(DisclosedRecord.sequence)
        .where(DisclosedRecord.subject == subject, DisclosedRecord.subject_id == subject_id)
    )


def already(organization_id: str, release_id: str, subject: Subject) -> Select[int]:
    """The disclosures in which a figure of a release was shown before."""
    return (
        select(Disclosure.sequence)
        .join(
            DisclosedRecord,
            (DisclosedRecord.organization_id == Disclosure.organization_id)
            & (DisclosedRecord.sequence == Disclosure.sequence),
        )
        .where(
            Disclosure.organization_id == organization_id,
            Disclosure.release_id == release_id,
            DisclosedRecord.subject == subject,
            DisclosedRecord.subject_id == "",
        )
    )


def count_accounts(organization_id: str, partnership_id: str) -> Select[int]:
    """How many accounts were ever shown in a partnership, each counted once."""
    return (
        select(func.count(DisclosedRecord.subject_id.distinct()))
        .join(
            Disclosure,
            (DisclosedRecord.organization_id == Disclosure.organization_id)
            & (DisclosedRecord.sequence == Disclosure.sequence),
        )
        .where(
            Disclosure.organization_id == organization_id,
            Disclosure.partnership_id == partnership_id,
            DisclosedRecord.subject == Subject.ACCOUNT,
        )
    )


def figures(organization_id: str, sequences: Collection[int]) -> Select[int, str]:
    """The figures of some disclosures."""
    return (
        _of(organization_id, sequences)
        .with_only_columns(DisclosedRecord.sequence, DisclosedRecord.subject)
        .where(DisclosedRecord.subject.in_(FIGURES), DisclosedRecord.subject_id == "")
    )


def _of(organization_id: str, sequences: Collection[int]) -> Select[DisclosedRecord]:
    return select(DisclosedRecord).where(
        DisclosedRecord.organization_id == organization_id,
        DisclosedRecord.sequence.in_(sequences),
    )
