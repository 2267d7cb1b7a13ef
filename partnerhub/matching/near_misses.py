"""Near misses: pairs that were nearly released, counted by what kept them back.

A count with its reason tells a partner manager what more could be agreed on, without telling which
accounts are meant.
"""

from dataclasses import dataclass
from typing import Final

import polars as pl

from partnerhub.matching.evidence import fact


@dataclass(frozen=True, slots=True)
class Reason:
    """Why pairs were not released.

    Attributes:
        code: What it is called.
        when: The condition under which it holds.
        counted: A sentence for many pairs, with a place for their number.
        single: A sentence for one pair.
    """

    code: str
    when: pl.Expr
    counted: str
    single: str


REASONS: Final = (
    Reason(
        "different_identifiers",
        pl.col("contradicted"),
        "{} more if different company identifiers, such as DUNS numbers, did not rule them out.",
        "Different company identifiers, such as DUNS numbers, rule the pair out.",
    ),
    Reason(
        "sub_domains",
        fact("web_same") & fact("host_apart"),
        "{} more if sub-domains counted like the domain itself.",
        "The websites are different hosts of one domain, as those of divisions are.",
    ),
    Reason(
        "group_members",
        fact("has_extra") & (fact("extra_division") | fact("extra_place")),
        "{} more if divisions and foreign subsidiaries counted as their parent.",
        "One looks like a division or foreign subsidiary of the other.",
    ),
    Reason(
        "same_domain_other_name",
        fact("web_same"),
        "{} more if the same web domain were enough, whatever the names are.",
        "The web domain is the same, but the names are not.",
    ),
    Reason(
        "same_name_other_domain",
        fact("same_name") & (fact("web_apart") | fact("web_within") | fact("web_near")),
        "{} more if the same name were enough where web domains differ.",
        "The name is the same, but the web domains differ.",
    ),
    Reason(
        "rivals",
        (pl.col("doubt") < 0) | (pl.col("given_way") > 0),
        "{} more that fit no better than other accounts do.",
        "Other accounts fit as well.",
    ),
    Reason(
        "name_only",
        fact("named"),
        "{} more with a similar name and too little beside it.",
        "The names are similar, and too little beside them speaks for the pair.",
    ),
    Reason(
        "weak_evidence",
        pl.lit(value=True),
        "{} more with too little evidence.",
        "Too little speaks for the pair.",
    ),
)
"""Why a pair is not released; the first that holds."""


def near_miss() -> pl.Expr:
    """Say which near miss a pair is when it is not released."""
    found: pl.Expr = pl.lit(None, dtype=pl.String)
    for reason in reversed(REASONS):
        found = pl.when(reason.when).then(pl.lit(reason.code)).otherwise(found)
    return found.alias("near_miss")
