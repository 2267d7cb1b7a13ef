"""Exports as Salesforce reports write them: labels, several currencies, lines under the table."""

import string
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Final

from partnerhub.cli.demo.accounts import Account
from partnerhub.cli.demo.deals import LOST, OPEN, WON, Deal
from partnerhub.cli.demo.exports import Damage, Flaw, Table
from partnerhub.cli.demo.people import Contact
from partnerhub.domain.lists import ListKind
from partnerhub.domain.populations import Population

ENCODINGS: Final = {
    ListKind.ACCOUNTS: "utf-8",
    # "ISO-8859-1 (General US & Western European)" is a choice of the export dialog.
    ListKind.CONTACTS: "cp1252",
    ListKind.OPPORTUNITIES: "utf-8",
}
ID_COLUMNS: Final = {
    ListKind.ACCOUNTS: "Account ID",
    ListKind.CONTACTS: "Contact ID",
    ListKind.OPPORTUNITIES: "Opportunity ID",
}
DAMAGES: Final[dict[ListKind, Sequence[Damage]]] = {
    ListKind.ACCOUNTS: (
        Damage(Flaw.MISSING_NAME, {"Account Name": "", "Website": ""}),
        Damage(Flaw.DUPLICATE_ID, {}),
        Damage(Flaw.SHORT_ROW, {}),
    ),
    ListKind.CONTACTS: (
        Damage(Flaw.BAD_EMAIL, {"Email": "see business card"}),
        Damage(Flaw.DUPLICATE_ID, {}),
        Damage(Flaw.SHORT_ROW, {}),
    ),
    ListKind.OPPORTUNITIES: (
        Damage(Flaw.BAD_DATE, {"Created Date": "2/30/2026"}),
        Damage(Flaw.NEGATIVE_AMOUNT, {"Amount": "-12,500.00"}),
        Damage(Flaw.MISSING_ACCOUNT, {"Account Name": "", "Account ID": ""}),
        Damage(Flaw.DUPLICATE_ID, {}),
        Damage(Flaw.SHORT_ROW, {}),
    ),
}

_PREFIXES: Final = {
    ListKind.ACCOUNTS: "0015g00000",
    ListKind.CONTACTS: "0035g00000",
    ListKind.OPPORTUNITIES: "0065g00000",
}
_SIGNS: Final = string.ascii_letters + string.digits
_TYPES: Final[Mapping[Population, str]] = {
    Population.CUSTOMER: "Customer",
    Population.OPEN_OPPORTUNITY: "Prospect",
    Population.FORMER_CUSTOMER: "Former Customer",
    Population.OTHER: "Partner",
    Population.PROSPECT: "Prospect",
}
_STAGES: Final = (
    ("Prospecting", 10),
    ("Qualification", 20),
    ("Needs Analysis", 35),
    ("Value Proposition", 50),
    ("Proposal/Price Quote", 75),
    ("Negotiation/Review", 90),
)
_CLOSED: Final = {WON: ("Closed Won", 100), LOST: ("Closed Lost", 0)}
_SOURCES: Final = {
    "outbound": "Cold Call",
    "web": "Web",
    "event": "Event",
    "partner": "Partner Referral",
}
_NEXT_STEPS: Final = ("", "", "Demo", "Send proposal", "Call back", "Meet CFO", "Security review")


def record_ids(random: Random, kind: ListKind) -> Iterator[str]:
    """Draw ids as reports show them: 15 signs, never two that differ in case only."""
    seen = set[str]()
    while True:
        tail = "".join(random.choices(_SIGNS, k=5))
        if tail.casefold() not in seen:
            seen.add(tail.casefold())
            yield _PREFIXES[kind] + tail


def file_name(kind: ListKind, written_on: date) -> str:
    """Name a report's export."""
    return f"report-{kind.value}-{written_on.isoformat()}.csv"


def footer(rows: int, written_on: date) -> tuple[str, ...]:
    """Write the lines under a report's table."""
    return (
        "",
        f"Grand Totals ({rows:,} records)",
        "",
        "Confidential Information - Do Not Distribute",
        f"Copyright (c) 2000-{written_on.year} salesforce.com, inc. All rights reserved.",
    )


def day(value: date) -> str:
    """Write a date as the English (United States) locale does.

    >>> day(date(2026, 3, 9))
    '3/9/2026'
    """
    return f"{value.month}/{value.day}/{value.year}"


def accounts(rows: Sequence[Account], parents: Mapping[int, str]) -> Table:
    """Lay accounts out as the report "Accounts with details"."""
    header = (
        "Account Owner,Account ID,Account Name,Type,Website,Phone,Billing Street,Billing City,"
        "Billing State/Province,Billing Zip/Postal Code,Billing Country,Industry,Employees,"
        "Parent Account,Created Date"
    )
    ordered = sorted(rows, key=lambda row: (row.owner, row.name))
    return Table(tuple(header.split(",")), [_account(row, parents) for row in ordered])


def _account(row: Account, parents: Mapping[int, str]) -> list[str]:
    company = row.company
    return [
        row.owner,
        row.record_id,
        row.name,
        _TYPES[row.population],
        row.website,
        row.phone,
        row.street,
        row.city,
        company.city.region if row.street or row.city else "",
        company.postal_code if row.street else "",
        row.country,
        company.industry.salesforce,
        str(company.employees) if row.original else "",
        "" if company.parent is None else parents.get(company.parent, ""),
        day(row.created_on),
    ]


def contacts(rows: Sequence[Contact]) -> Table:
    """Lay contacts out as the report "Contacts & Accounts"."""
    header = (
        "Salutation,First Name,Last Name,Title,Contact ID,Mailing City,Mailing Country,Phone,"
        "Email,Email Opt Out,Lead Source,Account Owner,Account ID,Account Name,Created Date"
    )
    ordered = sorted(rows, key=lambda row: (row.account.name, row.person.last_name))
    return Table(tuple(header.split(",")), [_contact(row) for row in ordered])


def _contact(row: Contact) -> list[str]:
    person, account = row.person, row.account
    return [
        "Ms." if person.woman else "Mr.",
        person.first_name,
        person.last_name,
        row.title,
        row.record_id,
        account.city,
        account.country,
        row.phone,
        row.email,
        "1" if row.opted_out else "0",
        _SOURCES[row.source],
        account.owner,
        account.record_id,
        account.name,
        day(row.created_on),
    ]


def opportunities(rows: Sequence[Deal], by_name: frozenset[str]) -> Table:
    """Lay deals out as the report "Opportunities"; those in `by_name` lack the account's id."""
    header = (
        "Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount Currency,"
        "Amount,Probability (%),Age,Close Date,Created Date,Next Step,Lead Source,Type,"
        "Opportunity ID,Account ID"
    )
    ordered = sorted(rows, key=lambda row: (row.account.owner, row.close_on, row.record_id))
    return Table(
        tuple(header.split(",")),
        [_opportunity(row, named=row.record_id in by_name) for row in ordered],
    )


def _opportunity(row: Deal, *, named: bool) -> list[str]:
    account = row.account
    if row.status is OPEN:
        stage, probability = _STAGES[int(row.progress * len(_STAGES))]
    else:
        stage, probability = _CLOSED[row.status]
    return [
        account.owner,
        account.name,
        f"{account.company.core} - {row.product}",
        stage,
        f"Q{(row.close_on.month + 2) // 3}-{row.close_on.year}",
        account.company.country.currency,
        f"{row.amount:,}.00",
        str(probability),
        str((row.close_on - row.created_on).days),
        day(row.close_on),
        day(row.created_on),
        _NEXT_STEPS[row.amount // 100 % len(_NEXT_STEPS)] if row.status is OPEN else "",
        _SOURCES[row.source],
        "New Business" if row.kind == "new" else "Existing Business",
        row.record_id,
        "" if named else account.record_id,
    ]
