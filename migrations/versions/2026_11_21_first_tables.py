"""first tables.

Before you merge: additive only (removal one release later); schema apart from data; data in
batches and without importing models; a table that can be large is never rewritten under a lock.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(length=4096), nullable=False),
        sa.Column("name_key", sa.String(length=32), nullable=False),
        sa.Column("website", sa.String(length=4096), nullable=True),
        sa.Column("domain", sa.String(length=253), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("state", sa.String(length=4096), nullable=True),
        sa.Column("city", sa.String(length=4096), nullable=True),
        sa.Column("postal_code", sa.String(length=4096), nullable=True),
        sa.Column("street", sa.String(length=4096), nullable=True),
        sa.Column("phone", sa.String(length=4096), nullable=True),
        sa.Column("owner", sa.String(length=4096), nullable=True),
        sa.Column("type", sa.String(length=4096), nullable=True),
        sa.Column("declared_population", sa.String(length=32), nullable=True),
        sa.Column("parent_record_id", sa.String(length=4096), nullable=True),
        sa.Column("industry", sa.String(length=4096), nullable=True),
        sa.Column("employees", sa.BigInteger(), nullable=True),
        sa.Column("annual_revenue_minor", sa.BigInteger(), nullable=True),
        sa.Column("annual_revenue_currency", sa.String(length=3), nullable=True),
        sa.Column("duns", sa.String(length=4096), nullable=True),
        sa.Column("tax_id", sa.String(length=4096), nullable=True),
        sa.Column("registration_number", sa.String(length=4096), nullable=True),
        sa.Column("external_id", sa.String(length=4096), nullable=True),
        sa.Column("linkedin", sa.String(length=4096), nullable=True),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("population", sa.String(length=32), nullable=False),
        sa.Column("open_opportunity", sa.Boolean(), nullable=False),
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.BigInteger(), nullable=False),
        sa.Column("valid_to", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("record_id", sa.String(length=255), nullable=True),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "id", "valid_from", name=op.f("pk_accounts")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accounts_organization_id_valid_from"),
            ["organization_id", "valid_from"],
            unique=False,
        )

    op.create_table(
        "audit_lines",
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=True),
        sa.Column("subject_id", sa.String(length=32), nullable=True),
        sa.Column("details", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "sequence", name=op.f("pk_audit_lines")),
    )
    op.create_table(
        "contacts",
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("account_record_id", sa.String(length=4096), nullable=True),
        sa.Column("account_name", sa.String(length=4096), nullable=True),
        sa.Column("account_name_key", sa.String(length=32), nullable=True),
        sa.Column("first_name", sa.String(length=4096), nullable=True),
        sa.Column("last_name", sa.String(length=4096), nullable=True),
        sa.Column("full_name", sa.String(length=4096), nullable=True),
        sa.Column("name_key", sa.String(length=32), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("email_domain", sa.String(length=253), nullable=True),
        sa.Column("person_key", sa.String(length=32), nullable=True),
        sa.Column("title", sa.String(length=4096), nullable=True),
        sa.Column("seniority", sa.String(length=32), nullable=False),
        sa.Column("function", sa.String(length=32), nullable=False),
        sa.Column("phone", sa.String(length=4096), nullable=True),
        sa.Column("owner", sa.String(length=4096), nullable=True),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.BigInteger(), nullable=False),
        sa.Column("valid_to", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("record_id", sa.String(length=255), nullable=True),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "id", "valid_from", name=op.f("pk_contacts")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contacts_organization_id_account_id"),
            ["organization_id", "account_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_contacts_organization_id_person_key"),
            ["organization_id", "person_key"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_contacts_organization_id_valid_from"),
            ["organization_id", "valid_from"],
            unique=False,
        )

    op.create_table(
        "decisions",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("match_id", sa.String(length=32), nullable=False),
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("first_account_id", sa.String(length=32), nullable=False),
        sa.Column("second_account_id", sa.String(length=32), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "partnership_id", "match_id", "organization_id", name=op.f("pk_decisions")
        ),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("excused", sa.Integer(), nullable=False),
        sa.Column("run_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checkpoint", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("error", sa.String(length=2000), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_jobs_state_created_at"), ["state", "created_at"], unique=False
        )
        batch_op.create_index(
            "uq_jobs_lane",
            ["lane"],
            unique=True,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )

    op.create_table(
        "list_versions",
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("accounts", sa.BigInteger(), nullable=False),
        sa.Column("summary", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "number", name=op.f("pk_list_versions")),
    )
    op.create_table(
        "opportunities",
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("account_record_id", sa.String(length=4096), nullable=True),
        sa.Column("account_name", sa.String(length=4096), nullable=True),
        sa.Column("account_name_key", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=4096), nullable=True),
        sa.Column("stage", sa.String(length=4096), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("close_on", sa.Date(), nullable=True),
        sa.Column("type", sa.String(length=4096), nullable=True),
        sa.Column("owner", sa.String(length=4096), nullable=True),
        sa.Column("lead_source", sa.String(length=4096), nullable=True),
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.BigInteger(), nullable=False),
        sa.Column("valid_to", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("record_id", sa.String(length=255), nullable=True),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", "valid_from", name=op.f("pk_opportunities")
        ),
    )
    with op.batch_alter_table("opportunities", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opportunities_organization_id_account_id"),
            ["organization_id", "account_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_opportunities_organization_id_valid_from"),
            ["organization_id", "valid_from"],
            unique=False,
        )

    op.create_table(
        "organizations",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("date_order", sa.String(length=16), nullable=True),
        sa.Column("list_version", sa.BigInteger(), nullable=False),
        sa.Column("reserved_version", sa.BigInteger(), nullable=False),
        sa.Column("audit_sequence", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("domain", name=op.f("uq_organizations_domain")),
    )
    op.create_table(
        "remembered_answers",
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("route", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("partnership_id", sa.String(length=32), nullable=True),
        sa.Column("sharing", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "organization_id", "route", "key", name=op.f("pk_remembered_answers")
        ),
    )
    op.create_table(
        "remembered_mappings",
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint(
            "organization_id", "kind", "fingerprint", name=op.f("pk_remembered_mappings")
        ),
    )
    op.create_table(
        "suppressions",
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("person_key", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "person_key", name=op.f("pk_suppressions")),
    )
    op.create_table(
        "imports",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=32), nullable=False),
        sa.Column("options", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("detected", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("counts", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("problem", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("base_version", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_imports_organization_id_organizations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_imports")),
    )
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_imports_organization_id_created_at"),
            ["organization_id", "created_at"],
            unique=False,
        )

    op.create_table(
        "partnerships",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("first_id", sa.String(length=32), nullable=False),
        sa.Column("second_id", sa.String(length=32), nullable=True),
        sa.Column("partner_domain", sa.String(length=253), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("message", sa.String(length=2000), nullable=True),
        sa.Column("strictness", sa.String(length=16), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id <> second_id", name=op.f("ck_partnerships_two_sides")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["organizations.id"], name=op.f("fk_partnerships_first_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["organizations.id"],
            name=op.f("fk_partnerships_second_id_organizations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnerships")),
    )
    with op.batch_alter_table("partnerships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partnerships_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partnerships_second_id"), ["second_id"], unique=False)

    op.create_table(
        "users",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_users_organization_id_organizations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_users")),
        sa.UniqueConstraint(
            "organization_id", "email", name=op.f("uq_users_organization_id_email")
        ),
    )
    op.create_table(
        "api_keys",
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("hint", sa.String(length=8), nullable=False),
        sa.Column("scopes", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_api_keys_organization_id_user_id_users"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_api_keys_organization_id_organizations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_api_keys")),
    )
    with op.batch_alter_table("api_keys", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_api_keys_organization_id_user_id"),
            ["organization_id", "user_id"],
            unique=False,
        )

    op.create_table(
        "events",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("lead_id", sa.String(length=32), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnerships.id"],
            name=op.f("fk_events_partnership_id_partnerships"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_events")),
    )
    op.create_table(
        "import_rejects",
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("import_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("column", sa.String(length=300), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "import_id"],
            ["imports.organization_id", "imports.id"],
            name=op.f("fk_import_rejects_organization_id_import_id_imports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "import_id", "number", name=op.f("pk_import_rejects")
        ),
    )
    op.create_table(
        "overlaps",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("first_version", sa.BigInteger(), nullable=False),
        sa.Column("second_version", sa.BigInteger(), nullable=False),
        sa.Column("first_approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_approved_by", sa.String(length=32), nullable=True),
        sa.Column("second_approved_by", sa.String(length=32), nullable=True),
        sa.Column("first_shape", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("second_shape", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("policy", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("counts", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("matrix", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("near_misses", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("problem", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnerships.id"],
            name=op.f("fk_overlaps_partnership_id_partnerships"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_overlaps")),
        sa.UniqueConstraint(
            "partnership_id", "number", name=op.f("uq_overlaps_partnership_id_number")
        ),
    )
    op.create_table(
        "sharing_policies",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("fields", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("contacts", sa.String(length=16), nullable=False),
        sa.Column("amounts", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_sharing_policies_organization_id_organizations"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnerships.id"],
            name=op.f("fk_sharing_policies_partnership_id_partnerships"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "organization_id", name=op.f("pk_sharing_policies")
        ),
    )
    op.create_table(
        "contact_cells",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("overlap_id", sa.String(length=32), nullable=False),
        sa.Column("company", sa.Integer(), nullable=False),
        sa.Column("seniority", sa.String(length=32), nullable=False),
        sa.Column("function", sa.String(length=32), nullable=False),
        sa.Column("only_first", sa.Integer(), nullable=False),
        sa.Column("only_second", sa.Integer(), nullable=False),
        sa.Column("both", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "overlap_id"],
            ["overlaps.partnership_id", "overlaps.id"],
            name=op.f("fk_contact_cells_partnership_id_overlap_id_overlaps"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id",
            "overlap_id",
            "company",
            "seniority",
            "function",
            name=op.f("pk_contact_cells"),
        ),
    )
    op.create_table(
        "costs",
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("organization_id", sa.String(length=32), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["events.partnership_id", "events.id"],
            name=op.f("fk_costs_partnership_id_event_id_events"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnerships.id"],
            name=op.f("fk_costs_partnership_id_partnerships"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_costs")),
    )
    with op.batch_alter_table("costs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_costs_partnership_id_event_id"),
            ["partnership_id", "event_id"],
            unique=False,
        )

    op.create_table(
        "matches",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("overlap_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("company", sa.Integer(), nullable=False),
        sa.Column("first_account_id", sa.String(length=32), nullable=False),
        sa.Column("second_account_id", sa.String(length=32), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("rules", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("first_population", sa.String(length=32), nullable=False),
        sa.Column("second_population", sa.String(length=32), nullable=False),
        sa.Column("first_open_opportunity", sa.Boolean(), nullable=False),
        sa.Column("second_open_opportunity", sa.Boolean(), nullable=False),
        sa.Column("first_card", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("second_card", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "overlap_id"],
            ["overlaps.partnership_id", "overlaps.id"],
            name=op.f("fk_matches_partnership_id_overlap_id_overlaps"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "overlap_id", "position", name=op.f("pk_matches")
        ),
    )
    with op.batch_alter_table("matches", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_matches_partnership_id_overlap_id_company"),
            ["partnership_id", "overlap_id", "company"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_matches_partnership_id_overlap_id_id"),
            ["partnership_id", "overlap_id", "id"],
            unique=False,
        )

    op.create_table(
        "reports",
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("first_version", sa.BigInteger(), nullable=False),
        sa.Column("second_version", sa.BigInteger(), nullable=False),
        sa.Column("figures", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("problem", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("first_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["events.partnership_id", "events.id"],
            name=op.f("fk_reports_partnership_id_event_id_events"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnerships.id"],
            name=op.f("fk_reports_partnership_id_partnerships"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "partnership_id",
            "event_id",
            "number",
            name=op.f("uq_reports_partnership_id_event_id_number"),
        ),
    )
    op.create_table(
        "target_lists",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("overlap_id", sa.String(length=32), nullable=False),
        sa.Column("parameters", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("first_approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frozen_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["events.partnership_id", "events.id"],
            name=op.f("fk_target_lists_partnership_id_event_id_events"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("partnership_id", "event_id", name=op.f("pk_target_lists")),
    )
    op.create_table(
        "targets",
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("company", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("play", sa.String(length=32), nullable=False),
        sa.Column("inviter", sa.String(length=8), nullable=False),
        sa.Column("reasons", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("first_accounts", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("second_accounts", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("first_card", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("second_card", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=True),
        sa.Column("change_reason", sa.String(length=2000), nullable=True),
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["target_lists.partnership_id", "target_lists.event_id"],
            name=op.f("fk_targets_partnership_id_event_id_target_lists"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnerships.id"],
            name=op.f("fk_targets_partnership_id_partnerships"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_targets")),
    )
    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_targets_partnership_id_event_id_rank"),
            ["partnership_id", "event_id", "rank"],
            unique=False,
        )


def downgrade():
    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_targets_partnership_id_event_id_rank"))

    op.drop_table("targets")
    op.drop_table("target_lists")
    op.drop_table("reports")
    with op.batch_alter_table("matches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_matches_partnership_id_overlap_id_id"))
        batch_op.drop_index(batch_op.f("ix_matches_partnership_id_overlap_id_company"))

    op.drop_table("matches")
    with op.batch_alter_table("costs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_costs_partnership_id_event_id"))

    op.drop_table("costs")
    op.drop_table("contact_cells")
    op.drop_table("sharing_policies")
    op.drop_table("overlaps")
    op.drop_table("import_rejects")
    op.drop_table("events")
    with op.batch_alter_table("api_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_keys_organization_id_user_id"))

    op.drop_table("api_keys")
    op.drop_table("users")
    with op.batch_alter_table("partnerships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partnerships_second_id"))
        batch_op.drop_index(batch_op.f("ix_partnerships_first_id"))

    op.drop_table("partnerships")
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imports_organization_id_created_at"))

    op.drop_table("imports")
    op.drop_table("suppressions")
    op.drop_table("remembered_mappings")
    op.drop_table("remembered_answers")
    op.drop_table("organizations")
    with op.batch_alter_table("opportunities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opportunities_organization_id_valid_from"))
        batch_op.drop_index(batch_op.f("ix_opportunities_organization_id_account_id"))

    op.drop_table("opportunities")
    op.drop_table("list_versions")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_jobs_lane",
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )
        batch_op.drop_index(batch_op.f("ix_jobs_state_created_at"))

    op.drop_table("jobs")
    op.drop_table("decisions")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contacts_organization_id_valid_from"))
        batch_op.drop_index(batch_op.f("ix_contacts_organization_id_person_key"))
        batch_op.drop_index(batch_op.f("ix_contacts_organization_id_account_id"))

    op.drop_table("contacts")
    op.drop_table("audit_lines")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_organization_id_valid_from"))

    op.drop_table("accounts")
