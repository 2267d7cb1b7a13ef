"""ROI: what a joint event brought, told to both sides from the same frozen lists.

`inputs` is what a report is made of, `deals` sorts the opportunities by what the event has to do
with them, `figures` is a number with everything needed to check it, `measures` computes the
figures of one view, `report` puts the three views together and `redaction` takes out what the
reader may not see. Every formula is explained in `docs/roi.md`.
"""

from partnerhub.domain.roi.figures import Figure, Figures, Unit
from partnerhub.domain.roi.inputs import Cost, Deal, Scope, TargetAccounts
from partnerhub.domain.roi.redaction import redact, redact_joint
from partnerhub.domain.roi.report import Report, build
from partnerhub.domain.sides import Side

__all__ = [
    "Cost",
    "Deal",
    "Figure",
    "Figures",
    "Report",
    "Scope",
    "Side",
    "TargetAccounts",
    "Unit",
    "build",
    "redact",
    "redact_joint",
]
