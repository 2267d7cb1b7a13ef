"""Explaining: the rules that applied to a pair, and one sentence that a partner manager accepts.

The worths of the rules, with where every pair starts from and what rivals take away, add up to the
log-odds of the confidence. What is said of a pair quotes only what both sides have.
"""

from typing import Final

from partnerhub.matching.assigning import odds
from partnerhub.matching.comparing import compared
from partnerhub.matching.policy import DECIDED, MatchPolicy
from partnerhub.matching.rules import Evidence, Rule
from partnerhub.matching.scoring import SCALE, worth

# What is added to every pair without being a rule over its two records.
PRIOR: Final = "prior"
RIVALS: Final = "rivals_on_both_sides"
OUTDONE: Final = "a_better_pair"
BEYOND_RULES: Final = {
    PRIOR: "Where every candidate pair starts from, before anything is known of it.",
    RIVALS: "Both accounts have other candidates, of other names, that fit as well.",
    OUTDONE: "One of the accounts has a better pair with another company.",
}

# Near misses, the first that holds: code, condition, sentence with a place for the number.
NEAR_MISSES: Final = (
    (
        "different_identifiers",
        "contradicted",
        "{} more if different company identifiers, such as DUNS numbers, did not rule them out.",
    ),
    (
        "sub_domains",
        "web = 'same' and host_apart",
        "{} more if sub-domains counted like the domain itself.",
    ),
    (
        "group_members",
        "has_extra and (extra_division or extra_place)",
        "{} more if divisions and foreign subsidiaries counted as their parent.",
    ),
    (
        "same_domain_other_name",
        "web = 'same'",
        "{} more if the same web domain were enough, whatever the names are.",
    ),
    (
        "same_name_other_domain",
        "same_name and web in ('apart', 'within', 'near')",
        "{} more if the same name were enough where web domains differ.",
    ),
    (
        "rivals",
        "doubt < 0 or given_way > 0",
        "{} more that fit no better than other accounts do.",
    ),
    (
        "name_only",
        "named",
        "{} more with a similar name and too little beside it.",
    ),
    ("weak_evidence", "true", "{} more with too little evidence."),
)


def sentence_of(rule: Rule) -> str:
    """Give the first sentence of a rule's documentation."""
    return (rule.__doc__ or "").strip().splitlines()[0]


def _quoted(text: str) -> str:
    """Write a text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def _entry(name: str, weight: str, said: str | None, otherwise: str) -> str:
    """Write one entry of the list of rules: what it is, its worth, what is said of it."""
    detail = f"coalesce({said}, {_quoted(otherwise)})" if said else _quoted(otherwise)
    return (
        f"{{'rule': '{name}', 'weight': ({weight}) / {SCALE}.0::double, 'detail': {detail}, "
        f"'said': {said or 'null::varchar'}}}"
    )


def _entries(policy: MatchPolicy) -> str:
    """Write the list of everything that adds to the log-odds of a pair."""
    entries = []
    for rule, weight in policy.weights:
        evidence: Evidence = rule()
        entries.append(_entry(rule.__name__, worth(rule, weight), evidence.said, sentence_of(rule)))
    beyond = (
        (RIVALS, "doubt", "'other accounts fit both as well'"),
        (OUTDONE, "-given_way", "'another account fits better'"),
        (PRIOR, f"{policy.prior * SCALE:.0f}", None),
    )
    entries += [_entry(name, weight, said, BEYOND_RULES[name]) for name, weight, said in beyond]
    return f"list_filter([{', '.join(entries)}], lambda entry: entry.weight <> 0)"


def _said(sign: str) -> str:
    """Write what is said for (>) or against (<) a pair, each thing once."""
    return (
        f"list_transform(list_filter(entries, lambda e: e.weight {sign} 0 and e.said is not null),"
        " lambda e: e.said)"
    )


def near_miss() -> str:
    """Write the code of the near miss that a pair is when it is not released."""
    cases = " ".join(f"when {condition} then '{code}'" for code, condition, _ in NEAR_MISSES)
    return f"case {cases} end"


def explained(policy: MatchPolicy) -> str:
    """Write the query for everything that is told of the pairs worth telling of."""
    kept = f"""(
        select *, total - given_way as log_odds from assigned
        where log_odds >= {odds(policy.possible)}
            or (contradicted and log_odds + {DECIDED * SCALE} >= {odds(policy.likely)}))"""  # noqa: S608
    return f"""
        with kept as {kept},
        facts as (
            select facts.*, kept.accepted, kept.contradicted, kept.doubt, kept.given_way,
                kept.log_odds
            from ({compared("kept")}) facts join kept using (a, b)),
        told as (
            select *, {_entries(policy)} as entries, {near_miss()} as near_miss from facts),
        spoken as (
            select *, array_to_string({_said(">")}, '; ') as pros,
                array_to_string({_said("<")}, ', ') as cons from told)
        select a.id as a_id, b.id as b_id, accepted, contradicted, given_way > 0 as outdone,
            near_miss,
            round(1 / (1 + exp(-log_odds / {SCALE}.0)), 4) as confidence,
            list_transform(entries, lambda e:
                {{'rule': e.rule, 'weight': e.weight, 'detail': e.detail}}) as rules,
            case when pros = '' then 'Little speaks for it' else upper(pros[1]) || pros[2:] end
                || case when cons = '' then '' else '; against it: ' || cons end
                || '.' as explanation
        from spoken join a on a.record = spoken.a join b on b.record = spoken.b
    """  # noqa: S608
