"""Opportunities of your own list."""

from typing import Any

from partnerhub.api import etags
from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Table
from partnerhub.api.schemas.lists import columns_of, rows_of
from partnerhub.api.schemas.opportunities import (
    OpportunityPatchSchema,
    OpportunityQuerySchema,
    OpportunitySchema,
)
from partnerhub.domain.errors import ForbiddenError, InsufficientScopeError
from partnerhub.http.context import actor, now, session
from partnerhub.services import opportunities

blueprint = Blueprint(
    "opportunities", description="The deals in your own list; no partner sees this list."
)


def _whole_list(query: dict[str, Any]) -> Table:
    wanted = opportunities.Wanted(**query)
    found = opportunities.whole_list(session(), actor(), wanted=wanted)
    return Table("opportunities", columns_of(OpportunitySchema), rows_of(OpportunitySchema, found))


@blueprint.get("/opportunities")
@blueprint.page(OpportunitySchema, OpportunityQuerySchema, table=_whole_list)
def list_opportunities(query: dict[str, Any], after: tuple[Any, ...] | None, limit: int) -> object:
    """List your opportunities.

    As your last upload and the changes since then left them. With `Accept: text/csv` the whole
    list comes as CSV.
    """
    wanted = opportunities.Wanted(**query)
    return opportunities.list_visible(session(), actor(), after=after, limit=limit, wanted=wanted)


@blueprint.get("/opportunities/<id:opportunity_id>")
@blueprint.response(200, OpportunitySchema)
@blueprint.etag
def read_opportunity(opportunity_id: str) -> object:
    """Read an opportunity."""
    return opportunities.get(session(), actor(), opportunity_id=opportunity_id)


@blueprint.patch("/opportunities/<id:opportunity_id>")
@blueprint.arguments(OpportunityPatchSchema)
@blueprint.response(200, OpportunitySchema)
@blueprint.etag
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def change_opportunity(payload: dict[str, Any], opportunity_id: str) -> object:
    """Change an opportunity.

    A later upload of the list that says something else wins.
    """
    return opportunities.change(
        session(),
        actor(),
        opportunity_id=opportunity_id,
        revision=etags.expected(),
        now=now(),
        **payload,
    )


@blueprint.delete("/opportunities/<id:opportunity_id>")
@blueprint.response(204)
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def remove_opportunity(opportunity_id: str) -> None:
    """Remove an opportunity from your list.

    What was released from the list before keeps it. A later upload that has it brings it back.
    """
    opportunities.remove(session(), actor(), opportunity_id=opportunity_id, now=now())
