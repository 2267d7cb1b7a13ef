"""Suppression: numbers that would give away a single account are not shown.

Three rules, known from official statistics. *Small group*: a sum over fewer than five accounts
says too much about each. *Dominance*: when one account makes more than half of a sum, the sum is
that account's amount with a little noise. *Complementary*: what is withheld must not come out by
subtracting the numbers that are shown; so sometimes a harmless number is withheld as well.

Only accounts that contribute something count towards a group: four zeros beside one deal hide
nothing. All of this protects sums; counts of a list are coarsened to bands.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Any, TypeAlias

LEAST_ACCOUNTS = 5
"""The smallest group whose sum may be shown."""

LEAST_COUNT = 10
"""The smallest count that gets a band."""

_MOST_PARTS = 10
_FIRST_BANDS = (10, 25, 50, 100, 250, 500, 1000)


class Suppressed(StrEnum):
    """Why a number is withheld."""

    SMALL_GROUP = "small_group"
    """Fewer than five accounts are behind it, or fewer than ten in a count."""

    DOMINANCE = "dominance"
    """One account makes more than half of it."""

    COMPLEMENTARY = "complementary"
    """With the numbers that are shown it would reveal one that is withheld."""

    NOT_SHARED = "not_shared"
    """The other side has not granted it."""


@dataclass(frozen=True, slots=True)
class Band:
    """A count made coarse: at least `low`, at most `high`; both None when it is withheld."""

    low: int | None
    high: int | None
    suppressed: Suppressed | None = None

    def __str__(self) -> str:
        return f"fewer than {LEAST_COUNT}" if self.low is None else f"{self.low} to {self.high}"

    def to_json(self) -> dict[str, Any]:
        """Say the band as the API does."""
        return {
            "value": None if self.low is None else {"from": self.low, "to": self.high},
            "suppressed": self.suppressed,
        }


def band(count: int) -> Band:
    """Say a count as the band it falls in.

    Below a thousand the bands are listed; above they go on by 2.5, 2 and 2, so that a band is
    never much wider than what it says.

    >>> str(band(9)), str(band(10)), str(band(999)), str(band(4999)), str(band(10000))
    ('fewer than 10', '10 to 24', '500 to 999', '2500 to 4999', '10000 to 24999')
    """
    if count < LEAST_COUNT:
        return Band(None, None, Suppressed.SMALL_GROUP)
    low = LEAST_COUNT
    for start in _starts():
        if start > count:
            return Band(low, start - 1)
        low = start
    raise AssertionError("The bands never end.")  # pragma: no cover


def _starts() -> Iterator[int]:
    """Where bands begin: 10, 25, 50, 100, 250, 500, 1000, 2500 and so on without end."""
    yield from _FIRST_BANDS[:-1]
    start = _FIRST_BANDS[-1]
    while True:
        yield from (start, start * 5 // 2, start * 5)
        start *= 10


def suppress(contributions: Sequence[int]) -> Suppressed | None:
    """Say why a sum of these contributions, one per account, may not be shown; None if it may.

    >>> suppress([10, 20, 30, 40])
    <Suppressed.SMALL_GROUP: 'small_group'>
    >>> suppress([1, 1, 1, 1, 5])
    <Suppressed.DOMINANCE: 'dominance'>
    >>> suppress([10, 20, 30, 40, 50]) is None
    True
    """
    sizes = [abs(amount) for amount in contributions if amount]
    if len(sizes) < LEAST_ACCOUNTS:
        return Suppressed.SMALL_GROUP
    if 2 * max(sizes) > sum(sizes):
        return Suppressed.DOMINANCE
    return None


Part: TypeAlias = Mapping[Any, int]
"""What each account contributes to one part of a total."""


def suppress_parts(
    parts: Sequence[Part],
) -> tuple[tuple[Suppressed | None, ...], Suppressed | None]:
    """Decide which parts of a total are shown, and whether the total is.

    A part maps accounts to amounts. The total is preferred to any part: it is judged first, and
    the smallest parts give way when the rest of the total would betray a withheld one.

    >>> big = {f"a{n}": 10 for n in range(6)}
    >>> small = {"b1": 10}
    >>> suppress_parts([big, small, big])[0]  # one smaller part gives way: all minus two is one
    (<Suppressed.COMPLEMENTARY: 'complementary'>, <Suppressed.SMALL_GROUP: 'small_group'>, None)
    """
    decided = [suppress(tuple(part.values())) for part in parts]
    total = suppress(tuple(_merged(parts).values()))
    while total is None:
        rest = _merged(part for part, reason in zip(parts, decided, strict=True) if reason)
        if not any(rest.values()) or suppress(tuple(rest.values())) is None:
            break
        shown = [number for number, reason in enumerate(decided) if reason is None]
        decided[min(shown, key=lambda number: _size(parts[number]))] = Suppressed.COMPLEMENTARY
    return tuple(decided), total


def _size(part: Part) -> int:
    return sum(abs(amount) for amount in part.values())


def suppress_sums(
    parts: Mapping[Any, Part], sums: Mapping[Any, Iterable[Hashable]]
) -> dict[Any, Suppressed | None]:
    """Decide which of several sums over the same parts can be shown together.

    The sums are judged in the order given, the more important first. One is shown when its own
    group may be, and when nobody can work out, from all that is shown by then, the sum of any
    group of parts that may not be. "Work out" means linear algebra: whatever adding, taking off
    and scaling the shown sums can give. Every group of parts is tried, so the parts are few.

    >>> won = {f"a{n}": 10 for n in range(6)}
    >>> lost = {"b1": 10}
    >>> decided = suppress_sums({"won": won, "lost": lost},
    ...                         {"won amount": ["won"], "closed amount": ["won", "lost"]})
    >>> decided["won amount"], decided["closed amount"]
    (None, <Suppressed.COMPLEMENTARY: 'complementary'>)

    Raises:
        ValueError: There are more than ten parts.
    """
    if len(parts) > _MOST_PARTS:
        raise ValueError(f"{len(parts)} parts have too many groups; {_MOST_PARTS} are possible.")
    present = [part for part, contributions in parts.items() if any(contributions.values())]
    unsafe = [
        vector
        for vector, merged in _groups(present, parts)
        if suppress(tuple(merged.values())) is not None
    ]
    shown: list[_Vector] = []
    decided: dict[Any, Suppressed | None] = {}
    for name, members in sums.items():
        wanted = set(members)
        decided[name] = suppress(tuple(_merged(parts[part] for part in wanted).values()))
        if decided[name] is None:
            grown = _reduced([*shown, _vector(present, wanted)])
            if any(not any(_remainder(vector, grown)) for vector in unsafe):
                decided[name] = Suppressed.COMPLEMENTARY
            else:
                shown = grown
    return decided


_Vector = tuple[Fraction, ...]


def _vector(present: Sequence[Hashable], wanted: Iterable[Hashable]) -> _Vector:
    """Say a group of parts as ones and zeros."""
    members = set(wanted)
    return tuple(Fraction(part in members) for part in present)


def _groups(
    present: Sequence[Hashable], parts: Mapping[Any, Part]
) -> Iterator[tuple[_Vector, dict[Hashable, int]]]:
    """Every group of parts whose sum somebody could be after, small groups first."""
    for size in range(1, len(present) + 1):
        for group in combinations(present, size):
            yield _vector(present, group), _merged(parts[part] for part in group)


def _merged(parts: Iterable[Part]) -> dict[Hashable, int]:
    """Add parts up by account: an account in two parts is one account."""
    merged: dict[Hashable, int] = {}
    for part in parts:
        for account, amount in part.items():
            merged[account] = merged.get(account, 0) + amount
    return merged


def _reduced(vectors: Iterable[_Vector]) -> list[_Vector]:
    """Reduce vectors to a basis, each led by a one at its own place."""
    basis: list[_Vector] = []
    for vector in vectors:
        rest = _remainder(vector, basis)
        lead = next((value for value in rest if value), None)
        if lead is not None:
            basis.append(tuple(value / lead for value in rest))
    return basis


def _remainder(vector: _Vector, basis: Iterable[_Vector]) -> _Vector:
    """Take off what a basis in echelon form explains; nothing remains of what it spans."""
    for known in basis:
        place = next(n for n, value in enumerate(known) if value)
        factor = vector[place]
        if factor:
            vector = tuple(a - factor * b for a, b in zip(vector, known, strict=True))
    return vector
