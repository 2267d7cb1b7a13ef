"""Dates: days as CRMs write them, column by column.

`3/4/2025` is a day in March or in April, and no single value tells. The whole column does, as soon
as one of its values has a day above 12; then other date columns of the same file; then points as
separators, which only the day-first countries use. Otherwise the user is asked.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from partnerhub.domain.errors import ValidationError
from partnerhub.ingest.cells import mapped
from partnerhub.ingest.options import DateOrder

FIRST_YEAR, LAST_YEAR = 1900, 2100

_CENTURY = 69
_LONGEST = 60
_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:$|[T ])"
_CLOCK = r"(?:[T ,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?)?"
_NUMERIC = rf"^([0-9]{{1,4}})[/.\-]([0-9]{{1,2}})[/.\-]([0-9]{{4}}|[0-9]{{1,2}}){_CLOCK}$"
_OFFSET = r"[0-9]:?[0-9]{2}(?:\.[0-9]+)?\s?(?:Z|[+-][0-9]{2}:?[0-9]{2})$"
_POINTED = r"^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]"
_SPACED = re.compile(
    r"(?:[^\W\d]{2,12}\.?,?\s+)?(?P<first>\d{1,4}|[^\W\d]{3,12})\.?[\s\-/]+(?:de\s+)?"
    r"(?P<second>\d{1,2}|[^\W\d]{3,12})(?:st|nd|rd|th)?[.,]?[\s\-/]+(?:de\s+)?"
    r"(?P<year>\d{4}|\d{2})(?:\D.*)?",
    re.IGNORECASE,
)
_EPOCH_MILLISECONDS = re.compile(r"[0-9]{12,13}")


def timezone(name: str) -> ZoneInfo:
    """Look a time zone up by its IANA name.

    Raises:
        ValidationError: There is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValidationError(
            "The time zone is not known; use an IANA name such as Europe/Berlin.",
            errors=[{"pointer": "/timezone", "message": "not an IANA time zone"}],
        ) from None


def evidence(raw: pl.Series) -> dict[str, int]:
    """Count the values of a column that show, or leave open, which number is the day."""
    text = raw.drop_nulls().str.strip_chars()
    parts = text.str.extract_groups(_NUMERIC).struct.unnest()
    first, second = (parts.get_column(name).cast(pl.Int64, strict=False) for name in ("1", "2"))
    short = text.str.contains(r"^[0-9]{1,2}[^0-9]")
    return {
        "day_first": int((short & (first > 12) & (second <= 12)).sum()),  # noqa: PLR2004
        "month_first": int((short & (second > 12) & (first <= 12)).sum()),  # noqa: PLR2004
        "open": int((short & (first <= 12) & (second <= 12) & (first != second)).sum()),  # noqa: PLR2004
        "same": int((short & (first == second) & (first <= 12)).sum()),  # noqa: PLR2004
        "pointed": int(text.str.contains(_POINTED).sum()),
    }


def added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Add up the evidence of several pieces of a column."""
    total: dict[str, int] = {}
    for count in counts:
        for name, number in count.items():
            total[name] = total.get(name, 0) + number
    return total


def order_of(counts: Mapping[str, int]) -> DateOrder | None:
    """Decide the order of a column by its own values; None when they leave it open.

    >>> nothing = {"day_first": 0, "month_first": 0, "open": 0, "same": 0, "pointed": 0}
    >>> order_of(nothing | {"day_first": 3, "month_first": 1, "open": 9}), order_of(nothing)
    ('day_first', 'year_first')
    >>> order_of(nothing | {"open": 9}) is None
    True
    """
    days, months = counts["day_first"], counts["month_first"]
    if days != months:
        return "day_first" if days > months else "month_first"
    if counts["pointed"] or counts["same"]:
        return "day_first" if counts["pointed"] or not counts["open"] else None
    return None if counts["open"] or days else "year_first"


def parsed(raw: pl.Series, order: DateOrder | None, zone: ZoneInfo) -> pl.Series:
    """Read a cleaned column of dates; null where a value is none, or its order is not known."""
    text = raw.alias("text")
    zoned = text.str.contains(_OFFSET).fill_null(value=False)
    frame = pl.DataFrame({"text": text, "zoned": zoned})
    iso = pl.col("text").str.contains(_ISO) & ~pl.col("zoned")
    frame = frame.with_columns(
        pl.when(iso)
        .then(pl.col("text").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False))
        .alias("day")
    )
    if frame.get_column("day").null_count() > text.null_count():
        frame = _zoned(frame, zone).with_columns(pl.coalesce("day", _numeric(order)).alias("day"))
    missing = frame.select(pl.when(pl.col("day").is_null()).then("text").alias("text")).to_series()
    if missing.null_count() < len(missing):
        rest = mapped(missing, lambda value: _spelled(value, zone), pl.Date)
        frame = frame.with_columns(pl.coalesce("day", rest.alias("rest")).alias("day"))
    inside = pl.col("day").dt.year().is_between(FIRST_YEAR, LAST_YEAR)
    return frame.select(pl.when(inside).then("day").alias("day")).to_series()


def _zoned(frame: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """Read times with an offset, as days in the user's zone."""
    if not frame.get_column("zoned").any():
        return frame
    stamp = (
        pl.col("text")
        .str.replace(" ", "T", literal=True)
        .str.replace(r"\s?Z$", "+0000")
        .str.replace(r"\s?([+-][0-9]{2}):?([0-9]{2})$", "$1$2")
    )
    moments = pl.coalesce(
        stamp.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%z", strict=False, time_unit="us"),
        stamp.str.to_datetime("%Y-%m-%dT%H:%M%z", strict=False, time_unit="us"),
    )
    return frame.with_columns(
        pl.when("zoned")
        .then(moments.dt.convert_time_zone(zone.key).dt.date())
        .otherwise("day")
        .alias("day")
    )


def _numeric(order: DateOrder | None) -> pl.Expr:
    """Read dates of three numbers, the year first or last."""
    parts = pl.col("text").str.extract_groups(_NUMERIC).struct
    one, two, three = parts.field("1"), parts.field("2"), parts.field("3")
    year_first = (one.str.len_bytes() == 4) | pl.lit(order == "year_first")  # noqa: PLR2004
    last_two = (two, one) if order == "day_first" else (one, two)
    year = pl.when(year_first).then(one).otherwise(three)
    month = pl.when(year_first).then(two).otherwise(last_two[0])
    day = pl.when(year_first).then(three).otherwise(last_two[1])
    number = year.cast(pl.Int64, strict=False)
    full = (
        pl.when(year.str.len_bytes() == 4)  # noqa: PLR2004
        .then(number)
        .when(year.str.len_bytes() == 2)  # noqa: PLR2004
        .then(number + pl.when(number < _CENTURY).then(2000).otherwise(1900))
    )
    read = pl.concat_str(
        full.cast(pl.String), month.str.pad_start(2, "0"), day.str.pad_start(2, "0"), separator="-"
    ).str.to_date("%Y-%m-%d", strict=False)
    return pl.when(pl.lit(order is not None) | (one.str.len_bytes() == 4)).then(read)  # noqa: PLR2004


@lru_cache(maxsize=1 << 13)
def _spelled(text: str, zone: ZoneInfo) -> dt.date | None:
    """Read a date that spells its month, or counts milliseconds.

    >>> _spelled("05-Mar-2026", ZoneInfo("UTC")), _spelled("5. März 2026", ZoneInfo("UTC"))
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 5))
    >>> _spelled("soon", ZoneInfo("UTC")) is None
    True
    """
    if len(text) > _LONGEST:
        return None
    if _EPOCH_MILLISECONDS.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text) / 1000, zone).date()
    found = _SPACED.fullmatch(text)
    if found is None:
        return None
    first, second, year = found["first"], found["second"], int(found["year"])
    if first.isdigit() == second.isdigit():
        return None
    day, name = (first, second) if first.isdigit() else (second, first)
    month = _months().get(name.casefold().rstrip("."))
    if len(found["year"]) < 4:  # noqa: PLR2004 - a short year
        year += 2000 if year < _CENTURY else 1900
    try:
        return dt.date(year, month or 0, int(day))
    except ValueError:
        return None


@cache
def _months() -> Mapping[str, int]:
    """Month names and abbreviations in the languages CRM lists are written in."""
    from babel import Locale  # noqa: PLC0415 - few dates are written in words

    names: dict[str, int] = {}
    for language in ("en", "de", "fr", "es", "it", "pt", "nl", "pl"):
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names.setdefault(str(name).casefold().rstrip("."), int(number))
    return names | {"sept": 9, "mrz": 3, "dez": 12}
