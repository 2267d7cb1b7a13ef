"""Contacts, on the wire: only ever on their owner's."""

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import PatchSchema, Schema
from partnerhub.api.schemas.lists import ListQuerySchema
from partnerhub.domain.titles import Function, Seniority


class ContactSchema(Schema):
    """A person at an account of yours."""

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
    first_name = fields.String(required=True, allow_none=True)
    last_name = fields.String(required=True, allow_none=True)
    full_name = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    title = fields.String(required=True, allow_none=True)
    seniority = fields.Choice(
        Seniority, required=True, metadata={"description": "Read from the title."}
    )
    function = fields.Choice(
        Function, required=True, metadata={"description": "Read from the title."}
    )
    phone = fields.String(required=True, allow_none=True)
    owner = fields.String(required=True, allow_none=True)
    opted_out = fields.Boolean(required=True)
    created_on = fields.Date(required=True, allow_none=True)
    updated_on = fields.Date(required=True)


class ContactPatchSchema(PatchSchema):
    """What may be changed of a contact."""

    first_name = fields.String(allow_none=True)
    last_name = fields.String(allow_none=True)
    full_name = fields.String(
        allow_none=True,
        metadata={"description": "Put together from first and last name where it is not given."},
    )
    email = fields.String(most=320, allow_none=True)
    title = fields.String(
        allow_none=True, metadata={"description": "Seniority and function follow from it."}
    )
    phone = fields.String(allow_none=True)
    owner = fields.String(allow_none=True)
    opted_out = fields.Boolean(
        metadata={"description": "People who opted out are never counted for a partner."}
    )


class ContactQuerySchema(ListQuerySchema):
    """Which contacts, in which order."""

    account_id = fields.Id()
    seniority = fields.Choice(Seniority)
    function = fields.Choice(Function)
