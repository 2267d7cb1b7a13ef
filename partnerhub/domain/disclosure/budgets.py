"""Budgets: how much of a list is answered without a person saying yes again.

Every comparison answers, for each row of one list, whether the other list has that company. No
rounding of the answers changes that; what bounds it is how many questions pass. So the rows that
are *fresh* (no comparison since the other side's own last yes has looked for that name, domain or
number) are counted, whatever list they come in and however slowly they are exchanged; so are the
pairs that nobody had seen; and at `counts_only` so are the answers themselves.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from partnerhub.domain.disclosure.suppression import band

WINDOW = timedelta(days=30)
"""How far back pairs and releases are counted."""

SAME_ANSWER = timedelta(days=1)
"""At `counts_only` who asks again so soon, with an unchanged list, gets the release there is."""

FEWEST_FRESH_ROWS = 25
FRESH_PERCENT = 4
FEWEST_NEW_PAIRS = 200


class Strictness(StrEnum):
    """How careful two sides are with each other; the stricter of both holds."""

    STANDARD = "standard"
    """Comparisons go on by themselves as long as little has changed."""

    STRICT = "strict"
    """Every comparison needs both; only rows with a history are compared, and only what is certain
    is shown at once."""


RELEASES = {Strictness.STANDARD: 12, Strictness.STRICT: 4}
"""How many releases a partnership makes in 30 days at `counts_only`, whoever asks."""

REPORTS = 12
"""How many reports on one event are made in 30 days, whoever asks."""

REQUESTS = 12
"""How often one side asks the other to share more in 30 days."""

TARGET_LISTS = 24
"""How many different questions a partnership's target lists are built by in 30 days."""


def stricter_of(one: Strictness, other: Strictness) -> Strictness:
    """Say what holds between two sides.

    >>> stricter_of(Strictness.STANDARD, Strictness.STRICT)
    <Strictness.STRICT: 'strict'>
    """
    return Strictness.STRICT if Strictness.STRICT in {one, other} else Strictness.STANDARD


def fresh_rows_allowed(rows: int, *others: int) -> int:
    """How many fresh rows pass between two yeses of the other side.

    Four in a hundred of the shortest list, counted as its band begins: the other side is told the
    band anyway, and a limit that moved with every row would tell how long the list is.

    >>> fresh_rows_allowed(5_000, 80_000), fresh_rows_allowed(9_999, 80_000)
    (200, 200)
    >>> fresh_rows_allowed(12)
    25
    """
    shortest = band(min(rows, *others) if others else rows).low or 0
    return max(FEWEST_FRESH_ROWS, shortest * FRESH_PERCENT // 100)


def disclosure_cap(rows: int) -> int:
    """How many new pairs a list of so many accounts may bring in 30 days without a new yes.

    >>> disclosure_cap(500), disclosure_cap(5_000)
    (200, 500)
    """
    return max(FEWEST_NEW_PAIRS, rows // 10)


def window_start(now: datetime, last_seen: datetime | None) -> datetime:
    """Say since when things count; a clock that was set back gives nobody a new budget.

    >>> from datetime import UTC
    >>> seen = datetime(2026, 3, 31, tzinfo=UTC)
    >>> window_start(datetime(2026, 1, 1, tzinfo=UTC), seen).date().isoformat()
    '2026-03-01'
    """
    return max(now, last_seen or now) - WINDOW


def wait_for_room(times: Sequence[datetime], most: int, now: datetime) -> int | None:
    """Say how many seconds to wait until fewer than so many count; None when there is room.

    >>> from datetime import UTC
    >>> made = [datetime(2026, 3, day, tzinfo=UTC) for day in (1, 2, 3)]
    >>> wait_for_room(made, 3, datetime(2026, 3, 30, tzinfo=UTC)) == 24 * 3600
    True
    >>> wait_for_room(made, 4, datetime(2026, 3, 30, tzinfo=UTC)) is None
    True

    Args:
        times: When those that count were asked for, oldest first.
        most: How many there may be.
        now: The moment.
    """
    if len(times) < most:
        return None
    return max(1, math.ceil((times[len(times) - most] + WINDOW - now).total_seconds()))
