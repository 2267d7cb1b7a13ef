"""Every policy that ever shipped, so that an old comparison can be made again under its own.

A policy that shipped never changes: what it is worth, what its rules say and how common its words
are make up its fingerprint, and a test holds that. To change a rule, write a new one beside it and
list that in a policy of a new version.
"""

import hashlib
import json
from functools import cache
from importlib import resources
from typing import Final

from partnerhub.matching import blocking
from partnerhub.matching.evidence import Rule
from partnerhub.matching.policy import DEFAULT, MatchPolicy

SHIPPED: Final = (DEFAULT,)
_TABLES: Final = (
    "names/words.tsv",
    *("scripts/native_words.tsv", "scripts/romanized_words.tsv", "scripts/letters.tsv"),
)


class UnknownPolicyError(LookupError):
    """No policy of that name and version ever shipped."""


def named(name: str, version: str) -> MatchPolicy:
    """Find a policy that shipped.

    Args:
        name: What it is called, such as `default`.
        version: Its version, such as `2`.

    Raises:
        UnknownPolicyError: There is no such policy.
    """
    for policy in SHIPPED:
        if (policy.name, policy.version) == (name, version):
            return policy
    known = ", ".join(f"{policy.name} {policy.version}" for policy in SHIPPED)
    raise UnknownPolicyError(f"There is no policy {name} {version}; there are: {known}.")


@cache
def fingerprint(policy: MatchPolicy) -> str:
    """Give a policy's fingerprint: the SHA-256 of all it says, in hexadecimal digits."""
    text = json.dumps(content(policy), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def content(policy: MatchPolicy) -> dict[str, object]:
    """Write out all that a policy says, in a form that can be stored and compared."""
    return {
        "name": policy.name,
        "version": policy.version,
        "prior": policy.prior,
        "rivalry": policy.rivalry,
        "rivalry_of_one": policy.rivalry_of_one,
        "tiers": {
            "certain": policy.certain, "likely": policy.likely, "possible": policy.possible,
            "nearly": policy.nearly,
        },
        "candidates": {
            "strong": blocking.STRONG_LIMIT, "weak": blocking.WEAK_LIMIT,
            "alike": blocking.LOOK_ALIKE,
        },
        "words": _digest_of(_TABLES),
        "rules": [_rule(rule, weight) for rule, weight in policy.weights],
    }  # fmt: skip


def _digest_of(tables: tuple[str, ...]) -> str:
    """Hash tables of words that decide how names are read."""
    found = hashlib.sha256()
    for table in tables:
        found.update(resources.files("partnerhub.matching").joinpath(table).read_bytes())
    return found.hexdigest()


def _rule(rule: Rule, weight: float) -> dict[str, object]:
    """Write out when a rule applies, how strongly, and what it is worth."""
    evidence = rule()
    return {
        "rule": rule.__name__,
        "weight": weight,
        "when": str(evidence.when),
        "strength": None if evidence.strength is None else str(evidence.strength),
        "said": [[str(when), text] for when, text in evidence.said],
    }
