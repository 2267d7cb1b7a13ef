"""Sides: the two organizations of a partnership, as they are stored.

Stored, the two are `first` and `second`; told, they are "mine" and "theirs" (in a sentence "you"
and "your partner"), relative to whoever asks.
"""

from enum import StrEnum
from typing import TypeVar

Value = TypeVar("Value")


class Side(StrEnum):
    """One of the two organizations of a partnership."""

    FIRST = "first"
    SECOND = "second"

    @property
    def other(self) -> "Side":
        """The partner of this side.

        >>> Side.FIRST.other
        <Side.SECOND: 'second'>
        """
        return Side.SECOND if self is Side.FIRST else Side.FIRST

    def mine_theirs(self, first: Value, second: Value) -> tuple[Value, Value]:
        """Turn what is stored into what this side calls mine and theirs.

        >>> Side.SECOND.mine_theirs("Acme's", "Globex's")
        ("Globex's", "Acme's")
        """
        return (first, second) if self is Side.FIRST else (second, first)
