"""Changes that wait for a second admin of the same organization."""

from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created, Tenant


class PendingChange(Created, Tenant, Base, kw_only=True):
    """What one admin asked for and another has not approved; a subject has one at most.

    The id is new whenever somebody asks: an approval names it, so that nobody approves something
    else than what was read.
    """

    __tablename__ = "pending_changes"
    __table_args__ = (UniqueConstraint("organization_id", "subject_id"),)

    subject_id: Mapped[str] = mapped_column(ID)
    """The partnership whose sharing would change, or the organization itself."""
    kind: Mapped[str] = mapped_column(String(32))
    asked_by: Mapped[str] = mapped_column(ID)
    change: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """What would hold."""
