"""Microsoft Dynamics 365: display names of a view, and logical names."""

from collections.abc import Mapping

from partnerhub.domain.lists import ListKind

COLUMNS: Mapping[ListKind, Mapping[str, tuple[str, ...]]] = {
    ListKind.ACCOUNTS: {
        "record_id": ("(Do Not Modify) Account", "accountid"),
        "name": ("Account Name", "name"),
        "website": ("Website", "websiteurl"),
        "country": ("Address 1: Country/Region", "address1_country"),
        "state": ("Address 1: State/Province", "address1_stateorprovince"),
        "city": ("Address 1: City", "address1_city"),
        "postal_code": ("Address 1: ZIP/Postal Code", "address1_postalcode"),
        "street": ("Address 1: Street 1", "address1_line1"),
        "phone": ("Main Phone", "telephone1"),
        "owner": ("Owner", "ownerid"),
        "type": ("Relationship Type", "customertypecode"),
        "parent_record_id": ("Parent Account", "parentaccountid"),
        "industry": ("Industry", "industrycode"),
        "employees": ("Number of Employees", "No. of Employees", "numberofemployees"),
        "annual_revenue": ("Annual Revenue", "revenue"),
        "annual_revenue_currency": ("Currency", "transactioncurrencyid"),
        "email": ("emailaddress1",),
        "created_on": ("Created On", "createdon"),
    },
    ListKind.CONTACTS: {
        "record_id": ("(Do Not Modify) Contact", "contactid"),
        "account_record_id": ("parentcustomerid",),
        "account_name": ("Company Name", "Account Name (Company Name) (Account)", "Account Name"),
        "first_name": ("First Name", "firstname"),
        "last_name": ("Last Name", "lastname"),
        "full_name": ("Full Name", "fullname"),
        "email": ("Email", "emailaddress1"),
        "title": ("Job Title", "jobtitle"),
        "phone": ("Business Phone", "Mobile Phone", "telephone1", "mobilephone"),
        "owner": ("Owner", "ownerid"),
        "opted_out": ("Do not allow Emails", "Do not allow Bulk Emails", "donotemail"),
        "created_on": ("Created On", "createdon"),
    },
    ListKind.OPPORTUNITIES: {
        "record_id": ("(Do Not Modify) Opportunity", "opportunityid"),
        "account_record_id": ("parentaccountid", "customerid"),
        "account_name": ("Potential Customer", "Account"),
        "name": ("Topic",),
        "stage": ("Pipeline Phase", "Status Reason", "stepname"),
        "status": ("Status", "statecode"),
        "amount": ("Actual Revenue", "Est. Revenue", "actualvalue", "estimatedvalue"),
        "currency": ("Currency", "transactioncurrencyid"),
        "created_on": ("Created On", "createdon"),
        "close_on": (
            *("Actual Close Date", "Est. Close Date", "actualclosedate"),
            "estimatedclosedate",
        ),
        "owner": ("Owner", "ownerid"),
        "lead_source": ("Originating Lead", "Source Campaign"),
    },
}
"""For each field its columns, the preferred one first."""

MARK = "(do not modify) "
"""The hidden columns of every export start with this."""
