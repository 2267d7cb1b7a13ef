"""CSV: where the header is, what separates the columns, where the rows end, and the rows.

Rows are parsed by pyarrow in blocks, every cell as text. Lines are physical lines of the file, the
first being 1; a row with line breaks inside quotes has the line it begins on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow_csv

from partnerhub.domain.errors import (
    ImportCsvSyntaxError,
    ImportEmptyError,
    ImportFailedError,
    ImportHeaderError,
)
from partnerhub.ingest.dialect import (
    check_header,
    first_rows,
    refuse_wide,
    separator_line,
    sniffed,
)
from partnerhub.ingest.footers import footer_start
from partnerhub.ingest.formulas import restored
from partnerhub.ingest.headers import header_row
from partnerhub.ingest.options import ReadOptions
from partnerhub.ingest.quoting import check_quotes
from partnerhub.ingest.rows import Odd, RawBatch
from partnerhub.ingest.text import Text, Window, open_text

_BLOCK = 1 << 22
_SPACE, _PRINTABLE = np.uint8(ord(" ")), ord("~") - ord(" ") + 1


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file whose shape is known.

    Attributes:
        text: The file as text.
        delimiter: What separates its columns.
        labels: Its header row.
        header_line: The line of the header.
        rows_line: The line of the first row.
        start: Where the rows begin, in bytes of the text.
        end: Where they end: at the end, or at a report's footer.
        spanning: Whether a row may go over several lines.
        warnings: What was assumed.
    """

    text: Text
    delimiter: str
    labels: list[str]
    header_line: int
    rows_line: int
    start: int
    end: int
    spanning: bool
    warnings: list[str] = field(default_factory=list)
    _kept: list[RawBatch] = field(default_factory=list, repr=False)

    format = "csv"
    sheet: str | None = None

    @property
    def encoding(self) -> str | None:
        """The text encoding."""
        return self.text.encoding

    @property
    def has_footer(self) -> bool:
        """Whether a Salesforce report's footer was found and left out."""
        return self.end < self.text.size

    def batches(self) -> Iterator[RawBatch]:
        """Yield the rows, every cell as text, in the order of the file.

        Rows of a text that is held are held in its place, until they are asked for again.
        """
        kept, held = list(self._kept), bool(self.text.held)
        self._kept.clear()
        if kept:
            while kept:
                yield kept.pop(0)
            return
        window = Window(self.text, self.start, self.end)
        try:
            for batch in _Parser(self, window).batches():
                if held:
                    kept.append(batch)
                yield batch
        finally:
            window.close()
        self.text.held.clear()
        self._kept.extend(kept)


def open_csv(path: Path, options: ReadOptions, hold: int = 0) -> CsvFile:
    """Read a CSV file's shape and check its syntax whole.

    Args:
        path: The file.
        options: What the user says about it.
        hold: The size of the largest file, in bytes, whose rows are held in memory.

    Raises:
        ImportEmptyError: It has no header or no row.
        ImportHeaderError: The declared delimiter does not separate its columns.
        ImportTooManyColumnsError: It is wider than `max_columns`.
        ImportCsvSyntaxError: A quotation mark is opened or closed in the wrong place.
    """
    text = open_text(path, options.encoding, hold)
    head = text.head.decode("utf-8", "ignore")
    if not head.strip():
        raise ImportEmptyError("The file has no content.")
    declared = separator_line(head) or options.delimiter
    if options.delimiter is not None and len(options.delimiter) != 1:
        raise ImportHeaderError("A delimiter is one character, such as a comma or a tab.")
    delimiter = options.delimiter or declared or sniffed(head)
    refuse_wide(head, delimiter, options.max_columns)
    rows, ends = first_rows(head, delimiter)
    at = header_row(rows)
    labels = [label.strip() for label in rows[at]]
    check_header(labels, delimiter, head, options)
    lines = head.encode().split(b"\n")
    start = min(sum(len(line) + 1 for line in lines[: ends[at]]), text.size)
    end = footer_start(text, start, delimiter, wide=len(labels) > 1)
    spanning = check_quotes(text, start, end, delimiter)
    warnings = []
    if text.assumed:
        warnings.append("The file is not UTF-8; it was read as cp1252 (Windows). Check the names.")
    if at:
        warnings.append(f"{at} rows above the header were left out.")
    header_line = (ends[at - 1] if at else 0) + 1
    rows_line = ends[at] + 1
    return CsvFile(text, delimiter, labels, header_line, rows_line, start, end, spanning, warnings)


class _Parser:
    """One pass over the rows, keeping count of lines."""

    def __init__(self, file: CsvFile, window: Window) -> None:
        self._file = file
        self._window = window
        self._odd: list[Odd] = []
        self._records = 0
        self._line = file.rows_line
        self._names = [f"c{at}" for at in range(len(file.labels))]

    def batches(self) -> Iterator[RawBatch]:
        """Parse block by block."""
        try:
            reader = self._reader()
            for block in reader:
                yield self._batch(block)
        except pa.ArrowInvalid as error:
            if "Empty CSV" not in str(error):
                raise _syntax(error) from None
        except pa.ArrowException as error:
            raise _syntax(error) from None
        if self._odd:
            yield self._batch(None)

    def _reader(self) -> arrow_csv.CSVStreamingReader:
        """Open pyarrow's reader over the rows."""
        return arrow_csv.open_csv(
            pa.PythonFile(self._window, mode="r"),
            read_options=arrow_csv.ReadOptions(
                column_names=self._names, use_threads=False, block_size=_BLOCK
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._file.delimiter,
                newlines_in_values=self._file.spanning,
                ignore_empty_lines=False,
                invalid_row_handler=self._keep_odd,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(self._names, pa.string()),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )

    def _keep_odd(self, row: arrow_csv.InvalidRow) -> str:
        """Remember a row with too few or too many cells."""
        text = row.text
        self._odd.append(Odd(row.number, row.actual_columns, text.count("\n"), bool(text.strip())))
        return "skip"

    def _batch(self, block: pa.RecordBatch | None) -> RawBatch:
        """Number a block's rows by the lines they begin on, odd rows between them."""
        frame = (
            pl.DataFrame(schema=dict.fromkeys(self._names, pl.String))
            if block is None
            else restored(block)
        )
        odd = self._odd_within(None if block is None else frame.height)
        lines, odd_lines = self._lines(frame, odd)
        return RawBatch(
            frame.with_columns(lines.alias("line")),
            [(line, row) for line, row in zip(odd_lines, odd, strict=True) if row.filled],
            self._window.progress,
            plain=frozenset() if block is None else _plain(block),
        )

    def _odd_within(self, height: int | None) -> list[Odd]:
        """Take the odd rows that stand before or right after the rows of a block."""
        if height is None:
            taken, self._odd = self._odd, []
            return taken
        taken = []
        while self._odd and self._odd[0].record <= self._records + height + len(taken) + 1:
            taken.append(self._odd.pop(0))
        return taken

    def _lines(self, frame: pl.DataFrame, odd: list[Odd]) -> tuple[pl.Series, list[int]]:
        """Work out the line of each row, and of each odd row."""
        height = frame.height
        extra = pl.zeros(height + 1, dtype=pl.Int64, eager=True)
        if self._file.spanning and height and _has_breaks(frame):
            breaks = frame.select(
                pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True)).cast(pl.Int64)
            ).to_series()
            extra = pl.concat([pl.Series([0], dtype=pl.Int64), breaks])
        before = extra.cum_sum() + pl.int_range(height + 1, eager=True)
        shift = [0] * (height + 1) if odd else []
        odd_lines: list[int] = []
        passed = 0
        for row in odd:
            place = min(row.record - self._records - len(odd_lines) - 1, height)
            odd_lines.append(self._line + before[place] + passed)
            passed += 1 + row.breaks
            shift[place] += 1 + row.breaks
        if odd:
            before += pl.Series(shift, dtype=pl.Int64).cum_sum()
        lines = before.slice(0, height) + self._line
        self._line += before[height]
        self._records += height + len(odd)
        return lines, odd_lines


def _plain(block: pa.RecordBatch) -> frozenset[str]:
    """Name the columns that need no cleaning but stripping, by a look at all letters at once."""
    return frozenset(
        name for name, column in zip(block.schema.names, block, strict=True) if _is_plain(column)
    )


def _is_plain(column: pa.StringArray) -> bool:
    """Say whether a column is printable ASCII, without two spaces in a row."""
    _, offsets, letters = column.buffers()
    if letters is None:
        return True
    ends = np.frombuffer(offsets, np.int32)
    first, last = ends[column.offset], ends[column.offset + len(column)]
    # Below the first printable letter, a space, the difference wraps around to a large one.
    above = np.frombuffer(letters, np.uint8)[first:last] - _SPACE
    return bool((above < _PRINTABLE).all() and (above[:-1] | above[1:]).all())


def _has_breaks(frame: pl.DataFrame) -> bool:
    """Say whether any cell holds a line break."""
    return bool(
        frame.select(pl.any_horizontal(pl.all().str.contains("\n", literal=True).any())).item()
    )


def _syntax(error: Exception) -> ImportFailedError:
    """Say what pyarrow could not read."""
    if "straddling" in str(error):
        return ImportCsvSyntaxError(
            "A row is longer than 4 MiB: a quotation mark is probably not closed."
        )
    return ImportCsvSyntaxError("The rows cannot be told apart; export the list again.")
