"""Partnerships and sharing, on the wire."""

from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, post_load, validates_schema

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import QuerySchema, Schema
from partnerhub.domain.disclosure import (
    ACCOUNT_FIELDS,
    COMPARABLE_FIELDS,
    Basis,
    ContactLevel,
    ContactsBasis,
    Level,
    PopulationTerms,
    Strictness,
)
from partnerhub.domain.populations import Population


class Whose(StrEnum):
    """One of the two sides, as the reader calls it."""

    MINE = "mine"
    THEIRS = "theirs"


class State(StrEnum):
    """Where a partnership stands."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    DECLINED = "declined"
    ENDED = "ended"


AccountField = StrEnum("AccountField", {name.upper(): name for name in ACCOUNT_FIELDS})  # type: ignore[misc]


ComparableField = StrEnum("ComparableField", {name.upper(): name for name in COMPARABLE_FIELDS})  # type: ignore[misc]


class PartnerSchema(Schema):
    """The other side."""

    domain = fields.String(required=True)
    name = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Known once both sides agreed."},
    )


class PartnershipSchema(Schema):
    """Two organizations, seen from yours."""

    id = fields.Id(required=True)
    state = fields.Choice(State, required=True)
    proposed_by = fields.Choice(Whose, required=True)
    partner = fields.Nested(PartnerSchema, required=True)
    message = fields.String(required=True, allow_none=True)
    strictness = fields.String(required=True)
    created_at = fields.DateTime(required=True)
    activated_at = fields.DateTime(required=True, allow_none=True)
    ended_at = fields.DateTime(required=True, allow_none=True)


class NewPartnershipSchema(Schema):
    """Whom to ask."""

    partner_domain = fields.String(
        required=True, most=253, metadata={"description": "The partner's web domain."}
    )
    message = fields.String(
        most=2000, lines=True, load_default=None, allow_none=True, metadata={"description": "Why."}
    )


class PartnershipQuerySchema(QuerySchema):
    """Which partnerships."""

    state = fields.Choice(State)


class ContactsBasisSchema(Schema):
    """On what legal basis names of contacts are passed on."""

    kind = fields.Choice(
        Basis,
        required=True,
        metadata={
            "description": "Article 6(1) GDPR: consent (a), contract (b), legitimate_interest (f)."
        },
    )
    note = fields.String(
        required=True,
        least=1,
        most=500,
        metadata={"description": "Where the consent or the balancing test is written down."},
    )


class PopulationTermsSchema(Schema):
    """What a side lets the other see of one population, where that is less than of the others."""

    population = fields.Choice(Population, required=True)
    level = fields.Choice(
        Level,
        required=True,
        metadata={
            "description": "hidden: not compared at all. counts_only: counted in bands, never "
            "shown. Higher levels than that of the whole have no effect."
        },
    )
    fields_ = fields.ListOf(
        fields.Choice(AccountField),
        data_key="fields",
        attribute="fields",
        load_default=None,
        allow_none=True,
        metadata={"description": "Fields shown of these accounts; null: as of the others."},
    )


class SharingTermsSchema(Schema):
    """What a side lets the other see."""

    level = fields.Choice(
        Level,
        required=True,
        metadata={
            "description": "hidden: nothing. counts_only: one number in a band. "
            "overlapping_accounts: the accounts both have, with name, domain and population. "
            "all_accounts: the whole list, where both sides show theirs."
        },
    )
    fields_ = fields.ListOf(
        fields.Choice(AccountField),
        data_key="fields",
        attribute="fields",
        load_default=[],
        metadata={"description": "Fields of accounts shown beyond name and domain."},
    )
    compared = fields.ListOf(
        fields.Choice(ComparableField),
        load_default=[],
        metadata={
            "description": "Fields that are not shown and may be compared all the same. Where both "
            "sides let a field be compared, each learns of a match whether the values are alike. "
            "Name and web domain are always compared, and so is what you show of every population."
        },
    )
    populations = fields.ListOf(
        fields.Nested(PopulationTermsSchema),
        load_default=[],
        most=len(Population),
        metadata={
            "description": "Populations of which less is shown than of the others: each shows what "
            "is said here and above, whichever is less."
        },
    )
    contacts = fields.Choice(
        ContactLevel,
        load_default=ContactLevel.COUNTS,
        metadata={
            "description": "Of people at shared companies. hidden: nothing. counts: how many, by "
            "seniority and function. titles: each with title, and no name. names: with name and "
            "e-mail address; needs contacts_basis. What holds is the stricter of both sides."
        },
    )
    contacts_basis = fields.Nested(
        ContactsBasisSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "Needed for names, and kept with the policy."},
    )
    amounts = fields.Boolean(
        load_default=False,
        metadata={"description": "Whether sums of deal amounts may appear in reports."},
    )

    @validates_schema
    def _check_basis(self, terms: dict[str, Any], **_: Any) -> None:
        with_basis = "contacts_basis" in self.fields
        if with_basis and terms["contacts"] is ContactLevel.NAMES and not terms["contacts_basis"]:
            message = "Showing names needs the legal basis: give kind and note."
            raise ValidationError(message, "contacts_basis")
        names = [each["population"] for each in terms["populations"]]
        if len(names) > len(set(names)):
            raise ValidationError("Name each population once.", "populations")

    @post_load
    def _read(self, terms: dict[str, Any], **_: Any) -> dict[str, Any]:
        basis = terms.get("contacts_basis")
        populations = tuple(PopulationTerms(**each) for each in terms["populations"])
        read = {"contacts_basis": basis and ContactsBasis(**basis), "populations": populations}
        return terms | read


class SharingPolicySchema(SharingTermsSchema):
    """What one side lets the other see."""

    strictness = fields.Choice(
        Strictness,
        metadata={
            "description": "standard: comparisons go on by themselves as long as little has "
            "changed. strict: each needs both sides, only accounts with a history are compared, "
            "likely pairs wait until both sides accepted them. What holds is the stricter of both. "
            "Left out, it stays as it is."
        },
    )


class SharedPolicySchema(SharingPolicySchema):
    """What one side lets the other see, and how careful it is."""

    strictness = fields.Choice(Strictness, required=True)


class SharingPresetSchema(Schema):
    """A policy that many begin with."""

    name = fields.String(required=True)
    description = fields.String(required=True, metadata={"description": "What it is good for."})
    terms = fields.Nested(SharingTermsSchema, required=True)


class SharingPresetsSchema(Schema):
    """All of them."""

    items = fields.ListOf(fields.Nested(SharingPresetSchema), required=True)


class SharingSchema(Schema):
    """What both sides share, and what that allows."""

    mine = fields.Nested(SharedPolicySchema, required=True)
    theirs = fields.Nested(SharedPolicySchema, required=True)
    effective_level = fields.Choice(
        Level, required=True, metadata={"description": "The stricter of both."}
    )
    effective_strictness = fields.Choice(
        Strictness, required=True, metadata={"description": "The stricter of both."}
    )
    effective_contacts = fields.Choice(
        ContactLevel, required=True, metadata={"description": "The stricter of both."}
    )
    compared = fields.ListOf(
        fields.Choice(ComparableField),
        required=True,
        metadata={"description": "What the next overlap compares beside name and web domain."},
    )
