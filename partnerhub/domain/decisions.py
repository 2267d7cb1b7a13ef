"""Decisions: what each side says of a pair, and how the pair stands by what both say.

A side says yes or no, or takes its word back. One no keeps a pair out whatever the other side
says; where the other said yes that is a dispute, and both are told, because only they can end it.
"""

from enum import StrEnum


class Verdict(StrEnum):
    """What one side says of a pair."""

    ACCEPTED = "accepted"
    """The two accounts are one company: the pair stays, whatever the lists come to say."""

    REJECTED = "rejected"
    """They are not: the pair does not come back by itself."""


class Standing(StrEnum):
    """How a pair stands by what both sides said of it."""

    NONE = "none"
    """Nobody decided: the lists and the policy speak."""

    ACCEPTED = "accepted"
    """One side or both accepted it, and nobody rejected it."""

    REJECTED = "rejected"
    """One side or both rejected it, and nobody accepted it."""

    DISPUTED = "disputed"
    """One side accepted and the other rejected it: it is not released until one takes it back."""


KEPT_OUT = (Standing.REJECTED, Standing.DISPUTED)
"""How a pair stands that no later overlap releases."""


def standing(one: str | None, other: str | None) -> Standing:
    """Say how a pair stands; it does not matter which side said which.

    >>> standing("accepted", None), standing("rejected", "accepted")
    (<Standing.ACCEPTED: 'accepted'>, <Standing.DISPUTED: 'disputed'>)
    """
    said = {verdict for verdict in (one, other) if verdict is not None}
    if len(said) > 1:
        return Standing.DISPUTED
    return Standing(said.pop()) if said else Standing.NONE
