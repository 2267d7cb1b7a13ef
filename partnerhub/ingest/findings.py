"""Findings: what is wrong with which rows, gathered column by column and told row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl
import pyarrow as pa

from partnerhub.ingest.fields import REJECTS_SCHEMA

ERROR, WARNING = "error", "warning"

_SHOWN = 40

MESSAGES: Mapping[str, str] = {
    # -- the row is refused
    "row_column_count": "The row has {cells} cells where the header has {columns}: "
    "look for a missing or additional separator, or an unquoted one in a text.",
    "row_duplicate": "The row has the same {what} as line {first}, which was kept: "
    "remove one of them or merge them in the CRM.",
    "row_missing_name": "The row has nothing to know it by: fill in the {column}.",
    "row_total": "The {column} says that the row adds up others: it is no account. "
    "Give it a record id if a company is called so.",
    "row_missing_account": "The row names no account: fill in the {column}.",
    "row_bad_amount": "The {column} is not an amount from 0 to 1,000,000,000,000,000: "
    "write it as 1234.50.",
    "row_bad_date": "The {column} is not a date in the order of its column: "
    "write it as 2026-03-31.",
    "row_bad_email": "The {column} is not an e-mail address: correct it or leave it empty.",
    "row_bad_currency": "The {column} is not a currency: write its code, such as EUR or USD.",
    "row_field_too_long": "The {column} has more than 4,096 characters: shorten it.",
    "row_bad_cell": "The cell of {column} holds an error or a value that does not fit its type: "
    "correct it in the workbook.",
    # -- the value is left out, or kept with a remark
    "field_too_long": "The {column} has more than 4,096 characters and was left out.",
    "bad_domain": "The {column} is no public web address and was not used for matching.",
    "domain_is_email": "The {column} holds an e-mail address; its domain was used.",
    "confusable": "The {column} uses letters that look like others; check who it belongs to.",
    "mixed_alphabets": "The {column} mixes letters of several alphabets in one word; "
    "check who it belongs to.",
    "public_mailbox": "The {column} is a public mailbox provider and was not used for matching.",
    "platform": "The {column} is a page on a shared platform and was not used for matching.",
    "bad_country": "The {column} is not a country that is known and was left out.",
    "bad_phone": "The {column} is not a phone number and was left out.",
    "bad_email": "The {column} is not an e-mail address and was left out.",
    "bad_number": "The {column} is not a whole number and was left out.",
    "bad_amount": "The {column} is not an amount and was left out.",
    "bad_currency": "The {column} is not a currency and was left out.",
    "bad_date": "The {column} is not a date that can be read and was left out.",
    "bad_duns": "The {column} has not nine digits and was left out.",
    "bad_opt_out": "The {column} says neither yes nor no; it was taken as an opt-out.",
    "bad_cell": "The cell of {column} holds an error and was left out.",
}
"""The sentence of each code, for users; `docs/imports.md` lists them all."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What a kind of list calls its fields in one file, and which of them name persons."""

    columns: Mapping[str, str]
    personal: frozenset[str]

    def of(self, fields: Iterable[str]) -> str:
        """Name the columns that feed some fields, or the fields where there is no column."""
        names = [self.columns[name] for name in fields if name in self.columns]
        return " or ".join(dict.fromkeys(names)) or " or ".join(fields)


@dataclass(slots=True)
class Findings:
    """What was found in one batch.

    Attributes:
        lines: The line of each row.
        labels: How the file names the fields.
        remarks: Whether to tell of what is kept with a remark, or only of refusals.
        refused: Which rows are refused so far.
    """

    lines: pl.Series
    labels: Labels
    remarks: bool = True
    refused: pl.Series = field(init=False)
    _tables: list[pl.DataFrame] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.refused = pl.repeat(value=False, n=len(self.lines), eager=True, dtype=pl.Boolean)

    def refuse(
        self, where: pl.Series, code: str, *fields: str, value: pl.Series | None = None
    ) -> None:
        """Refuse the rows where a mask is true."""
        self.refused |= where.fill_null(value=False)
        self._add(where, code, ERROR, fields, value)

    def refuse_missing(
        self, where: pl.Series, code: str, *fields: str, value: pl.Series | None = None
    ) -> None:
        """Refuse rows that lack something, unless a refusal told already why they lack it."""
        self.refuse(where & ~self.refused, code, *fields, value=value)

    def warn(
        self, where: pl.Series, code: str, *fields: str, value: pl.Series | None = None
    ) -> None:
        """Remark on the rows where a mask is true."""
        if self.remarks:
            self._add(where, code, WARNING, fields, value)

    def tell(self, line: int, code: str, *, column: str | None = None, **words: object) -> None:
        """Refuse a single row, by its line; the caller keeps it out of the records."""
        message = MESSAGES[code].format(column=column, **words)
        self._tables.append(
            _table([line], column, code, messages=[message], severity=ERROR, values=[None])
        )

    def _add(
        self,
        where: pl.Series,
        code: str,
        severity: str,
        fields: tuple[str, ...],
        value: pl.Series | None,
    ) -> None:
        if not where.any():
            return
        column = self.labels.of(fields)
        lines = self.lines.filter(where).to_list()
        personal = any(name in self.labels.personal for name in fields)
        shown = [None] * len(lines) if value is None else value.filter(where).to_list()
        masks = [masked(one, personal=personal) for one in shown]
        message = MESSAGES[code].format(column=f'"{column}"')
        self._tables.append(
            _table(
                lines,
                column,
                code,
                messages=[message] * len(lines),
                severity=severity,
                values=masks,
            )
        )

    def rejects(self) -> pa.Table:
        """All findings, in the order of the lines."""
        if not self._tables:
            return pa.Table.from_batches([], REJECTS_SCHEMA)
        table = pl.concat(self._tables).sort("line", maintain_order=True)
        return table.to_arrow().cast(REJECTS_SCHEMA)


def _table(
    lines: list[int],
    column: str | None,
    code: str,
    *,
    messages: list[str],
    severity: str,
    values: list[str | None],
) -> pl.DataFrame:
    """Write findings of one code as a table."""
    count = len(lines)
    return pl.DataFrame(
        {
            "line": lines,
            "column": [column] * count,
            "code": [code] * count,
            "message": messages,
            "severity": [severity] * count,
            "value": values,
        },
        schema={
            "line": pl.Int64,
            **dict.fromkeys(("column", "code", "message", "severity", "value"), pl.String),
        },
    )


def masked(value: str | None, *, personal: bool) -> str | None:
    """Shorten a value for display; of what names a person only initials are left.

    >>> masked("ann.canary@example.com", personal=True), masked("Ann Canary", personal=True)
    ('a***@e***', 'A***')
    >>> masked("x" * 50, personal=False) == "x" * 40
    True
    """
    if not value:
        return None
    if not personal and "@" not in value:
        return value[:_SHOWN]
    local, at, domain = value.partition("@")
    return f"{local[:1]}***" + (f"@{domain[:1]}***" if at else "")
