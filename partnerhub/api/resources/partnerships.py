"""Partnerships and what is shared in them."""

from dataclasses import dataclass
from typing import Any

from partnerhub.api import etags
from partnerhub.api.blueprint import Blueprint, later
from partnerhub.api.schemas.approvals import PendingSharingSchema
from partnerhub.api.schemas.partnerships import (
    NewPartnershipSchema,
    PartnershipQuerySchema,
    PartnershipSchema,
    SharingPolicySchema,
    SharingPresetsSchema,
    SharingSchema,
)
from partnerhub.domain.disclosure import PRESETS, Terms
from partnerhub.domain.errors import (
    AlreadyExistsError,
    ConflictError,
    ForbiddenError,
    InsufficientScopeError,
    PartnershipNotActiveError,
    SharingEndedError,
    TooManyProposalsError,
)
from partnerhub.http.context import actor, now, session
from partnerhub.services import partnerships
from partnerhub.services import sharing as services

blueprint = Blueprint(
    "partnerships", description="Two organizations that market together, and what each shares."
)


BITS = 32
"""Room for the other side's revision beside one's own."""


@dataclass(frozen=True)
class Revised:
    """A sharing with a revision that changes when either side changes its own."""

    mine: object
    theirs: object
    effective_level: str
    effective_strictness: str
    effective_contacts: str
    compared: tuple[str, ...]
    revision: int


def revised(shared: services.Sharing) -> Revised:
    """Number what both sides share as one thing."""
    revision = shared.mine.revision << BITS | shared.theirs.revision
    return Revised(
        shared.mine,
        shared.theirs,
        shared.effective_level,
        shared.effective_strictness,
        shared.effective_contacts,
        shared.compared,
        revision,
    )


@blueprint.get("/partnerships")
@blueprint.page(PartnershipSchema, PartnershipQuerySchema)
def list_partnerships(query: dict[str, Any], after: tuple[Any, ...] | None, limit: int) -> object:
    """List your partnerships and proposals, newest first."""
    return partnerships.list_visible(session(), actor(), after=after, limit=limit, **query)


@blueprint.post("/partnerships")
@blueprint.arguments(NewPartnershipSchema)
@blueprint.response(201, PartnershipSchema)
@blueprint.raises(AlreadyExistsError, ForbiddenError, InsufficientScopeError, TooManyProposalsError)
def propose_partnership(payload: dict[str, Any]) -> object:
    """Propose a partnership to the organization that owns a web domain.

    The answer is the same whether or not that organization uses partnerhub; it sees the proposal
    as soon as it does.
    """
    made = partnerships.propose(session(), actor(), now=now(), **payload)
    return made, {"Location": f"/v1/partnerships/{made.id}"}


@blueprint.get("/partnerships/<id:partnership_id>")
@blueprint.response(200, PartnershipSchema)
def read_partnership(partnership_id: str) -> object:
    """Read a partnership."""
    return partnerships.get(session(), actor(), partnership_id=partnership_id)


@blueprint.post("/partnerships/<id:partnership_id>/accept")
@blueprint.response(200, PartnershipSchema)
@blueprint.raises(ConflictError, ForbiddenError, InsufficientScopeError)
def accept_partnership(partnership_id: str) -> object:
    """Accept a proposal.

    Both sides then share nothing until each says what it shares.
    """
    return partnerships.accept(session(), actor(), partnership_id=partnership_id, now=now())


@blueprint.post("/partnerships/<id:partnership_id>/decline")
@blueprint.response(200, PartnershipSchema)
@blueprint.raises(ConflictError, ForbiddenError, InsufficientScopeError)
def decline_partnership(partnership_id: str) -> object:
    """Decline a proposal.

    The proposer can ask again after 30 days.
    """
    return partnerships.decline(session(), actor(), partnership_id=partnership_id, now=now())


@blueprint.post("/partnerships/<id:partnership_id>/end")
@blueprint.response(200, PartnershipSchema)
@blueprint.raises(ConflictError, ForbiddenError, InsufficientScopeError)
def end_partnership(partnership_id: str) -> object:
    """End a partnership, or withdraw a proposal.

    It takes effect on the next request: overlaps, target lists, reports and exports of the
    partnership answer 410 for both sides.
    """
    return partnerships.end(session(), actor(), partnership_id=partnership_id, now=now())


@blueprint.get("/sharing-presets")
@blueprint.response(200, SharingPresetsSchema)
def list_sharing_presets() -> object:
    """List ready-made policies, from the least that is shown to the most.

    The `terms` of each can be put as what you share, as they are or changed.
    """
    return {"items": PRESETS}


@blueprint.get("/partnerships/<id:partnership_id>/sharing")
@blueprint.response(200, SharingSchema)
@blueprint.etag
@blueprint.raises(PartnershipNotActiveError, SharingEndedError)
def read_sharing(partnership_id: str) -> object:
    """Read what both sides share.

    Each side may always know what the other lets it see. What holds is the stricter of both.
    """
    return revised(services.get(session(), actor(), partnership_id=partnership_id))


@blueprint.put("/partnerships/<id:partnership_id>/sharing")
@blueprint.arguments(SharingPolicySchema)
@blueprint.later(PendingSharingSchema)
@blueprint.response(200, SharingSchema)
@blueprint.etag
@blueprint.raises(
    ForbiddenError, InsufficientScopeError, PartnershipNotActiveError, SharingEndedError
)
def set_sharing(payload: dict[str, Any], partnership_id: str) -> object:
    """Set what your organization shares.

    Less holds from the next request on; more shows from the next overlap on. Where your
    organization asks for a second approval, a change that shows more is answered 202 and waits for
    another admin of yours; what it shows less holds at once.
    """
    # Only one's own part is compared: nobody is kept from sharing less by what the other does.
    mine = etags.expected() >> BITS
    changed = services.change(
        session(),
        actor(),
        partnership_id=partnership_id,
        revision=mine,
        terms=Terms(**payload),
        now=now(),
    )
    if isinstance(changed, services.Widening):
        where = f"/v1/partnerships/{partnership_id}/sharing/pending"
        return later(PendingSharingSchema, changed, where)
    return revised(changed)
