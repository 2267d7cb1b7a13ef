"""Overlaps, on the wire."""

from enum import StrEnum

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import FailureSchema, QuerySchema, Schema
from partnerhub.api.schemas.partnerships import Whose
from partnerhub.domain.decisions import Verdict
from partnerhub.domain.disclosure import ContactLevel, Level, Strictness
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
            "no matches, and fewer than ten are not told. Null where 12 overlaps of 30 days "
            "(strict: 4) told such counts already."
        },
    )
    near_misses = fields.ListOf(
        fields.Dict(keys=fields.String()),
        required=True,
        allow_none=True,
        metadata={
            "description": "What was nearly released, in bands, by what kept it back; fewer than "
            "ten are not told. Null where 12 overlaps of 30 days (strict: 4) told such counts."
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
    strictness = fields.Choice(
        Strictness,
        required=True,
        metadata={"description": "How careful both sides were when it was asked for."},
    )
    new_pairs = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={
            "description": "While it waits because it would show more new pairs than pass without "
            "a yes: how many, as a band. Else null."
        },
    )
    contacts = fields.Choice(
        ContactLevel,
        required=True,
        metadata={"description": "How much of people at shared companies it shows."},
    )
    left_out = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={
            "description": "Where partners are strict: how many of your own accounts were not "
            "compared, by what they lack: no_record_id, no_owner, no_created_date, "
            "customer_without_activity (a customer without a contact or a deal). Else null."
        },
    )
    problem = fields.Nested(FailureSchema, required=True, allow_none=True)


class ShapeSchema(Schema):
    """What the other side's list looks like, in bands."""

    rows = fields.Dict(keys=fields.String(), required=True)
    with_owner = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    with_opportunity = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    with_contact = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    created = fields.ListOf(fields.Dict(keys=fields.String()), required=True)
    growth = fields.String(required=True)
    turnover = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={
            "description": "How much of the list is new since the one you said yes to last, in "
            "percent; null before the first and in short lists."
        },
    )
    flags = fields.ListOf(fields.String(), required=True)


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


class TheirAccountSchema(Schema):
    """An account of the other side that no account of yours matched."""

    theirs = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "Its name, domain and population, and the fields they share."},
    )


class TheirAccountQuerySchema(QuerySchema):
    """Which of them."""

    population = fields.Choice(Population, metadata={"description": "What it is to its owner."})


class KnownBy(StrEnum):
    """Who knows a person."""

    THEIRS = "theirs"
    BOTH = "both"


class TheirContactSchema(Schema):
    """A person at a shared company whom the other side shows."""

    company = fields.Integer(required=True)
    account = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "Their account: name and domain."},
    )
    known_by = fields.Choice(
        KnownBy, required=True, metadata={"description": "Whether your list has the person, too."}
    )
    title = fields.String(required=True, allow_none=True)
    seniority = fields.String(required=True)
    function = fields.String(required=True)
    full_name = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Empty unless both sides share names."},
    )
    email = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Empty unless both sides share names."},
    )


class WaitingSchema(Schema):
    """A likely pair that waits until both sides accepted it, as your side sees it."""

    id = fields.Id(required=True, metadata={"description": "The match it will be."})
    mine = fields.Dict(
        keys=fields.String(), required=True, metadata={"description": "Your own account."}
    )
    my_decision = fields.Choice(Verdict, required=True, allow_none=True)
