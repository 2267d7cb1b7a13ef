"""Near misses: pairs that were nearly released, counted by what kept them back.

A count with its reason tells a partner manager what more could be agreed on, without telling which
accounts are meant.
"""

from typing import Final

import polars as pl

from partnerhub.matching.evidence import fact

REASONS: Final = (
    (
        "different_identifiers",
        pl.col("contradicted"),
        "{} more if different company identifiers, such as DUNS numbers, did not rule them out.",
    ),
    (
        "sub_domains",
        fact("web_same") & fact("host_apart"),
        "{} more if sub-domains counted like the domain itself.",
    ),
    (
        "group_members",
        fact("has_extra") & (fact("extra_division") | fact("extra_place")),
        "{} more if divisions and foreign subsidiaries counted as their parent.",
    ),
    (
        "same_domain_other_name",
        fact("web_same"),
        "{} more if the same web domain were enough, whatever the names are.",
    ),
    (
        "same_name_other_domain",
        fact("same_name") & (fact("web_apart") | fact("web_within") | fact("web_near")),
        "{} more if the same name were enough where web domains differ.",
    ),
    (
        "rivals",
        (pl.col("doubt") < 0) | (pl.col("given_way") > 0),
        "{} more that fit no better than other accounts do.",
    ),
    ("name_only", fact("named"), "{} more with a similar name and too little beside it."),
    ("weak_evidence", pl.lit(value=True), "{} more with too little evidence."),
)
"""The first that holds: code, condition, sentence with a place for the number."""


def near_miss() -> pl.Expr:
    """Say which near miss a pair is when it is not released."""
    found: pl.Expr = pl.lit(None, dtype=pl.String)
    for code, condition, _ in reversed(REASONS):
        found = pl.when(condition).then(pl.lit(code)).otherwise(found)
    return found.alias("near_miss")
