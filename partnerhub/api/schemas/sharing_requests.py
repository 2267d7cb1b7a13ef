"""Requests to share more, on the wire."""

from enum import StrEnum
from typing import Any

import marshmallow as ma

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import QuerySchema, Schema
from partnerhub.api.schemas.partnerships import (
    SharedPolicySchema,
    SharingPolicySchema,
    Whose,
)
from partnerhub.domain.disclosure import PRESETS, ContactLevel, Level, Strictness

PresetName = StrEnum("PresetName", {each.name.upper(): each.name for each in PRESETS})  # type: ignore[misc]


class SharingRequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    """Nobody has answered it."""
    ACCEPTED = "accepted"
    """All that it asked for was granted."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    """The side that asked asked for something else."""


class WantedTermsSchema(SharingPolicySchema):
    """What a side asks the other to share; what is left out is not asked for."""

    class Meta(SharingPolicySchema.Meta):
        """The legal basis for names is for the side to record that shows them."""

        exclude = ("contacts_basis",)

    level = fields.Choice(Level, load_default=Level.HIDDEN)
    contacts = fields.Choice(ContactLevel, load_default=ContactLevel.HIDDEN)
    strictness = fields.Choice(
        Strictness,
        load_default=Strictness.STRICT,
        metadata={"description": "standard asks the other side to be strict no longer."},
    )


class NewSharingRequestSchema(Schema):
    """What to ask for: `terms`, or all that a preset shares."""

    terms = fields.Nested(WantedTermsSchema)
    preset = fields.Choice(
        PresetName, metadata={"description": "A name of `GET /v1/sharing-presets`."}
    )
    message = fields.String(
        most=2000, lines=True, load_default=None, allow_none=True, metadata={"description": "Why."}
    )

    @ma.validates_schema
    def one(self, data: dict[str, Any], **_: Any) -> None:
        """Take one of the two ways to say what is asked for."""
        if ("terms" in data) == ("preset" in data):
            raise ma.ValidationError("Give either `terms` or a `preset`.", "preset")


class AgreementSchema(Schema):
    """What is agreed to: what was read, and nothing else."""

    adds = fields.ListOf(
        fields.String(),
        required=True,
        least=1,
        most=200,
        metadata={"description": "`adds` of the request, as you read it."},
    )


class RefusalSchema(Schema):
    """Why not."""

    reason = fields.String(
        most=2000,
        lines=True,
        load_default=None,
        allow_none=True,
        metadata={"description": "What your partner is told."},
    )


class SharingRequestSchema(Schema):
    """One side asks the other to share more."""

    id = fields.Id(required=True)
    asked_by = fields.Choice(Whose, required=True)
    state = fields.Choice(
        SharingRequestState,
        required=True,
        metadata={"description": "accepted: all that it asked for was granted, in whatever way."},
    )
    terms = fields.Nested(
        SharedPolicySchema,
        required=True,
        metadata={"description": "What is asked for; the least there is where nothing is."},
    )
    adds = fields.ListOf(
        fields.String(),
        required=True,
        metadata={
            "description": "What of it the side that is asked does not grant now, such as "
            "`show:city`, `compare:phone`, `level:overlapping_accounts`, `amounts`."
        },
    )
    asker_lacks = fields.ListOf(
        fields.String(),
        required=True,
        metadata={
            "description": "What of it the side that asks does not grant itself now. The stricter "
            "of both holds, so it has no effect until that side grants it, too."
        },
    )
    message = fields.String(required=True, allow_none=True)
    reason = fields.String(
        required=True, allow_none=True, metadata={"description": "Why it was declined."}
    )
    created_at = fields.DateTime(required=True)
    answered_at = fields.DateTime(
        required=True,
        allow_none=True,
        metadata={"description": "Since when it is open no more."},
    )


class SharingRequestQuerySchema(QuerySchema):
    """Which requests."""

    state = fields.Choice(SharingRequestState)
