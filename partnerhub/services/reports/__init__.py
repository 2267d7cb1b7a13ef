"""Reports: the one proof of what an event brought, that both sides read and sign."""

from partnerhub.services.reports.processing import fail, process
from partnerhub.services.reports.reading import (
    PartnershipReport,
    ReportView,
    Seen,
    get,
    list_visible,
    partnership,
    seen,
)
from partnerhub.services.reports.requesting import request, sign

__all__ = [
    "PartnershipReport",
    "ReportView",
    "Seen",
    "fail",
    "get",
    "list_visible",
    "partnership",
    "process",
    "request",
    "seen",
    "sign",
]
