"""Chance in words: the few draws every part of the generator makes."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_T = TypeVar("_T")


def happens(random: Random, share: float) -> bool:
    """Say whether something happens that happens in this share of cases."""
    return random.random() < share


def early(random: Random, choices: Sequence[_T]) -> _T:
    """Choose one, the earlier ones more often."""
    return choices[int(random.random() ** 2 * len(choices))]


def fill(random: Random, pattern: str) -> str:
    """Replace every `#` of a pattern by a digit."""
    return "".join(str(random.randrange(10)) if sign == "#" else sign for sign in pattern)
