"""Match policies, on the wire."""

from enum import StrEnum

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import Schema


class Tier(StrEnum):
    """How sure a match is."""

    CERTAIN = "certain"
    LIKELY = "likely"


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
