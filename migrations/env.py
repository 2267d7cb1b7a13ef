"""Run migrations on the connection that `partnerhub.persistence.migrating` hands over."""

import sqlalchemy as sa
from alembic import context
from sqlalchemy import create_engine

from partnerhub.persistence.base import Base
from partnerhub.persistence.models import Account  # noqa: F401 - loads every table
from partnerhub.persistence.types import UtcDateTime

connection = context.config.attributes.get("connection")


def render(kind, item, autogenerate):
    """Write our own types as what they are in the database."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.JSON):
        autogenerate.imports.add("from sqlalchemy.dialects.postgresql import JSONB")
        return 'sa.JSON().with_variant(JSONB(), "postgresql")'
    return False


def run(on):
    context.configure(
        connection=on,
        target_metadata=Base.metadata,
        render_as_batch=on.dialect.name == "sqlite",
        compare_type=True,
        render_item=render,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


if connection is not None:
    run(connection)
else:
    engine = create_engine(context.get_x_argument(as_dictionary=True)["url"])
    with engine.begin() as own:
        run(own)
