"""Likely pairs of strict partners, which wait until both sides accepted them."""

from typing import Any

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.resources.overlaps import READING
from partnerhub.api.schemas.matches import DecisionSchema
from partnerhub.api.schemas.overlaps import WaitingSchema
from partnerhub.domain.errors import ForbiddenError, InsufficientScopeError
from partnerhub.http.context import actor, now, session
from partnerhub.services import overlaps

blueprint = Blueprint("waiting", description="Likely pairs that both sides have to accept.")


@blueprint.get("/overlaps/<id:overlap_id>/waiting")
@blueprint.page(WaitingSchema)
@blueprint.raises(*READING)
def list_waiting(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, overlap_id: str
) -> object:
    """List the likely pairs that wait until both sides accepted them.

    Where one side is strict, only certain pairs are shown at once. Of a likely one each side sees
    its own account and nothing of the other's, and not what the other side says of it.
    """
    del query
    return overlaps.waiting(session(), actor(), overlap_id=overlap_id, after=after, limit=limit)


@blueprint.put("/overlaps/<id:overlap_id>/waiting/<id:match_id>/decision")
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, WaitingSchema)
@blueprint.raises(ForbiddenError, InsufficientScopeError, *READING)
def decide_waiting(payload: dict[str, Any], overlap_id: str, match_id: str) -> object:
    """Accept or reject a likely pair that waits.

    Accepting it agrees to show your account to the other side. Once both have accepted, the next
    overlap has the pair; one side's rejection keeps it out.
    """
    return overlaps.decide_waiting(
        session(),
        actor(),
        overlap_id=overlap_id,
        match_id=match_id,
        decision=payload["decision"],
        now=now(),
    )
