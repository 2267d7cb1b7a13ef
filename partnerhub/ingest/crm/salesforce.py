"""Salesforce: API names (Data Loader, data export), import wizard labels and report labels."""

from collections.abc import Mapping

from partnerhub.domain.lists import ListKind

COLUMNS: Mapping[ListKind, Mapping[str, tuple[str, ...]]] = {
    ListKind.ACCOUNTS: {
        "record_id": ("Id", "Account ID", "Account ID 18", "Case Safe ID"),
        "name": ("Name", "Account Name"),
        "website": ("Website", "Account Website"),
        "country": ("BillingCountryCode", "BillingCountry", "Billing Country", "ShippingCountry"),
        "state": ("BillingState", "Billing State/Province", "ShippingState"),
        "city": ("BillingCity", "Billing City", "ShippingCity"),
        "postal_code": ("BillingPostalCode", "Billing Zip/Postal Code", "ShippingPostalCode"),
        "street": ("BillingStreet", "Billing Street", "Billing Address Line 1", "ShippingStreet"),
        "phone": ("Phone", "Account Phone"),
        "owner": ("Account Owner", "Owner.Name", "OwnerId"),
        "type": ("Type", "Account Type"),
        "parent_record_id": ("ParentId", "Parent Account ID", "Parent Account"),
        "industry": ("Industry",),
        "employees": ("NumberOfEmployees", "Employees"),
        "annual_revenue": ("AnnualRevenue", "Annual Revenue"),
        "annual_revenue_currency": ("Annual Revenue Currency", "CurrencyIsoCode"),
        "duns": ("DunsNumber", "D-U-N-S Number"),
        "created_on": ("CreatedDate", "Created Date"),
    },
    ListKind.CONTACTS: {
        "record_id": ("Id", "Contact ID"),
        "account_record_id": ("AccountId", "Account ID"),
        "account_name": ("Account.Name", "Account Name"),
        "first_name": ("FirstName", "First Name"),
        "last_name": ("LastName", "Last Name"),
        "full_name": ("Name", "Full Name", "Contact Name"),
        "email": ("Email",),
        "title": ("Title",),
        "phone": ("Phone", "MobilePhone", "Mobile"),
        "owner": ("Contact Owner", "Owner.Name", "OwnerId", "Account Owner"),
        "opted_out": ("HasOptedOutOfEmail", "Email Opt Out"),
        "created_on": ("CreatedDate", "Created Date"),
    },
    ListKind.OPPORTUNITIES: {
        "record_id": ("Id", "Opportunity ID"),
        "account_record_id": ("AccountId", "Account ID"),
        "account_name": ("Account.Name", "Account Name"),
        "name": ("Name", "Opportunity Name"),
        "stage": ("StageName", "Stage"),
        "is_won": ("IsWon", "Won"),
        "is_closed": ("IsClosed", "Closed"),
        "amount": ("Amount", "Total Amount"),
        "currency": ("Amount Currency", "Total Amount Currency", "CurrencyIsoCode"),
        "created_on": ("CreatedDate", "Created Date"),
        "close_on": ("CloseDate", "Close Date"),
        "type": ("Type", "Opportunity Type"),
        "owner": ("Opportunity Owner", "Owner.Name", "OwnerId"),
        "lead_source": ("LeadSource", "Lead Source"),
    },
}
"""For each field its columns, the preferred one first."""

API_NAMES = (
    *("StageName", "AccountId", "BillingCity", "BillingCountry", "NumberOfEmployees", "IsDeleted"),
    *("MasterRecordId", "SystemModstamp", "LastModifiedById", "MailingPostalCode"),
)
"""With an `Id` column, one of these means an export by API names."""

REPORT_LABELS = (
    *("Account Owner", "Opportunity Owner", "Mailing Zip/Postal Code", "Billing State/Province"),
    *("Fiscal Period", "Billing Zip/Postal Code"),
)
"""One of these means a report or an import wizard file."""
