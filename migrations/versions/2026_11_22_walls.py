"""row-level security: PostgreSQL shows and takes only rows within a transaction's reach.

Before you merge: additive only (removal one release later); schema apart from data; data in
batches and without importing models; a table that can be large is never rewritten under a lock.

What a transaction reaches it says in settings that end with it: `partnerhub.organizations`,
`partnerhub.partnership`, `partnerhub.job`, `partnerhub.domain`, `partnerhub.installation`. Unset
means nobody's rows. SQLite has no such thing and stays as it is. Two more are for a passage of a
transaction: `partnerhub.trail`, the partner in whose trail a line is being written, and
`partnerhub.budget`, the organization whose budget is being counted.

A later migration that makes a table of one organization or of a partnership adds one line:

    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT partnerhub_wall('the_table')")
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# As a subquery, not as ANY (array): the planner would make an index condition of that, and guess
# that far fewer rows are left than there are.
OWN = "IN (SELECT unnest(partnerhub_organizations()))"
# Here it should: partnerships are found by their sides.
MINE = "ANY ((SELECT partnerhub_organizations())::text[])"
SIDE = f"""(first_id = {MINE} OR second_id = {MINE})
  AND COALESCE(id = (SELECT partnerhub_said('partnership')),
               (SELECT partnerhub_said('partnership')) IS NULL)"""
# Not by the policy of partnerships alone: that shows the operator who is whose partner.
SHARED = f"IN (SELECT id FROM partnerships WHERE {SIDE})"  # noqa: S608 - our own words
PARTNERS = f"""IN (SELECT first_id FROM partnerships WHERE {SIDE}
  UNION ALL SELECT second_id FROM partnerships WHERE {SIDE})"""  # noqa: S608 - our own words
OPERATOR = "(SELECT partnerhub_said('installation')) = 'on'"
TRAILED = f"organization_id = (SELECT partnerhub_said('trail')) AND organization_id {PARTNERS}"
BUDGET = "(SELECT partnerhub_said('budget'))"
COUNTED = f"first_id = {BUDGET} OR second_id = {BUDGET}"
# Rows that no organization has: only verifying finds them.
STRAY = f"{OPERATOR} AND organization_id NOT IN (SELECT id FROM organizations)"  # noqa: S608 - our own words
LEASED = f"{OPERATOR} OR id = (SELECT partnerhub_said('job'))"

FUNCTIONS = """
CREATE FUNCTION partnerhub_organizations() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_to_array(NULLIF(current_setting('partnerhub.organizations', true), ''), ',')
$$;

CREATE FUNCTION partnerhub_said(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT NULLIF(current_setting('partnerhub.' || name, true), '')
$$;

-- Whose a row is follows from the first column of the table's key. Each (SELECT ...) is computed
-- once for a query, not once for a row.
CREATE FUNCTION partnerhub_wall(walled regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  owner_column text;
  own text;
BEGIN
  SELECT a.attname INTO owner_column
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
  WHERE i.indrelid = walled AND i.indisprimary;
  own := CASE owner_column
    WHEN 'organization_id' THEN $own$organization_id <own>$own$
    WHEN 'partnership_id' THEN $own$partnership_id <shared>$own$
  END;
  IF own IS NULL THEN
    RAISE EXCEPTION 'the key of % begins with no organization and no partnership', walled;
  END IF;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', walled);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', walled);
  EXECUTE format('CREATE POLICY own ON %s USING (%s) WITH CHECK (%s)', walled, own, own);
END $$;

-- Statistics may be refreshed by their table's owner only.
CREATE FUNCTION partnerhub_analyze(known regclass) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('ANALYZE %s', known);
END $$;

-- Whoever writes a line into a partner's audit trail moves the end of that trail. Policies
-- cannot tell columns apart, so this holds the partner's other columns as they are.
CREATE FUNCTION partnerhub_keep_partner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF partnerhub_said('installation') = 'on' OR OLD.id = ANY (partnerhub_organizations()) THEN
    RETURN NEW;
  END IF;
  IF OLD.id IS DISTINCT FROM partnerhub_said('trail') OR EXISTS (
    SELECT FROM jsonb_each(to_jsonb(NEW)) AS becomes
    JOIN jsonb_each(to_jsonb(OLD)) AS was ON was.key = becomes.key
    WHERE becomes.value <> was.value AND NOT starts_with(was.key, 'audit_')
  ) THEN
    RAISE EXCEPTION 'of a partner only the end of its audit trail may change'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
""".replace("<own>", OWN).replace("<shared>", SHARED)

GLOBAL = {
    # A proposal finds an organization by the domain that it is made to, and by no other.
    "organizations": {
        "seen FOR SELECT": f"""USING ({OPERATOR} OR id = {MINE} OR id {PARTNERS}
          OR domain = (SELECT partnerhub_said('domain')))""",
        "counted FOR UPDATE": f"USING ({OPERATOR} OR id = {MINE} OR id {PARTNERS})",
        "made FOR INSERT": f"WITH CHECK ({OPERATOR})",
        "removed FOR DELETE": f"USING ({OPERATOR})",
    },
    "partnerships": {
        "own FOR ALL": f"USING ({SIDE}) WITH CHECK ({SIDE})",
        "seen_by_operator FOR SELECT": f"USING ({OPERATOR})",
        "found_by_operator FOR UPDATE": f"USING ({OPERATOR})",
        "counted FOR SELECT": f"USING ({COUNTED})",
    },
    "jobs": {
        "promised FOR INSERT": "WITH CHECK (true)",
        "seen FOR SELECT": f"USING ({LEASED})",
        "worked_on FOR UPDATE": f"USING ({LEASED})",
        "removed FOR DELETE": f"USING ({OPERATOR})",
    },
    # Lines are added, to the own trail and to a partner's, and never changed.
    "audit_lines": {
        "seen FOR SELECT": f"USING (organization_id {OWN} OR {TRAILED})",
        "noted FOR INSERT": f"WITH CHECK (organization_id {OWN} OR {TRAILED})",
        "stray FOR SELECT": f"USING ({STRAY})",
    },
}
SHOWN = {
    "looked_up FOR SELECT": f"USING ({TRAILED})",
    "noted FOR INSERT": f"WITH CHECK ({TRAILED})",
    "stray FOR SELECT": f"USING ({STRAY})",
}
ALSO = {
    "sharing_policies": {"seen_by_operator FOR SELECT": f"USING ({OPERATOR})"},
    "disclosures": SHOWN,
    "disclosed_records": SHOWN,
    "webhooks": {"told FOR SELECT": f"USING ({TRAILED})"},
    "deliveries": {"promised FOR INSERT": f"WITH CHECK ({TRAILED})"},
    "overlaps": {
        "counted FOR SELECT": f"""USING (partnership_id IN (
          SELECT id FROM partnerships WHERE {COUNTED}))""",  # noqa: S608 - our own words
    },
}

WALLED = """
SELECT c.oid::regclass::text
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
  AND a.attname IN ('organization_id', 'partnership_id')
ORDER BY 1
"""

POLICIES = """
SELECT c.oid::regclass::text, p.polname
FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = current_schema()::regnamespace
"""


def upgrade():
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    op.execute(FUNCTIONS)
    for table in bind.exec_driver_sql(WALLED).scalars().all():
        if table not in GLOBAL:
            op.execute(f"SELECT partnerhub_wall('{table}')")
    for table in GLOBAL:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for table, policies in (GLOBAL | ALSO).items():
        for head, rule in policies.items():
            name, _, command = head.partition(" ")
            op.execute(f'CREATE POLICY {name} ON "{table}" {command} {rule}')
    op.execute(
        "CREATE TRIGGER keep_partner BEFORE UPDATE ON organizations "
        "FOR EACH ROW EXECUTE FUNCTION partnerhub_keep_partner()"
    )
    op.execute("REVOKE ALL ON FUNCTION partnerhub_analyze(regclass) FROM PUBLIC")
    op.execute("REVOKE ALL ON FUNCTION partnerhub_wall(regclass) FROM PUBLIC")


def downgrade():
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    op.execute("DROP TRIGGER keep_partner ON organizations")
    for table, name in bind.exec_driver_sql(POLICIES).all():
        op.execute(f"DROP POLICY {name} ON {table}")
    for table in sorted({*bind.exec_driver_sql(WALLED).scalars().all(), *GLOBAL}):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for function in (
        "keep_partner()",
        "analyze(regclass)",
        "wall(regclass)",
        "said(text)",
        "organizations()",
    ):
        op.execute(f"DROP FUNCTION partnerhub_{function}")
