"""Asking the partner to share more, and answering what the partner asks for."""

from typing import Any

from partnerhub.api.blueprint import Blueprint, later
from partnerhub.api.schemas.approvals import PendingSharingSchema
from partnerhub.api.schemas.sharing_requests import (
    AgreementSchema,
    NewSharingRequestSchema,
    RefusalSchema,
    SharingRequestQuerySchema,
    SharingRequestSchema,
)
from partnerhub.domain.disclosure import PRESETS, Terms
from partnerhub.domain.errors import (
    AlreadySharedError,
    ChangedMeanwhileError,
    ConflictError,
    ForbiddenError,
    InsufficientScopeError,
    PartnershipNotActiveError,
    SharingEndedError,
    TooManySharingRequestsError,
)
from partnerhub.http.context import actor, now, session
from partnerhub.services import sharing_requests as services
from partnerhub.services.sharing import Widening

blueprint = Blueprint(
    "sharing requests", description="What one side asks the other to share, and the answer."
)
ACTIVE = (PartnershipNotActiveError, SharingEndedError)
CHANGING = (ForbiddenError, InsufficientScopeError, *ACTIVE)
ALL = "/partnerships/<id:partnership_id>/sharing/requests"
ONE = f"{ALL}/<id:request_id>"


@blueprint.get(ALL)
@blueprint.page(SharingRequestSchema, SharingRequestQuerySchema)
@blueprint.raises(*ACTIVE)
def list_sharing_requests(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, partnership_id: str
) -> object:
    """List what you and your partner asked each other to share, newest first."""
    return services.list_visible(
        session(), actor(), partnership_id=partnership_id, after=after, limit=limit, **query
    )


@blueprint.post(ALL)
@blueprint.arguments(NewSharingRequestSchema)
@blueprint.response(201, SharingRequestSchema)
@blueprint.raises(AlreadySharedError, TooManySharingRequestsError, *CHANGING)
def request_sharing(payload: dict[str, Any], partnership_id: str) -> object:
    """Ask your partner to share more.

    It changes nothing until your partner accepts it, and what you asked for before and has no
    answer is `replaced`. `asker_lacks` says what you would have to share yourself for it to have
    effect. You can ask 12 times in 30 days.
    """
    made = services.ask(
        session(),
        actor(),
        partnership_id=partnership_id,
        terms=_terms(payload),
        message=payload["message"],
        now=now(),
    )
    return made, {"Location": f"/v1/partnerships/{partnership_id}/sharing/requests/{made.id}"}


@blueprint.get(ONE)
@blueprint.response(200, SharingRequestSchema)
@blueprint.raises(*ACTIVE)
def read_sharing_request(partnership_id: str, request_id: str) -> object:
    """Read what one of you asked the other to share."""
    return services.get(session(), actor(), partnership_id=partnership_id, request_id=request_id)


@blueprint.post(f"{ONE}/accept")
@blueprint.arguments(AgreementSchema)
@blueprint.later(PendingSharingSchema)
@blueprint.response(200, SharingRequestSchema)
@blueprint.raises(ChangedMeanwhileError, ConflictError, *CHANGING)
def accept_sharing_request(payload: dict[str, Any], partnership_id: str, request_id: str) -> object:
    """Share what your partner asks for, beside all that you share already.

    `adds` repeats what you read that it adds: when it is something else by now, nothing is shared.
    Where your organization asks for a second approval it is answered 202 and the request stays open
    until another admin of yours approves. To grant a part of it, set what you share.
    """
    answered = services.accept(
        session(),
        actor(),
        partnership_id=partnership_id,
        request_id=request_id,
        adds=payload["adds"],
        now=now(),
    )
    if isinstance(answered, Widening):
        where = f"/v1/partnerships/{partnership_id}/sharing/pending"
        return later(PendingSharingSchema, answered, where)
    return answered


@blueprint.post(f"{ONE}/decline")
@blueprint.arguments(RefusalSchema)
@blueprint.response(200, SharingRequestSchema)
@blueprint.raises(ConflictError, *CHANGING)
def decline_sharing_request(
    payload: dict[str, Any], partnership_id: str, request_id: str
) -> object:
    """Decline what your partner asks for; your partner is told, with your reason if you give one.

    What you share stays as it is.
    """
    return services.decline(
        session(),
        actor(),
        partnership_id=partnership_id,
        request_id=request_id,
        now=now(),
        **payload,
    )


@blueprint.post(f"{ONE}/withdraw")
@blueprint.response(200, SharingRequestSchema)
@blueprint.raises(ConflictError, *CHANGING)
def withdraw_sharing_request(partnership_id: str, request_id: str) -> object:
    """Take back what you asked for; what your partner granted meanwhile stays granted."""
    return services.withdraw(
        session(), actor(), partnership_id=partnership_id, request_id=request_id, now=now()
    )


def _terms(payload: dict[str, Any]) -> Terms:
    if "terms" in payload:
        return Terms(**payload["terms"])
    (preset,) = [each for each in PRESETS if each.name == payload["preset"]]
    return preset.terms
