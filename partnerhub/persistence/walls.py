"""Walls: what the database itself holds to, looked at before anything is served.

A wall that is not there is not noticed by anybody who uses partnerhub: everything works. So the
server and the worker look, and do not begin when one is missing.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

from partnerhub.persistence.session import Database, translated

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
"""What SQLite must be set to: an acknowledged commit survives, an erased row is overwritten."""
GLOBAL = {
    "organizations": {"seen", "counted", "made", "removed"},
    "partnerships": {"own", "seen_by_operator", "found_by_operator", "counted"},
    "jobs": {"promised", "seen", "worked_on", "removed"},
}
"""Tables that are nobody's alone, and the policies that say who sees which of their rows."""
POLICIES = GLOBAL | {
    "audit_lines": {"seen", "noted", "stray"},
    "disclosures": {"own", "looked_up", "noted", "stray"},
    "disclosed_records": {"own", "looked_up", "noted", "stray"},
    "webhooks": {"own", "told"},
    "deliveries": {"own", "promised"},
    "overlaps": {"own", "counted"},
    "sharing_policies": {"own", "seen_by_operator"},
}
"""The policies of tables that have other ones than `own`."""
UNRESTRICTED = {("jobs", "promised")}
"""Policies that ask nothing: anybody may promise work."""
OWNERS = ("organization_id", "partnership_id")
REPAIR = "run `partnerhub database upgrade`; if it stays, compare with a new database"
TWO_ROLES = """\
Let partnerhub connect as a role of its own that owns nothing. As the present role, once:
  CREATE ROLE partnerhub_application LOGIN PASSWORD '...' NOSUPERUSER NOBYPASSRLS;
then set PARTNERHUB_OWNER_URL to what PARTNERHUB_DATABASE_URL is now, put partnerhub_application and
its password into PARTNERHUB_DATABASE_URL, and run `partnerhub database upgrade`."""

TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
  pg_has_role(current_user, c.relowner, 'MEMBER'),
  (SELECT a.attname FROM pg_index i
   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
   WHERE i.indrelid = c.oid AND i.indisprimary),
  has_table_privilege(current_user, c.oid, 'TRUNCATE')
FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
  AND c.relname <> 'alembic_version'
ORDER BY c.relname
"""
RULES = """
SELECT c.relname, p.polname, COALESCE(pg_get_expr(p.polqual, p.polrelid), '')
  || ' ' || COALESCE(pg_get_expr(p.polwithcheck, p.polrelid), '')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = current_schema()::regnamespace
"""
CONSTRAINTS = """
SELECT c.relname, k.relname, a.attname
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_class k ON k.oid = i.indexrelid
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
WHERE i.indisunique AND c.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT c.relname, f.conname, a.attname
FROM pg_constraint f
JOIN pg_class c ON c.oid = f.conrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.conkey[1]
WHERE f.contype = 'f' AND f.confrelid IS DISTINCT FROM to_regclass('organizations')
  AND c.relnamespace = current_schema()::regnamespace
"""
VIEWS = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('v', 'm')
  AND NOT COALESCE(c.reloptions @> ARRAY['security_invoker=true'], false)
"""


def gaps(database: Database) -> list[str]:
    """Say what the database does not hold to, in sentences that say what to do; none is well."""
    with translated(), database.engine.connect() as connection:
        return gaps_on(connection)


def gaps_on(connection: Connection) -> list[str]:
    """The same of what one connection sees."""
    if connection.dialect.name == "sqlite":
        return list(_pragmas(connection))
    return [*_role(connection), *_durability(connection), *_tables(connection)]


def role_gaps(database: Database) -> list[str]:
    """The same of the role that partnerhub connects as: it can be seen before there is a table."""
    if database.is_sqlite:
        return []
    with translated(), database.engine.connect() as connection:
        return list(_role(connection))


def _pragmas(connection: Connection) -> Iterator[str]:
    for name, wanted in PRAGMAS.items():
        found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
        if found != wanted:
            yield (
                f"SQLite's {name} is {found} and has to be {wanted}: keep the database on a local "
                "disk that partnerhub may write to"
            )


def _role(connection: Connection) -> Iterator[str]:
    """Whether the role that partnerhub connects as could see or do more than policies let it."""
    role, super_, bypass = _rows(
        connection,
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user",
    )[0]
    owned = [table for table, _, _, member, *_ in _rows(connection, TABLES) if member]
    if super_ or bypass or owned:
        what = "is a superuser" if super_ else "may bypass row-level security" if bypass else ""
        what = what or f"owns {', '.join(owned)}"
        yield f"the role {role} {what}, so no policy holds it. {TWO_ROLES}"
        return
    if connection.execute(
        text("SELECT has_schema_privilege(current_user, current_schema(), 'CREATE')")
    ).scalar_one():
        yield (
            f"the role {role} may make tables: as the owner of the schema run "
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
        )
    for row in _rows(connection, TABLES):
        if row[5]:
            yield f"the role {role} may empty {row[0]}: {REPAIR}"


def _durability(connection: Connection) -> Iterator[str]:
    """Whether an answer of 202 means that it is kept."""
    for name in ("fsync", "synchronous_commit"):
        if connection.execute(text("SELECT current_setting(:name)"), {"name": name}).scalar() == (
            "off"
        ):
            yield f"PostgreSQL's {name} is off, so what was answered can be lost: set it to on"


def _tables(connection: Connection) -> Iterator[str]:
    """Whether each table shows and takes only rows within a transaction's reach."""
    owners = {row[0]: row[4] for row in _rows(connection, TABLES)}
    for table, enabled, forced, *_ in _rows(connection, TABLES):
        if owners[table] not in OWNERS and table not in GLOBAL:
            yield (
                f"{table}: its key begins with neither organization_id nor partnership_id, so it "
                "is nobody's"
            )
        elif not (enabled and forced):
            what = "forced" if enabled else "on"
            yield f"{table}: row-level security is not {what}: {_how(table)}"
    yield from _policies(connection, owners)
    for table, name, column in _rows(connection, CONSTRAINTS):
        if owners.get(table) in OWNERS and column != owners[table]:
            yield (
                f"{table}: {name} begins with {column} and has to begin with {owners[table]}: "
                "one organization's rows could collide with another's"
            )
    for (view,) in _rows(connection, VIEWS):
        yield f"{view}: a view sees what its owner sees; make it with security_invoker = true"


def _policies(connection: Connection, tables: dict[str, Any]) -> Iterator[str]:
    found: dict[str, set[str]] = {table: set() for table in tables}
    for table, name, rule in _rows(connection, RULES):
        found.setdefault(table, set()).add(name)
        asks = "partnerhub_" in rule or "FROM partnerships" in rule
        if not asks and (table, name) not in UNRESTRICTED:
            yield f"{table}: the policy {name} asks nothing: drop it, then {_how(table)}"
    quote = connection.dialect.identifier_preparer.quote
    for table, names in found.items():
        wanted = POLICIES.get(table, {"own"})
        for name in sorted(wanted - names):
            yield f"{table}: the policy {name} is missing: {_how(table)}"
        for name in sorted(names - wanted):
            drop = f"DROP POLICY {name} ON {quote(table)}"
            yield f"{table}: the policy {name} is none of partnerhub's: {drop}"


def _how(table: str) -> str:
    if table in POLICIES:
        return f"{REPAIR} (migrations/versions/2026_11_22_walls.py)"
    return f"as the owner run SELECT partnerhub_wall('{table}'), in the migration that makes it"


def _rows(connection: Connection, query: str) -> list[Any]:
    return list(connection.execute(text(query)).all())
