"""second approval.

Before you merge: additive only (removal one release later); schema apart from data; data in
batches and without importing models; a table that can be large is never rewritten under a lock.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade():
    asks = sa.Column("second_approval", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("organizations", asks)
    op.create_table(
        "pending_changes",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("change", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_pending_changes_organization_id_organizations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_pending_changes")),
        sa.UniqueConstraint(
            "organization_id",
            "subject_id",
            name=op.f("uq_pending_changes_organization_id_subject_id"),
        ),
    )


def downgrade():
    op.drop_table("pending_changes")
    op.drop_column("organizations", "second_approval")
