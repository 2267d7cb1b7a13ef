"""Events and their costs."""

from typing import Any

from partnerhub.api import etags
from partnerhub.api.blueprint import Blueprint
from partnerhub.api.schemas.events import (
    CostSchema,
    EventPatchSchema,
    EventSchema,
    NewCostSchema,
    NewEventSchema,
)
from partnerhub.domain.errors import (
    ForbiddenError,
    InsufficientScopeError,
    PartnershipNotActiveError,
    SharingEndedError,
    TargetListFrozenError,
)
from partnerhub.http.context import actor, session
from partnerhub.services import costs, events

blueprint = Blueprint("events", description="What two partners do together, and what it costs.")

PLANNING = (ForbiddenError, InsufficientScopeError, SharingEndedError)


@blueprint.get("/partnerships/<id:partnership_id>/events")
@blueprint.page(EventSchema)
@blueprint.raises(PartnershipNotActiveError, SharingEndedError)
def list_events(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, partnership_id: str
) -> object:
    """List the events of a partnership.

    The latest first.
    """
    del query
    return events.list_visible(
        session(), actor(), partnership_id=partnership_id, after=after, limit=limit
    )


@blueprint.post("/partnerships/<id:partnership_id>/events")
@blueprint.arguments(NewEventSchema)
@blueprint.response(201, EventSchema)
@blueprint.raises(*PLANNING, PartnershipNotActiveError)
def create_event(payload: dict[str, Any], partnership_id: str) -> object:
    """Propose an event.

    Who proposes it is its lead; both sides may amend it. It may lie in the past, so that what
    already took place can be reported.
    """
    event = events.create(session(), actor(), partnership_id=partnership_id, **payload)
    return event, {"Location": f"/v1/events/{event.id}"}


@blueprint.get("/events/<id:event_id>")
@blueprint.response(200, EventSchema)
@blueprint.etag
@blueprint.raises(SharingEndedError)
def read_event(event_id: str) -> object:
    """Read an event."""
    return events.get(session(), actor(), event_id=event_id)


@blueprint.patch("/events/<id:event_id>")
@blueprint.arguments(EventPatchSchema)
@blueprint.response(200, EventSchema)
@blueprint.etag
@blueprint.raises(*PLANNING, TargetListFrozenError)
def change_event(payload: dict[str, Any], event_id: str) -> object:
    """Amend an event.

    Either side may. `window_days` belongs to what both approve with the target list: changing it
    takes back an approval, and a frozen list keeps it.
    """
    return events.change(
        session(), actor(), event_id=event_id, revision=etags.expected(), **payload
    )


@blueprint.get("/events/<id:event_id>/costs")
@blueprint.page(CostSchema)
@blueprint.raises(SharingEndedError)
def list_costs(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, event_id: str
) -> object:
    """List what both sides spent on an event."""
    del query
    return costs.list_visible(session(), actor(), event_id=event_id, after=after, limit=limit)


@blueprint.post("/events/<id:event_id>/costs")
@blueprint.arguments(NewCostSchema)
@blueprint.response(201, CostSchema)
@blueprint.raises(*PLANNING)
def record_cost(payload: dict[str, Any], event_id: str) -> object:
    """Record what your side spent on an event.

    Both sides see all costs: they are part of the plan and of the joint report.
    """
    cost = costs.record(session(), actor(), event_id=event_id, **payload)
    return cost, {"Location": f"/v1/events/{event_id}/costs"}


@blueprint.delete("/events/<id:event_id>/costs/<id:cost_id>")
@blueprint.response(204)
@blueprint.raises(*PLANNING)
def remove_cost(event_id: str, cost_id: str) -> None:
    """Remove a cost that your side recorded.

    Reports that were made with it keep it.
    """
    costs.remove(session(), actor(), event_id=event_id, cost_id=cost_id)
