"""Columns: what each column of a file holds, as guessed, as mapped by the user, as required.

The tables of `crm/` say what each CRM calls its columns; this module compares. Labels are compared
without case, accents, spaces and punctuation, so that `BILLINGCITY`, `Billing City` and
`billing_city__c` are one.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from partnerhub.domain.errors import ImportEmptyError, ImportHeaderError
from partnerhub.domain.lists import ListKind
from partnerhub.ingest.crm import generic
from partnerhub.ingest.fields import FIELDS
from partnerhub.ingest.labels import normalized, squeezed
from partnerhub.ingest.tables import TABLES, TITLES, index_of

# How well a label is known: to the CRM that wrote the file, to everybody, to another CRM.
_OWN, _USUAL, _FOREIGN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file, and what it was taken for.

    Attributes:
        index: Its place, from 0.
        label: Its header, as written.
        field: The field it feeds, or None when it is ignored.
        reason: Why, in a sentence.
        rank: Its place among several columns that feed the field; the lowest is preferred.
    """

    index: int
    label: str
    field: str | None
    reason: str
    rank: tuple[int, int] = (9, 9)


def guess(labels: Sequence[str], kind: ListKind, source: str) -> list[Column]:
    """Say what each column of a file is, one column per field unless its CRM spreads it."""
    family = source.removesuffix("_report")
    columns = [_guess_one(at, label, kind, family) for at, label in enumerate(labels)]
    columns = _paired_currencies(columns, kind)
    return _resolved(columns, kind)


def _guess_one(at: int, label: str, kind: ListKind, family: str) -> Column:
    """Look one label up: in its CRM's table, in the others, among the usual names."""
    if not normalized(label):
        return Column(at, label, None, "The column has no header.")
    if "(converted)" in normalized(label):
        return Column(at, label, None, "A converted amount; the original one is used.")
    tight = squeezed(label)
    if family in TABLES and (found := index_of(family, kind).get(tight)) is not None:
        reason = f'{TITLES[family]} calls the {found[0]} "{label.strip()}".'
        return Column(at, label, found[0], reason, (_OWN, found[1]))
    if (found := _usual(tight, kind)) is not None:
        return Column(at, label, found[0], f"A usual name for the {found[0]}.", (_USUAL, found[1]))
    for name in TABLES if family not in TABLES else ():
        if (found := index_of(name, kind).get(tight)) is not None:
            reason = f'{TITLES[name]} calls the {found[0]} "{label.strip()}".'
            return Column(at, label, found[0], reason, (_FOREIGN, found[1]))
    return Column(at, label, None, "Not a column partnerhub uses.")


def _usual(tight: str, kind: ListKind) -> tuple[str, int] | None:
    """Look a label up among the usual names, also without the word for the row itself."""
    index = index_of("generic", kind)
    if (found := index.get(tight)) is not None:
        return found
    for word in generic.OWN_WORDS[kind]:
        if tight.startswith(word) and (found := index.get(tight.removeprefix(word))) is not None:
            return found
    return None


def _paired_currencies(columns: list[Column], kind: ListKind) -> list[Column]:
    """Find `X Currency` beside the amount column X, as multi-currency exports write it."""
    field = {
        ListKind.OPPORTUNITIES: ("amount", "currency"),
        ListKind.ACCOUNTS: ("annual_revenue", "annual_revenue_currency"),
    }.get(kind)
    if field is None:
        return columns
    wanted = {
        squeezed(column.label) + "currency": column
        for column in sorted(columns, key=lambda one: one.rank, reverse=True)
        if column.field == field[0]
    }
    return [
        Column(
            column.index,
            column.label,
            field[1],
            f'The currency of "{amount.label.strip()}".',
            (_OWN, -1),
        )
        if (amount := wanted.get(squeezed(column.label))) is not None
        else column
        for column in columns
    ]


def _resolved(columns: list[Column], kind: ListKind) -> list[Column]:
    """Keep the best column for each field, and those its CRM spreads the field over."""
    best: dict[str, Column] = {}
    for column in sorted(columns, key=lambda one: (one.rank, one.index)):
        if column.field is not None:
            best.setdefault(column.field, column)
    return [
        column if column.field is None else _kept(column, best[column.field], kind)
        for column in columns
    ]


def _kept(column: Column, first: Column, kind: ListKind) -> Column:
    """Keep a column as a further source of its field, or say which one is used instead."""
    assert column.field is not None
    spread = FIELDS[kind][column.field].several and column.rank[0] == _OWN
    twin = normalized(column.label) == normalized(first.label)
    if column is first or twin or spread:
        return column
    reason = f'"{first.label.strip()}" is used as the {column.field}.'
    return Column(column.index, column.label, None, reason)


def with_mapping(columns: list[Column], mapping: Mapping[str, str], kind: ListKind) -> list[Column]:
    """Put a user's mapping over the guess.

    Raises:
        ImportHeaderError: It names a column or a field that does not exist.
    """
    fields = FIELDS[kind]
    by_label = {normalized(label): field for label, field in mapping.items()}
    unknown_columns = set(by_label) - {normalized(column.label) for column in columns}
    unknown_fields = {field for field in by_label.values() if field and field not in fields}
    if unknown_columns or unknown_fields:
        wrong = sorted(
            [label for label in mapping if normalized(label) in unknown_columns]
            + list(unknown_fields)
        )
        raise ImportHeaderError(
            f"The mapping names what does not exist: {_listed(wrong)}. "
            f"Columns: {_listed(column.label for column in columns)}. Fields: {_listed(fields)}."
        )
    taken = {field for field in by_label.values() if field}
    chosen = []
    for column in columns:
        said = by_label.get(normalized(column.label))
        if said is not None:
            place = list(by_label).index(normalized(column.label))
            reason = "You mapped it." if said else "You left it out."
            chosen.append(Column(column.index, column.label, said or None, reason, (0, place)))
        elif column.field in taken:
            chosen.append(Column(column.index, column.label, None, "You mapped another column."))
        else:
            chosen.append(column)
    return chosen


def require(columns: list[Column], kind: ListKind) -> None:
    """Refuse a header that names a used column twice, or lacks what a row needs.

    Raises:
        ImportHeaderError: With the missing fields, the columns seen, and what may be meant.
    """
    seen: set[str] = set()
    for column in columns:
        label = normalized(column.label)
        if column.field is not None and label in seen:
            raise ImportHeaderError(
                f'The column "{column.label.strip()}" occurs twice: rename or remove one.'
            )
        if column.field is not None:
            seen.add(label)
    required = [field.name for field in FIELDS[kind].values() if field.required]
    if not any(column.field in required for column in columns):
        labels = [column.label for column in columns if column.label.strip()]
        if not labels:
            raise ImportEmptyError("The file holds separators and nothing between them.")
        raise ImportHeaderError(
            f"No column gives the {_either(required)} that {kind.value} need. "
            f"Columns seen: {_listed(labels)}.{_meant(labels, required, kind)} "
            "Map the columns by hand or rename them."
        )


def _meant(labels: Sequence[str], required: Sequence[str], kind: ListKind) -> str:
    """Suggest the column whose name is nearest to a needed one."""
    known = {tight: field for tight, (field, _) in index_of("generic", kind).items()}
    for label in labels:
        needed = [tight for tight, field in known.items() if field in required]
        near = difflib.get_close_matches(squeezed(label), needed, n=1, cutoff=0.75)
        if near:
            return f' Did you mean "{label.strip()}" as the {known[near[0]]}?'
    return ""


def _either(names: Sequence[str]) -> str:
    """Join names with "or"."""
    return " or ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} or {names[-1]}"  # noqa: PLR2004


def _listed(names: Iterable[str]) -> str:
    """Quote names, not more than a reader wants."""
    quoted = [f'"{name.strip()[:60]}"' for name in names]
    rest = len(quoted) - 40
    return ", ".join(quoted[:40]) + (f" and {rest} more" if rest > 0 else "")
