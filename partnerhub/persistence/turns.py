"""Turns: what the operator does for all organizations it does for one after the other."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from partnerhub.persistence.models import Organization
from partnerhub.persistence.reach import Reach, reaching


def everyone(session: Session) -> list[str]:
    """The ids of all organizations; only for the operator."""
    return list(session.scalars(select(Organization.id).order_by(Organization.domain)))


def in_turn(session: Session) -> Iterator[str]:
    """Act for one organization after the other, never for two at once; only for the operator."""
    for organization_id in everyone(session):
        with reaching(session, Reach((organization_id,))):
            yield organization_id
