"""Erasures, on the wire."""

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import Schema


class NewErasureSchema(Schema):
    """Who asked to be forgotten."""

    email = fields.String(
        required=True,
        most=320,
        metadata={
            "description": "The person's e-mail address; it is kept nowhere.",
            "examples": ["ada@example.com"],
        },
    )
