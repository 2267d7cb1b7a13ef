"""Plan: everything that has to be known about a file before its rows can be read.

A first pass over the rows answers what single rows cannot: in which order dates are written, what
a lone comma means, which rows occur twice, and whether the file is too long.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import polars as pl

from partnerhub.domain.errors import (
    ImportCsvSyntaxError,
    ImportDateOrderError,
    ImportEmptyError,
    ImportTooManyRowsError,
    ValidationError,
)
from partnerhub.domain.lists import ListKind, OpportunityStatus
from partnerhub.domain.populations import Population
from partnerhub.ingest import amounts, dates
from partnerhub.ingest.cells import LONGEST_CELL
from partnerhub.ingest.columns import Column
from partnerhub.ingest.duplicates import identities, repeated
from partnerhub.ingest.fields import FIELDS
from partnerhub.ingest.findings import Labels
from partnerhub.ingest.options import DateOrder, ReadOptions
from partnerhub.ingest.rows import RawBatch, Source

_DATES = frozenset({"created_on", "close_on"})
_AMOUNTS = frozenset({"amount", "annual_revenue"})


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read the rows of one file.

    Attributes:
        kind: What its rows are.
        columns: What each column is.
        options: What the user said.
        zone: Where the day begins.
        orders: The date order of each date column, by frame column; None when left open.
        marks: The decimal mark of each amount field.
        repeated: Identities that occur more than once.
    """

    kind: ListKind
    columns: Sequence[Column]
    options: ReadOptions
    zone: ZoneInfo
    orders: Mapping[str, DateOrder | None]
    marks: Mapping[str, amounts.DecimalMark]
    repeated: frozenset[int]

    def of(self, field: str) -> list[str]:
        """Name the frame columns that feed a field, the preferred one first."""
        return frame_columns(self.columns, field)

    @property
    def used(self) -> list[str]:
        """The frame columns that feed any field."""
        return [f"c{column.index}" for column in self.columns if column.field]

    def labels(self) -> Labels:
        """Name the fields as the file does."""
        labels: dict[str, str] = {}
        for column in sorted(self.columns, key=lambda one: one.rank):
            if column.field:
                labels.setdefault(column.field, column.label.strip())
        personal = {name for name, field in FIELDS[self.kind].items() if field.personal}
        return Labels(labels, frozenset(personal))


def frame_columns(columns: Sequence[Column], field: str) -> list[str]:
    """Name the frame columns that feed a field, the preferred one first."""
    found = [column for column in columns if column.field == field]
    return [f"c{column.index}" for column in sorted(found, key=lambda one: (one.rank, one.index))]


def check_options(options: ReadOptions) -> None:
    """Refuse options that mean nothing.

    Raises:
        ValidationError: With each wrong option.
    """
    wrong = []
    if options.currency is not None and amounts.currency_code(options.currency) is None:
        wrong.append({"pointer": "/currency", "message": "not an ISO 4217 currency code"})
    if options.date_order not in {None, "day_first", "month_first", "year_first"}:
        wrong.append({"pointer": "/date_order", "message": "day_first, month_first or year_first"})
    for name, meant, values in (
        ("stages", options.stages, list(OpportunityStatus)),
        ("populations", options.populations, list(Population)),
    ):
        if not set(meant.values()) <= {value.value for value in values}:
            allowed = ", ".join(value.value for value in values)
            wrong.append({"pointer": f"/{name}", "message": f"each one of: {allowed}"})
    if wrong:
        raise ValidationError("The import options are not valid.", errors=wrong)
    dates.timezone(options.timezone)


def make(
    source: Source, columns: Sequence[Column], kind: ListKind, options: ReadOptions
) -> tuple[Plan, list[str]]:
    """Pass over the rows once and decide how to read them.

    Returns:
        The plan, and warnings about what had to be left out.
    """
    survey = _Survey(columns)
    for batch in source.batches():
        survey.add(batch)
        if survey.rows > options.max_rows:
            raise ImportTooManyRowsError(
                f"The file has more than {options.max_rows:,} rows; split it."
            )
    if not survey.rows:
        raise ImportEmptyError("The file has a header but no row.")
    orders, warnings = _orders(survey, columns, kind, options)
    marks = {
        field: amounts.decimal_mark(dates.added(counts)) for field, counts in survey.marks.items()
    }
    zone = dates.timezone(options.timezone)
    return (
        Plan(kind, columns, options, zone, orders, marks, repeated(survey.identities)),
        warnings,
    )


class _Survey:
    """What the first pass gathers."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.rows = 0
        self.dates: dict[str, list[dict[str, int]]] = {}
        self.marks: dict[str, list[dict[str, int]]] = {}
        self.identities: list[pl.Series] = []
        self._columns = [column for column in columns if column.field]
        self._ids = frame_columns(columns, "record_id")
        self._used = [f"c{column.index}" for column in self._columns]

    def add(self, batch: RawBatch) -> None:
        """Take in one batch."""
        frame = batch.frame
        texts = frame.drop("line")
        lengths = texts.select(pl.max_horizontal(pl.all().str.len_bytes().max())).item()
        if lengths is not None and lengths > LONGEST_CELL:
            raise ImportCsvSyntaxError(
                "A cell is longer than 131,072 bytes: a quotation mark is probably not closed."
            )
        filled = frame.filter(pl.any_horizontal(pl.exclude("line").str.len_bytes() > 0))
        self.rows += filled.height + sum(odd.filled for _, odd in batch.odd)
        self.identities.append(identities(filled, self._ids, self._used))
        for column in self._columns:
            name = f"c{column.index}"
            if column.field in _DATES:
                self.dates.setdefault(name, []).append(dates.evidence(frame.get_column(name)))
            elif column.field in _AMOUNTS:
                counts = amounts.decimal_evidence(frame.get_column(name))
                self.marks.setdefault(column.field or "", []).append(counts)


def _orders(
    survey: _Survey, columns: Sequence[Column], kind: ListKind, options: ReadOptions
) -> tuple[dict[str, DateOrder | None], list[str]]:
    """Decide the date order of each date column: said, by itself, or like its neighbours."""
    if options.date_order is not None:
        return dict.fromkeys(survey.dates, options.date_order), []
    counts = {name: dates.added(pieces) for name, pieces in survey.dates.items()}
    decided = {name: dates.order_of(count) for name, count in counts.items()}
    shown = {
        order
        for name, order in decided.items()
        if order and (counts[name]["day_first"] or counts[name]["month_first"])
    }
    if len(shown) == 1:
        common = shown.pop()
        decided = {name: order or common for name, order in decided.items()}
    labels = {f"c{column.index}": column.label.strip() for column in columns}
    left_open = [labels[name] for name, order in decided.items() if order is None]
    if left_open and kind is ListKind.OPPORTUNITIES:
        names = " and ".join(f'"{label}"' for label in left_open)
        raise ImportDateOrderError(
            f"In {names} every date can be read both ways (day or month first): "
            "say date_order=day_first or date_order=month_first."
        )
    warnings = [
        f'In "{label}" every date can be read both ways, so it was left out; say date_order.'
        for label in left_open
    ]
    return decided, warnings
