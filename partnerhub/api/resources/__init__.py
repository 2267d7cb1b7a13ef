"""The resources of the API, one module each, in the order the document lists them."""

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.resources import (
    accounts,
    approvals,
    contacts,
    disclosures,
    erasures,
    events,
    imports,
    matches,
    operations,
    opportunities,
    organizations,
    overlaps,
    partnerships,
    reports,
    sharing_requests,
    targets,
    theirs,
    waiting,
    webhooks,
)

BLUEPRINTS: list[Blueprint] = [
    organizations.blueprint,
    partnerships.blueprint,
    approvals.blueprint,
    sharing_requests.blueprint,
    disclosures.blueprint,
    imports.blueprint,
    accounts.blueprint,
    contacts.blueprint,
    erasures.blueprint,
    opportunities.blueprint,
    overlaps.blueprint,
    matches.blueprint,
    theirs.blueprint,
    waiting.blueprint,
    events.blueprint,
    targets.blueprint,
    reports.blueprint,
    webhooks.blueprint,
    operations.blueprint,
]
"""Every resource there is; a new module is added here and nowhere else."""
