"""Sides: a partnership is stored as first and second, and seen as mine and theirs."""

from enum import StrEnum
from typing import TypeVar

Value = TypeVar("Value")


class Side(StrEnum):
    """One of the two organizations of a partnership."""

    FIRST = "first"
    SECOND = "second"

    @property
    def other(self) -> "Side":
        """The side across the table."""
        return Side.SECOND if self is Side.FIRST else Side.FIRST

    def mine_theirs(self, first: Value, second: Value) -> tuple[Value, Value]:
        """Turn what is stored into what this side calls mine and theirs.

        >>> Side.SECOND.mine_theirs("Acme's", "Globex's")
        ("Globex's", "Acme's")
        """
        return (first, second) if self is Side.FIRST else (second, first)
