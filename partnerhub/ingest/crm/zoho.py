"""Zoho CRM: labels; lookups come in pairs, `Account Name.id` and `Account Name`."""

from collections.abc import Mapping

from partnerhub.domain.lists import ListKind

COLUMNS: Mapping[ListKind, Mapping[str, tuple[str, ...]]] = {
    ListKind.ACCOUNTS: {
        "record_id": ("Record Id",),
        "name": ("Account Name",),
        "website": ("Website",),
        "country": ("Billing Country", "Billing Address - Country / Region"),
        "state": ("Billing State", "Billing Address - State / Province"),
        "city": ("Billing City", "Billing Address - City"),
        "postal_code": ("Billing Code", "Billing Address - Zip / Postal Code"),
        "street": ("Billing Street", "Billing Address - Street Address"),
        "phone": ("Phone",),
        "owner": ("Account Owner", "Account Owner.id"),
        "type": ("Account Type",),
        "parent_record_id": ("Parent Account.id", "Parent Account"),
        "industry": ("Industry",),
        "employees": ("Employees",),
        "annual_revenue": ("Annual Revenue",),
        "annual_revenue_currency": ("Currency",),
        "created_on": ("Created Time",),
    },
    ListKind.CONTACTS: {
        "record_id": ("Record Id",),
        "account_record_id": ("Account Name.id",),
        "account_name": ("Account Name",),
        "first_name": ("First Name",),
        "last_name": ("Last Name",),
        "full_name": ("Contact Name", "Full Name"),
        "email": ("Email", "Secondary Email"),
        "title": ("Title",),
        "phone": ("Phone", "Mobile"),
        "owner": ("Contact Owner", "Contact Owner.id"),
        "opted_out": ("Email Opt Out",),
        "created_on": ("Created Time",),
    },
    ListKind.OPPORTUNITIES: {
        "record_id": ("Record Id",),
        "account_record_id": ("Account Name.id",),
        "account_name": ("Account Name",),
        "name": ("Deal Name", "Potential Name"),
        "stage": ("Stage",),
        "amount": ("Amount",),
        "currency": ("Currency",),
        "created_on": ("Created Time",),
        "close_on": ("Closing Date",),
        "type": ("Type",),
        "owner": ("Deal Owner", "Potential Owner", "Deal Owner.id"),
        "lead_source": ("Lead Source",),
    },
}
"""For each field its columns, the preferred one first."""
