"""The base of all tables: typed keyword-only dataclasses with named constraints.

Keys say whose a row is: `Tenant` tables start with organization_id, `Pair` tables with
partnership_id, and so do their unique constraints and foreign keys: two organizations can then
never collide, and a collision can never tell one of the other.
"""

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from partnerhub.persistence.types import Json, UtcDateTime

ID = String(32)
"""An opaque id: 128 random or keyed bits in hexadecimal."""


def new_id() -> str:
    """Make a random 128-bit id: nothing can be learned from it, not even its age."""
    return secrets.token_hex(16)


def utc_now() -> datetime:
    """Now; only for columns that note when a row was written."""
    return datetime.now(UTC)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """A table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: Json, list[Any]: Json}  # noqa: RUF012


class Tenant(MappedAsDataclass, kw_only=True):
    """Rows of one organization."""

    organization_id: Mapped[str] = mapped_column(
        ID, ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(ID, primary_key=True, default_factory=new_id)


class Pair(MappedAsDataclass, kw_only=True):
    """Rows of two organizations together."""

    partnership_id: Mapped[str] = mapped_column(
        ID, ForeignKey("partnerships.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(ID, primary_key=True, default_factory=new_id)


class Created(MappedAsDataclass, kw_only=True):
    """Rows that say when they were made."""

    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
