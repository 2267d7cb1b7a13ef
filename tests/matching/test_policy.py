"""A policy is a table of rules that explain themselves."""

import inspect

import pytest

from partnerhub.matching import DEFAULT
from partnerhub.matching.explaining import BEYOND_RULES
from partnerhub.matching.policies import SHIPPED, fingerprint
from partnerhub.matching.rules import identity, names, places, websites

EVERY_RULE = [
    function
    for module in (identity, names, places, websites)
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
]


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.__name__)
def test_every_rule_is_documented_in_a_sentence(rule):
    assert rule.__doc__
    assert rule.__doc__.splitlines()[0].endswith(".")


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.__name__)
def test_every_rule_is_in_a_policy_and_in_none_twice(rule):
    often = [[listed for listed, _ in policy.weights].count(rule) for policy in SHIPPED]

    assert set(often) in ({1}, {0, 1})


def test_rule_names_do_not_collide_with_what_is_beyond_rules():
    assert not {rule.__name__ for rule in EVERY_RULE} & set(BEYOND_RULES)


def test_tiers_are_in_order():
    assert 0 < DEFAULT.possible < DEFAULT.likely < DEFAULT.certain < 1


def test_a_policy_that_shipped_says_what_it_said():
    """After a change of a rule, list it in a policy of a new version instead of renewing this.

    Reasons to renew it are a new release of polars, which writes expressions its own way, and that
    the version has not been in any release of partnerhub yet.
    """
    assert {f"{policy.name} {policy.version}": fingerprint(policy) for policy in SHIPPED} == {
        "default 2": "02196852ee052dd77c9cac370bc0d37a3952193083e69c6008dcf3ffa6a30499",
    }
