"""Exports as HubSpot writes them: one view per object, labels in English, dates with a time."""

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

ENCODINGS: Final = dict.fromkeys(ListKind, "utf-8")
ID_COLUMNS: Final = dict.fromkeys(ListKind, "Record ID")

_FILE_NAMES: Final = {
    ListKind.ACCOUNTS: "companies",
    ListKind.CONTACTS: "contacts",
    ListKind.OPPORTUNITIES: "deals",
}
DAMAGES: Final[dict[ListKind, Sequence[Damage]]] = {
    ListKind.ACCOUNTS: (
        Damage(Flaw.MISSING_NAME, {"Company name": "", "Company Domain Name": ""}),
        Damage(Flaw.DUPLICATE_ID, {}),
    ),
    ListKind.CONTACTS: (
        Damage(Flaw.BAD_EMAIL, {"Email": "asked not to be mailed"}),
        Damage(Flaw.SHORT_ROW, {}),
    ),
    ListKind.OPPORTUNITIES: (
        Damage(Flaw.BAD_DATE, {"Create Date": "2026-02-30 10:15"}),
        Damage(Flaw.NEGATIVE_AMOUNT, {"Amount": "-4800"}),
        Damage(Flaw.DUPLICATE_ID, {}),
    ),
}

_FIRST_IDS: Final = {
    ListKind.ACCOUNTS: 18_204_000_000,
    ListKind.CONTACTS: 71_530_000_000,
    ListKind.OPPORTUNITIES: 24_911_000_000,
}
_LIFECYCLE: Final[Mapping[Population, Sequence[str]]] = {
    Population.CUSTOMER: ("Customer",),
    Population.OPEN_OPPORTUNITY: ("Opportunity",),
    Population.FORMER_CUSTOMER: ("Former Customer",),
    Population.OTHER: ("Other",),
    Population.PROSPECT: ("Lead", "Lead", "Marketing Qualified Lead", "Sales Qualified Lead"),
}
_STAGES: Final = (
    "Appointment Scheduled",
    "Qualified To Buy",
    "Presentation Scheduled",
    "Decision Maker Bought-In",
    "Contract Sent",
)
_CLOSED: Final = {WON: "Closed Won", LOST: "Closed Lost"}
_SOURCES: Final = {
    "outbound": "Offline Sources",
    "web": "Organic Search",
    "event": "Offline Sources",
    "partner": "Referrals",
}
_LEAD_STATUS: Final = ("", "", "New", "Open", "In progress", "Connected", "Attempted to contact")


def record_ids(random: Random, kind: ListKind) -> Iterator[str]:
    """Count ids up from a large number, with gaps, as a shared counter does."""
    number = _FIRST_IDS[kind]
    while True:
        number += random.randint(3, 9000)
        yield str(number)


def file_name(kind: ListKind, written_on: date) -> str:
    """Name an export of all records."""
    return f"hubspot-crm-exports-all-{_FILE_NAMES[kind]}-{written_on.isoformat()}.csv"


def footer(_rows: int, _written_on: date) -> tuple[str, ...]:
    """HubSpot writes nothing under its tables."""
    return ()


def _pick(choices: Sequence[str], record_id: str) -> str:
    """Choose by the record's id, so that a record reads the same in every export."""
    return choices[int(record_id) // 7 % len(choices)]


def moment(value: date, record_id: str) -> str:
    """Write a day with a time of its office hours, the same one whenever a record is exported.

    >>> moment(date(2026, 3, 9), "18204000123")
    '2026-03-09 10:03'
    """
    minutes = int(record_id) % (10 * 60)
    return f"{value.isoformat()} {8 + minutes // 60:02}:{minutes % 60:02}"


def accounts(rows: Sequence[Account], _parents: Mapping[int, str]) -> Table:
    """Lay accounts out as the export "All companies"."""
    header = (
        "Record ID,Company name,Company Domain Name,Company owner,Create Date,Phone Number,"
        "Street Address,City,State/Region,Postal Code,Country/Region,Industry,"
        "Number of Employees,Lifecycle Stage"
    )
    ordered = sorted(rows, key=lambda row: (row.created_on, row.record_id), reverse=True)
    return Table(tuple(header.split(",")), [_account(row) for row in ordered])


def _account(row: Account) -> list[str]:
    company = row.company
    return [
        row.record_id,
        row.name,
        row.website,
        row.owner,
        moment(row.created_on, row.record_id),
        row.phone,
        row.street,
        row.city,
        company.city.region if row.street else "",
        company.postal_code if row.street else "",
        row.country,
        company.industry.hubspot,
        str(company.employees) if row.original else "",
        _pick(_LIFECYCLE[row.population], row.record_id),
    ]


def contacts(rows: Sequence[Contact]) -> Table:
    """Lay contacts out as the export "All contacts"."""
    header = (
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date,"
        "Job Title,Unsubscribed from all email,Company Name,Associated Company IDs (Primary),"
        "City,Country/Region"
    )
    ordered = sorted(rows, key=lambda row: (row.created_on, row.record_id), reverse=True)
    return Table(tuple(header.split(",")), [_contact(row) for row in ordered])


def _contact(row: Contact) -> list[str]:
    person, account = row.person, row.account
    return [
        row.record_id,
        person.first_name,
        person.last_name,
        row.email,
        row.phone,
        account.owner,
        _pick(_LEAD_STATUS, row.record_id),
        moment(row.created_on, row.record_id),
        row.title,
        "true" if row.opted_out else "",
        account.name,
        account.record_id,
        account.city,
        account.country,
    ]


def opportunities(rows: Sequence[Deal], _by_name: frozenset[str]) -> Table:
    """Lay deals out as the export "All deals"."""
    header = (
        "Record ID,Deal Name,Pipeline,Deal Stage,Amount,Currency,Close Date,Create Date,"
        "Deal owner,Deal Type,Original Source,Associated Company IDs (Primary),"
        "Associated Company (Primary)"
    )
    ordered = sorted(rows, key=lambda row: (row.created_on, row.record_id), reverse=True)
    return Table(tuple(header.split(",")), [_opportunity(row) for row in ordered])


def _opportunity(row: Deal) -> list[str]:
    account = row.account
    reached = _STAGES[int(row.progress * len(_STAGES))]
    return [
        row.record_id,
        f"{account.company.root} | {row.product}",
        "Sales Pipeline",
        reached if row.status is OPEN else _CLOSED[row.status],
        str(row.amount),
        account.company.country.currency,
        moment(row.close_on, row.record_id),
        moment(row.created_on, row.record_id),
        account.owner,
        "New Business" if row.kind == "new" else "Existing Business",
        _SOURCES[row.source],
        account.record_id,
        account.name,
    ]
