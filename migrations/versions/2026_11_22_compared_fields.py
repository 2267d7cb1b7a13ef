"""compared fields.

Before you merge: additive only (removal one release later); schema apart from data; data in
batches and without importing models; a table that can be large is never rewritten under a lock.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("sharing_policies", "overlaps")


def upgrade():
    # With a default that stays: the version before writes rows without this column.
    for table in TABLES:
        kind = sa.JSON().with_variant(JSONB(), "postgresql")
        op.add_column(table, sa.Column("compared", kind, nullable=False, server_default="[]"))


def downgrade():
    for table in TABLES:
        op.drop_column(table, "compared")
