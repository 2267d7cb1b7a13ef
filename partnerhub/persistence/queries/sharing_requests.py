"""Requests to share more."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import SharingRequest
from partnerhub.persistence.queries import partnerships


def of(actor: Actor, partnership_id: str) -> Select[SharingRequest]:
    """Requests of both sides in one of the actor's partnerships."""
    mine = partnerships.one(actor, partnership_id).subquery()
    return (
        select(SharingRequest)
        .join(mine, mine.c.id == SharingRequest.partnership_id)
        .where(SharingRequest.partnership_id == partnership_id)
    )


def one(actor: Actor, partnership_id: str, request_id: str) -> Select[SharingRequest]:
    """One of them."""
    return of(actor, partnership_id).where(SharingRequest.id == request_id)


def open_from(partnership_id: str, organization_id: str) -> Select[SharingRequest]:
    """What a side asks for and has no answer to yet: one request, or none."""
    return select(SharingRequest).where(
        SharingRequest.partnership_id == partnership_id,
        SharingRequest.asked_by == organization_id,
        SharingRequest.state == "open",
    )


def last_made(partnership_id: str, organization_id: str) -> Select[Any]:
    """When a side last asked for more."""
    return select(func.max(SharingRequest.created_at)).where(
        SharingRequest.partnership_id == partnership_id,
        SharingRequest.asked_by == organization_id,
    )


def made_since(partnership_id: str, organization_id: str, start: datetime) -> Select[datetime]:
    """When a side asked for more, oldest first, whatever became of it."""
    return (
        select(SharingRequest.created_at)
        .where(
            SharingRequest.partnership_id == partnership_id,
            SharingRequest.asked_by == organization_id,
            SharingRequest.created_at > start,
        )
        .order_by(SharingRequest.created_at)
    )
