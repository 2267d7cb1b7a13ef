"""Matches, what people say of them and why they are there, on the wire."""

from enum import StrEnum

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import QuerySchema, Schema
from partnerhub.api.schemas.partnerships import Whose
from partnerhub.api.schemas.policies import NamedPolicySchema, Tier
from partnerhub.domain.decisions import Standing, Verdict
from partnerhub.domain.populations import Population


class Which(StrEnum):
    """Which pairs of a change."""

    ADDED = "added"
    REMOVED = "removed"


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
    rule = fields.String(
        most=80,
        metadata={"description": "A rule that applied, as the overlap's match policy calls it."},
    )
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
