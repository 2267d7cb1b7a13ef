"""Bulk: whole tables in and out, on the session's own connection and in its transaction.

PostgreSQL takes COPY, SQLite a raw executemany; both are several times faster than inserts
through the ORM, and both are part of the transaction like every other statement. PostgreSQL does
not COPY into a table with row-level security: the rows go into a temporary table first, and from
there past the policies into their own. See `docs/adr/0024` for what that costs.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Select, Table, func, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

CHUNK = 50_000


def write(session: Session, table: Table, rows: pa.Table) -> None:
    """Insert a table of rows whose column names are the table's.

    Dates become ISO text, nested values JSON text; both databases read them as their own types.
    Columns without a value are left out: most lists fill half of what a list can hold.
    """
    filled = [name for name in rows.schema.names if rows[name].null_count < len(rows)]
    for batch in rows.select(filled).to_batches(max_chunksize=CHUNK):
        columns = [_plain(column) for column in batch.columns]
        _write(session, table, filled, zip(*columns, strict=True))


def read(session: Session, query: Select[Any]) -> pa.Table:
    """Read a query's rows as columns; strings stay strings, whole numbers become int64."""
    result = session.execute(query.execution_options(yield_per=CHUNK))
    names = list(result.keys())
    parts = []
    for partition in result.partitions(CHUNK):
        columns = [pa.array(column) for column in zip(*partition, strict=True)]
        parts.append(pa.Table.from_arrays(columns, names=names))
    if not parts:
        return pa.table({name: pa.array([], pa.string()) for name in names})
    return pa.concat_tables(parts, promote_options="permissive")


def in_chunks(items: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Cut a list of ids into lists short enough for one statement."""
    return (items[start : start + size] for start in range(0, len(items), size))


def analyze(session: Session, *tables: Table) -> None:
    """Tell the query planner what the tables hold now; without it a large join can crawl."""
    postgresql = session.get_bind().dialect.name == "postgresql"
    for table in tables:
        # Only its owner may do so there; a function of the owner's does it for us.
        if postgresql:
            session.execute(func.partnerhub_analyze(table.name))
        else:
            session.execute(text(f"ANALYZE {table.name}"))


def _write(
    session: Session, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    connection = session.connection()
    driver = connection.connection.driver_connection
    assert driver is not None
    try:
        _drive(driver, connection.dialect.name, table.name, names, rows)
    except connection.dialect.dbapi.Error as error:  # type: ignore[union-attr]
        # Said as SQLAlchemy would, so that a full disk or a lost server is told like everywhere.
        raise DBAPIError.instance(
            f"bulk write to {table.name}",
            None,
            error,
            connection.dialect.dbapi.Error,  # type: ignore[union-attr]
            dialect=connection.dialect,
        ) from error


def _drive(
    driver: Any, dialect: str, table: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    quoted = ", ".join(f'"{name}"' for name in names)
    if dialect == "postgresql":
        _copy(driver.cursor(), table, quoted, rows)
        return
    marks = ", ".join("?" * len(names))
    driver.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)  # noqa: S608 - names come from our own tables


def _copy(cursor: Any, table: str, quoted: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Copy rows into a temporary table with the same columns, and from there into theirs."""
    cursor.execute(
        f"CREATE TEMPORARY TABLE bulk_rows ON COMMIT DROP AS SELECT {quoted} FROM {table} LIMIT 0"  # noqa: S608 - names come from our own tables
    )
    with cursor.copy("COPY bulk_rows FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute(f"INSERT INTO {table} ({quoted}) SELECT {quoted} FROM bulk_rows")  # noqa: S608 - names come from our own tables
    cursor.execute("DROP TABLE bulk_rows")


def _plain(column: pa.Array) -> list[Any]:
    if pa.types.is_date(column.type):
        column = pc.cast(column, pa.string())
    values: list[Any] = column.to_pylist()
    if pa.types.is_nested(column.type):
        return [None if value is None else json.dumps(value) for value in values]
    return values
