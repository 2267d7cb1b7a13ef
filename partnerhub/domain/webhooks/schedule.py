"""The schedule: when a delivery that failed is tried again, and when a webhook is given up.

A delivery is tried ten times in a little more than three days. The waits grow, so that a receiver
that is down costs little, and each is stretched at random, so that what failed together does not
come back together. Besides, a webhook that has just failed rests for a while, whatever waits for
it: of a thousand deliveries to a dead receiver one is tried, not a thousand.
"""

from datetime import datetime, timedelta

WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
STRETCH = 0.2
"""By how much a wait is made longer at most, as a share of it."""
SHORTEST_REST, LONGEST_REST = timedelta(seconds=2), timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(days=5)
"""How long a webhook may fail without one success before it is switched off."""


def next_attempt(attempts: int, now: datetime, *, chance: float) -> datetime | None:
    """Say when a delivery is tried again after so many attempts; None when it was the last.

    Args:
        attempts: How many there were, at least one.
        now: When the last one failed.
        chance: A random number from 0 up to 1.
    """
    if attempts > len(WAITS):
        return None
    return now + WAITS[attempts - 1] * (1 + STRETCH * chance)


def rest(failures: int) -> timedelta:
    """Say how long a webhook rests after so many failures in a row, at least one."""
    doublings = min(failures - 1, 20)
    return min(SHORTEST_REST * (1 << doublings), LONGEST_REST)
