"""Overlaps: what comparing two list versions gave, and what people decided about it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created, Pair


class Overlap(Created, Pair, Base, kw_only=True):
    """The immutable, numbered result of comparing two list versions (a release)."""

    __tablename__ = "overlaps"
    __table_args__ = (UniqueConstraint("partnership_id", "number"),)

    number: Mapped[int]
    asked_by: Mapped[str] = mapped_column(ID)
    state: Mapped[str] = mapped_column(String(24), default="queued")
    progress: Mapped[float] = mapped_column(default=0.0)
    level: Mapped[str] = mapped_column(String(32))
    first_version: Mapped[int] = mapped_column(BigInteger)
    second_version: Mapped[int] = mapped_column(BigInteger)
    first_approved_at: Mapped[datetime | None] = mapped_column(default=None)
    second_approved_at: Mapped[datetime | None] = mapped_column(default=None)
    first_approved_by: Mapped[str | None] = mapped_column(ID, default=None)
    second_approved_by: Mapped[str | None] = mapped_column(ID, default=None)
    """Who said yes; empty where nobody had to be asked."""
    first_shape: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    second_shape: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    policy: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """The match policy it was made under, with its whole content."""
    compared: Mapped[list[Any]] = mapped_column(default_factory=list)
    """The fields it was made by, beside name and domain."""
    populations: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """How much of each population both sides shared when it was made, by side and population."""
    contacts: Mapped[str] = mapped_column(String(16), default="counts")
    """How much of the people at shared companies both sides showed when it was made."""
    recomputes: Mapped[str | None] = mapped_column(ID, default=None)
    """The older overlap that this one makes again, from the same lists under the same policy."""
    counts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """What was released, and how many pairs of one group and related ones were not."""
    matrix: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    near_misses: Mapped[list[Any]] = mapped_column(default_factory=list)
    problem: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    strictness: Mapped[str | None] = mapped_column(String(16), default=None)
    """How careful both sides were when it was asked for; empty in overlaps from before."""
    first_fresh: Mapped[int | None] = mapped_column(BigInteger, default=None)
    second_fresh: Mapped[int | None] = mapped_column(BigInteger, default=None)
    """Rows that no comparison since the other side's own last yes had looked for."""
    new_pairs: Mapped[int | None] = mapped_column(BigInteger, default=None)
    """Pairs that no earlier release of the partnership had shown."""
    spends: Mapped[bool | None] = mapped_column(default=None)
    """Whether it counts among the releases of 30 days that tell counts in bands; no: it tells none,
    or the same as an earlier one."""


class Match(Base, kw_only=True):
    """Two accounts, one of each side, that are the same company.

    `position` orders a release for its pages; `id` is a keyed hash of the two accounts, so that a
    decision finds its pair in every later release. A card holds the fields that its owner shared
    when the release was made, and no other.
    """

    __tablename__ = "matches"
    __table_args__ = (
        ForeignKeyConstraint(
            ["partnership_id", "overlap_id"],
            ["overlaps.partnership_id", "overlaps.id"],
            ondelete="CASCADE",
        ),
        Index(None, "partnership_id", "overlap_id", "id"),
        Index(None, "partnership_id", "overlap_id", "company"),
    )

    partnership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    overlap_id: Mapped[str] = mapped_column(ID, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(ID)
    company: Mapped[int]
    first_account_id: Mapped[str] = mapped_column(ID)
    second_account_id: Mapped[str] = mapped_column(ID)
    confidence: Mapped[int]
    """In ten-thousandths: 9998 is 0.9998, and no database rounds it."""
    tier: Mapped[str] = mapped_column(String(16))
    rules: Mapped[list[Any]]
    explanation: Mapped[str] = mapped_column(Text)
    first_population: Mapped[str] = mapped_column(String(32))
    second_population: Mapped[str] = mapped_column(String(32))
    first_open_opportunity: Mapped[bool]
    second_open_opportunity: Mapped[bool]
    first_card: Mapped[dict[str, Any]]
    second_card: Mapped[dict[str, Any]]


class WaitingPair(Base, kw_only=True):
    """A likely pair of strict partners that waits until both accepted it; only the accounts' ids.

    `id` is that of the match it will be.
    """

    __tablename__ = "waiting_pairs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["partnership_id", "overlap_id"],
            ["overlaps.partnership_id", "overlaps.id"],
            ondelete="CASCADE",
        ),
        Index(None, "partnership_id", "overlap_id", "id"),
    )

    partnership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    overlap_id: Mapped[str] = mapped_column(ID, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(ID)
    first_account_id: Mapped[str] = mapped_column(ID)
    second_account_id: Mapped[str] = mapped_column(ID)
    first_population: Mapped[str | None] = mapped_column(String(32), default=None)
    second_population: Mapped[str | None] = mapped_column(String(32), default=None)


class Decision(Base, kw_only=True):
    """What one side says of a pair: it stays until that side says otherwise or takes it back.

    Pairs are known by their accounts, which keep their ids over uploads: what was said holds for a
    renamed account, and for one that was gone for a while.
    """

    __tablename__ = "decisions"

    partnership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    match_id: Mapped[str] = mapped_column(ID, primary_key=True)
    organization_id: Mapped[str] = mapped_column(ID, primary_key=True)
    first_account_id: Mapped[str] = mapped_column(ID)
    second_account_id: Mapped[str] = mapped_column(ID)
    decision: Mapped[str] = mapped_column(String(16))
    decided_by: Mapped[str] = mapped_column(ID)
    decided_at: Mapped[datetime]


class ContactCell(Base, kw_only=True):
    """People at one matched pair by seniority and function: known to one side or both."""

    __tablename__ = "contact_cells"
    __table_args__ = (
        ForeignKeyConstraint(
            ["partnership_id", "overlap_id"],
            ["overlaps.partnership_id", "overlaps.id"],
            ondelete="CASCADE",
        ),
    )

    partnership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    overlap_id: Mapped[str] = mapped_column(ID, primary_key=True)
    company: Mapped[int] = mapped_column(primary_key=True)
    seniority: Mapped[str] = mapped_column(String(32), primary_key=True)
    function: Mapped[str] = mapped_column(String(32), primary_key=True)
    only_first: Mapped[int]
    only_second: Mapped[int]
    both: Mapped[int]


class ReleasedContact(Base, kw_only=True):
    """A person at a shared company whom the owner shows: only which record it is.

    What shows of it is read from the owner's list at that moment, so that nobody's name is here:
    who is erased, opted out or moved away is gone from every release at once.
    """

    __tablename__ = "released_contacts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["partnership_id", "overlap_id"],
            ["overlaps.partnership_id", "overlaps.id"],
            ondelete="CASCADE",
        ),
    )

    partnership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    overlap_id: Mapped[str] = mapped_column(ID, primary_key=True)
    side: Mapped[str] = mapped_column(String(8), primary_key=True)
    """Whose contact it is."""
    company: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[str] = mapped_column(ID, primary_key=True)
    account_id: Mapped[str] = mapped_column(ID)
    both: Mapped[bool]
    """Whether the other side knows the person, too."""
