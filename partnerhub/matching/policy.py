"""Policies: which rules count, what each is worth, and what may be released.

A policy is a named and versioned table; every comparison is stored with the one it was made under.
The worths are logarithms of odds: they add up, and the sum is the confidence. They were fitted
together on public lists with known truth, each with the sign that its rule must have, and do not
depend on the lists that are compared.
"""

import math
from dataclasses import dataclass
from typing import Final

from partnerhub.matching import rules
from partnerhub.matching.evidence import Rule

Weights = tuple[tuple[Rule, float], ...]


SCALE: Final = 1000
"""Worths and scores are whole numbers: thousandths of log-odds."""


def odds(confidence: float) -> float:
    """Say a probability as thousandths of log-odds."""
    return SCALE * math.log(confidence / (1 - confidence))


@dataclass(frozen=True, slots=True)
class MatchPolicy:
    """Everything that decides whether two accounts are the same company.

    Attributes:
        name: What it is called.
        version: Changes whenever a result could.
        prior: The log-odds of a candidate pair of which nothing is known yet.
        weights: The rules and what they are worth, in the order in which they are said.
        rivalry: What it is worth, per unit, that other accounts on both sides fit as well.
        certain: The least confidence of the tier `certain`, which is released.
        likely: The least confidence of the tier `likely`, which is released.
        possible: The least confidence of the tier `possible`, which is only counted.
    """

    name: str
    version: str
    prior: float
    weights: Weights
    rivalry: float
    certain: float = 0.97
    likely: float = 0.55
    possible: float = 0.1


DECIDED: Final = 25.0  # Nothing outweighs a person's word, or an identifier that contradicts.

DEFAULT: Final = MatchPolicy(
    name="default",
    version="1",
    prior=-3.6,
    rivalry=-1.74,
    weights=(
        (rules.accepted_by_a_person, 2 * DECIDED),
        (rules.contradicting_identifiers, -DECIDED),
        (rules.same_identifier, 9.01),
        (rules.same_web_domain, 2.68),
        (rules.same_name, 4.24),
        (rules.rare_name, 4.78),
        (rules.same_words, 2.38),
        (rules.few_letters_differ, 0.66),
        (rules.names_look_alike, 3.83),
        (rules.different_words_look_alike, 5.12),
        (rules.one_name_begins_the_other, 1.71),
        (rules.initials, 4.41),
        (rules.rare_shared_words, 2.62),
        (rules.rare_words_within, 3.98),
        (rules.one_name_adds_the_city, 0.96),
        (rules.different_words, -5.11),
        (rules.adds_a_line_of_business, -0.20),
        (rules.adds_a_country, -0.20),
        (rules.same_web_domain_and_like_name, 0.20),
        (rules.same_web_domain_and_initials, 1.39),
        (rules.same_web_domain_and_no_name, 4.00),
        (rules.same_web_domain_but_no_word, -0.30),
        (rules.same_web_domain_but_other_words, -4.07),
        (rules.same_name_under_another_ending, 0.20),
        (rules.web_domain_is_the_name, 1.25),
        (rules.one_web_domain_begins_the_other, -1.86),
        (rules.different_web_domains, -2.65),
        (rules.different_hosts, -1.86),
        (rules.same_phone, 5.46),
        (rules.same_switchboard, 3.90),
        (rules.different_phones, -1.50),
        (rules.same_city, 1.11),
        (rules.different_cities, -2.65),
        (rules.same_postal_code, 2.00),
        (rules.different_postal_codes, -0.50),
        (rules.same_state, 1.38),
        (rules.different_states, -0.32),
        (rules.same_country, 0.55),
        (rules.different_countries, -2.32),
    ),
)
