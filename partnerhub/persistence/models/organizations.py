"""Organizations, their users and API keys."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created, Tenant, new_id


class Organization(Created, Base, kw_only=True):
    """A company using partnerhub.

    `list_version` is the number of the state of its three lists that counts now;
    `reserved_version` is the highest number an import ever asked for (see `lists`).
    """

    __tablename__ = "organizations"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default_factory=new_id)
    name: Mapped[str] = mapped_column(String(300))
    domain: Mapped[str] = mapped_column(String(253), unique=True)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    date_order: Mapped[str | None] = mapped_column(String(16), default=None)
    second_approval: Mapped[bool] = mapped_column(default=False)
    """Whether two admins are needed to let a partner see more."""
    list_version: Mapped[int] = mapped_column(BigInteger, default=0)
    reserved_version: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_sequence: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_hash: Mapped[str | None] = mapped_column(String(64), default=None)
    """The hash of the last line of its audit trail: with the sequence, the head of the chain."""


class User(Created, Tenant, Base, kw_only=True):
    """A person of an organization."""

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("organization_id", "email"),
        Index(None, "organization_id", "login_key", unique=True),
    )

    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(300))
    role: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int] = mapped_column(default=1)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    login_key: Mapped[str | None] = mapped_column(String(32), default=None, repr=False)
    """Whom the provider vouches for, as a keyed hash; set by the first login."""


class ApiKey(Created, Tenant, Base, kw_only=True):
    """A secret that lets a program act for a user; only its keyed hash is kept."""

    __tablename__ = "api_keys"
    __table_args__ = (
        ForeignKeyConstraint(["organization_id", "user_id"], ["users.organization_id", "users.id"]),
        Index(None, "organization_id", "user_id"),
    )

    user_id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(String(300))
    digest: Mapped[str] = mapped_column(String(64), repr=False)
    hint: Mapped[str] = mapped_column(String(8))
    scopes: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    page_session: Mapped[bool] = mapped_column(default=False)
    """Whether a login on the page made it, for the browser that logged in."""
