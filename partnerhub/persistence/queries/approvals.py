"""Changes that wait for a second admin."""

from sqlalchemy import Select, select

from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import PendingChange


def visible_to(actor: Actor) -> Select[PendingChange]:
    """What waits in the actor's organization."""
    return select(PendingChange).where(PendingChange.organization_id == actor.organization_id)


def about(actor: Actor, subject_id: str) -> Select[PendingChange]:
    """What waits there about one partnership, or about the organization itself."""
    return visible_to(actor).where(PendingChange.subject_id == subject_id)
