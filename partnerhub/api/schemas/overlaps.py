"""Overlaps, on the wire."""

from enum import StrEnum

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import QuerySchema, Schema
from partnerhub.api.schemas.partnerships import Whose
from partnerhub.domain.disclosure import Level
from partnerhub.domain.populations import Population


class State(StrEnum):
    """Where a comparison stands."""

    AWAITING_APPROVAL = "awaiting_approval"
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Tier(StrEnum):
    """How sure a match is."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Verdict(StrEnum):
    """What a side says of a match."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Decided(StrEnum):
    """Which matches by what was said of them."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NONE = "none"


class Which(StrEnum):
    """Which pairs of a change."""

    ADDED = "added"
    REMOVED = "removed"


class VersionsSchema(Schema):
    """The version of your list that was compared.

    Theirs would tell how often they upload.
    """

    mine = fields.String(required=True)


class OverlapSchema(Schema):
    """What two list versions have in common, seen from your side."""

    id = fields.Id(required=True)
    partnership_id = fields.Id(required=True)
    number = fields.Integer(required=True)
    state = fields.Choice(State, required=True)
    progress = fields.Number(required=True, metadata={"description": "From 0 to 1."})
    level = fields.Choice(Level, required=True)
    asked_by = fields.Choice(Whose, required=True)
    my_approval = fields.DateTime(required=True, allow_none=True)
    their_approval = fields.DateTime(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    published_at = fields.DateTime(required=True, allow_none=True)
    list_versions = fields.Nested(VersionsSchema, required=True)
    counts = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={
            "description": "mine and theirs: distinct accounts in a pair; pairs; companies. At "
            "counts_only: companies as a band."
        },
    )
    matrix = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "My populations by theirs; totals are distinct counts."},
    )
    near_misses = fields.ListOf(fields.Dict(keys=fields.String()), required=True, allow_none=True)
    policy = fields.Dict(keys=fields.String(), required=True)
    problem = fields.Dict(keys=fields.String(), required=True, allow_none=True)


class ShapeSchema(Schema):
    """What the other side's list looks like, in bands."""

    rows = fields.Dict(keys=fields.String(), required=True)
    with_owner = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    with_opportunity = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    with_contact = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    created = fields.ListOf(fields.Dict(keys=fields.String()), required=True)
    growth = fields.String(required=True)
    flags = fields.ListOf(fields.String(), required=True)


class RuleSchema(Schema):
    """One reason for a match."""

    rule = fields.String(required=True)
    weight = fields.Number(required=True)
    detail = fields.String(required=True)


class MatchSchema(Schema):
    """Two accounts that are the same company."""

    id = fields.Id(required=True)
    company = fields.Integer(
        required=True, metadata={"description": "Pairs of one company share this number."}
    )
    confidence = fields.Number(required=True, metadata={"description": "From 0 to 1."})
    tier = fields.Choice(Tier, required=True)
    rules = fields.ListOf(fields.Nested(RuleSchema), required=True)
    explanation = fields.String(required=True)
    mine = fields.Dict(keys=fields.String(), required=True)
    theirs = fields.Dict(
        keys=fields.String(), required=True, metadata={"description": "As far as it is shared."}
    )
    my_decision = fields.Choice(Verdict, required=True, allow_none=True)
    their_decision = fields.Choice(Verdict, required=True, allow_none=True)


class MatchQuerySchema(QuerySchema):
    """Which matches."""

    my_population = fields.Choice(Population)
    their_population = fields.Choice(Population)
    min_confidence = fields.Decimal(least="0", most="1")
    tier = fields.Choice(Tier)
    decision = fields.Choice(Decided)


class DecisionSchema(Schema):
    """What your side says of a match."""

    decision = fields.Choice(Verdict, required=True)


class CellSchema(Schema):
    """People of one seniority and function."""

    seniority = fields.String(required=True)
    function = fields.String(required=True)
    only_mine = fields.Integer(required=True)
    only_theirs = fields.Integer(required=True)
    both = fields.Integer(required=True)


class PeopleSchema(Schema):
    """Who knows whom at one shared company, as counts."""

    company = fields.Integer(required=True)
    accounts = fields.ListOf(fields.Dict(keys=fields.String()), required=True)
    cells = fields.ListOf(fields.Nested(CellSchema), required=True)


class ChangesQuerySchema(QuerySchema):
    """Since when, and which pairs."""

    since = fields.Id(required=True, metadata={"description": "An earlier overlap."})
    which = fields.Choice(Which, load_default=Which.ADDED)


class ChangesSchema(Schema):
    """What a release has that an earlier one had not, and the other way round."""

    since = fields.Id(required=True)
    added = fields.Integer(required=True)
    removed = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
