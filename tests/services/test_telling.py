"""A reason is held back with the field that it rests on, and no longer counts in what is told."""

import math

import pytest

from partnerhub.domain.disclosure import COMPARABLE_FIELDS
from partnerhub.matching import DEFAULT, explain
from partnerhub.matching.explaining import BEYOND_RULES, PRIOR
from partnerhub.services.overlaps.telling import RESTS_ON, WITHOUT_CITY, taken_back, tell

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
    "vague": "every field",
    "ids_agree": "every field",
    "ids_differ": "every field",
    "host_apart": "every field",
}
"""What is compared beside names and domains, and the field of the list that it is taken from;
`every field` where that is several."""


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
def test_what_other_pairs_do_to_a_pair_is_held_back_with_any_field(name):
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

    assert tell(rules, "Same name; same city.", 9975, {"city"}) == (rules[:1], "Same name.", 9820)
    assert tell(rules, "Same name; same city.", 9975, {"phone"}) == (
        rules,
        "Same name; same city.",
        9975,
    )


def test_what_people_made_certain_stays_certain():
    rules = [{"rule": "same_city", "weight": 2.0, "detail": "same city"}]

    assert tell(rules, "Same city.", 10_000, {"city"})[2] == 10_000


def test_the_country_of_a_phone_number_goes_with_the_phone():
    assert taken_back(["phone", "city"], ["city"]) == {"phone", "country"}
    assert taken_back(["city"], ["city", "phone"]) == set()


@pytest.mark.parametrize("name", ["Acmetron Kiel", "Acmetron Berlin", "Acmetron Energy Kiel"])
@pytest.mark.parametrize("city", ["Kiel", "Berlin", "Kiel Berlin"])
def test_what_a_longer_name_adds_does_not_tell_a_city_taken_back(name, city):
    """Whether it adds the other side's city is not to be told apart from any other addition."""
    mine = {"name": "Acmetron", "website": "acmetron.com"}
    theirs = {"name": name, "website": "acmetron.com"}

    said = [explained(mine, theirs | more)[:2] for more in ({}, {"city": city})]

    assert said[0] == said[1]


def test_without_any_field_the_worths_told_still_add_up_to_the_confidence():
    mine = {"name": "Acmetron", "website": "acmetron.com", "city": "Kiel", "country": "DE"}

    rules, _, confidence = explained(mine, mine | {"city": "Bonn"})

    odds = math.exp(sum(rule["weight"] for rule in rules))
    assert confidence == min(round(10_000 * odds / (1 + odds)), 9999)


def explained(mine, theirs):
    pair = explain(mine, theirs)
    rules = [{"rule": r.rule, "weight": r.weight, "detail": r.detail} for r in pair.rules]
    return tell(rules, pair.explanation, round(pair.confidence * 10_000), {*COMPARABLE_FIELDS})
