"""Batches: some rows of a file at a time, cleaned, and what was refused of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import polars as pl
import pyarrow as pa

from partnerhub.domain.lists import ListKind
from partnerhub.ingest import accounts, contacts, opportunities
from partnerhub.ingest.cleaning import Cells
from partnerhub.ingest.duplicates import Seen, identities
from partnerhub.ingest.fields import FIELDS, SCHEMAS
from partnerhub.ingest.findings import Findings
from partnerhub.ingest.plan import Plan
from partnerhub.ingest.rows import RawBatch

_CLEAN: Mapping[ListKind, Callable[[Cells], dict[str, pl.Series]]] = {
    ListKind.ACCOUNTS: accounts.clean,
    ListKind.CONTACTS: contacts.clean,
    ListKind.OPPORTUNITIES: opportunities.clean,
}


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file, cleaned.

    Attributes:
        records: The accepted rows, as `SCHEMAS[kind]` says.
        rejects: What was refused or left out, as `REJECTS_SCHEMA` says.
        rows_read: Rows of the file in this batch; those not among the records were refused.
        progress: Share of the file read so far, 0 to 1.
    """

    records: pa.Table
    rejects: pa.Table
    rows_read: int
    progress: float


def clean(raw: RawBatch, plan: Plan, seen: Seen, only: Collection[str] | None) -> Batch:
    """Clean one batch and leave out what is refused."""
    frame = _written(raw.frame)
    lines = frame.get_column("line")
    findings = Findings(lines, plan.labels(), remarks=only is None)
    _bad_cells(raw, plan, findings)
    wanted = None if only is None else {*only, *_known_by(plan.kind)}
    cells = Cells(frame, plan, findings, plain=raw.plain, only=wanted)
    columns = _CLEAN[plan.kind](cells)
    refused = findings.refused.clone()
    if plan.repeated:
        _refuse_duplicates(frame, plan, seen, findings, refused)
    odd = [(line, one) for line, one in raw.odd if one.filled]
    for line, one in odd:
        findings.tell(line, "row_column_count", cells=one.cells, columns=len(plan.columns))
    records = pl.DataFrame({"line": lines, **columns}).filter(~refused)
    schema = SCHEMAS[plan.kind]
    table = records.select(schema.names).to_arrow().cast(schema)
    return Batch(table, findings.rejects(), frame.height + len(odd), raw.progress)


def _refuse_duplicates(
    frame: pl.DataFrame, plan: Plan, seen: Seen, findings: Findings, refused: pl.Series
) -> None:
    """Refuse the rows that were accepted before."""
    identity = identities(frame, plan.of("record_id"), plan.used)
    what = "record id" if plan.of("record_id") else "content"
    column = plan.labels().columns.get("record_id")
    repeats = list(seen.duplicates(identity, findings.lines, ~findings.refused))
    for at, line, first in repeats:
        findings.tell(line, "row_duplicate", column=column, what=what, first=first)
        refused[at] = True


def _known_by(kind: ListKind) -> set[str]:
    """Name the fields that a row may be known by, so that it is kept whatever else is wanted."""
    required = {name for name, field in FIELDS[kind].items() if field.required}
    return required | {"record_id", "email"}


def _written(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out the rows in which nothing is written; in most files the first cell is."""
    at = pl.int_range(frame.height, dtype=pl.UInt32, eager=True)
    blank = frame.with_columns(at.alias("at"))
    for name in frame.columns:
        if blank.is_empty():
            return frame
        if name != "line":
            blank = blank.filter(~pl.col(name).str.contains(r"\S"))
    return frame.filter(~at.is_in(blank.get_column("at").implode()))


def _bad_cells(raw: RawBatch, plan: Plan, findings: Findings) -> None:
    """Refuse rows where a used cell of a workbook holds an error."""
    fields = {column.index: column.field for column in plan.columns if column.field}
    for index, name in fields.items():
        bad = [line for line, column in raw.bad_cells if column == index]
        if bad:
            findings.refuse(findings.lines.is_in(bad), "row_bad_cell", name)
