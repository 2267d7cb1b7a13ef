"""Acts: what webhooks tell, and what a delivery says of it.

An act is told by the line it has in the organization's own audit trail, so a webhook can say
nothing that its owner could not read there. Of that line only ids, numbers and states are told.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class Told(StrEnum):
    """An act that webhooks tell; all but the test are actions of the audit trail."""

    IMPORT_PUBLISHED = "import.published"
    """An import of yours is your list now."""
    IMPORT_FAILED = "import.failed"
    """An import of yours was refused as a whole; `code` says why."""
    IMPORT_UNDONE = "import.undone"
    """An import of yours was undone."""
    PARTNERSHIP_PROPOSED = "partnership.proposed"
    """You proposed a partnership, or somebody did to you."""
    PARTNERSHIP_ACCEPTED = "partnership.accepted"
    """It was accepted."""
    PARTNERSHIP_DECLINED = "partnership.declined"
    """It was declined."""
    PARTNERSHIP_ENDED = "partnership.ended"
    """It has ended, or the proposal was withdrawn; nothing is told of it any more."""
    SHARING_CHANGED = "sharing.changed"
    """One side shares something else now."""
    SHARING_REQUESTED = "sharing.requested"
    """One side asks the other to share more; the id is the request's."""
    SHARING_REQUEST_ANSWERED = "sharing.request_answered"
    """The other side shares it now, or declined; `state` says which."""
    SHARING_REQUEST_WITHDRAWN = "sharing.request_withdrawn"
    """Who asked has taken that back."""
    OVERLAP_REQUESTED = "overlap.requested"
    """One side asks for a comparison."""
    OVERLAP_APPROVED = "overlap.approved"
    """One side said yes to it."""
    OVERLAP_REJECTED = "overlap.rejected"
    """One side said no to it."""
    OVERLAP_WITHDRAWN = "overlap.withdrawn"
    """Who asked for it has taken that back."""
    OVERLAP_PUBLISHED = "overlap.published"
    """An overlap is there to be read."""
    OVERLAP_FAILED = "overlap.failed"
    """A comparison could not be made; `code` says why."""
    EVENT_CREATED = "event.created"
    """A joint event was planned."""
    EVENT_CHANGED = "event.changed"
    """Its plan was changed."""
    TARGET_LIST_BUILT = "target_list.built"
    """Its target list was built; the id is the event's."""
    TARGET_CHANGED = "target.changed"
    """A target was added, removed or changed; the id is the event's."""
    TARGET_LIST_APPROVED = "target_list.approved"
    """One side approved the list."""
    TARGET_LIST_FROZEN = "target_list.frozen"
    """Both did."""
    REPORT_REQUESTED = "report.requested"
    """One side asked for a report."""
    REPORT_PUBLISHED = "report.published"
    """A report is there to be read."""
    REPORT_FAILED = "report.failed"
    """It could not be made; `code` says why."""
    REPORT_SIGNED = "report.signed"
    """One side signed it."""
    WEBHOOK_DISABLED = "webhook.disabled"
    """Another webhook of yours was switched off; `reason` says why."""
    TEST = "webhook.test"
    """You asked for a delivery to see whether it arrives."""


TOLD_OF = ("number", "event_id", "target_id", "state", "level", "kind", "code", "reason")
"""Details of an audit line that are told: ids, numbers, words of closed sets."""


def data_of(
    subject_id: str | None, partnership_id: str | None, details: Mapping[str, Any]
) -> dict[str, Any]:
    """Say what an act was about, in ids, numbers and states."""
    data: dict[str, Any] = {"id": subject_id}
    if partnership_id is not None:
        data["partnership_id"] = partnership_id
    return data | {name: details[name] for name in TOLD_OF if details.get(name) is not None}


def written(kind: str, occurred_at: datetime, data: Mapping[str, Any]) -> bytes:
    """Write the body of a delivery: the same bytes at every attempt."""
    moment = occurred_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    body = {"type": kind, "timestamp": moment, "data": dict(data)}
    return json.dumps(body, separators=(",", ":")).encode()
