"""Shape: what the other side learns of a list before it agrees to a comparison.

A partner who uploads a dictionary of companies would read the other's customer list off the
hits. No arithmetic prevents that, but it can be seen: such a list is suddenly several times as
long as the last one, has no owners, no contacts, no deals, and was typed in one afternoon. The
shape shows exactly this and, since it describes rows that nobody agreed to share, only in bands.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from partnerhub.domain.disclosure.suppression import LEAST_COUNT, Band, band

JUMP = 3
"""A list more than so many times as long as the last accepted one is asked about."""


class Flag(StrEnum):
    """Something about a list that a person should look at before agreeing."""

    SIZE_JUMP = "size_jump"
    """The list is more than three times as long as the last accepted one."""

    NO_ACTIVITY = "no_activity"
    """Hardly any account has a contact or an opportunity."""

    NO_OWNERS = "no_owners"
    """Hardly any account is looked after by somebody."""

    CREATED_AT_ONCE = "created_at_once"
    """Nine in ten of the dated accounts were created in one month."""

    REPLACED = "replaced"
    """More rows are new since the list that was last accepted than pass without a yes."""

    SPREAD = "spread"
    """So are, in 30 days, those of all your partners together that you did not say yes to."""


RELATIVE = frozenset({Flag.SIZE_JUMP, Flag.REPLACED, Flag.SPREAD})
"""Flags that compare with the last accepted list: accepted once, they ask again all the same."""


class Growth(StrEnum):
    """How a list's length compares with the last accepted one."""

    FIRST = "first"
    SMALLER = "smaller"
    SIMILAR = "similar"
    LARGER = "larger"
    MUCH_LARGER = "much_larger"


@dataclass(frozen=True, slots=True)
class Share:
    """A share made coarse: percent from, percent to; both None when the list is too short."""

    low: int | None
    high: int | None

    def to_json(self) -> dict[str, Any] | None:
        """Say the share as the API does."""
        return None if self.low is None else {"from_percent": self.low, "to_percent": self.high}


@dataclass(frozen=True, slots=True)
class Shape:
    """A list described so that a partner can judge it without seeing any of it."""

    rows: Band
    with_owner: Share
    with_opportunity: Share
    with_contact: Share
    created: tuple[tuple[str, Band], ...]
    growth: Growth
    turnover: Share
    """How much of the list is new since the one that was last accepted, from then on summed up."""
    flags: tuple[Flag, ...]

    def asks(self, accepted: Collection[str]) -> bool:
        """Whether a person of the other side has to agree before lists are compared.

        Args:
            accepted: The flags of the list that this person's side said yes to last.
        """
        known = {Flag(name) for name in accepted} - RELATIVE
        return self.growth is Growth.FIRST or bool(set(self.flags) - known)

    def to_json(self) -> dict[str, Any]:
        """Say the shape as the API does."""
        return {
            "rows": self.rows.to_json(),
            "with_owner": self.with_owner.to_json(),
            "with_opportunity": self.with_opportunity.to_json(),
            "with_contact": self.with_contact.to_json(),
            "created": [{"month": month, "rows": rows.to_json()} for month, rows in self.created],
            "growth": self.growth.value,
            "turnover": self.turnover.to_json(),
            "flags": [flag.value for flag in self.flags],
        }


_SHARES = ((0, 9), (10, 24), (25, 49), (50, 74), (75, 89), (90, 100))
_HARDLY_ANY = Fraction(1, 100)
_AT_ONCE = Fraction(9, 10)
_SIMILAR = (Fraction(9, 10), Fraction(11, 10))


def shape(
    *,
    rows: int,
    with_owner: int,
    with_opportunity: int,
    with_contact: int,
    created_months: Mapping[str, int],
    previous_rows: int | None,
    fresh: int = 0,
    asking: Collection[Flag] = (),
) -> Shape:
    """Describe a list of accounts for the other side.

    Args:
        rows: Accounts on the list.
        with_owner: Those that somebody looks after.
        with_opportunity: Those with at least one opportunity.
        with_contact: Those with at least one contact.
        created_months: How many were created in which month, written 2026-03.
        previous_rows: Length of the last list the other side accepted; None before the first.
        fresh: Rows that were new since then, in all comparisons together.
        asking: Flags that were raised by counting more than this list.

    >>> dictionary = shape(rows=200_000, with_owner=0, with_opportunity=0, with_contact=0,
    ...                    created_months={"2026-03": 200_000}, previous_rows=4_000)
    >>> [flag.value for flag in dictionary.flags]
    ['size_jump', 'no_activity', 'no_owners', 'created_at_once']
    >>> str(dictionary.rows)
    '100000 to 249999'
    """
    return Shape(
        rows=band(rows),
        with_owner=_share(with_owner, rows),
        with_opportunity=_share(with_opportunity, rows),
        with_contact=_share(with_contact, rows),
        created=tuple((month, band(created_months[month])) for month in _told(created_months)),
        growth=_growth(rows, previous_rows),
        turnover=Share(None, None) if previous_rows is None else _share(min(fresh, rows), rows),
        flags=tuple(
            flag
            for flag, raised in {
                Flag.SIZE_JUMP: previous_rows is not None and rows > JUMP * previous_rows,
                Flag.NO_ACTIVITY: with_opportunity + with_contact < rows * _HARDLY_ANY,
                Flag.NO_OWNERS: with_owner < rows * _HARDLY_ANY,
                Flag.CREATED_AT_ONCE: _created_at_once(created_months),
                Flag.REPLACED: Flag.REPLACED in asking,
                Flag.SPREAD: Flag.SPREAD in asking,
            }.items()
            if raised
        ),
    )


def _share(part: int, rows: int) -> Share:
    """Say a share in percent bands; of a short list even the band would count heads."""
    if part > rows:
        raise ValueError(f"{part} of {rows} accounts cannot be.")
    if rows < LEAST_COUNT:
        return Share(None, None)
    percent = 100 * part // rows
    return next(Share(low, high) for low, high in _SHARES if percent <= high)


def _told(created_months: Mapping[str, int]) -> list[str]:
    """Months in which enough accounts were created to be told about."""
    return sorted(month for month, count in created_months.items() if count >= LEAST_COUNT)


def _growth(rows: int, previous_rows: int | None) -> Growth:
    """Compare a list's length with the last accepted one."""
    if previous_rows is None:
        return Growth.FIRST
    if rows > JUMP * previous_rows:
        return Growth.MUCH_LARGER
    least, most = (previous_rows * factor for factor in _SIMILAR)
    if rows < least:
        return Growth.SMALLER
    return Growth.LARGER if rows > most else Growth.SIMILAR


def _created_at_once(created_months: Mapping[str, int]) -> bool:
    """Whether one month made nearly all of the dated accounts, of a list worth the question."""
    dated = sum(created_months.values())
    return dated >= LEAST_COUNT and max(created_months.values()) >= dated * _AT_ONCE
