"""Scoring: what the rules of a policy are worth together for each pair.

A score is the sum of the worths of the rules that apply, in thousandths, as a whole number: sums
of whole numbers are the same in any order, on any number of threads.
"""

from typing import Final

from partnerhub.matching.comparing import compared
from partnerhub.matching.policy import DECIDED, MatchPolicy
from partnerhub.matching.rules import Rule, accepted_by_a_person

SCALE: Final = 1000
# Pairs below this many log-odds are no rivals to anybody and not kept.
FLOOR: Final = -3.0


def worth(rule: Rule, weight: float) -> str:
    """Write what one rule is worth for a pair, in thousandths."""
    evidence, full = rule(), round(weight * SCALE)
    part = f"round({full} * ({evidence.strength}))::bigint" if evidence.strength else str(full)
    return f"case when {evidence.when} then {part} else 0 end"


def score(policy: MatchPolicy) -> str:
    """Write the sum of all rules that the lists themselves speak to, without people's word."""
    worths = [
        worth(rule, weight) for rule, weight in policy.weights if rule is not accepted_by_a_person
    ]
    return " + ".join([f"{policy.prior * SCALE:.0f}", *worths])


def scored(
    policy: MatchPolicy, pairs: str, left: str = "a", right: str = "b", kept: str = "false"
) -> str:
    """Write the query for the scores of pairs that could matter: a, b, their names and the score.

    A pair that contradicting identifiers rule out stays when it would have been released: it is
    counted as a near miss.

    Args:
        policy: The rules and what they are worth.
        pairs: The table of pairs.
        left: The table of the records that `a` numbers.
        right: The table of the records that `b` numbers.
        kept: The condition under which a pair stays whatever its score.
    """
    return f"""
        select a, b, a_name, b_name, score,
            ids_differ > 0 and ids_agree = 0 as contradicted
        from (select *, {score(policy)} as score from ({compared(pairs, left, right)}))
        where score > {FLOOR * SCALE} or {kept}
            or (contradicted and score + {DECIDED * SCALE} > {policy.likely * SCALE})
    """  # noqa: S608 - made of our own rules
