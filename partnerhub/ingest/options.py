"""Options: what a user may say about a file, and how much of it is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from partnerhub.workbooks.limits import Limits

DateOrder = Literal["day_first", "month_first", "year_first"]

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read a file; everything left out is inferred.

    Attributes:
        mapping: Column header to field name. Columns not named are still guessed; an empty field
            name leaves a column out.
        encoding: Text encoding of a CSV file, when it is not as detected.
        delimiter: What separates the columns of a CSV file.
        sheet: The sheet of a workbook to read.
        currency: Currency (ISO 4217) of amounts that name none.
        timezone: Where the day begins for times with an offset (an IANA name).
        date_order: How numeric dates are written; otherwise inferred from whole columns.
        stages: Stage text to `open`, `won` or `lost`, for words that are not known.
        populations: Account type text to a population, for words that are not known.
        max_rows: Longest list taken.
        max_bytes: Largest file taken.
        max_columns: Widest file taken.
        max_reject_share: Share of refused rows from which it is the wrong file.
        max_unpacked_bytes: Most bytes a workbook may unpack to.
        limits: What the process that reads a workbook may use.
    """

    mapping: Mapping[str, str] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    currency: str | None = None
    timezone: str = "UTC"
    date_order: DateOrder | None = None
    stages: Mapping[str, str] = field(default_factory=dict)
    populations: Mapping[str, str] = field(default_factory=dict)
    max_rows: int = 1_000_000
    max_bytes: int = 512 * MEBIBYTE
    max_columns: int = 512
    max_reject_share: Decimal = Decimal("0.5")
    max_unpacked_bytes: int = 512 * MEBIBYTE
    limits: Limits = field(default_factory=Limits)
