"""Target lists, on the wire."""

from enum import StrEnum

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import PatchSchema, QuerySchema, Schema
from partnerhub.api.schemas.events import day
from partnerhub.api.schemas.partnerships import Whose
from partnerhub.domain.events import TargetState
from partnerhub.domain.titles import Seniority

LARGEST_COMPANY = (1 << 31) - 1


class ListState(StrEnum):
    """Whether a target list may still change."""

    OPEN = "open"
    FROZEN = "frozen"


class NewState(StrEnum):
    """Where a target can be put."""

    LISTED = "listed"
    EXCLUDED = "excluded"


def reason() -> fields.String:
    """Make the field of a reason."""
    text = "Why; both sides read it."
    return fields.String(required=True, most=2000, lines=True, metadata={"description": text})


class TargetSchema(Schema):
    """A company on the target list, seen from your side."""

    id = fields.Id(required=True)
    rank = fields.Integer(required=True)
    company = fields.Integer(
        required=True, metadata={"description": "Its number in the overlap behind the list."}
    )
    state = fields.Choice(TargetState, required=True)
    play = fields.String(
        required=True,
        metadata={"description": "What you can do there together: introduction_by_mine, upsell …"},
    )
    inviter = fields.Choice(
        Whose,
        required=True,
        allow_none=True,
        metadata={"description": "null once counts of people are not shared any more."},
    )
    points = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "By the published table; null once less is shared of what they rest on."
        },
    )
    reasons = fields.ListOf(fields.String(), required=True)
    mine = fields.Dict(keys=fields.String(), required=True)
    theirs = fields.Dict(
        keys=fields.String(), required=True, metadata={"description": "As far as it is shared."}
    )
    changed_by = fields.Choice(Whose, required=True, allow_none=True)
    change_reason = fields.String(required=True, allow_none=True)


class LeftOutSchema(Schema):
    """How many companies are not on the list for one reason."""

    code = fields.String(required=True)
    reason = fields.String(required=True)
    count = fields.Integer(required=True)


class ApprovalsSchema(Schema):
    """When each side approved what the list holds now."""

    mine = fields.DateTime(required=True, allow_none=True)
    theirs = fields.DateTime(required=True, allow_none=True)


class ParametersSchema(Schema):
    """What the list was built with."""

    factor = fields.Integer()
    cooldown_days = fields.Integer()
    min_seniority = fields.Choice(Seniority, allow_none=True)


class TargetListSchema(Schema):
    """The target list of an event, with one page of its targets."""

    event_id = fields.Id(required=True)
    state = fields.Choice(ListState, required=True)
    overlap_id = fields.Id(required=True)
    overlap_number = fields.Integer(required=True)
    parameters = fields.Nested(ParametersSchema, required=True)
    wanted = fields.Integer(required=True, metadata={"description": "Capacity times factor."})
    size = fields.Integer(required=True, metadata={"description": "Targets listed or added."})
    shortfall = fields.Integer(required=True, metadata={"description": "Wanted less size."})
    excluded = fields.Integer(required=True, metadata={"description": "Targets taken off."})
    left_out = fields.ListOf(fields.Nested(LeftOutSchema), required=True)
    approvals = fields.Nested(ApprovalsSchema, required=True)
    baseline_on = day("The day from which on opportunities count.", required=True, allow_none=True)
    frozen_on = day("The baseline both sides approved.", required=True, allow_none=True)
    revision = fields.Integer(
        required=True, metadata={"description": "Name it when you approve what you read."}
    )
    items = fields.ListOf(fields.Nested(TargetSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    has_more = fields.Boolean(required=True)


class TargetQuerySchema(QuerySchema):
    """Which targets."""

    state = fields.Choice(TargetState)


class BuildSchema(Schema):
    """What a list is built with."""

    factor = fields.Integer(
        least=1, most=20, load_default=3, metadata={"description": "Accounts per seat."}
    )
    cooldown_days = fields.Integer(
        least=0,
        most=3650,
        load_default=90,
        metadata={"description": "Who bought within so many days before is left to support."},
    )
    overlap_id = fields.Id(
        load_default=None,
        allow_none=True,
        metadata={"description": "The overlap to choose from; without it the newest."},
    )
    baseline_on = day(
        "The day from which on opportunities count; it may be past.",
        load_default=None,
        allow_none=True,
    )
    min_seniority = fields.Choice(
        Seniority,
        load_default=None,
        allow_none=True,
        metadata={"description": "Only companies where somebody this senior is known."},
    )


class NewTargetSchema(Schema):
    """Which company of the overlap to put on the list, by a match or by its number."""

    match_id = fields.Id()
    company = fields.Integer(least=0, most=LARGEST_COMPANY)
    reason = reason()


class TargetPatchSchema(PatchSchema):
    """Where to put a target."""

    state = fields.Choice(NewState, required=True)
    reason = reason()


class RemovalQuerySchema(QuerySchema):
    """Why a target is taken off."""

    reason = reason()


class ApprovalSchema(Schema):
    """What your side approves."""

    revision = fields.Integer(
        least=1,
        load_default=None,
        allow_none=True,
        metadata={"description": "The revision you read: a newer one is refused with 412."},
    )
    baseline_on = day(
        "The day from which on opportunities count; without any, the day both have approved.",
        load_default=None,
        allow_none=True,
    )
