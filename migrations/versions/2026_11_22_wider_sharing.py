"""populations and people in what is shared.

Before you merge: additive only (removal one release later); schema apart from data; data in
batches and without importing models; a table that can be large is never rewritten under a lock.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")

# With defaults that stay: the version before writes rows without these columns.
COLUMNS = (
    ("sharing_policies", sa.Column("contacts_basis", JSON, nullable=True)),
    (
        "sharing_policies",
        sa.Column("populations", JSON, nullable=False, server_default="[]"),
    ),
    ("overlaps", sa.Column("populations", JSON, nullable=False, server_default="{}")),
    (
        "overlaps",
        sa.Column("contacts", sa.String(length=16), nullable=False, server_default="counts"),
    ),
)


def upgrade():
    for table, column in COLUMNS:
        op.add_column(table, column)
    op.create_table(
        "released_contacts",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("overlap_id", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("company", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("both", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "overlap_id"],
            ["overlaps.partnership_id", "overlaps.id"],
            name=op.f("fk_released_contacts_partnership_id_overlap_id_overlaps"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id",
            "overlap_id",
            "side",
            "company",
            "contact_id",
            name=op.f("pk_released_contacts"),
        ),
    )


def downgrade():
    op.drop_table("released_contacts")
    for table, column in reversed(COLUMNS):
        op.drop_column(table, column.name)
