"""Disclosure: what one side may be shown of the other, and how coarsely.

`levels` says who may see what, `terms` what a side agrees to, `suppression` which numbers would
give a single account away, `shape` what the other side learns of
a list before it agrees to a comparison.
"""

from partnerhub.domain.disclosure.ledger import FIGURES, Subject
from partnerhub.domain.disclosure.levels import (
    ACCOUNT_FIELDS,
    ALWAYS_COMPARED,
    COMPARABLE_FIELDS,
    Level,
    compared_fields,
    shown_fields,
    stricter,
)
from partnerhub.domain.disclosure.shape import (
    Flag,
    Growth,
    Shape,
    Share,
    disclosure_cap,
    shape,
)
from partnerhub.domain.disclosure.suppression import (
    LEAST_ACCOUNTS,
    Band,
    Suppressed,
    band,
    suppress,
    suppress_parts,
    suppress_sums,
)
from partnerhub.domain.disclosure.terms import PRESETS, Preset, Terms

__all__ = [
    "ACCOUNT_FIELDS",
    "ALWAYS_COMPARED",
    "COMPARABLE_FIELDS",
    "FIGURES",
    "LEAST_ACCOUNTS",
    "PRESETS",
    "Band",
    "Flag",
    "Growth",
    "Level",
    "Preset",
    "Shape",
    "Share",
    "Subject",
    "Suppressed",
    "Terms",
    "band",
    "compared_fields",
    "disclosure_cap",
    "shape",
    "shown_fields",
    "stricter",
    "suppress",
    "suppress_parts",
    "suppress_sums",
]
