"""Disclosure: what one side may be shown of the other, and how coarsely.

`levels` says who may see what, `terms` what a side agrees to, `suppression` which numbers would
give a single account away, `shape` what the other side learns of a list before it agrees to a
comparison, `budgets` how much is answered without a person agreeing again, `ledger` what is noted
of all that was shown.
"""

from partnerhub.domain.disclosure.budgets import (
    RELEASES,
    REPORTS,
    REQUESTS,
    SAME_ANSWER,
    WINDOW,
    Strictness,
    disclosure_cap,
    fresh_rows_allowed,
    stricter_of,
    wait_for_room,
    window_start,
)
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
from partnerhub.domain.disclosure.terms import (
    NOTHING,
    PRESETS,
    Preset,
    Terms,
    contradicts,
    grants,
    joined,
    narrowed,
    needs_both,
    widens,
)

__all__ = [
    "ACCOUNT_FIELDS",
    "ALWAYS_COMPARED",
    "COMPARABLE_FIELDS",
    "FIGURES",
    "LEAST_ACCOUNTS",
    "NOTHING",
    "PRESETS",
    "RELEASES",
    "REPORTS",
    "REQUESTS",
    "SAME_ANSWER",
    "WINDOW",
    "Band",
    "Flag",
    "Growth",
    "Level",
    "Preset",
    "Shape",
    "Share",
    "Strictness",
    "Subject",
    "Suppressed",
    "Terms",
    "band",
    "compared_fields",
    "contradicts",
    "disclosure_cap",
    "fresh_rows_allowed",
    "grants",
    "joined",
    "narrowed",
    "needs_both",
    "shape",
    "shown_fields",
    "stricter",
    "stricter_of",
    "suppress",
    "suppress_parts",
    "suppress_sums",
    "wait_for_room",
    "widens",
    "window_start",
]
