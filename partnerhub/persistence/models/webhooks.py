"""Webhooks and their deliveries."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created, Tenant


class Webhook(Created, Tenant, Base, kw_only=True):
    """An address that an organization wants to be told at.

    Its secret is not here: it is made from the installation's key, the ids and the `generation`.
    """

    __tablename__ = "webhooks"

    url: Mapped[str] = mapped_column(String(2000), repr=False)
    description: Mapped[str | None] = mapped_column(String(300), default=None)
    events: Mapped[list[Any] | None] = mapped_column(default=None)
    """The acts it is told, none for all."""
    state: Mapped[str] = mapped_column(String(16), default="enabled")
    disabled_reason: Mapped[str | None] = mapped_column(String(16), default=None)
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)
    generation: Mapped[int] = mapped_column(default=1)
    """Which of its secrets holds."""
    previous_until: Mapped[datetime | None] = mapped_column(default=None)
    """Until when deliveries are signed with the secret before, too."""
    failures: Mapped[int] = mapped_column(default=0)
    """Attempts that failed since the last that did not."""
    failing_since: Mapped[datetime | None] = mapped_column(default=None)
    rests_until: Mapped[datetime | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(default=1)


class Delivery(Created, Tenant, Base, kw_only=True):
    """One act told to one webhook; its id is the same at every attempt."""

    __tablename__ = "deliveries"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "webhook_id"],
            ["webhooks.organization_id", "webhooks.id"],
            ondelete="CASCADE",
        ),
        Index(None, "organization_id", "webhook_id", "created_at", "id"),
        Index(None, "created_at"),
    )

    webhook_id: Mapped[str] = mapped_column(ID)
    type: Mapped[str] = mapped_column(String(64))
    partnership_id: Mapped[str | None] = mapped_column(ID, default=None)
    data: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    status_code: Mapped[int | None] = mapped_column(default=None)
    error: Mapped[str | None] = mapped_column(String(32), default=None)
    last_attempt_at: Mapped[datetime | None] = mapped_column(default=None)
    next_attempt_at: Mapped[datetime | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
