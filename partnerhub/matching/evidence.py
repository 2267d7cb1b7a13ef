"""Evidence: how rules speak of pairs.

The facts of a pair are columns, those of `comparing`; what a rule says of them are expressions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

ALWAYS: Final = pl.lit(value=True)
DOMAIN: Final = "{domain}"
"""Stands in what is said for the web domain that both accounts have."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a rule applies to pairs, as expressions over their facts.

    Attributes:
        when: The condition under which it applies.
        said: The words for it, each with the condition under which they are the right ones; the
            first that hold are said, or nothing when another rule says it.
        strength: How strongly it applies then, from 0 to 1.
    """

    when: pl.Expr
    said: tuple[tuple[pl.Expr, str], ...] = ()
    strength: pl.Expr | None = None


Rule = Callable[[], Evidence]


def fact(name: str) -> pl.Expr:
    """Speak of a fact of `comparing`."""
    return pl.col(name)


def always(text: str) -> tuple[tuple[pl.Expr, str], ...]:
    """Say the same whenever the rule applies."""
    return ((ALWAYS, text),)
