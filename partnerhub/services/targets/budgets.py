"""How many questions target lists may ask: each leaves out others, and who tells when they bought.

The questions that were asked stand in the trail, under a name that follows from what decides on the
list; one that was asked before is asked again for nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import TARGET_LISTS, WINDOW, wait_for_room
from partnerhub.domain.errors import TargetListBudgetExhaustedError
from partnerhub.domain.permissions import Actor
from partnerhub.persistence import Session
from partnerhub.persistence.models import Event
from partnerhub.persistence.queries import audit as queries

_LETTERS = 16
MOST = 10_000
"""Lines that are looked at: builds that ask nothing new are not limited."""


def question(**decides: Any) -> str:
    """Name what decides on a list."""
    text = json.dumps(decides, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_LETTERS]


def require(session: Session, actor: Actor, event: Event, asked: str, now: datetime) -> None:
    """Let a question pass that was asked lately, or that there is room for.

    Raises:
        TargetListBudgetExhaustedError: There were enough questions for 30 days.
    """
    first: dict[tuple[str | None, str], datetime] = {}
    lines = queries.newest_first(actor, None, action=Action.TARGET_LIST_BUILT, since=now - WINDOW)
    for line in session.scalars(lines.limit(MOST)):
        if _is_of(line.details, event.partnership_id):
            first[line.subject_id, line.details["question"]] = line.created_at
    wait = wait_for_room(sorted(first.values()), TARGET_LISTS, now)
    if (event.id, asked) not in first and wait is not None:
        raise TargetListBudgetExhaustedError(headers={"Retry-After": str(wait)})


def _is_of(details: Mapping[str, Any], partnership_id: str) -> bool:
    return details.get("partnership") == partnership_id and "question" in details
