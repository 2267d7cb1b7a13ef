"""What waits for a second admin, on the wire."""

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import PatchSchema, Schema
from partnerhub.api.schemas.organizations import OrganizationSchema
from partnerhub.api.schemas.partnerships import SharedPolicySchema


class SecondApprovalSchema(Schema):
    """Which change is meant: the one that was read, and no other."""

    id = fields.Id(required=True, metadata={"description": "`id` of the change that waits."})


class PendingSharingSchema(Schema):
    """What your organization would share once another of its admins has approved."""

    id = fields.Id(required=True)
    state = fields.String(required=True, metadata={"description": "pending_second_approval."})
    asked_by = fields.Id(required=True, metadata={"description": "The user who asked for it."})
    created_at = fields.DateTime(required=True)
    terms = fields.Nested(
        SharedPolicySchema, required=True, metadata={"description": "What would hold."}
    )
    adds = fields.ListOf(
        fields.String(),
        required=True,
        metadata={
            "description": "What that grants beyond what holds now, such as `show:city`, "
            "`compare:phone`, `level:overlapping_accounts`, `amounts`, `strictness:standard`."
        },
    )


class PendingSettingsSchema(Schema):
    """What would change of your organization once another admin has approved."""

    id = fields.Id(required=True)
    asked_by = fields.Id(required=True, metadata={"description": "The user who asked for it."})
    created_at = fields.DateTime(required=True)
    change = fields.Dict(
        keys=fields.String(), required=True, metadata={"description": "What would hold."}
    )


class OrganizationSettingsSchema(Schema):
    """What your organization has chosen for itself."""

    organization = fields.Nested(OrganizationSchema, required=True)
    second_approval = fields.Boolean(
        required=True,
        metadata={"description": "Whether a second admin approves what shows a partner more."},
    )
    pending = fields.Nested(PendingSettingsSchema, required=True, allow_none=True)


class OrganizationPatchSchema(PatchSchema):
    """What may be changed of your organization."""

    second_approval = fields.Boolean()
