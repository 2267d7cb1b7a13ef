"""Fields: what a column can be mapped to, and the clean tables that come out."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa

from partnerhub.domain.lists import ListKind


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column of a file can be.

    Attributes:
        name: The name used in mappings.
        about: One line for people who map columns by hand.
        personal: Whether a value names a person, and so is masked in refusals.
        required: Whether a row needs it; of several required fields of a kind one is enough.
        several: Whether several columns may feed it, the first with a value being taken.
    """

    name: str
    about: str
    personal: bool = False
    required: bool = False
    several: bool = False


_ACCOUNTS = (
    Field("record_id", "The CRM's id of the account; later uploads update by it."),
    Field("name", "The company's name.", required=True),
    Field("website", "Web address or domain of the company.", required=True, several=True),
    Field("country", "Country of the head office, as a name or an ISO code."),
    Field("state", "State, province or region."),
    Field("city", "City."),
    Field("postal_code", "Postal or ZIP code."),
    Field("street", "Street and number."),
    Field("phone", "Main phone number.", several=True),
    Field("owner", "The colleague who owns the account.", personal=True),
    Field("type", "Customer, prospect, partner: what the account is to you."),
    Field("lifecycle_stage", "Where a marketing tool sees the account; read like the type."),
    Field("parent_record_id", "Id of the parent account, or its name where there are no ids."),
    Field("industry", "Industry or sector."),
    Field("employees", "Number of employees."),
    Field("annual_revenue", "Revenue per year."),
    Field("annual_revenue_currency", "Currency of the revenue."),
    Field("duns", "D-U-N-S number."),
    Field("tax_id", "Tax or VAT number."),
    Field("registration_number", "Number in a company register, or LEI."),
    Field("external_id", "A key that partners share."),
    Field("linkedin", "LinkedIn company page."),
    Field("email", "An address at the company; its domain stands in for a missing website."),
    Field("created_on", "When the account was created in the CRM."),
)
_CONTACTS = (
    Field("record_id", "The CRM's id of the contact; later uploads update by it."),
    Field("account_record_id", "The CRM's id of the contact's account."),
    Field("account_name", "Name of the contact's account."),
    Field("first_name", "First name.", personal=True),
    Field("last_name", "Last name.", personal=True, required=True),
    Field("full_name", "Whole name, where it is one column.", personal=True, required=True),
    Field("email", "E-mail address.", personal=True, required=True, several=True),
    Field("title", "Job title."),
    Field("phone", "Phone number.", personal=True, several=True),
    Field("owner", "The colleague who knows the contact.", personal=True),
    Field("opted_out", "Whether the person refused e-mail. Never read as consent.", several=True),
    Field("created_on", "When the contact was created in the CRM."),
)
_OPPORTUNITIES = (
    Field("record_id", "The CRM's id of the opportunity; later uploads update by it."),
    Field("account_record_id", "The CRM's id of the opportunity's account.", required=True),
    Field("account_name", "Name of the opportunity's account.", required=True),
    Field("name", "Name of the opportunity."),
    Field("stage", "Stage of the sales process, in the CRM's words.", several=True),
    Field("status", "Open, won or lost, where it is a column of its own."),
    Field("is_won", "Whether it was won (true or false)."),
    Field("is_closed", "Whether it is closed (true or false)."),
    Field("amount", "Value of the deal.", several=True),
    Field("currency", "Currency of the value.", several=True),
    Field("created_on", "When the opportunity was created."),
    Field("close_on", "When it was closed, or is expected to close.", several=True),
    Field("type", "New business, renewal, upsell, in the CRM's words."),
    Field("owner", "The colleague who owns the opportunity.", personal=True),
    Field("lead_source", "Where the opportunity came from."),
)

FIELDS: Mapping[ListKind, Mapping[str, Field]] = MappingProxyType(
    {
        kind: MappingProxyType({field.name: field for field in fields})
        for kind, fields in (
            (ListKind.ACCOUNTS, _ACCOUNTS),
            (ListKind.CONTACTS, _CONTACTS),
            (ListKind.OPPORTUNITIES, _OPPORTUNITIES),
        )
    }
)
"""What the columns of each kind of list can be mapped to, by name."""


def _schema(kind_fields: str, **types: pa.DataType) -> pa.Schema:
    """Make a schema of strings, save the types given; a line number stands first."""
    columns = [pa.field("line", pa.int64(), nullable=False)]
    for word in kind_fields.split():
        name = word.removesuffix("!")
        columns.append(pa.field(name, types.get(name, pa.string()), nullable=name == word))
    return pa.schema(columns)


SCHEMAS: Mapping[ListKind, pa.Schema] = MappingProxyType(
    {
        ListKind.ACCOUNTS: _schema(
            "record_id name website domain country state city postal_code street phone owner type "
            "declared_population parent_record_id industry employees annual_revenue_minor "
            "annual_revenue_currency duns tax_id registration_number external_id linkedin "
            "created_on",
            employees=pa.int64(),
            annual_revenue_minor=pa.int64(),
            created_on=pa.date32(),
        ),
        ListKind.CONTACTS: _schema(
            "record_id account_record_id account_name first_name last_name full_name email "
            "email_domain title phone owner opted_out! created_on",
            opted_out=pa.bool_(),
            created_on=pa.date32(),
        ),
        ListKind.OPPORTUNITIES: _schema(
            "record_id account_record_id account_name name stage status! amount_minor currency "
            "created_on close_on type owner lead_source",
            amount_minor=pa.int64(),
            created_on=pa.date32(),
            close_on=pa.date32(),
        ),
    }
)
"""The clean table of each kind, exactly as batches yield it; all text is NFC and stripped."""

REJECTS_SCHEMA = pa.schema(
    [
        pa.field("line", pa.int64(), nullable=False),
        pa.field("column", pa.string()),
        pa.field("code", pa.string(), nullable=False),
        pa.field("message", pa.string(), nullable=False),
        pa.field("severity", pa.string(), nullable=False),
        pa.field("value", pa.string()),
    ]
)
"""What was refused (`error`: the row) or blanked (`warning`: the value), and why."""
