"""Cells as text: dates and numbers in one unmistakable form (`2026-03-31`, `1234.5`)."""

import datetime as dt
import math
from typing import Any

_EXACT = 1 << 53


def column(cells: tuple[Any, ...], at: int, line: int, bad: list[tuple[int, int]]) -> list[str]:
    """Write a column of typed cells as text, noting those that are no value."""
    texts = []
    for row, cell in enumerate(cells):
        if cell.__class__ is str:
            texts.append(cell)
            continue
        text = of(cell)
        if text is None:
            bad.append((line + row, at))
        texts.append(text or "")
    return texts


def of(cell: Any) -> str | None:  # noqa: PLR0911 - one line per type
    """Write one cell as text; None when it is no value a list has.

    A number with three decimals gets a fourth, so that nobody takes its point for a thousands mark.
    """
    match cell:
        case str():
            return cell
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case float():
            return _number(cell)
        case dt.datetime():
            return cell.isoformat(sep="T", timespec="seconds")
        case dt.date():
            return cell.isoformat()
        case _:  # times and durations: what the reader makes of dates before 1900
            return None


def _number(number: float) -> str | None:
    """Write a number without exponent, whole ones without a point."""
    if not math.isfinite(number):
        return None
    if number.is_integer() and abs(number) < _EXACT:
        return str(int(number))
    if number.is_integer():
        return f"{number:.0f}"
    text = f"{number:.10f}".rstrip("0")
    return text + "0" if len(text.rpartition(".")[2]) == 3 else text  # noqa: PLR2004
