"""Organizations, users and keys, on the wire."""

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import PatchSchema, QuerySchema, Schema
from partnerhub.domain.audit import Action
from partnerhub.domain.permissions import Role, Scope
from partnerhub.services.organizations import MAX_KEY_DAYS


class OrganizationSchema(Schema):
    """A company using partnerhub."""

    id = fields.Id(required=True)
    name = fields.String(required=True)
    domain = fields.String(required=True, metadata={"description": "Its web domain."})
    currency = fields.String(required=True, metadata={"description": "Default for its uploads."})


class UserSchema(Schema):
    """A person of an organization."""

    id = fields.Id(required=True)
    email = fields.String(required=True)
    name = fields.String(required=True)
    role = fields.Choice(Role, required=True)
    created_at = fields.DateTime(required=True)


class MeSchema(Schema):
    """Who is asking."""

    organization = fields.Nested(OrganizationSchema, required=True)
    user = fields.Nested(UserSchema, required=True)
    role = fields.Choice(Role, required=True)
    scopes = fields.ListOf(fields.Choice(Scope), required=True)


class NewUserSchema(Schema):
    """What makes a user."""

    email = fields.String(required=True, most=254)
    name = fields.String(required=True)
    role = fields.Choice(Role, required=True)


class UserPatchSchema(PatchSchema):
    """What may be changed of a user."""

    name = fields.String()
    role = fields.Choice(Role)


class ApiKeySchema(Schema):
    """A key, without its secret."""

    id = fields.Id(required=True)
    name = fields.String(required=True)
    hint = fields.String(required=True, metadata={"description": "The secret's last letters."})
    scopes = fields.ListOf(fields.Choice(Scope), required=True)
    created_at = fields.DateTime(required=True)
    expires_at = fields.DateTime(required=True)
    page_session = fields.Boolean(
        required=True,
        metadata={"description": "Whether it is of a browser in which the user has signed in."},
    )


class NewApiKeySchema(Schema):
    """What makes a key."""

    name = fields.String(required=True, metadata={"description": "What it is for."})
    scopes = fields.ListOf(fields.Choice(Scope), load_default=[Scope.READ])
    days = fields.Integer(
        least=1,
        most=MAX_KEY_DAYS,
        load_default=MAX_KEY_DAYS,
        metadata={"description": "How long it works."},
    )


class IssuedApiKeySchema(ApiKeySchema):
    """A new key, with its secret: it is shown this once."""

    secret = fields.String(required=True, allow_none=True)


class AuditLineSchema(Schema):
    """Something that was done in or to the organization."""

    sequence = fields.Integer(required=True)
    action = fields.String(required=True)
    user_id = fields.Id(allow_none=True)
    subject_id = fields.Id(allow_none=True)
    details = fields.Dict(keys=fields.String(), required=True)
    created_at = fields.DateTime(required=True)
    previous_hash = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "`hash` of the line before; null on the first."},
    )
    hash = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "A keyed hash of the line and the one before; null on lines from before "
            "there was one."
        },
    )


class AuditQuerySchema(QuerySchema):
    """Which lines."""

    action = fields.Choice(Action)
    subject_id = fields.Id(metadata={"description": "What it was done to."})
    since = fields.DateTime(metadata={"description": "Done at this moment or later."})
