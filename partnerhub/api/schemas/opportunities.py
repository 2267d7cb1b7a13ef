"""Opportunities, on the wire."""

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import PatchSchema, Schema
from partnerhub.api.schemas.lists import ListQuerySchema
from partnerhub.domain.lists import OpportunityStatus


class OpportunitySchema(Schema):
    """A deal at an account of yours."""

    id = fields.Id(required=True)
    record_id = fields.String(
        required=True, allow_none=True, metadata={"description": "Its id in your CRM."}
    )
    account_id = fields.Id(
        required=True,
        allow_none=True,
        metadata={"description": "The account it is at, as far as that is known."},
    )
    account_record_id = fields.String(required=True, allow_none=True)
    account_name = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    stage = fields.String(
        required=True, allow_none=True, metadata={"description": "As your CRM says it."}
    )
    status = fields.Choice(OpportunityStatus, required=True)
    amount = fields.Money(required=True, allow_none=True)
    created_on = fields.Date(required=True, allow_none=True)
    close_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "When it was closed, or is expected to close."},
    )
    type = fields.String(required=True, allow_none=True)
    owner = fields.String(required=True, allow_none=True)
    lead_source = fields.String(required=True, allow_none=True)
    updated_on = fields.Date(required=True)


class OpportunityPatchSchema(PatchSchema):
    """What may be changed of an opportunity."""

    name = fields.String(allow_none=True)
    stage = fields.String(allow_none=True)
    status = fields.Choice(
        OpportunityStatus, metadata={"description": "The account's population follows from it."}
    )
    amount = fields.Money(allow_none=True)
    created_on = fields.Date(allow_none=True)
    close_on = fields.Date(allow_none=True)
    type = fields.String(allow_none=True)
    owner = fields.String(allow_none=True)
    lead_source = fields.String(allow_none=True)


class OpportunityQuerySchema(ListQuerySchema):
    """Which opportunities, in which order."""

    account_id = fields.Id()
    status = fields.Choice(OpportunityStatus)
