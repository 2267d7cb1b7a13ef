"""Tables: what every CRM calls its columns, ready to be looked up."""

from collections.abc import Mapping
from functools import cache

from partnerhub.domain.lists import ListKind
from partnerhub.ingest.crm import dynamics, generic, hubspot, pipedrive, salesforce, zoho
from partnerhub.ingest.labels import squeezed

TABLES: Mapping[str, Mapping[ListKind, Mapping[str, tuple[str, ...]]]] = {
    "salesforce": salesforce.COLUMNS,
    "hubspot": hubspot.COLUMNS,
    "dynamics": dynamics.COLUMNS,
    "pipedrive": pipedrive.COLUMNS,
    "zoho": zoho.COLUMNS,
}
TITLES = {
    "salesforce": "Salesforce",
    "salesforce_report": "a Salesforce report",
    "hubspot": "HubSpot",
    "dynamics": "Dynamics 365",
    "pipedrive": "Pipedrive",
    "zoho": "Zoho CRM",
    "crossbeam": "Crossbeam",
}


@cache
def index_of(source: str, kind: ListKind) -> Mapping[str, tuple[str, int]]:
    """The labels of one CRM, squeezed, with their field and preference."""
    table = generic.COLUMNS if source == "generic" else TABLES[source]
    index: dict[str, tuple[str, int]] = {}
    for field, labels in table[kind].items():
        for preference, label in enumerate(labels):
            index.setdefault(squeezed(label), (field, preference))
    return index
