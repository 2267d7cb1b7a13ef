"""Target lists: build, amend, agree."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from partnerhub.api import pagination
from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Cell, Table
from partnerhub.api.schemas.base import USUAL_PAGE
from partnerhub.api.schemas.targets import (
    ApprovalSchema,
    BuildSchema,
    ListState,
    NewTargetSchema,
    RemovalQuerySchema,
    TargetListSchema,
    TargetPatchSchema,
    TargetQuerySchema,
    TargetSchema,
)
from partnerhub.domain.errors import (
    AlreadyExistsError,
    BadCursorError,
    ConflictError,
    ForbiddenError,
    InsufficientScopeError,
    NotReleasedError,
    PreconditionFailedError,
    SharingEndedError,
    SharingHiddenError,
    TargetListBudgetExhaustedError,
    TargetListFrozenError,
)
from partnerhub.domain.events import TargetState
from partnerhub.http.context import actor, now, session
from partnerhub.services import targets

blueprint = Blueprint("targets", description="The accounts both sides invite, and why each.")

READING = (NotReleasedError, SharingEndedError, SharingHiddenError)
PLANNING = (*READING, ForbiddenError, InsufficientScopeError, TargetListFrozenError)


def whole_list(query: dict[str, Any], event_id: str) -> Table:
    """Write all targets as a table."""
    fields, rows = targets.export(session(), actor(), event_id=event_id, state=query.get("state"))
    header = [
        "rank",
        "target_id",
        "state",
        "play",
        "inviter",
        "my_account_ids",
        "my_name",
        "my_domain",
        "my_population",
        "their_name",
        "their_domain",
        "their_population",
        *(f"their_{name}" for name in fields),
        "reasons",
        "changed_by",
        "change_reason",
    ]
    return Table("target-list", header, _rows(rows, fields))


@blueprint.get("/events/<id:event_id>/target-list")
@blueprint.arguments(pagination.query_schema(TargetQuerySchema), location="query")
@blueprint.response(200, TargetListSchema, table=whole_list)
@blueprint.raises(*READING, BadCursorError)
def read_target_list(query: dict[str, Any], event_id: str) -> object:
    """Read the target list of an event, and one page of its targets.

    By rank; `state` narrows the targets. As CSV or XLSX it is the whole list.
    """
    limit, cursor = query.pop("limit"), query.pop("cursor")
    after = None if cursor is None else pagination.unseal(cursor, query)
    return _answered(event_id, query, after, limit)


@blueprint.post("/events/<id:event_id>/target-list")
@blueprint.arguments(BuildSchema)
@blueprint.response(200, TargetListSchema)
@blueprint.raises(*PLANNING, TargetListBudgetExhaustedError)
def build_target_list(payload: dict[str, Any], event_id: str) -> object:
    """Build the target list of an event, or build it again.

    Capacity times factor companies of the overlap, ranked with reasons. Who bought lately, pairs
    that a side rejected and companies a side took off are left out, and it is said how many. What
    people put on or took off is kept; approvals are taken back.

    A partnership builds in 24 different ways in 30 days: each tells a little of when the other side
    sold to whom. Building a list as it was built before is no other way.
    """
    overlap_id, baseline_on = payload.pop("overlap_id"), payload.pop("baseline_on")
    targets.build(
        session(),
        actor(),
        event_id=event_id,
        now=now(),
        overlap_id=overlap_id,
        baseline_on=baseline_on,
        rules=targets.Rules(**payload),
    )
    return _answered(event_id)


@blueprint.post("/events/<id:event_id>/target-list/approve")
@blueprint.arguments(ApprovalSchema)
@blueprint.response(200, TargetListSchema)
@blueprint.raises(*PLANNING, ConflictError, PreconditionFailedError)
def approve_target_list(payload: dict[str, Any], event_id: str) -> object:
    """Approve the target list for your side; it is frozen once both have.

    Approving is consent to see the accounts of this list counted in reports, exactly. When the
    two sides name different baselines, the second approval is refused.
    """
    targets.approve(session(), actor(), event_id=event_id, now=now(), **payload)
    return _answered(event_id)


@blueprint.get("/events/<id:event_id>/target-list/targets")
@blueprint.page(TargetSchema, TargetQuerySchema, table=whole_list)
@blueprint.raises(*READING)
def list_targets(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, event_id: str
) -> object:
    """List the targets of an event by rank."""
    _, items, place = targets.get(
        session(), actor(), event_id=event_id, after=after, limit=limit, **query
    )
    return items, place


@blueprint.post("/events/<id:event_id>/target-list/targets")
@blueprint.arguments(NewTargetSchema)
@blueprint.response(201, TargetSchema)
@blueprint.raises(*PLANNING, AlreadyExistsError)
def add_target(payload: dict[str, Any], event_id: str) -> object:
    """Put a company of the overlap on the list that the rules left out.

    Like every change it takes back the approvals given before: both approve what is there.
    """
    target = targets.add(session(), actor(), event_id=event_id, **payload)
    return target, {"Location": f"/v1/events/{event_id}/target-list/targets/{target.id}"}


@blueprint.get("/events/<id:event_id>/target-list/targets/<id:target_id>")
@blueprint.response(200, TargetSchema)
@blueprint.raises(*READING)
def read_target(event_id: str, target_id: str) -> object:
    """Read one target."""
    return targets.one(session(), actor(), event_id=event_id, target_id=target_id)


@blueprint.patch("/events/<id:event_id>/target-list/targets/<id:target_id>")
@blueprint.arguments(TargetPatchSchema)
@blueprint.response(200, TargetSchema)
@blueprint.raises(*PLANNING)
def change_target(payload: dict[str, Any], event_id: str, target_id: str) -> object:
    """Take a company off the list, or put back one that was taken off."""
    return targets.change(
        session(),
        actor(),
        event_id=event_id,
        target_id=target_id,
        state=TargetState(payload["state"]),
        reason=payload["reason"],
    )


@blueprint.delete("/events/<id:event_id>/target-list/targets/<id:target_id>")
@blueprint.arguments(RemovalQuerySchema, location="query")
@blueprint.response(204)
@blueprint.raises(*PLANNING)
def remove_target(query: dict[str, Any], event_id: str, target_id: str) -> None:
    """Take a company off the list.

    One that was put on by hand goes; one that the rules chose is excluded, so that it does not
    come back when the list is built again.
    """
    targets.remove(session(), actor(), event_id=event_id, target_id=target_id, **query)


def _answered(
    event_id: str,
    query: dict[str, Any] | None = None,
    after: tuple[Any, ...] | None = None,
    limit: int = USUAL_PAGE,
) -> dict[str, Any]:
    """Answer the list with one page of its targets."""
    filters = query or {}
    found, items, place = targets.get(
        session(), actor(), event_id=event_id, after=after, limit=limit, **filters
    )
    cursor = None if place is None else pagination.seal(place, filters)
    page = {"items": items, "next_cursor": cursor, "has_more": cursor is not None}
    state = ListState.OPEN if found.frozen_on is None else ListState.FROZEN
    return asdict(found) | {"state": state} | page


def _rows(found: Iterator[targets.TargetView], fields: list[str]) -> Iterator[list[Cell]]:
    for target in found:
        yield [
            target.rank,
            target.id,
            target.state,
            target.play,
            target.inviter,
            " ".join(target.mine["account_ids"]),
            *(target.mine.get(name) for name in ("name", "domain", "population")),
            *(target.theirs.get(name) for name in ("name", "domain", "population")),
            *(target.theirs.get(name) for name in fields),
            " ".join(target.reasons),
            target.changed_by,
            target.change_reason,
        ]
