"""Events: what kinds of joint activity there are, and where a target stands on its list."""

from enum import StrEnum


class EventKind(StrEnum):
    """What two partners do together."""

    DINNER = "dinner"
    WEBINAR = "webinar"
    WORKSHOP = "workshop"
    CAMPAIGN = "campaign"
    OTHER = "other"


class TargetState(StrEnum):
    """Where a company stands on a target list."""

    LISTED = "listed"
    """Ranked in by the rules."""

    ADDED = "added"
    """Put on by one side, with a reason."""

    EXCLUDED = "excluded"
    """Taken off by one side, with a reason; it is not invited and not counted."""


COUNTED = (TargetState.LISTED, TargetState.ADDED)
"""States of the targets that are invited, and that a report counts."""
