"""Imports: uploaded files, what was refused of them, and the mappings that are remembered."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created, Tenant


class Import(Created, Tenant, Base, kw_only=True):
    """One uploaded file."""

    __tablename__ = "imports"
    __table_args__ = (Index(None, "organization_id", "created_at"),)

    kind: Mapped[str] = mapped_column(String(16))
    mode: Mapped[str] = mapped_column(String(16))
    filename: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    created_by: Mapped[str] = mapped_column(ID)
    options: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    state: Mapped[str] = mapped_column(String(16), default="queued")
    progress: Mapped[float] = mapped_column(default=0.0)
    detected: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    problem: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    base_version: Mapped[int | None] = mapped_column(BigInteger, default=None)
    version: Mapped[int | None] = mapped_column(BigInteger, default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)


class ImportReject(Base, kw_only=True):
    """One row or value of a file that was refused or changed, and why."""

    __tablename__ = "import_rejects"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "import_id"],
            ["imports.organization_id", "imports.id"],
            ondelete="CASCADE",
        ),
    )

    organization_id: Mapped[str] = mapped_column(ID, primary_key=True)
    import_id: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(BigInteger)
    column: Mapped[str | None] = mapped_column(String(300))
    code: Mapped[str] = mapped_column(String(64))
    severity: Mapped[str] = mapped_column(String(16))
    message: Mapped[str] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(String(100))


class RememberedMapping(Base, kw_only=True):
    """The mapping a user gave for one kind of file, by its header row."""

    __tablename__ = "remembered_mappings"

    organization_id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    mapping: Mapped[dict[str, Any]]


class Suppression(Created, Base, kw_only=True):
    """A person who was erased and stays out; only a keyed hash of the address is kept."""

    __tablename__ = "suppressions"

    organization_id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_key: Mapped[str] = mapped_column(ID, primary_key=True)
