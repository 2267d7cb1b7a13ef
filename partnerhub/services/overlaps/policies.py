"""The match policy an overlap was made under: kept whole, told, and found again.

A policy says everything that decides whether two accounts are one company. An overlap keeps its
name, its version and its whole content, so that a year later people can see under which rules
their accounts were shared, and can have the same comparison again.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from partnerhub.domain.errors import ConflictError
from partnerhub.matching import MatchPolicy
from partnerhub.matching import policies as shipped
from partnerhub.matching.explaining import BEYOND_RULES

Kept = dict[str, Any]
"""What an overlap keeps of its policy: it names it, and holds its `content`."""


def kept(policy: MatchPolicy, released_tiers: Collection[str]) -> Kept:
    """Write a policy down as an overlap keeps it."""
    content = _content(policy)
    return {
        "name": policy.name,
        "version": policy.version,
        "digest": _digest(content),
        "released_tiers": list(released_tiers),
        "content": content,
    }


def told(policy: Mapping[str, Any]) -> dict[str, Any]:
    """Tell of a policy that was kept, without its content."""
    return {name: value for name, value in policy.items() if name != "content"}


def whole(policy: Mapping[str, Any]) -> dict[str, Any]:
    """Tell all that was kept of a policy; of one that an early overlap has, what there is."""
    return {
        "digest": "",
        "rules": [],
        "parameters": {},
        **told(policy),
        **policy.get("content", {}),
    }


def may_say(policy: Mapping[str, Any], rule: str) -> bool:
    """Whether a policy that was kept may name a rule for a pair; of an early one that is unknown.

    Rivals and better pairs are no rules of a policy, and are told like some.
    """
    rules = {one["rule"] for one in whole(policy)["rules"]}
    return not rules or rule in rules or rule in BEYOND_RULES


def named(policy: MatchPolicy | Mapping[str, Any]) -> dict[str, str]:
    """Name a policy, as it is or as it was kept."""
    if isinstance(policy, MatchPolicy):
        return {"name": policy.name, "version": policy.version}
    return {name: policy.get(name, "") for name in ("name", "version")}


def same(policy: Mapping[str, Any]) -> MatchPolicy:
    """Find the policy that an overlap was made under, as it was.

    Raises:
        ConflictError: This version of partnerhub does not have it, or has another by its name.
    """
    name, version = str(policy.get("name")), str(policy.get("version"))
    try:
        found = shipped.named(name, version)
    except shipped.UnknownPolicyError as error:
        raise ConflictError(
            f"This version of partnerhub has no match policy {name} {version}."
        ) from error
    if policy.get("digest") != _digest(_content(found)):
        raise ConflictError(
            f"The match policy {name} {version} is not what it was when the overlap was made."
        )
    return found


def _content(policy: MatchPolicy) -> dict[str, Any]:
    """Say all that a policy decides by: its rules with their worths, and its other numbers."""
    parameters = shipped.content(policy)
    for name in ("name", "version", "rules"):
        del parameters[name]
    rules = [
        {"rule": rule.__name__, "weight": weight, "sentence": _sentence(rule.__doc__)}
        for rule, weight in policy.weights
    ]
    return {"rules": rules, "parameters": parameters}


def _sentence(doc: str | None) -> str:
    return (doc or "").strip().partition("\n")[0]


def _digest(content: Mapping[str, Any]) -> str:
    """Hash the worths, the other numbers and the tables of words, and no rule's description."""
    rules = [{"rule": rule["rule"], "weight": rule["weight"]} for rule in content["rules"]]
    text = json.dumps({**content, "rules": rules}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
