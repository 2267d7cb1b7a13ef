"""The audit trail and the ledger as they lie in the database, for hashing and for verifying.

What is verified is read as text, not through our types: on SQLite the very bytes that are stored,
so that a change which means the same is found as well. PostgreSQL keeps JSON and moments as values
and not as texts; there the value is what is verified.
"""

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Dialect,
    LargeBinary,
    Select,
    Text,
    TypeDecorator,
    cast,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from partnerhub.persistence.models import AuditLine, DisclosedRecord, Disclosure, Organization
from partnerhub.persistence.session import keys_of
from partnerhub.persistence.types import UtcDateTime

CHUNK = 20_000
"""Rows read at a time; what is verified is never held as a whole."""
LINE: tuple[InstrumentedAttribute[Any], ...] = (
    AuditLine.organization_id,
    AuditLine.sequence,
    AuditLine.action,
    AuditLine.user_id,
    AuditLine.subject_id,
    AuditLine.details,
    AuditLine.created_at,
)
"""What the hash of a line is made of, with the hash of the line before."""
ENTRY: tuple[InstrumentedAttribute[Any], ...] = (
    Disclosure.organization_id,
    Disclosure.partnership_id,
    Disclosure.partner_id,
    Disclosure.purpose,
    Disclosure.release_id,
    Disclosure.release_number,
    Disclosure.fields,
    Disclosure.records,
    Disclosure.created_at,
)
"""What the digest of a disclosure is made of, with its records. Its number is not known before the
line that holds the digest; that this one and no other has it, the line's own number says."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is stored."""

    content: list[str | None]
    previous_hash: str | None
    hash: str | None

    @property
    def sequence(self) -> int | None:
        """Its number, if it is one."""
        text = self.content[1] or ""
        return int(text) if text.isdecimal() else None

    @property
    def action(self) -> str | None:
        """What was done."""
        return self.content[2]

    @property
    def details(self) -> dict[str, Any]:
        """Its details, if they can be read at all."""
        try:
            details = json.loads(self.content[5] or "")
        except ValueError:
            return {}
        return details if isinstance(details, dict) else {}


@dataclass(frozen=True, slots=True)
class Entry:
    """A disclosure as it is stored, without its records."""

    content: list[str | None]
    digest: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of an organization's trail: its last number and the hash of that line."""

    organization_id: str
    domain: str
    sequence: int
    hash: str | None


class CanonicalJson(TypeDecorator[str]):
    """The text of a JSON value that PostgreSQL keeps, written as it is hashed."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write it so; PostgreSQL has its own order and spaces."""
        return None if value is None else canonical(json.loads(value))


def canonical(value: Any) -> str:
    """Write a JSON value as it is hashed, and as SQLite stores one that was read from this."""
    return json.dumps(value, sort_keys=True)


def content(row: AuditLine | Disclosure) -> list[str | None]:
    """List what a new row is hashed by, in the words that it will be stored in."""
    columns = LINE if isinstance(row, AuditLine) else ENTRY
    return [_written(getattr(row, column.key)) for column in columns]


def snapshot(session: Session) -> None:
    """Let a session that has read nothing yet see one moment, however long it reads."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def hash_of_unchained(session: Session, organization_id: str) -> str | None:
    """Hash a trail that was written before there was a chain, so that the chain holds it too."""
    # What this session has added is a line of its own, and not written yet.
    previous = None
    for line in lines(session, organization_id):
        previous = keys_of(session).line_hash(previous, line.content)
    return previous


def lines(session: Session, organization_id: str) -> Generator[Line]:
    """Read an organization's trail, line by line."""
    columns = (*LINE, AuditLine.previous_hash, AuditLine.hash)
    query = _raw(session, columns).where(AuditLine.organization_id == organization_id)
    with closing(_stream(session, query.order_by(AuditLine.sequence))) as rows:
        for row in rows:
            yield Line(row[: len(LINE)], row[-2], row[-1])


def entry(session: Session, organization_id: str, sequence: int) -> Entry | None:
    """Read the disclosure that a line tells of."""
    query = _raw(session, (*ENTRY, Disclosure.digest)).where(
        Disclosure.organization_id == organization_id, Disclosure.sequence == sequence
    )
    row = session.execute(query).one_or_none()
    return None if row is None else Entry([_text(each) for each in row[:-1]], _text(row[-1]))


def records(
    session: Session, organization_id: str, sequence: int
) -> Iterator[list[tuple[str, str]]]:
    """Read the records of a disclosure in the order of their bytes, many at a time."""
    query = (
        _raw(session, (DisclosedRecord.subject, DisclosedRecord.subject_id))
        .where(
            DisclosedRecord.organization_id == organization_id,
            DisclosedRecord.sequence == sequence,
        )
        .order_by(DisclosedRecord.subject, DisclosedRecord.subject_id)
        .execution_options(yield_per=CHUNK)
    )
    with session.execute(query) as result:
        for partition in result.partitions():
            yield [(_text(row[0]) or "", _text(row[1]) or "") for row in partition]


def heads(session: Session) -> list[Head]:
    """Every organization with the end of its trail, as its own row tells it."""
    columns = (
        Organization.id,
        Organization.domain,
        Organization.audit_sequence,
        Organization.audit_hash,
    )
    rows = session.execute(select(*columns).order_by(Organization.domain))
    return [Head(*row) for row in rows]


def strays(session: Session) -> list[tuple[str, str, int]]:
    """Find rows that no organization has: table, organization and first number of each.

    The operator asks this; row-level security shows it no other row of these tables.
    """
    known = select(Organization.id)
    found: list[tuple[str, str, int]] = []
    for table in (AuditLine, Disclosure, DisclosedRecord):
        query = select(table.organization_id, func.min(table.sequence)).where(
            table.organization_id.not_in(known)
        )
        rows = session.execute(query.group_by(table.organization_id))
        found += [(table.__tablename__, *row) for row in rows]
    return found


def untold(session: Session, organization_id: str) -> tuple[str, int] | None:
    """Find the first of an organization's disclosures, or of their records, that no line tells."""
    told = select(AuditLine.sequence).where(
        AuditLine.organization_id == Disclosure.organization_id,
        AuditLine.sequence == Disclosure.sequence,
        AuditLine.action == "disclosure.recorded",
    )
    entries = select(Disclosure.sequence).where(Disclosure.organization_id == organization_id)
    shown = select(DisclosedRecord.sequence).where(
        DisclosedRecord.organization_id == organization_id
    )
    for table, query in (
        ("disclosures", entries.where(~told.exists()).order_by(Disclosure.sequence)),
        ("disclosed_records", shown.except_(entries)),
    ):
        sequence = session.scalars(query.limit(1)).first()
        if sequence is not None:
            return table, sequence
    return None


def _raw(session: Session, columns: Sequence[InstrumentedAttribute[Any]]) -> Select[Any]:
    stored = _bytes if session.get_bind().dialect.name == "sqlite" else _value
    return select(*(stored(column).label(column.key) for column in columns))


def _bytes(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """A column as SQLite stores it: any column can hold anything there."""
    return cast(column, LargeBinary)


def _value(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """A column as PostgreSQL says it, without a value that Python could not hold."""
    if isinstance(column.type, JSON):
        return type_coerce(cast(column, Text), CanonicalJson())
    if isinstance(column.type, UtcDateTime):
        return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD HH24:MI:SS.US")
    return type_coerce(column, column.type)


def _stream(session: Session, query: Select[Any]) -> Generator[list[str | None]]:
    with session.execute(query.execution_options(yield_per=CHUNK)) as result:
        for row in result:
            yield [_text(value) for value in row]


def _text(value: Any) -> str | None:
    """Say what is stored as it is hashed; what is no text stays wrong and does no harm."""
    if value is None:
        return None
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def _written(value: Any) -> str | None:
    """Say a new value as it will be stored."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
    if isinstance(value, dict | list):
        return canonical(value)
    return None if value is None else str(value)
