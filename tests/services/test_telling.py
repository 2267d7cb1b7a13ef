"""Every reason that rests on a field that can be held back is told only with that field."""

import pytest

from partnerhub.matching import DEFAULT, explain
from partnerhub.matching.explaining import BEYOND_RULES, PRIOR
from partnerhub.services.overlaps.telling import RESTS_ON, WITHOUT_CITY, tell

FIELDS = {
    "country": "country",
    "state": "state",
    "city": "city",
    "city_near": "city",
    "extra_city": "city",
    "postal": "postal_code",
    "line": "phone",
    "bare": "every field",
    "both_bare": "every field",
    "ids_agree": "every field",
    "ids_differ": "every field",
    "host_apart": "every field",
}
"""What is compared beside names and domains, and the field of the list that it is taken from;
`every field` where that is several, or one that is never shared."""


def rests_on(rule):
    evidence = rule()
    said = [when for when, _ in evidence.said]
    strength = [] if evidence.strength is None else [evidence.strength]
    facts = {name for each in [evidence.when, *strength, *said] for name in each.meta.root_names()}
    return {FIELDS[fact] for fact in facts if fact in FIELDS}


@pytest.mark.parametrize("rule", [rule for rule, _ in DEFAULT.weights], ids=lambda r: r.__name__)
def test_a_rule_is_held_back_with_the_fields_it_rests_on(rule):
    fields = rests_on(rule)
    if rule.__name__ in WITHOUT_CITY:
        fields -= {"city"}

    assert len(fields) < 2 or RESTS_ON.get(rule.__name__) == "every field"
    assert not fields or RESTS_ON.get(rule.__name__) in {*fields, "every field"}


@pytest.mark.parametrize("name", sorted(set(BEYOND_RULES) - {PRIOR}))
def test_what_other_pairs_do_to_a_pair_is_never_told(name):
    assert RESTS_ON[name] == "every field"


def test_only_rules_that_there_are_are_held_back():
    assert {*RESTS_ON, *WITHOUT_CITY} <= {rule.__name__ for rule, _ in DEFAULT.weights} | set(
        BEYOND_RULES
    )


def test_a_reason_that_is_held_back_leaves_the_others():
    rules = [
        {"rule": "same_name", "weight": 4.0, "detail": "same name"},
        {"rule": "same_city", "weight": 2.0, "detail": "same city"},
    ]

    assert tell(rules, "Same name; same city.", {"name"}) == (rules[:1], "Same name.")
    assert tell(rules, "Same name; same city.", {"name", "city"})[0] == rules


@pytest.mark.parametrize("name", ["Acmetron Kiel", "Acmetron Berlin", "Acmetron Energy Kiel"])
@pytest.mark.parametrize("city", ["Kiel", "Berlin", "Kiel Berlin"])
def test_what_a_longer_name_adds_does_not_tell_the_city(name, city):
    """Whether it adds the other side's city is not to be told apart from any other addition."""
    mine = {"name": "Acmetron", "website": "acmetron.com"}
    theirs = {"name": name, "website": "acmetron.com"}

    said = [explained(mine, theirs | more) for more in ({}, {"city": city})]

    assert said[0] == said[1]


def explained(mine, theirs):
    pair = explain(mine, theirs)
    rules = [{"rule": r.rule, "weight": r.weight, "detail": r.detail} for r in pair.rules]
    return tell(rules, pair.explanation, {"name", "domain"})
