"""populations of the accounts of pairs that wait.

Before you merge: additive only (removal one release later); schema apart from data; data in
batches and without importing models; a table that can be large is never rewritten under a lock.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Pairs of before have none; where any population is withheld they are, too.
COLUMNS = ("first_population", "second_population")


def upgrade():
    for name in COLUMNS:
        op.add_column("waiting_pairs", sa.Column(name, sa.String(length=32), nullable=True))


def downgrade():
    for name in reversed(COLUMNS):
        op.drop_column("waiting_pairs", name)
