"""Bounds: whose rows a statement is about, as it says in each place where it names a table.

A statement that reads or changes a table of one organization, or of a partnership, has to compare
`organization_id`, or `partnership_id`, with a value in each place where it names the table. What
it compares them with, and which tables it leaves open, is read off its form; `holding` does not
let it run where that is beyond its session's reach.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnClause,
    Delete,
    FromClause,
    Select,
    Table,
    TextClause,
    Update,
)
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.base import CompileState
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, ColumnElement, Grouping
from sqlalchemy.sql.selectable import AliasedReturnsRows, Join, SelectBase

from partnerhub.persistence.base import Base

OWNERS = {"organization_id", "partnership_id"}
"""Columns that say whose a row is."""
SIDES = {"id", "first_id", "second_id"}
"""The same of a partnership itself."""
EQUAL = {operators.eq, operators.in_op}
COMPILER = DefaultDialect().statement_compiler(DefaultDialect(), None)
"""Of no statement: asked for the FROM of one, SQLAlchemy would compile it all over again."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What was found out about a statement once: tables it names without saying whose rows."""

    unbound: tuple[str, ...]
    organizations: tuple[tuple[str, str], ...]
    """Tables, and names of the parameters that their organization ids are compared with."""
    partnerships: tuple[str, ...]


def owner_column(table: Table) -> str | None:
    """The column by which a table's rows are one organization's or one partnership's."""
    first = next(iter(table.primary_key.columns), None)
    return first.name if first is not None and first.name in OWNERS else None


@dataclass(frozen=True, slots=True)
class Scope:
    """One SELECT, UPDATE or DELETE: the names in its FROM, and what is true of every row."""

    element: Any
    sources: list[FromClause]
    conditions: list[ColumnElement[Any]]


def of(compiled: Any) -> Bounds:
    """Find out which tables a compiled statement names, and how it says whose rows it is about."""
    if isinstance(compiled.statement, TextClause):
        return Bounds(tuple(_named(compiled.statement.text)), (), ())
    unbound: list[str] = []
    compared: list[tuple[Any, BindParameter[Any]]] = []
    for scope, around in _scopes(compiled.statement):
        _look(scope, around, unbound, compared)
    names = {bind.key: name for bind, name in compiled.bind_names.items()}
    known = [(column, names[bind.key]) for column, bind in compared if bind.key in names]
    return Bounds(
        tuple(dict.fromkeys(unbound)),
        tuple(
            (_name(column.table), name)
            for column, name in known
            if column.name == "organization_id"
        ),
        tuple(name for column, name in known if column.name == "partnership_id"),
    )


def _named(text: str) -> Iterator[str]:
    """Tables of one organization or partnership that a written statement names."""
    if text.lstrip().upper().startswith("ANALYZE"):
        return
    for table in Base.metadata.tables.values():
        if owner_column(table) and re.search(rf"\b{table.name}\b", text):
            yield table.name


def _scopes(statement: Any) -> list[tuple[Scope, set[FromClause]]]:
    """Every SELECT, UPDATE and DELETE of a statement, and what those around it name."""
    found: dict[int, Scope] = {}
    around: dict[int, set[FromClause]] = {}
    waiting = [statement]
    while waiting:
        for element in visitors.iterate(waiting.pop()):
            if not isinstance(element, (Select, Update, Delete)) or id(element) in found:
                continue
            scope = found[id(element)] = _scope(element)
            waiting += [inner for each in scope.sources if (inner := _derived(each)) is not None]
            for inner in _within_expressions(scope):
                around.setdefault(id(inner), set()).update(scope.sources)
    return [(scope, around.get(key, set())) for key, scope in found.items()]


def _scope(element: Select[Any] | Update | Delete) -> Scope:
    froms: Iterable[FromClause] = ()
    if isinstance(element, Select):
        state: Any = CompileState.create_for_statement(element, COMPILER)
        froms = state._get_display_froms()  # noqa: SLF001 - what `get_final_froms` ends with
    sources = [part for source in froms for part in _parts(source)]
    # UPDATE and DELETE show their conditions nowhere else.
    waiting = [*element._where_criteria, *(on for each in froms for on in _joined(each))]  # noqa: SLF001
    if not isinstance(element, Select):
        sources = [element.table]
    return Scope(element, sources, list(_together(waiting)))


def _within_expressions(scope: Scope) -> Iterator[Select[Any]]:
    """Queries in the conditions and columns of a scope: they may speak of what it names."""
    columns = list(scope.element.selected_columns) if isinstance(scope.element, Select) else []
    for expression in (*scope.conditions, *columns):
        for element in visitors.iterate(expression):
            if isinstance(element, Select):
                yield element


def _derived(source: FromClause) -> SelectBase | None:
    """The query that a name in FROM stands for, if it stands for one."""
    inner = source.element if isinstance(source, AliasedReturnsRows) else None
    return inner if isinstance(inner, SelectBase) else None


def _parts(source: FromClause) -> Iterator[FromClause]:
    if isinstance(source, Join):
        yield from _parts(source.left)
        yield from _parts(source.right)
    else:
        yield source


def _joined(source: FromClause) -> Iterator[ColumnElement[Any]]:
    if isinstance(source, Join):
        if source.onclause is not None:
            yield source.onclause
        yield from _joined(source.left)
        yield from _joined(source.right)


def _together(waiting: list[Any]) -> Iterator[ColumnElement[Any]]:
    """Take apart what is joined by AND."""
    while waiting:
        condition = waiting.pop()
        if isinstance(condition, Grouping):
            waiting.append(condition.element)
        elif isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
            waiting += condition.clauses
        else:
            yield condition


def _look(
    scope: Scope,
    around: set[FromClause],
    unbound: list[str],
    compared: list[tuple[Any, BindParameter[Any]]],
) -> None:
    """Note what one scope leaves unbound and which values it compares owners with."""
    sources = scope.sources
    if len(sources) > 1:  # The only table that a query names is always its own.
        sources = [source for source in sources if source not in around]
    owners = {source: names for source in sources if (names := _owners(source))}
    bound: set[FromClause] = set()
    conditions = [list(_ways(condition)) for condition in scope.conditions]
    for _ in owners:  # One that is bound by another may come before it.
        for ways in conditions:
            for source in owners:
                if all(_binds(way, source, owners, bound, sources) for way in ways):
                    bound.add(source)
    unbound += [_table(source).name for source in owners if source not in bound]  # type: ignore[union-attr]
    for ways in conditions:
        for column, value in (pair for way in ways for one in way for pair in _equal(one)):
            if column.name in OWNERS and isinstance(value, BindParameter):
                compared.append((column, value))


def _table(source: FromClause) -> Table | None:
    """The table that a name in FROM stands for, if it stands for one."""
    inner = source.element if isinstance(source, AliasedReturnsRows) else source
    return inner if isinstance(inner, Table) else None


def _name(source: FromClause) -> str:
    """The name of that table, empty if there is none."""
    table = _table(source)
    return "" if table is None else table.name


def _owners(source: FromClause) -> set[str]:
    """Names of the columns that say whose a row of this table is."""
    table = _table(source)
    if table is None or table.metadata is not Base.metadata:
        return set()
    column = owner_column(table)
    return {column} if column else SIDES if table.name == "partnerships" else set()


def _ways(condition: Any) -> Iterator[list[ColumnElement[Any]]]:
    """The ways in which a condition can hold, and what holds together in each."""
    if isinstance(condition, Grouping):
        yield from _ways(condition.element)
    elif isinstance(condition, BooleanClauseList) and condition.operator is operators.or_:
        for way in condition.clauses:
            yield from _ways(way)
    elif isinstance(condition, BooleanClauseList):
        yield list(condition.clauses)
    else:
        yield [condition]


def _equal(condition: ColumnElement[Any]) -> Iterator[tuple[Any, Any]]:
    """Columns and what they are compared with, both ways around."""
    if isinstance(condition, BinaryExpression) and condition.operator in EQUAL:
        for column, other in (
            (condition.left, condition.right),
            (condition.right, condition.left),
        ):
            if isinstance(column, ColumnClause) and column.table is not None:
                yield column, other


def _binds(
    way: list[ColumnElement[Any]],
    source: FromClause,
    owners: dict[FromClause, set[str]],
    bound: set[FromClause],
    sources: list[FromClause],
) -> bool:
    """Whether one of some conditions says whose the rows of a table are."""
    for column, other in (pair for condition in way for pair in _equal(condition)):
        if column.table != source or column.name not in owners[source]:
            continue
        if not isinstance(other, ColumnClause):
            return True  # A value, or a subquery that is looked at itself.
        if other.table not in sources or _derived(other.table) is not None:
            return True  # Of a statement around this one, or within it.
        if other.table in bound and other.name in owners[other.table] & {*OWNERS, "id"}:
            return True
    return False
