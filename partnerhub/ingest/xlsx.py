"""XLSX: the sheet with the list and its rows as text.

A process of its own opens the workbook (`partnerhub.workbooks`); here its rows get a header and
become tables. Dates and numbers come in one unmistakable form (`2026-03-31`, `1234.5`), so that
later steps need not know where a row came from.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from partnerhub.domain.errors import ImportEmptyError, ImportTooManyColumnsError
from partnerhub.ingest.footers import FOOTER_CELL
from partnerhub.ingest.headers import header_row
from partnerhub.ingest.options import ReadOptions
from partnerhub.ingest.rows import RawBatch
from partnerhub.workbooks.parent import Sheet


@dataclass(frozen=True, slots=True)
class XlsxFile:
    """A sheet of a workbook whose shape is known."""

    labels: list[str]
    header_line: int
    warnings: list[str]
    sheet: str | None
    _rows: Sheet = field(repr=False)

    format = "xlsx"
    encoding: str | None = None
    delimiter: str | None = None
    has_footer: bool = False

    def batches(self) -> Iterator[RawBatch]:
        """Yield the rows in the order of the sheet, every cell as text."""
        names = [f"c{at}" for at in range(len(self.labels))]
        for line, columns, bad in self._rows.chunks(self.header_line):
            frame = pl.DataFrame(
                dict(zip(names, columns, strict=True)), schema=dict.fromkeys(names, pl.String)
            )
            end = line + frame.height
            frame = frame.with_columns(pl.int_range(line, end).alias("line"))
            kept = frame.filter(~pl.col("c0").str.contains(FOOTER_CELL))
            yield RawBatch(kept, [], min((end - 1) / self._rows.height, 1.0), bad)


def open_xlsx(path: Path, options: ReadOptions) -> XlsxFile:
    """Check a workbook, choose its sheet and find the header.

    Raises:
        ImportFailedError: One of its kinds.
        ParserDiedError: The process that read it died.
    """
    sheet = Sheet(
        path,
        (options.sheet, options.max_rows, options.max_columns, options.max_unpacked_bytes),
        options.limits,
    )
    first = sheet.first
    if not any(any(row) for row in first):
        raise ImportEmptyError(f'The sheet "{sheet.name}" is empty.')
    at = header_row(first)
    labels = [label.strip() for label in first[at]]
    if len(labels) > options.max_columns:
        raise ImportTooManyColumnsError
    if sheet.height <= at + 1:
        raise ImportEmptyError(f'The sheet "{sheet.name}" has a header but no row.')
    warnings = sheet.warnings
    if above := sum(any(row) for row in first[:at]):
        warnings = [*warnings, f"{above} rows above the header were left out."]
    return XlsxFile(labels, at + 1, warnings, sheet.name, sheet)
