"""Your organization's own settings, and what waits for a second of its admins."""

from typing import Any

from partnerhub.api.blueprint import Blueprint, later
from partnerhub.api.resources.partnerships import revised
from partnerhub.api.schemas.approvals import (
    OrganizationPatchSchema,
    OrganizationSettingsSchema,
    PendingSharingSchema,
    SecondApprovalSchema,
)
from partnerhub.api.schemas.partnerships import SharingSchema
from partnerhub.domain.errors import (
    ChangedMeanwhileError,
    ConflictError,
    ForbiddenError,
    InsufficientScopeError,
    PartnershipNotActiveError,
    SecondAdminError,
    SharingEndedError,
)
from partnerhub.http.context import actor, now, session
from partnerhub.services import approvals, sharing

blueprint = Blueprint(
    "approvals", description="What one admin asks for and another of your organization approves."
)
WAITING = (ChangedMeanwhileError, ConflictError, ForbiddenError, InsufficientScopeError)
ACTIVE = (PartnershipNotActiveError, SharingEndedError)


def _settings(found: approvals.Settings) -> dict[str, Any]:
    return {
        "organization": found.organization,
        "second_approval": found.organization.second_approval,
        "pending": found.pending,
    }


@blueprint.get("/organization")
@blueprint.response(200, OrganizationSettingsSchema)
def read_organization() -> object:
    """Read your organization and what it has chosen for itself."""
    return _settings(approvals.read_settings(session(), actor()))


@blueprint.patch("/organization")
@blueprint.arguments(OrganizationPatchSchema)
@blueprint.later(OrganizationSettingsSchema)
@blueprint.response(200, OrganizationSettingsSchema)
@blueprint.raises(ConflictError, ForbiddenError, InsufficientScopeError)
def change_organization(payload: dict[str, Any]) -> object:
    """Change what your organization has chosen for itself.

    With `second_approval`, a change that lets a partner see more waits until another admin of yours
    approves it. Turning it on needs two admins and holds at once; turning it off waits for the
    second, too.
    """
    changed = approvals.change_settings(session(), actor(), **payload)
    if changed.pending is None:
        return _settings(changed)
    return later(OrganizationSettingsSchema, _settings(changed), "/v1/organization")


@blueprint.post("/organization/pending/approve")
@blueprint.arguments(SecondApprovalSchema)
@blueprint.response(200, OrganizationSettingsSchema)
@blueprint.raises(SecondAdminError, *WAITING)
def approve_organization_change(payload: dict[str, Any]) -> object:
    """Approve what another admin asked to change of your organization."""
    return _settings(approvals.approve_settings(session(), actor(), pending_id=payload["id"]))


@blueprint.post("/organization/pending/reject")
@blueprint.arguments(SecondApprovalSchema)
@blueprint.response(200, OrganizationSettingsSchema)
@blueprint.raises(*WAITING)
def reject_organization_change(payload: dict[str, Any]) -> object:
    """Reject what waits, or take back what you asked for."""
    return _settings(approvals.reject_settings(session(), actor(), pending_id=payload["id"]))


@blueprint.get("/partnerships/<id:partnership_id>/sharing/pending")
@blueprint.response(200, PendingSharingSchema)
@blueprint.raises(*ACTIVE)
def read_pending_sharing(partnership_id: str) -> object:
    """Read what your organization would share once another admin approves.

    Your partner does not see it, nor that there is something.
    """
    return sharing.pending(session(), actor(), partnership_id=partnership_id)


@blueprint.post("/partnerships/<id:partnership_id>/sharing/pending/approve")
@blueprint.arguments(SecondApprovalSchema)
@blueprint.response(200, SharingSchema)
@blueprint.raises(SecondAdminError, *WAITING, *ACTIVE)
def approve_pending_sharing(payload: dict[str, Any], partnership_id: str) -> object:
    """Approve what another admin of your organization asked to share.

    It holds from the next request on and shows from the next overlap on.
    """
    approved = sharing.approve(
        session(), actor(), partnership_id=partnership_id, pending_id=payload["id"], now=now()
    )
    return revised(approved)


@blueprint.post("/partnerships/<id:partnership_id>/sharing/pending/reject")
@blueprint.arguments(SecondApprovalSchema)
@blueprint.response(200, SharingSchema)
@blueprint.raises(*WAITING, *ACTIVE)
def reject_pending_sharing(payload: dict[str, Any], partnership_id: str) -> object:
    """Reject what waits, or take back what you asked for; what is shared stays as it is."""
    return revised(
        sharing.reject(session(), actor(), partnership_id=partnership_id, pending_id=payload["id"])
    )
