"""recomputed overlaps.

Before you merge: additive only (removal one release later); schema apart from data; data in
batches and without importing models; a table that can be large is never rewritten under a lock.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    # Not as a batch: that copies the table on SQLite, and dropping the old one would take the
    # matches with it.
    op.add_column("overlaps", sa.Column("recomputes", sa.String(length=32), nullable=True))


def downgrade():
    op.drop_column("overlaps", "recomputes")
