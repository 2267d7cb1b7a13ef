"""Rights: what the application's role may do in PostgreSQL, and nothing beyond.

It reads and writes rows. It owns nothing, so it can change no table and no policy; it cannot empty
a table at once, and to the audit trail and the ledger it can only add.
"""

from sqlalchemy import Connection, inspect, text

RIGHTS = {
    "alembic_version": "SELECT",
    "audit_lines": "SELECT, INSERT",
    "disclosures": "SELECT, INSERT",
    "disclosed_records": "SELECT, INSERT",
}
"""What is less than reading and writing."""
FUNCTIONS = ("partnerhub_analyze(regclass)",)
"""Functions that nobody else may call."""


def grant(connection: Connection, role: str) -> None:
    """Give a role its rights; for the role that owns the tables, after every migration."""
    quoted = connection.dialect.identifier_preparer.quote(role)
    schema = connection.execute(text("select current_schema()")).scalar_one()
    connection.execute(text(f'GRANT USAGE ON SCHEMA "{schema}" TO {quoted}'))
    for table in inspect(connection).get_table_names():
        rights = RIGHTS.get(table, "SELECT, INSERT, UPDATE, DELETE")
        connection.execute(text(f'REVOKE ALL ON "{table}" FROM {quoted}'))
        connection.execute(text(f'GRANT {rights} ON "{table}" TO {quoted}'))
    for function in FUNCTIONS:
        known = connection.execute(text("select to_regprocedure(:name)"), {"name": function})
        if known.scalar_one():
            connection.execute(text(f"GRANT EXECUTE ON FUNCTION {function} TO {quoted}"))
