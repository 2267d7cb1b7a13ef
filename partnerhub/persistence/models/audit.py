"""The audit trail, one numbered line per act, and remembered answers to repeated requests."""

from typing import Any

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created


class AuditLine(Created, Base, kw_only=True):
    """Something that was done in or to an organization.

    Each line has a keyed hash over itself and the line before; lines that were written before there
    was a chain have none. The database refuses to change or remove a line.
    """

    __tablename__ = "audit_lines"

    organization_id: Mapped[str] = mapped_column(ID, primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[str | None] = mapped_column(ID)
    subject_id: Mapped[str | None] = mapped_column(ID)
    details: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    previous_hash: Mapped[str | None] = mapped_column(String(64), default=None)
    hash: Mapped[str | None] = mapped_column(String(64), default=None)


class RememberedAnswer(Created, Base, kw_only=True):
    """The answer to a request with an Idempotency-Key, kept with its effect.

    An answer about a partnership may show the other side's data, so it says which partnership it is
    about and what was shared then: it is not repeated when that no longer holds.
    """

    __tablename__ = "remembered_answers"

    organization_id: Mapped[str] = mapped_column(ID, primary_key=True)
    route: Mapped[str] = mapped_column(String(300), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    headers: Mapped[list[Any]]
    body: Mapped[bytes] = mapped_column(LargeBinary, repr=False)
    partnership_id: Mapped[str | None] = mapped_column(ID, default=None)
    sharing: Mapped[str | None] = mapped_column(String(64), default=None)
