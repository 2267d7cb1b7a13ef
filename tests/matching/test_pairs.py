"""Anybody can ask why two accounts are one company, and why not."""

import math

import pytest

from partnerhub.matching import DEFAULT, explain
from tests.matching.lists import only_pair

ACME = {"name": "Acme Anvils GmbH", "website": "https://acme-anvils.de", "city": "Bonn"}


def test_what_is_added_up_is_the_log_odds_of_the_confidence():
    found = explain(ACME, {"name": "ACME Anvils", "website": "acme-anvils.de", "city": "Köln"})

    total = sum(part.weight for part in found.rules)
    assert found.confidence == pytest.approx(1 / (1 + math.exp(-total)), abs=0.0001)


def test_a_pair_is_explained_as_the_lists_would_explain_it():
    other = {"name": "Acme Anvils AG", "website": "acme-anvils.de"}
    alone, listed = explain(ACME, other), only_pair(ACME, other)

    assert alone.confidence == listed["confidence"]
    assert alone.explanation == listed["explanation"]
    assert [part.rule for part in alone.rules] == [rule["rule"] for rule in listed["rules"]]
    assert alone.tier == listed["tier"]


def test_a_match_has_no_why_not():
    assert explain(ACME, ACME).why_not is None


@pytest.mark.parametrize(
    ("other", "why_not"),
    [
        ({"name": "Zebra Foods"}, "Nothing brings the two together"),
        ({**ACME, "duns": "804735132"}, "Different company identifiers"),
        ({"name": "Quite Another", "website": "acme-anvils.de"}, "The web domain is the same"),
        ({"name": "Acme Anvils Poland", "city": "Warszawa"}, "division or foreign subsidiary"),
    ],
)
def test_what_keeps_a_pair_back_is_said(other, why_not):
    found = explain({**ACME, "duns": "150483782"}, other)

    assert why_not in found.why_not


def test_accounts_that_nothing_brings_together_are_in_no_tier():
    found = explain({"name": "Alpha Mills"}, {"name": "Zebra Foods"})

    assert not found.candidate
    assert found.tier is None


def test_the_order_of_the_two_does_not_matter():
    other = {"name": "Acme Anvils Handel", "city": "Bonn", "phone": "+49 228 123456"}

    assert explain(ACME, other, policy=DEFAULT) == explain(other, ACME, policy=DEFAULT)


def test_an_account_may_lack_anything():
    assert explain({}, {}).tier is None
    assert explain({"name": None, "postal_code": 53111}, {"postal_code": "53111"}).tier is None
