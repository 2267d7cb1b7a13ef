"""Overlaps: ask, agree, compare, publish, read, explain, and decide on matches."""

from partnerhub.services.overlaps.deciding import DecidedView, decide, decided, withdraw
from partnerhub.services.overlaps.explaining import ExplanationView, explain, explain_own
from partnerhub.services.overlaps.grouping import CompanyView, companies
from partnerhub.services.overlaps.keeping import fail_to_forget, forget, sweep
from partnerhub.services.overlaps.processing import fail, process
from partnerhub.services.overlaps.reading import (
    Changes,
    PeopleView,
    Wanted,
    card_fields,
    changes,
    matches,
    people,
    policy,
)
from partnerhub.services.overlaps.recomputing import recompute
from partnerhub.services.overlaps.requesting import (
    approve,
    get,
    list_visible,
    reject,
    request,
    shape,
)
from partnerhub.services.overlaps.showing import MatchView
from partnerhub.services.overlaps.theirs import TheirAccountView, TheirContactView, unmatched
from partnerhub.services.overlaps.theirs import people as their_people
from partnerhub.services.overlaps.viewing import OverlapView
from partnerhub.services.overlaps.waiting import WaitingView, decide_waiting, waiting

__all__ = [
    "Changes",
    "CompanyView",
    "DecidedView",
    "ExplanationView",
    "MatchView",
    "OverlapView",
    "PeopleView",
    "TheirAccountView",
    "TheirContactView",
    "WaitingView",
    "Wanted",
    "approve",
    "card_fields",
    "changes",
    "companies",
    "decide",
    "decide_waiting",
    "decided",
    "explain",
    "explain_own",
    "fail",
    "fail_to_forget",
    "forget",
    "get",
    "list_visible",
    "matches",
    "people",
    "policy",
    "process",
    "recompute",
    "reject",
    "request",
    "shape",
    "sweep",
    "their_people",
    "unmatched",
    "waiting",
    "withdraw",
]
