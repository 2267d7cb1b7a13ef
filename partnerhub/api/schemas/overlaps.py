"""Overlaps, on the wire."""

from enum import StrEnum

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import QuerySchema, Schema
from partnerhub.api.schemas.partnerships import Whose
from partnerhub.domain.decisions import Standing, Verdict
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
            "description": "mine and theirs: distinct accounts in a pair; pairs; companies; "
            "my_duplicates and their_duplicates: accounts beyond the first of their company, so "
            "that mine = companies + my_duplicates. At counts_only: companies as a band."
        },
    )
    matrix = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "My populations by theirs; totals are distinct counts."},
    )
    families = fields.ListOf(
        fields.Dict(keys=fields.String()),
        required=True,
        allow_none=True,
        metadata={
            "description": "Pairs of one group (same_group) and related ones, in bands; they are "
            "no matches, and fewer than ten are not told."
        },
    )
    near_misses = fields.ListOf(
        fields.Dict(keys=fields.String()),
        required=True,
        allow_none=True,
        metadata={
            "description": "What was nearly released, in bands, by what kept it back; fewer than "
            "ten are not told."
        },
    )
    decisions = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={
            "description": "Pairs by what both sides say of them at this moment: none, accepted, "
            "rejected, disputed; kept_out: pairs that are not here because they were rejected or "
            "disputed when it was made. Null in a list of overlaps."
        },
    )
    policy = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={
            "description": "Name, version and digest of the match policy it was made under, and "
            "the tiers that were released. All of it is at /policy."
        },
    )
    recomputes = fields.Id(
        required=True,
        allow_none=True,
        metadata={"description": "The overlap that this one makes again."},
    )
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


class SaidSchema(Schema):
    """What one side said of a match, and when."""

    whose = fields.Choice(Whose, required=True)
    decision = fields.Choice(Verdict, required=True)
    decided_at = fields.DateTime(required=True)
    decided_by = fields.Id(
        required=True,
        allow_none=True,
        metadata={"description": "The user, of your own side only."},
    )


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
    decision_state = fields.Choice(
        Standing,
        required=True,
        metadata={
            "description": "accepted or rejected by one side or both; disputed: by one side each, "
            "so that no later overlap has it until one side takes its word back."
        },
    )
    decisions = fields.ListOf(fields.Nested(SaidSchema), required=True)


class MatchQuerySchema(QuerySchema):
    """Which matches."""

    my_population = fields.Choice(Population)
    their_population = fields.Choice(Population)
    min_confidence = fields.Decimal(least="0", most="1")
    tier = fields.Choice(Tier)
    decision = fields.Choice(Standing)


class DecisionSchema(Schema):
    """What your side says of a match."""

    decision = fields.Choice(Verdict, required=True)


class DecidedSchema(Schema):
    """A pair that somebody decided on, as the newest overlap that holds it shows it."""

    overlap_id = fields.Id(required=True)
    match = fields.Nested(MatchSchema, required=True)


class DecidedQuerySchema(QuerySchema):
    """Which pairs."""

    state = fields.Choice(Standing)


class PairSchema(Schema):
    """One pair of a company."""

    match_id = fields.Id(required=True)
    mine = fields.Integer(
        required=True, metadata={"description": "Place of your account in `mine`, from 0."}
    )
    theirs = fields.Integer(
        required=True, metadata={"description": "Place of their account in `theirs`, from 0."}
    )
    confidence = fields.Number(required=True)
    tier = fields.Choice(Tier, required=True)
    explanation = fields.String(required=True)
    decision_state = fields.Choice(Standing, required=True)


class CompanySchema(Schema):
    """One company: the accounts that are it, that of the best pair first, then duplicates."""

    company = fields.Integer(required=True)
    mine = fields.ListOf(fields.Dict(keys=fields.String()), required=True)
    theirs = fields.ListOf(
        fields.Dict(keys=fields.String()),
        required=True,
        metadata={"description": "As far as they are shared."},
    )
    pairs = fields.ListOf(fields.Nested(PairSchema), required=True)


class PolicyRuleSchema(Schema):
    """One rule of a match policy."""

    rule = fields.String(required=True)
    weight = fields.Number(
        required=True, metadata={"description": "What it adds to the log-odds of a pair."}
    )
    sentence = fields.String(required=True)


class PolicySchema(Schema):
    """Everything that decided whether two accounts are the same company."""

    name = fields.String(required=True)
    version = fields.String(required=True)
    digest = fields.String(
        required=True, metadata={"description": "SHA-256 of the rules and parameters."}
    )
    released_tiers = fields.ListOf(fields.Choice(Tier), required=True)
    rules = fields.ListOf(fields.Nested(PolicyRuleSchema), required=True)
    parameters = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "Thresholds and the other numbers beside the rules."},
    )


class NamedPolicySchema(Schema):
    """Which match policy."""

    name = fields.String(required=True)
    version = fields.String(required=True)


class ExplanationSchema(Schema):
    """Why two accounts are a match, or why not."""

    confidence = fields.Number(required=True, metadata={"description": "From 0 to 1."})
    tier = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "certain and likely are what a match needs, possible is only counted; "
            "null is less."
        },
    )
    rules = fields.ListOf(fields.Nested(RuleSchema), required=True)
    explanation = fields.String(required=True)
    reason = fields.String(
        required=True, metadata={"description": "Why it is a match or not, in a sentence."}
    )
    policy = fields.Nested(NamedPolicySchema, required=True)
    match_id = fields.Id(
        required=True, allow_none=True, metadata={"description": "The match, if it is one."}
    )
    decision_state = fields.Choice(Standing, required=True)
    decisions = fields.ListOf(fields.Nested(SaidSchema), required=True)


class ExplanationQuerySchema(QuerySchema):
    """Which two accounts: one of yours, and the other side's account of a match."""

    account_id = fields.Id(required=True, metadata={"description": "An account of yours."})
    match_id = fields.Id(
        required=True,
        metadata={"description": "A match of this overlap whose account of theirs is meant."},
    )


class DuplicateQuerySchema(QuerySchema):
    """Which other account of yours."""

    other_id = fields.Id(required=True, metadata={"description": "Another account of yours."})


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
