"""Accounts, on the wire."""

from enum import StrEnum

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import PatchSchema, Schema
from partnerhub.api.schemas.lists import TWO_LETTERS, ListQuerySchema
from partnerhub.domain.populations import Population


class DeclaredPopulation(StrEnum):
    """What an account can be declared to be; an open deal is found in the opportunities."""

    CUSTOMER = Population.CUSTOMER
    FORMER_CUSTOMER = Population.FORMER_CUSTOMER
    PROSPECT = Population.PROSPECT
    OTHER = Population.OTHER


class AccountSchema(Schema):
    """A company in your list."""

    id = fields.Id(required=True)
    record_id = fields.String(
        required=True, allow_none=True, metadata={"description": "Its id in your CRM."}
    )
    name = fields.String(required=True)
    website = fields.String(required=True, allow_none=True)
    domain = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The web domain that matching compares."},
    )
    population = fields.Choice(
        Population,
        required=True,
        metadata={"description": "Derived from what is declared and from the opportunities."},
    )
    declared_population = fields.Choice(Population, required=True, allow_none=True)
    open_opportunity = fields.Boolean(required=True)
    country = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, allow_none=True)
    city = fields.String(required=True, allow_none=True)
    postal_code = fields.String(required=True, allow_none=True)
    street = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    owner = fields.String(required=True, allow_none=True)
    type = fields.String(
        required=True, allow_none=True, metadata={"description": "As your CRM says it."}
    )
    industry = fields.String(required=True, allow_none=True)
    employees = fields.Integer(required=True, allow_none=True)
    annual_revenue = fields.Money(required=True, allow_none=True)
    duns = fields.String(required=True, allow_none=True)
    tax_id = fields.String(required=True, allow_none=True)
    registration_number = fields.String(required=True, allow_none=True)
    external_id = fields.String(required=True, allow_none=True)
    parent_record_id = fields.String(required=True, allow_none=True)
    linkedin = fields.String(required=True, allow_none=True)
    created_on = fields.Date(required=True, allow_none=True)
    updated_on = fields.Date(required=True)


class AccountPatchSchema(PatchSchema):
    """What may be changed of an account."""

    name = fields.String()
    website = fields.String(
        allow_none=True, metadata={"description": "The domain follows from it."}
    )
    declared_population = fields.Choice(
        DeclaredPopulation,
        allow_none=True,
        metadata={"description": "What your CRM's type column would say; null says nothing."},
    )
    country = fields.String(
        allow_none=True, metadata={"description": "A country's name or its two letters."}
    )
    state = fields.String(allow_none=True)
    city = fields.String(allow_none=True)
    postal_code = fields.String(allow_none=True)
    street = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    owner = fields.String(allow_none=True)
    industry = fields.String(allow_none=True)
    employees = fields.Integer(least=0, most=100_000_000, allow_none=True)
    annual_revenue = fields.Money(allow_none=True)
    duns = fields.String(allow_none=True)
    tax_id = fields.String(allow_none=True)
    registration_number = fields.String(allow_none=True)
    external_id = fields.String(allow_none=True)
    linkedin = fields.String(allow_none=True)


class AccountQuerySchema(ListQuerySchema):
    """Which accounts, in which order."""

    population = fields.Choice(Population)
    country = fields.String(validate=TWO_LETTERS)
