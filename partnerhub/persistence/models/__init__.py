"""The tables, one module per resource."""

from partnerhub.persistence.models.approvals import PendingChange
from partnerhub.persistence.models.audit import AuditLine, RememberedAnswer
from partnerhub.persistence.models.disclosures import DisclosedRecord, Disclosure
from partnerhub.persistence.models.events import Cost, Event, Target, TargetList
from partnerhub.persistence.models.imports import (
    Import,
    ImportReject,
    RememberedMapping,
    Suppression,
)
from partnerhub.persistence.models.jobs import Job
from partnerhub.persistence.models.lists import Account, Contact, ListVersion, Opportunity
from partnerhub.persistence.models.organizations import ApiKey, Organization, User
from partnerhub.persistence.models.overlaps import (
    ContactCell,
    Decision,
    Match,
    Overlap,
    ReleasedContact,
    WaitingPair,
)
from partnerhub.persistence.models.partnerships import Partnership, SharingPolicy
from partnerhub.persistence.models.reports import Report
from partnerhub.persistence.models.sharing_requests import SharingRequest
from partnerhub.persistence.models.webhooks import Delivery, Webhook

__all__ = [
    "Account",
    "ApiKey",
    "AuditLine",
    "Contact",
    "ContactCell",
    "Cost",
    "Decision",
    "Delivery",
    "DisclosedRecord",
    "Disclosure",
    "Event",
    "Import",
    "ImportReject",
    "Job",
    "ListVersion",
    "Match",
    "Opportunity",
    "Organization",
    "Overlap",
    "Partnership",
    "PendingChange",
    "ReleasedContact",
    "RememberedAnswer",
    "RememberedMapping",
    "Report",
    "SharingPolicy",
    "SharingRequest",
    "Suppression",
    "Target",
    "TargetList",
    "User",
    "WaitingPair",
    "Webhook",
]
