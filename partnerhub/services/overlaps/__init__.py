"""Overlaps: ask, agree, compare, publish, read, and decide on matches."""

from partnerhub.services.overlaps.processing import fail, process
from partnerhub.services.overlaps.reading import (
    Changes,
    MatchView,
    PeopleView,
    Wanted,
    card_fields,
    changes,
    decide,
    matches,
    people,
)
from partnerhub.services.overlaps.requesting import (
    approve,
    get,
    list_visible,
    reject,
    request,
    shape,
)
from partnerhub.services.overlaps.viewing import OverlapView

__all__ = [
    "Changes",
    "MatchView",
    "OverlapView",
    "PeopleView",
    "Wanted",
    "approve",
    "card_fields",
    "changes",
    "decide",
    "fail",
    "get",
    "list_visible",
    "matches",
    "people",
    "process",
    "reject",
    "request",
    "shape",
]
