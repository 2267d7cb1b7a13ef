"""Sessions: one database, opened once, and transactions that end in one place.

SQLite is set so that an acknowledged commit survives power loss (WAL with synchronous=FULL) and
erased rows are overwritten (secure_delete). A write transaction takes SQLite's write lock at its
beginning (BEGIN IMMEDIATE): one that begins as a reader and turns writer can be refused at any
later statement. That costs readers nothing and makes writers wait in line.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import copy
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, create_engine, event, make_url, text
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from partnerhub.domain.errors import (
    ChangedMeanwhileError,
    DatabaseDamagedError,
    DatabaseUnavailableError,
    StorageFullError,
)
from partnerhub.domain.keys import Keyring
from partnerhub.persistence import holding
from partnerhub.persistence.reach import NOTHING, Reach, begin
from partnerhub.settings import SettingsError

BUSY_SECONDS = 15
EMPTYING_MILLISECONDS = 500
WRONG_URL = (
    "PARTNERHUB_DATABASE_URL is not a database this can use; write it as "
    "postgresql+psycopg://user:password@host/name or sqlite:////folder/file.sqlite3"
)
DAMAGED = ("file is not a database", "disk image is malformed")
UNIQUE = ("unique constraint",)
FULL = ("database or disk is full", "disk i/o error", "no space left", "could not extend file")


class Database:
    """The one database: makes sessions and says its errors in our words."""

    def __init__(
        self, url: str, keys: Keyring, *, pool_size: int = 10, owner_url: str = ""
    ) -> None:
        self.url = _parsed(url)
        self.owner_url = _parsed(owner_url) if owner_url else self.url
        """Of the role that may change tables; only migrating uses it."""
        # What is said of a failed statement, in logs too, leaves out the values it had.
        options: dict[str, Any] = {"pool_pre_ping": True, "hide_parameters": True}
        options |= {"pool_size": pool_size}
        options |= {"max_overflow": 0, "pool_timeout": 5}
        if self.is_sqlite:
            _make_folder(Path(self.url.database or ""))
            options["pool_pre_ping"] = False
        else:
            # Like SQLite's busy timeout: who waits too long gets an answer instead of a thread.
            options["connect_args"] = {"options": f"-c lock_timeout={BUSY_SECONDS}s"}
        self.engine = create_engine(self.url, **options)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        event.listen(self.engine, "before_cursor_execute", holding.hold)
        info = {"keys": keys}
        self._read = sessionmaker(self.engine, expire_on_commit=False, info=info)
        self._write = sessionmaker(
            self.engine.execution_options(write=True), expire_on_commit=False, info=info
        )
        for sessions in (self._read, self._write):
            event.listen(sessions, "after_begin", begin)
        self.reach: Reach | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.url.get_backend_name() == "sqlite"

    def reaching(self, reach: Reach | None) -> Self:
        """The same database, whose transactions may read and write these rows.

        With None every transaction has to say so itself.
        """
        own = copy(self)
        own.reach = reach
        return own

    def begin(self, *, write: bool, reach: Reach | None = None) -> Session:
        """Open a session for the caller to end, and say whose rows it may read and write."""
        session = (self._write if write else self._read)()
        session.info["reach"] = self._said(reach)
        return session

    def _said(self, reach: Reach | None) -> Reach:
        said = reach or self.reach
        if said is None:
            raise TypeError("say whose rows this transaction may read and write: reach=...")
        return said

    @contextmanager
    def transaction(self, *, write: bool, reach: Reach | None = None) -> Iterator[Session]:
        """Commit when the block ends well; roll back when it raises.

        Args:
            write: Whether it changes something.
            reach: Whose rows it may read and write; not needed where `reaching` said so.

        Raises:
            DatabaseUnavailableError: The database does not answer.
            StorageFullError: The disk is full.
        """
        with translated(), self.begin(write=write, reach=reach) as session, session.begin():
            yield session

    def ready(self) -> None:
        """Ask the database for an answer."""
        with self.transaction(write=False, reach=NOTHING) as session:
            session.execute(text("select 1"))

    def empty_log(self) -> bool:
        """Move what SQLite's write-ahead log holds into the database and cut the log to nothing.

        Whoever reads an older state of the database keeps the log from being emptied; then it is
        False, after a short wait in which writers wait, too.
        """
        if not self.is_sqlite:
            return True
        with translated(), closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={EMPTYING_MILLISECONDS}")
            try:
                busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError:
                return False
            finally:
                cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
                cursor.close()
            return not busy

    def close(self) -> None:
        """Let all connections go."""
        self.engine.dispose()


def keys_of(session: Session) -> Keyring:
    """The keys that the ids and hashes in this session's database are made with."""
    keys: Keyring = session.info["keys"]
    return keys


def is_writing(session: Session) -> bool:
    """Whether this session was opened to change something."""
    return bool(session.get_bind().get_execution_options().get("write"))


def lock_name(session: Session, name: str) -> None:
    """Let one transaction after the other decide about a name that no row stands for yet.

    SQLite needs nothing for that: its writers come one after the other anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        query = text("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
        session.execute(query, {"name": name})


def about_partnership(session: Session, partnership_id: str) -> None:
    """Note that what this session answers is about a partnership."""
    session.info["partnership_id"] = partnership_id


def partnership_of(session: Session) -> str | None:
    """The partnership that this session's answer is about, if any."""
    found: str | None = session.info.get("partnership_id")
    return found


@contextmanager
def translated() -> Iterator[None]:
    """Say the database's own failures in our words."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseUnavailableError(headers={"Retry-After": "2"}) from error
    except (OperationalError, InterfaceError) as error:
        message = str(error.orig).lower()
        if any(sign in message for sign in FULL):
            raise StorageFullError from error
        raise DatabaseUnavailableError(headers={"Retry-After": "2"}) from error
    except IntegrityError as error:
        # Two made the same thing at one moment, and the other was first. What breaks another
        # constraint is a mistake of ours, and is told and logged as one.
        if not any(sign in str(error.orig).lower() for sign in UNIQUE):
            raise
        raise ChangedMeanwhileError from error
    except DBAPIError as error:
        if any(sign in str(error.orig) for sign in DAMAGED):
            raise DatabaseDamagedError from error
        if error.connection_invalidated:
            raise DatabaseUnavailableError(headers={"Retry-After": "2"}) from error
        raise


def _parsed(url: str) -> URL:
    """Read the database's address; what is said of a wrong one does not quote its password.

    Raises:
        SettingsError: It is no address, or names a kind of database that is not supported.
    """
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
        parsed.get_dialect().import_dbapi()
    except (ArgumentError, ImportError, ValueError) as error:
        raise SettingsError(WRONG_URL) from error
    if backend not in {"sqlite", "postgresql"}:
        raise SettingsError(WRONG_URL)
    return parsed


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder of the database cannot be made: {error.strerror}: {file.parent}"
        raise SettingsError(message) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # We say BEGIN ourselves.
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-32000",
        "analysis_limit=1000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


__all__ = [
    "Database",
    "Session",
    "about_partnership",
    "is_writing",
    "keys_of",
    "lock_name",
    "partnership_of",
    "translated",
]
