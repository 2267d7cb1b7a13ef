"""The disclosure ledger: what of an organization's own was ever shown to a partner.

It refers to releases by their ids and to nothing by a foreign key, so that it outlives what it
tells of: an overlap, a partnership, an account. The database refuses to change or remove a row.
"""

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created

BYTEWISE = String(32).with_variant(String(32, collation="C"), "postgresql")
"""A text that both databases order by its bytes, as its digest was made."""


class Disclosure(Created, Base, kw_only=True):
    """What one release showed of one organization to one partner.

    `sequence` is that of the line in the organization's audit trail, which holds the digest of this
    row and of its records. `fields` are those of every account the release shows.
    """

    __tablename__ = "disclosures"
    __table_args__ = (
        Index(None, "organization_id", "partnership_id", "sequence"),
        Index(None, "organization_id", "release_id"),
    )

    organization_id: Mapped[str] = mapped_column(ID, primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    partnership_id: Mapped[str] = mapped_column(ID)
    partner_id: Mapped[str] = mapped_column(ID)
    purpose: Mapped[str] = mapped_column(String(64))
    release_id: Mapped[str] = mapped_column(ID)
    release_number: Mapped[int | None]
    fields: Mapped[list[Any]]
    records: Mapped[int]
    """How many accounts, beside the figures."""
    digest: Mapped[str] = mapped_column(String(64))


class DisclosedRecord(Base, kw_only=True):
    """One account, or one kind of figure, that a release showed; ids and no values.

    `subject_id` is empty for a figure. There is a row for each account of each release, so a row is
    little more than its key, and on SQLite nothing but its key.
    """

    __tablename__ = "disclosed_records"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - the name SQLAlchemy reads

    organization_id: Mapped[str] = mapped_column(ID, primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    subject_id: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
