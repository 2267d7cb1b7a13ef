"""Pages: cut a query after a place, by key and never by offset.

The last page costs what the first one costs, and a row that appears or leaves meanwhile neither
repeats nor skips another.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

Row = TypeVar("Row")
Key = InstrumentedAttribute[Any] | ColumnElement[Any]


def after(
    query: Select[Row],
    keys: Sequence[Key],
    place: Sequence[Any] | None,
    *,
    descending: bool = False,
) -> Select[Row]:
    """Order a query by its keys, all in one direction, and start behind a place."""
    ordered = query.order_by(*((key.desc() if descending else key.asc()) for key in keys))
    if place is None:
        return ordered
    steps = []
    for index, key in enumerate(keys):
        same = [earlier == value for earlier, value in zip(keys, place[:index], strict=False)]
        beyond = key < place[index] if descending else key > place[index]
        clause = beyond
        for condition in same:
            clause = condition & clause
        steps.append(clause)
    return ordered.where(or_(*steps))


def fetch(
    session: Session, query: Select[Row], limit: int, place_of: Sequence[str]
) -> tuple[list[Row], tuple[Any, ...] | None]:
    """Fetch one page and the place to go on from, None behind the last page."""
    rows: list[Row] = list(session.scalars(query.limit(limit + 1)))
    if len(rows) <= limit:
        return rows, None
    rows = rows[:limit]
    return rows, tuple(getattr(rows[-1], name) for name in place_of)
