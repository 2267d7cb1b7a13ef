"""Cleaning: one batch of raw rows, field by field, for the three kinds of lists."""

from collections.abc import Collection
from functools import cached_property

import polars as pl

from partnerhub.ingest import amounts, dates
from partnerhub.ingest.cells import LONGEST, cleaned, mapped
from partnerhub.ingest.fields import FIELDS
from partnerhub.ingest.findings import Findings
from partnerhub.ingest.plan import Plan

_NAMES = frozenset({"name", "first_name", "last_name", "full_name", "account_name"})


class Cells:
    """The fields of one batch, as clean columns, with what was found wrong.

    Each method reads one kind of value; a kind of list puts its table together from them.

    Args:
        frame: The rows.
        plan: How to read them.
        findings: Where to tell what is wrong.
        plain: Columns known to hold nothing but printable ASCII, and no two spaces in a row.
        only: The fields that are wanted; all when none are named.
    """

    def __init__(
        self,
        frame: pl.DataFrame,
        plan: Plan,
        findings: Findings,
        *,
        plain: Collection[str] = (),
        only: Collection[str] | None = None,
    ) -> None:
        self.height = frame.height
        self.plan = plan
        self.findings = findings
        self._only = only
        names = [column for field in _NAMES for column in plan.of(field)]
        used = [column.field for column in plan.columns if column.field]
        wanted = dict.fromkeys(column for field in used for column in self._columns(field))
        self._frame = cleaned(frame.select(list(wanted)), names, plain)
        longest = self._frame.select(pl.all().str.len_bytes().max().fill_null(0))
        self._longest = longest.row(0, named=True)

    def wants(self, field: str) -> bool:
        """Say whether a field is wanted."""
        return self._only is None or field in self._only

    def _columns(self, field: str) -> list[str]:
        """Name the columns that feed a field, if it is wanted."""
        return self.plan.of(field) if self.wants(field) else []

    @cached_property
    def nothing(self) -> pl.Series:
        """A column of nulls."""
        return pl.Series("nothing", [None] * self.height, dtype=pl.String)

    def has(self, field: str) -> bool:
        """Say whether any column feeds a field."""
        return bool(self._columns(field))

    def texts(self, field: str) -> list[pl.Series]:
        """Clean the columns that feed a field, the preferred one first."""
        return [
            self._fitting(self._frame.get_column(column), field) for column in self._columns(field)
        ]

    def text(self, field: str) -> pl.Series:
        """Clean a field; of several columns the first that holds something counts."""
        columns = self.texts(field)
        if not columns:
            return self.nothing
        if len(columns) == 1:
            return columns[0]
        return pl.select(pl.coalesce(columns).alias(field)).to_series()

    def _fitting(self, text: pl.Series, field: str) -> pl.Series:
        """Refuse or leave out texts that are too long."""
        if self._longest[text.name] <= LONGEST:
            return text
        long = (text.str.len_chars() > LONGEST).fill_null(value=False)
        known = FIELDS[self.plan.kind][field]
        if known.required or field == "record_id":
            self.findings.refuse(long, "row_field_too_long", field, value=text)
        else:
            self.findings.warn(long, "field_too_long", field, value=text)
        return blanked(text, long)

    def left_out(self, text: pl.Series, read: pl.Series, code: str, field: str) -> pl.Series:
        """Warn where a text could not be read; the read column is the result."""
        self.findings.warn(text.is_not_null() & read.is_null(), code, field, value=text)
        return read

    def day(self, field: str, *, needed: bool) -> pl.Series:
        """Read dates; where one is needed for reports, a bad one refuses its row."""
        result = pl.Series(field, [None] * self.height, dtype=pl.Date)
        for column, text in zip(self._columns(field), self.texts(field), strict=True):
            order = self.plan.orders.get(column)
            read = dates.parsed(text, order, self.plan.zone)
            bad = text.is_not_null() & read.is_null()
            if order is None and not needed:
                pass  # the whole column was left out, and the file says so
            elif needed:
                self.findings.refuse(bad, "row_bad_date", field, value=text)
            else:
                self.findings.warn(bad, "bad_date", field, value=text)
            result = pl.select(pl.coalesce([result, read]).alias(field)).to_series()
        return result

    def money(self, field: str, currency_field: str, *, needed: bool) -> pl.DataFrame:
        """Read amounts with their currency; where needed, a bad one refuses its row."""
        if not self.wants(field):
            return pl.DataFrame({"minor": self.nothing.cast(pl.Int64), "currency": self.nothing})
        text = self.text(field)
        said = self.text(currency_field)
        codes = mapped(said, amounts.currency_code, pl.String)
        bad_code = said.is_not_null() & codes.is_null() & text.is_not_null()
        default = self.plan.options.currency
        default = amounts.currency_code(default) if default else None
        mark = self.plan.marks.get(field, "")
        read = amounts.minor_units(text, codes, mark, default)
        bad = text.is_not_null() & read.get_column("minor").is_null()
        if needed:
            self.findings.refuse(bad_code, "row_bad_currency", currency_field, value=said)
            self.findings.refuse(bad & ~bad_code, "row_bad_amount", field, value=text)
            return read
        self.findings.warn(bad_code, "bad_currency", currency_field, value=said)
        self.findings.warn(bad, "bad_amount", field, value=text)
        whole = read.with_columns(bad_code.alias("bad")).select(
            pl.when(~pl.col("bad")).then("minor").alias("minor"),
            pl.when(~pl.col("bad") & pl.col("minor").is_not_null()).then("currency"),
        )
        return whole.rename({whole.columns[1]: "currency"})

    def whole_number(self, field: str) -> pl.Series:
        """Read whole numbers such as a count of employees."""
        if not self.has(field):
            return self.nothing.cast(pl.Int64)
        text = self.text(field)
        plain = text.str.replace_all(r"[,.'\u2019\u00a0 ]([0-9]{3})\b", "$1").str.replace(
            r"[.,]0+$", ""
        )
        read = plain.str.extract(r"^([0-9]{1,15})\+?$").cast(pl.Int64)
        return self.left_out(text, read, "bad_number", field)


def blanked(text: pl.Series, where: pl.Series) -> pl.Series:
    """Leave out the values where a mask is true."""
    return (
        pl.DataFrame({"text": text, "out": where})
        .select(pl.when(~pl.col("out")).then("text").alias("text"))
        .to_series()
    )


def first_of_several(text: pl.Series) -> pl.Series:
    """Take the first id of a list such as HubSpot's `123;456`."""
    return text.str.extract(r"^([^;]+)").str.strip_chars()
