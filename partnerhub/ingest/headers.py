"""Headers: which row is the header, which CRM wrote it, and what kind of list it heads."""

import re
from collections.abc import Sequence
from functools import lru_cache

from partnerhub.domain.lists import ListKind
from partnerhub.ingest.columns import guess
from partnerhub.ingest.crm import dynamics, salesforce
from partnerhub.ingest.labels import QUOTES, normalized, squeezed
from partnerhub.ingest.tables import TABLES, index_of


def source_of(labels: Sequence[str], *, footer: bool) -> str:  # noqa: PLR0911 - a table of rules
    """Name the CRM that wrote a file with this header."""
    exact = {label.replace("\ufeff", "").strip().strip(QUOTES) for label in labels}
    plain = {normalized(label) for label in labels}
    pipedrive_labels = sum(
        bool(re.match(r"(deal|person|organization) - .", label)) for label in plain
    )
    api_names = {name.casefold() for name in salesforce.API_NAMES}
    if any(label.startswith(dynamics.MARK) for label in plain):
        return "dynamics"
    if pipedrive_labels > 1:
        return "pipedrive"
    if "Record Id" in exact or any(label.endswith(".id") for label in exact):
        return "zoho"
    if "ID de registro" in exact or any(label.startswith("Record ID") for label in exact):
        return "hubspot"
    if footer:
        return "salesforce_report"
    if "id" in plain and plain & api_names:
        return "salesforce"
    if {"company name", "website", "account owner email"} <= plain:
        return "crossbeam"
    if exact & set(salesforce.REPORT_LABELS):
        return "salesforce_report"
    return "unknown"


def kind_of(labels: Sequence[str], source: str) -> ListKind:
    """Guess what a file's rows are: deals by stage, contacts by people, else accounts."""
    found = {
        kind: {column.field for column in guess(labels, kind, source)} - {None} for kind in ListKind
    }
    deals = found[ListKind.OPPORTUNITIES]
    people = found[ListKind.CONTACTS]
    companies = found[ListKind.ACCOUNTS]
    if "stage" in deals or "is_won" in deals or {"amount", "close_on"} <= deals:
        return ListKind.OPPORTUNITIES
    if people & {"first_name", "last_name"}:
        return ListKind.CONTACTS
    if "email" in people and not companies & {"website", "street", "city", "employees"}:
        return ListKind.CONTACTS
    return ListKind.ACCOUNTS


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """Find the row that is the header: the first with several known labels, else the first.

    Reports put titles and filters above it: narrower rows, with nothing that a CRM calls a column.
    """
    widest = 0
    for at, row in enumerate(rows):
        known = sum(_is_known(label) for label in row)
        if known and _filled(row) > widest and (known > 1 or _filled(row) == _most(rows)):
            return at
        widest = max(widest, _filled(row))
    return next((at for at, row in enumerate(rows) if _filled(row)), 0)


def _most(rows: Sequence[Sequence[str]]) -> int:
    """Count the cells of the fullest row."""
    return max((_filled(row) for row in rows), default=0)


def _filled(row: Sequence[str]) -> int:
    """Count the cells that hold something."""
    return sum(bool(cell.strip()) for cell in row)


@lru_cache(maxsize=1 << 12)
def _is_known(label: str) -> bool:
    """Say whether any table knows a label."""
    tight = squeezed(label)
    return bool(tight) and any(
        tight in index_of(source, kind) for source in (*TABLES, "generic") for kind in ListKind
    )
