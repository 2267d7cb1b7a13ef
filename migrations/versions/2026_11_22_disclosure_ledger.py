"""disclosure ledger and audit chain.

Before you merge: additive only (removal one release later); schema apart from data; data in
batches and without importing models; a table that can be large is never rewritten under a lock.

Lines from before keep no hash: a migration does not know the installation's secret. The first line
that is written after it continues the chain from all of them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPEND_ONLY = ("audit_lines", "disclosures", "disclosed_records")
BYTEWISE = sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade():
    # Not as batches: they copy the table on SQLite.
    op.add_column("organizations", sa.Column("audit_hash", sa.String(length=64), nullable=True))
    op.add_column("audit_lines", sa.Column("previous_hash", sa.String(length=64), nullable=True))
    op.add_column("audit_lines", sa.Column("hash", sa.String(length=64), nullable=True))
    op.create_table(
        "disclosures",
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("partner_id", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("release_id", sa.String(length=32), nullable=False),
        sa.Column("release_number", sa.Integer(), nullable=True),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "sequence", name=op.f("pk_disclosures")),
    )
    op.create_index(
        op.f("ix_disclosures_organization_id_partnership_id_sequence"),
        "disclosures",
        ["organization_id", "partnership_id", "sequence"],
    )
    op.create_index(
        op.f("ix_disclosures_organization_id_release_id"),
        "disclosures",
        ["organization_id", "release_id"],
    )
    op.create_table(
        "disclosed_records",
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", BYTEWISE, nullable=False),
        sa.Column("subject_id", BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint(
            "organization_id",
            "sequence",
            "subject",
            "subject_id",
            name=op.f("pk_disclosed_records"),
        ),
        sqlite_with_rowid=False,
    )
    _refuse_changes()


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change() CASCADE")
    else:
        for change in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_lines_refuse_{change}")
    op.drop_table("disclosed_records")
    op.drop_index(op.f("ix_disclosures_organization_id_release_id"), table_name="disclosures")
    op.drop_index(
        op.f("ix_disclosures_organization_id_partnership_id_sequence"), table_name="disclosures"
    )
    op.drop_table("disclosures")
    op.drop_column("audit_lines", "hash")
    op.drop_column("audit_lines", "previous_hash")
    op.drop_column("organizations", "audit_hash")


def _refuse_changes():
    """Let the database itself refuse to change or remove what was written down."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END$$"
        )
        for table in APPEND_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        return
    for table in APPEND_ONLY:
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
