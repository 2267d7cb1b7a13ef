"""Events, their costs and target lists."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created, Pair


class Event(Created, Pair, Base, kw_only=True):
    """A joint activity: dinner, webinar, workshop, campaign."""

    __tablename__ = "events"

    name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(32))
    lead_id: Mapped[str] = mapped_column(ID)
    capacity: Mapped[int]
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    description: Mapped[str | None] = mapped_column(Text, default=None)
    window_days: Mapped[int] = mapped_column(default=180)
    revision: Mapped[int] = mapped_column(default=1)


class Cost(Created, Pair, Base, kw_only=True):
    """Money one side spent on an event."""

    __tablename__ = "costs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["events.partnership_id", "events.id"],
            ondelete="CASCADE",
        ),
        Index(None, "partnership_id", "event_id"),
    )

    event_id: Mapped[str] = mapped_column(ID)
    organization_id: Mapped[str] = mapped_column(ID)
    description: Mapped[str] = mapped_column(String(300))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))


class TargetList(Created, Base, kw_only=True):
    """The accounts both sides agree on for an event; frozen once both approved.

    `frozen_on` is the baseline of the report: the date both sides agreed on, which may lie
    before the day of the approval.
    """

    __tablename__ = "target_lists"
    __table_args__ = (
        ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["events.partnership_id", "events.id"],
            ondelete="CASCADE",
        ),
    )

    partnership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    event_id: Mapped[str] = mapped_column(ID, primary_key=True)
    overlap_id: Mapped[str] = mapped_column(ID)
    parameters: Mapped[dict[str, Any]]
    wanted: Mapped[int]
    left_out: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    baseline_on: Mapped[date | None] = mapped_column(Date, default=None)
    first_approved_at: Mapped[datetime | None] = mapped_column(default=None)
    second_approved_at: Mapped[datetime | None] = mapped_column(default=None)
    frozen_on: Mapped[date | None] = mapped_column(Date, default=None)
    revision: Mapped[int] = mapped_column(default=1)


class Target(Pair, Base, kw_only=True):
    """One company on a target list, with the accounts it is on each side."""

    __tablename__ = "targets"
    __table_args__ = (
        ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["target_lists.partnership_id", "target_lists.event_id"],
            ondelete="CASCADE",
        ),
        Index(None, "partnership_id", "event_id", "rank"),
    )

    event_id: Mapped[str] = mapped_column(ID)
    rank: Mapped[int]
    company: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default="listed")
    score: Mapped[int]
    play: Mapped[str] = mapped_column(String(32))
    inviter: Mapped[str] = mapped_column(String(8))
    reasons: Mapped[list[Any]]
    first_accounts: Mapped[list[Any]]
    second_accounts: Mapped[list[Any]]
    first_card: Mapped[dict[str, Any]]
    second_card: Mapped[dict[str, Any]]
    changed_by: Mapped[str | None] = mapped_column(ID, default=None)
    change_reason: Mapped[str | None] = mapped_column(String(2000), default=None)
