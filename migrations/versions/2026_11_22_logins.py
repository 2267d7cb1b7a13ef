"""logins.

Before you merge: additive only (removal one release later); schema apart from data; data in
batches and without importing models; a table that can be large is never rewritten under a lock.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

USERS_BY_LOGIN = "ix_users_organization_id_login_key"


def upgrade():
    op.add_column("users", sa.Column("login_key", sa.String(length=32), nullable=True))
    op.create_index(op.f(USERS_BY_LOGIN), "users", ["organization_id", "login_key"], unique=True)
    session = sa.Column("page_session", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("api_keys", session)


def downgrade():
    op.drop_column("api_keys", "page_session")
    op.drop_index(op.f(USERS_BY_LOGIN), "users")
    op.drop_column("users", "login_key")
