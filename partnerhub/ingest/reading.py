"""Reading: a file as clean records and listed refusals, batch by batch."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from partnerhub.domain.errors import ImportEmptyError, ImportTooManyRejectsError
from partnerhub.domain.lists import ListKind
from partnerhub.ingest import columns as mapping
from partnerhub.ingest import headers
from partnerhub.ingest import plan as planning
from partnerhub.ingest.batches import Batch, clean
from partnerhub.ingest.csv import open_csv
from partnerhub.ingest.detect import file_format
from partnerhub.ingest.duplicates import Seen
from partnerhub.ingest.labels import normalized
from partnerhub.ingest.options import ReadOptions
from partnerhub.ingest.rows import Source

HELD = 1 << 24
"""The size of the largest CSV file whose rows are held, unless the caller has more memory."""


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
            batch = clean(raw, self._plan, seen, only)
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
    from partnerhub.ingest.xlsx import open_xlsx  # noqa: PLC0415 - few lists are workbooks

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
