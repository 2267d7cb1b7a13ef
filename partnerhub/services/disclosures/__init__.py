"""The disclosure ledger: what of each organization was ever shown, to whom, when and what for.

Each side's part is its own. What is released and permitted counts as shown, whether or not anybody
looked.
"""

from partnerhub.services.disclosures.reading import (
    DisclosedView,
    SummaryView,
    Wanted,
    page,
    summary,
)
from partnerhub.services.disclosures.recording import Rows, Shown, record, was_shown

__all__ = [
    "DisclosedView",
    "Rows",
    "Shown",
    "SummaryView",
    "Wanted",
    "page",
    "record",
    "summary",
    "was_shown",
]
