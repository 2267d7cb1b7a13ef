"""Joint reports: frozen figures about one event."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created, Pair


class Report(Created, Pair, Base, kw_only=True):
    """What an event brought both sides, as of a date, from two list versions."""

    __tablename__ = "reports"
    __table_args__ = (
        ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["events.partnership_id", "events.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("partnership_id", "event_id", "number"),
    )

    event_id: Mapped[str] = mapped_column(ID)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default="queued")
    progress: Mapped[float] = mapped_column(default=0.0)
    asked_by: Mapped[str] = mapped_column(ID)
    as_of: Mapped[date] = mapped_column(Date)
    first_version: Mapped[int] = mapped_column(BigInteger)
    second_version: Mapped[int] = mapped_column(BigInteger)
    figures: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    problem: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    first_signed_at: Mapped[datetime | None] = mapped_column(default=None)
    second_signed_at: Mapped[datetime | None] = mapped_column(default=None)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
