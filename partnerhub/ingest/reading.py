"""Reading: a file as clean records and listed refusals, batch by batch."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from partnerhub.domain.errors import ImportEmptyError, ImportTooManyRejectsError
from partnerhub.domain.lists import ListKind
from partnerhub.ingest import accounts, contacts, headers, opportunities
from partnerhub.ingest import columns as mapping
from partnerhub.ingest import plan as planning
from partnerhub.ingest.cleaning import Cells
from partnerhub.ingest.csv import open_csv
from partnerhub.ingest.detect import file_format
from partnerhub.ingest.duplicates import Seen, identities
from partnerhub.ingest.fields import FIELDS, SCHEMAS
from partnerhub.ingest.findings import Findings
from partnerhub.ingest.labels import normalized
from partnerhub.ingest.options import ReadOptions
from partnerhub.ingest.rows import RawBatch, Source
from partnerhub.ingest.xlsx import open_xlsx

HELD = 1 << 24
"""The size of the largest CSV file whose rows are held, unless the caller has more memory."""

_CLEAN: Mapping[ListKind, Callable[[Cells], dict[str, pl.Series]]] = {
    ListKind.ACCOUNTS: accounts.clean,
    ListKind.CONTACTS: contacts.clean,
    ListKind.OPPORTUNITIES: opportunities.clean,
}


@dataclass(frozen=True, slots=True)
class Detected:
    """What was found out about a file.

    Attributes:
        format: `csv` or `xlsx`.
        encoding: Text encoding of a CSV file.
        delimiter: What separates its columns.
        sheet: The sheet read of a workbook.
        source: The CRM that wrote it: `salesforce`, `salesforce_report`, `hubspot`, `dynamics`,
            `pipedrive`, `zoho`, `crossbeam` or `unknown`.
        mapping: Column header to field.
        reasons: Column header to why it was taken for that, or left out.
        ignored: Columns that are not used.
        date_order: Date column to how its dates are written.
        warnings: What was assumed or left out, in sentences.
    """

    format: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    source: str
    mapping: Mapping[str, str]
    reasons: Mapping[str, str]
    ignored: Sequence[str]
    date_order: Mapping[str, str]
    warnings: Sequence[str]

    def to_json(self) -> dict[str, Any]:
        """Say it as JSON values."""
        return asdict(self)


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that can be read: its shape is known and accepted.

    Attributes:
        kind: What its rows are.
        detected: What was found out about it.
        fingerprint: Names its header, in any order, so that a mapping can be remembered.
    """

    kind: ListKind
    detected: Detected
    fingerprint: str
    _source: Source = field(repr=False)
    _plan: planning.Plan = field(repr=False)

    def batches(self, *, only: Collection[str] | None = None) -> Iterator[Batch]:
        """Yield the rows in the order of the file.

        Args:
            only: The fields that are wanted. Columns of the records that need others are left
                empty, a row is judged by these and by what it may be known by, and the rejects tell
                of refused rows only.

        Raises:
            ImportTooManyRejectsError: At the end, when too large a share was refused; nothing of
                the file is to be kept then.
        """
        seen = Seen(self._plan.repeated)
        codes: Counter[str] = Counter()
        read = accepted = 0
        for raw in self._source.batches():
            batch = _clean(raw, self._plan, seen, only)
            read += batch.rows_read
            accepted += batch.records.num_rows
            codes.update(_error_codes(batch.rejects))
            yield batch
        _check_share(read, accepted, codes, self._plan.options)


def read(
    path: Path,
    *,
    kind: ListKind,
    options: ReadOptions | None = None,
    filename: str | None = None,
    hold: int = HELD,
) -> Reading:
    """Open a list file, find out what it is and check what concerns it as a whole.

    Args:
        path: The file.
        kind: What its rows are.
        options: What the user says about it.
        filename: The name it was uploaded under, when `path` has another.
        hold: The size of the largest CSV file, in bytes, whose rows are held in memory between the
            two passes over them: four times as much is taken, and they are taken apart once.

    Raises:
        ImportFailedError: One of its kinds, when the file is refused as a whole.
        ValidationError: An option means nothing.
    """
    options = options or ReadOptions()
    planning.check_options(options)
    source = open_source(path, options, filename, hold)
    crm, columns = recognized(source, kind, options)
    mapping.require(columns, kind)
    plan, warnings = planning.make(source, columns, kind, options)
    detected = describe(source, crm, columns, plan, warnings)
    return Reading(kind, detected, fingerprint(source.labels), source, plan)


def fingerprint_of(path: Path, *, options: ReadOptions, filename: str | None = None) -> str:
    """Name a file's header, to look up the mapping that was given for it before.

    Raises:
        ImportFailedError: One of its kinds, when the file cannot be opened.
    """
    return fingerprint(open_source(path, options, filename).labels)


def open_source(path: Path, options: ReadOptions, filename: str | None, hold: int = 0) -> Source:
    """Open a file by what it is."""
    if file_format(path, filename or path.name, options.max_bytes) == "csv":
        return open_csv(path, options, hold)
    return open_xlsx(path, options)


def recognized(
    source: Source, kind: ListKind, options: ReadOptions
) -> tuple[str, list[mapping.Column]]:
    """Say which CRM wrote a file and what its columns are, the user's mapping first."""
    crm = headers.source_of(source.labels, footer=source.has_footer)
    columns = mapping.guess(source.labels, kind, crm)
    if options.mapping:
        columns = mapping.with_mapping(columns, options.mapping, kind)
    return crm, columns


def describe(
    source: Source,
    crm: str,
    columns: Sequence[mapping.Column],
    plan: planning.Plan | None,
    warnings: Sequence[str] = (),
) -> Detected:
    """Put together what was found out about a file."""
    kind_said = () if plan is None else _doubts(source, crm, columns, plan)
    labels = {f"c{column.index}": column.label.strip() for column in columns}
    return Detected(
        format=source.format,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
        source=crm,
        mapping={column.label: column.field for column in columns if column.field},
        reasons={column.label: column.reason for column in columns if column.label.strip()},
        ignored=[column.label for column in columns if not column.field and column.label.strip()],
        date_order={}
        if plan is None
        else {labels[name]: order for name, order in plan.orders.items() if order},
        warnings=[*source.warnings, *kind_said, *warnings],
    )


def _doubts(
    source: Source, crm: str, columns: Sequence[mapping.Column], plan: planning.Plan
) -> Iterator[str]:
    """Say what makes the result less useful than it could be."""
    likely = headers.kind_of(source.labels, crm)
    fields = {column.field for column in columns}
    if likely is not plan.kind and not plan.options.mapping:
        yield f"The columns look like {likely.value}; the file was read as {plan.kind.value}."
    if plan.kind is ListKind.OPPORTUNITIES:
        if not fields & {"stage", "status", "is_won"}:
            yield "No column says the stage or status, so every opportunity counts as open."
        if "amount" in fields and not fields & {"currency"} and not plan.options.currency:
            yield "No column names the currency: amounts without one of their own have none."
    if plan.kind is not ListKind.ACCOUNTS and not fields & {"account_record_id", "account_name"}:
        yield "No column names the account; contacts are joined to accounts by e-mail domain."
    if "record_id" not in fields:
        yield "No column gives the CRM's record id, so a later upload can only replace the list."


def fingerprint(labels: Sequence[str]) -> str:
    """Name a header, whatever the order of its columns."""
    names = sorted({normalized(label) for label in labels} - {""})
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:32]


def _clean(raw: RawBatch, plan: planning.Plan, seen: Seen, only: Collection[str] | None) -> Batch:
    """Clean one batch and leave out what is refused."""
    frame = _written(raw.frame)
    lines = frame.get_column("line")
    findings = Findings(lines, plan.labels(), remarks=only is None)
    _bad_cells(raw, plan, findings)
    wanted = None if only is None else {*only, *_known_by(plan.kind)}
    cells = Cells(frame, plan, findings, printable=raw.printable, only=wanted)
    columns = _CLEAN[plan.kind](cells)
    identity = identities(frame, plan.of("record_id"), plan.used)
    repeats = list(seen.duplicates(identity, lines, ~findings.refused))
    refused = findings.refused.clone()
    for at, line, first in repeats:
        what = "record id" if plan.of("record_id") else "content"
        column = plan.labels().columns.get("record_id")
        findings.tell(line, "row_duplicate", column=column, what=what, first=first)
        refused[at] = True
    odd = [(line, one) for line, one in raw.odd if one.filled]
    for line, one in odd:
        findings.tell(line, "row_column_count", cells=one.cells, columns=len(plan.columns))
    records = pl.DataFrame({"line": lines, **columns}).filter(~refused)
    schema = SCHEMAS[plan.kind]
    table = records.select(schema.names).to_arrow().cast(schema)
    return Batch(table, findings.rejects(), frame.height + len(odd), raw.progress)


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


def _bad_cells(raw: RawBatch, plan: planning.Plan, findings: Findings) -> None:
    """Refuse rows where a used cell of a workbook holds an error."""
    fields = {column.index: column.field for column in plan.columns if column.field}
    for index, name in fields.items():
        bad = [line for line, column in raw.bad_cells if column == index]
        if bad:
            findings.refuse(findings.lines.is_in(bad), "row_bad_cell", name)


def _error_codes(rejects: pa.Table) -> Counter[str]:
    """Count what rows were refused for."""
    if not rejects.num_rows:
        return Counter()
    frame = pl.DataFrame(pl.from_arrow(rejects.select(["code", "severity"])))
    counts = frame.filter(severity="error").get_column("code").value_counts()
    return Counter(dict(counts.sort("code").iter_rows()))


def _check_share(read: int, accepted: int, codes: Counter[str], options: ReadOptions) -> None:
    """Refuse a file of which too little is left."""
    if not read:
        raise ImportEmptyError("The file has a header but no row.")
    if read - accepted > options.max_reject_share * read:
        reasons = ", ".join(f"{code} ({count:,})" for code, count in codes.most_common(3))
        raise ImportTooManyRejectsError(
            f"{read - accepted:,} of {read:,} rows were refused, mostly for {reasons}: "
            "check the columns, the kind of list, or the file."
        )
