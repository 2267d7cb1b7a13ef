"""Jobs: work promised in a transaction and done after it.

The queue is a table, not a broker, so that a job exists exactly when the change that asked for it
was committed. It costs us latency (a worker polls) and fan-out (one database); imports and
overlaps that take seconds need neither.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.persistence.base import ID, Base, Created, new_id


class Job(Created, Base, kw_only=True):
    """One piece of work.

    Jobs of one `lane` run one after the other. `attempts` is counted before the work, so a job
    that kills its worker is not tried for ever; it is also the fencing token: a worker that lost
    its lease finds another number there and writes nothing.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "state", "created_at"),
        Index(
            "uq_jobs_lane",
            "lane",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True, default_factory=new_id)
    kind: Mapped[str] = mapped_column(String(32))
    lane: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    excused: Mapped[int] = mapped_column(default=0)
    """Attempts that ended for no fault of the job: the database was away, the disk full."""
    run_after: Mapped[datetime | None] = mapped_column(default=None)
    lease_until: Mapped[datetime | None] = mapped_column(default=None)
    checkpoint: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    error: Mapped[str | None] = mapped_column(String(2000), default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
