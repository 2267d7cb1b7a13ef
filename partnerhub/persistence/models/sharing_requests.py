"""What one side of a partnership asks the other to share."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created, Pair


class SharingRequest(Created, Pair, Base, kw_only=True):
    """One side's wish that the other shows it more; each side has one open at most.

    That is held by the lock on the partnership, which every change of it waits for.
    """

    __tablename__ = "sharing_requests"

    asked_by: Mapped[str] = mapped_column(ID)
    """The organization that asks."""
    terms: Mapped[dict[str, Any]]
    """What it asks for, with the least that there is where it asks for nothing."""
    message: Mapped[str | None] = mapped_column(String(2000), default=None)
    state: Mapped[str] = mapped_column(String(16), default="open")
    reason: Mapped[str | None] = mapped_column(String(2000), default=None)
    """What the other side said when it declined."""
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when it is open no more, whoever closed it."""
