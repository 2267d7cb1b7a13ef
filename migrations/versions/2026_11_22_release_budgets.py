"""release budgets and strictness.

Before you merge: additive only (removal one release later); schema apart from data; data in
batches and without importing models; a table that can be large is never rewritten under a lock.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = {
    "strictness": sa.String(length=16),
    "first_fresh": sa.BigInteger(),
    "second_fresh": sa.BigInteger(),
    "new_pairs": sa.BigInteger(),
    "spends": sa.Boolean(),
}


def upgrade():
    # Not as a batch: that copies the table on SQLite, and dropping the old one would take the
    # matches with it.
    for name, kind in COLUMNS.items():
        op.add_column("overlaps", sa.Column(name, kind, nullable=True))
    strictness = sa.Column(
        "strictness", sa.String(length=16), server_default="standard", nullable=False
    )
    op.add_column("sharing_policies", strictness)
    op.create_table(
        "waiting_pairs",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("overlap_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("first_account_id", sa.String(length=32), nullable=False),
        sa.Column("second_account_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "overlap_id"],
            ["overlaps.partnership_id", "overlaps.id"],
            name=op.f("fk_waiting_pairs_partnership_id_overlap_id_overlaps"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "overlap_id", "position", name=op.f("pk_waiting_pairs")
        ),
    )
    op.create_index(
        op.f("ix_waiting_pairs_partnership_id_overlap_id_id"),
        "waiting_pairs",
        ["partnership_id", "overlap_id", "id"],
    )


def downgrade():
    op.drop_table("waiting_pairs")
    op.drop_column("sharing_policies", "strictness")
    for name in reversed(COLUMNS):
        op.drop_column("overlaps", name)
