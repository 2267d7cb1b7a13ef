"""Walls: whatever is missing in the database, partnerhub notices before it serves."""

import pytest
from sqlalchemy import UniqueConstraint, create_engine, event, text

from partnerhub.persistence import Database, walls
from partnerhub.persistence.base import Base
from partnerhub.persistence.bounds import owner_column
from partnerhub.persistence.walls import GLOBAL
from tests.databases import APPLICATION, OWNER

TABLES = sorted(Base.metadata.tables)


def test_a_migrated_database_has_every_wall(own_database):
    assert walls.gaps(own_database) == []


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_whose_its_rows_are(name):
    table = Base.metadata.tables[name]

    assert owner_column(table) or name in walls.GLOBAL, (
        f"{name}: begin its key with organization_id or partnership_id, or say in "
        "partnerhub/persistence/walls.py why its rows are nobody's alone"
    )


@pytest.mark.parametrize(
    "name", [name for name in TABLES if owner_column(Base.metadata.tables[name])]
)
def test_unique_and_foreign_keys_begin_with_whose_the_rows_are(name):
    table = Base.metadata.tables[name]
    unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    unique += [each for each in table.indexes if each.unique]
    foreign = [
        each for each in table.foreign_key_constraints if each.referred_table.name not in GLOBAL
    ]

    for key in [*unique, *foreign]:
        assert next(iter(key.columns)).name == owner_column(table)
    for key in foreign:
        assert key.elements[0].column.name == owner_column(table)


# -- SQLite ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pragma", "wrong"),
    [
        ("journal_mode", "DELETE"),
        ("synchronous", "NORMAL"),
        ("secure_delete", "OFF"),
        ("foreign_keys", "OFF"),
    ],
)
def test_sqlite_that_could_lose_or_keep_too_much_is_not_served(settings, tmp_path, pragma, wrong):
    database = Database(f"sqlite:///{tmp_path / 'own.sqlite3'}", settings.keyring())
    assert walls.gaps(database) == []
    database.close()

    @event.listens_for(database.engine, "connect")
    def _spoil(connection, _record):
        connection.execute(f"PRAGMA {pragma}={wrong}")

    (gap,) = walls.gaps(database)
    database.close()

    assert pragma in gap


# -- PostgreSQL ------------------------------------------------------------------------------------


@pytest.fixture
def postgres(own_database):
    if own_database.is_sqlite:
        pytest.skip("SQLite knows no roles and no policies")
    return own_database


@pytest.fixture
def torn(postgres):
    """Says what is missing after a statement of somebody who may do anything; then undoes it."""
    url = postgres.url.render_as_string(hide_password=False).replace(APPLICATION, "postgres")
    engine = create_engine(url)

    def torn(*statements, role=APPLICATION):
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
            connection.execute(text(f"set local role {role}"))
            return walls.gaps_on(connection)

    yield torn
    engine.dispose()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("alter table {table} disable row level security", "{table}: row-level security is not on"),
        (
            "alter table {table} no force row level security",
            "{table}: row-level security is not forced",
        ),
    ],
)
@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_its_wall_is_not_served(torn, table, statement, said):
    (gap,) = torn(statement.format(table=f'"{table}"'))

    assert gap.startswith(said.format(table=table))


POLICIES = [
    (table, name) for table in TABLES for name in sorted(walls.POLICIES.get(table, {"own"}))
]


@pytest.mark.parametrize(("table", "name"), POLICIES)
def test_a_dropped_policy_is_not_served(torn, table, name):
    (gap,) = torn(f'drop policy {name} on "{table}"')

    assert gap.startswith(f"{table}: the policy {name} is missing")


@pytest.mark.parametrize(
    ("table", "name"), [each for each in POLICIES if each[1] in {"own", "seen"}]
)
def test_a_policy_that_asks_nothing_is_not_served(torn, table, name):
    (gap,) = torn(f'alter policy {name} on "{table}" using (true)', *_check(table, name))

    assert gap.startswith(f"{table}: the policy {name} asks nothing")


def _check(table, name):
    return [f'alter policy {name} on "{table}" with check (true)'] if name == "own" else []


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["create table notes (id text primary key)"], "notes: its key begins with neither"),
        (
            ["create table notes (organization_id text primary key)"],
            "notes: row-level security is not on: as the owner run SELECT partnerhub_wall('notes')",
        ),
        (
            ["create policy more on accounts using (partnerhub_organizations() is null)"],
            "accounts: the policy more is none",
        ),
        (
            ["create unique index wide on accounts (record_id)"],
            "accounts: wide begins with record_id",
        ),
        (["create view everything as select * from accounts"], "everything: a view sees"),
        (["set local synchronous_commit = off"], "PostgreSQL's synchronous_commit is off"),
        (
            [f"grant create on schema public to {APPLICATION}"],
            f"the role {APPLICATION} may make tables",
        ),
        (
            [f"grant truncate on accounts to {APPLICATION}"],
            f"the role {APPLICATION} may empty accounts",
        ),
        (
            [f"alter role {APPLICATION} bypassrls"],
            f"the role {APPLICATION} may bypass row-level security",
        ),
        ([f"alter table accounts owner to {APPLICATION}"], f"the role {APPLICATION} owns accounts"),
        ([f"grant {OWNER} to {APPLICATION}"], f"the role {APPLICATION} owns accounts, "),
    ],
)
def test_what_else_could_let_rows_through_is_not_served(torn, statements, said):
    found = torn(*statements)

    assert any(gap.startswith(said) for gap in found), found


def test_a_superuser_is_told_how_to_make_a_role_that_owns_nothing(torn):
    gap = torn(role="postgres")[0]

    assert "is a superuser" in gap
    assert "CREATE ROLE partnerhub_application LOGIN" in gap
    assert "PARTNERHUB_OWNER_URL" in gap


def test_a_new_table_gets_its_wall_in_one_line(torn):
    table = "create table notes (partnership_id text, id text, primary key (partnership_id, id))"

    assert torn(table, "select partnerhub_wall('notes')") == []
