"""Pipedrive: `Entity - Field` labels."""

from collections.abc import Mapping

from partnerhub.domain.lists import ListKind

COLUMNS: Mapping[ListKind, Mapping[str, tuple[str, ...]]] = {
    ListKind.ACCOUNTS: {
        "record_id": ("Organization - ID",),
        "name": ("Organization - Name",),
        "website": ("Organization - Website", "Organization - Domain"),
        "country": ("Organization - Country of Address", "Country of Address"),
        "state": ("Organization - State/county of Address", "State/county of Address"),
        "city": (
            "Organization - City/town/village/locality of Address",
            "City/town/village/locality of Address",
        ),
        "postal_code": (
            "Organization - ZIP/Postal code of Address",
            "ZIP/Postal code of Address",
        ),
        "street": ("Organization - Address",),
        "phone": ("Organization - Phone",),
        "owner": ("Organization - Owner",),
        "type": ("Organization - Label", "Organization - Labels"),
        "industry": ("Organization - Industry",),
        "employees": ("Organization - Number of employees", "Organization - Employee count"),
        "annual_revenue": ("Organization - Annual revenue",),
        "linkedin": ("Organization - LinkedIn profile", "Organization - LinkedIn"),
        "created_on": ("Organization - Organization created",),
    },
    ListKind.CONTACTS: {
        "record_id": ("Person - ID",),
        "account_record_id": ("Person - Organization ID", "Organization - ID"),
        "account_name": ("Person - Organization", "Organization - Name"),
        "first_name": ("Person - First name",),
        "last_name": ("Person - Last name",),
        "full_name": ("Person - Name",),
        "email": (
            *("Person - Email - Work", "Person - Email (Work)", "Person - Email"),
            *("Person - Email - Other", "Person - Email (Other)"),
            *("Person - Email - Home", "Person - Email (Home)"),
        ),
        "title": ("Person - Job title", "Person - Title"),
        "phone": (
            *("Person - Phone - Work", "Person - Phone (Work)", "Person - Phone"),
            *("Person - Phone - Mobile", "Person - Phone - Other", "Person - Phone - Home"),
        ),
        "owner": ("Person - Owner",),
        "opted_out": ("Person - Marketing status",),
        "created_on": ("Person - Person created",),
    },
    ListKind.OPPORTUNITIES: {
        "record_id": ("Deal - ID",),
        "account_record_id": ("Deal - Organization ID", "Organization - ID"),
        "account_name": ("Deal - Organization", "Organization - Name"),
        "name": ("Deal - Title",),
        "stage": ("Deal - Stage", "Deal - Stage (pipeline)"),
        "status": ("Deal - Status",),
        "amount": ("Deal - Value",),
        "currency": ("Deal - Currency of value", "Deal - Currency"),
        "created_on": ("Deal - Deal created",),
        "close_on": (
            *("Deal - Won time", "Deal - Lost time", "Deal - Deal closed on"),
            *("Deal - Closed on", "Deal - Expected close date"),
        ),
        "type": ("Deal - Label", "Deal - Labels"),
        "owner": ("Deal - Owner",),
        "lead_source": ("Deal - Source channel", "Deal - Source"),
    },
}
"""For each field its columns, the preferred one first."""
