"""Partnerships and what each side shares in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created, new_id


class Partnership(Created, Base, kw_only=True):
    """Two organizations: `first` proposed it, `second` is asked.

    `second_id` stays empty until an organization with that domain uses partnerhub, and the
    proposer sees no difference.
    """

    __tablename__ = "partnerships"
    __table_args__ = (
        Index(None, "first_id"),
        Index(None, "second_id"),
        CheckConstraint("first_id <> second_id", name="two_sides"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True, default_factory=new_id)
    first_id: Mapped[str] = mapped_column(ID, ForeignKey("organizations.id"))
    second_id: Mapped[str | None] = mapped_column(ID, ForeignKey("organizations.id"), default=None)
    partner_domain: Mapped[str] = mapped_column(String(253))
    state: Mapped[str] = mapped_column(String(16), default="proposed")
    message: Mapped[str | None] = mapped_column(String(2000), default=None)
    strictness: Mapped[str] = mapped_column(String(16), default="standard")
    activated_at: Mapped[datetime | None] = mapped_column(default=None)
    declined_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class SharingPolicy(Base, kw_only=True):
    """What one side of a partnership lets the other see."""

    __tablename__ = "sharing_policies"

    partnership_id: Mapped[str] = mapped_column(
        ID, ForeignKey("partnerships.id", ondelete="CASCADE"), primary_key=True
    )
    organization_id: Mapped[str] = mapped_column(
        ID, ForeignKey("organizations.id"), primary_key=True
    )
    level: Mapped[str] = mapped_column(String(32), default="hidden")
    fields: Mapped[list[Any]] = mapped_column(default_factory=list)
    compared: Mapped[list[Any]] = mapped_column(default_factory=list)
    """Fields that are not shown and may be compared all the same."""
    contacts: Mapped[str] = mapped_column(String(16), default="counts")
    contacts_basis: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    """The legal basis for showing names of contacts, as the owner recorded it."""
    populations: Mapped[list[Any]] = mapped_column(default_factory=list)
    """Populations of which less is shown than of the others."""
    amounts: Mapped[bool] = mapped_column(default=False)
    strictness: Mapped[str] = mapped_column(String(16), default="standard")
    """How careful this side wants both to be."""
    revision: Mapped[int] = mapped_column(default=1)
