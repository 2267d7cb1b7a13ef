"""Preview: what partnerhub would make of a file, before anything is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partnerhub.domain.errors import ImportFailedError, ImportHeaderError
from partnerhub.domain.lists import ListKind
from partnerhub.domain.money import Money
from partnerhub.ingest import columns as mapping
from partnerhub.ingest import headers
from partnerhub.ingest import plan as planning
from partnerhub.ingest.batches import Batch
from partnerhub.ingest.options import ReadOptions
from partnerhub.ingest.reading import (
    Detected,
    Reading,
    describe,
    fingerprint,
    open_source,
    recognized,
)

MONEY = {"amount": "currency", "annual_revenue": "annual_revenue_currency"}
"""Amounts, and the fields that say in which currency they are."""
_ROWS = 20
_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """What partnerhub would make of a file.

    Attributes:
        kind: What its rows are, as said or as guessed.
        detected: What was found out about it, the mapping with its reasons among it.
        fingerprint: Names its header, so that a mapping can be remembered.
        rows: The first accepted rows, as field to value.
        problems: What would be refused or left out among the first rows, and what stands in the
            way of an import; each with `code`, `message` and, for rows, `line` and `column`.
        counts: How often each code occurs among the first rows.
        ready: Whether the file can be imported as it is.
    """

    kind: ListKind
    detected: Detected
    fingerprint: str
    rows: Sequence[Mapping[str, Any]]
    problems: Sequence[Mapping[str, Any]]
    counts: Mapping[str, int]
    ready: bool

    def to_json(self) -> dict[str, Any]:
        """Say it as JSON values."""
        return {
            "kind": self.kind.value,
            "detected": self.detected.to_json(),
            "fingerprint": self.fingerprint,
            "rows": [
                {
                    name: value.isoformat() if hasattr(value, "isoformat") else value
                    for name, value in _with_money(row).items()
                }
                for row in self.rows
            ],
            "problems": [dict(problem) for problem in self.problems],
            "counts": dict(self.counts),
            "ready": self.ready,
        }


def _with_money(row: Mapping[str, Any]) -> dict[str, Any]:
    """Say amounts as the API does, which is not how they are kept."""
    shown = dict(row)
    for name, currency in MONEY.items():
        if f"{name}_minor" in shown:
            amount, of = shown.pop(f"{name}_minor"), shown.pop(currency)
            shown[name] = None if amount is None else Money(amount, of).to_json()
    return shown


def preview(
    path: Path,
    *,
    kind: ListKind | None = None,
    options: ReadOptions | None = None,
    filename: str | None = None,
) -> Preview:
    """Show how a file would be read: its mapping, its first rows, its problems.

    What can be mended by an option or a mapping is a problem in the preview; a file that cannot be
    read at all is refused as `read` refuses it.

    Args:
        path: The file.
        kind: What its rows are; guessed from the header when left out.
        options: What the user says about it.
        filename: The name it was uploaded under, when `path` has another.

    Raises:
        ImportFailedError: One of its kinds, when the file is refused as a whole.
        ValidationError: An option means nothing.
    """
    options = options or ReadOptions()
    planning.check_options(options)
    source = open_source(path, options, filename)
    crm = headers.source_of(source.labels, footer=source.has_footer)
    kind = kind or headers.kind_of(source.labels, crm)
    crm, columns = recognized(source, kind, options)
    name = fingerprint(source.labels)
    try:
        mapping.require(columns, kind)
        plan, warnings = planning.make(source, columns, kind, options)
    except ImportFailedError as error:
        problem = {"code": error.code, "message": error.detail}
        detected = describe(source, crm, columns, None)
        if isinstance(error, ImportHeaderError) or error.code == "import_date_order":
            return Preview(kind, detected, name, [], [problem], {error.code: 1}, ready=False)
        raise
    detected = describe(source, crm, columns, plan, warnings)
    reading = Reading(kind, detected, name, source, plan)
    return _previewed(reading, next(reading.batches(), None))


def _previewed(reading: Reading, batch: Batch | None) -> Preview:
    """Show the first batch."""
    rows = [] if batch is None else batch.records.slice(0, _ROWS).to_pylist()
    rejects = [] if batch is None else batch.rejects.slice(0, _PROBLEMS).to_pylist()
    codes = [] if batch is None else batch.rejects.column("code").to_pylist()
    return Preview(
        kind=reading.kind,
        detected=reading.detected,
        fingerprint=reading.fingerprint,
        rows=rows,
        problems=rejects,
        counts=dict(Counter(codes)),
        ready=bool(rows),
    )
