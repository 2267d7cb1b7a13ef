"""Policies: which rules count, what each is worth, and what may be released.

A policy is a named and versioned table; every comparison is stored with the one it was made under.
The worths are logarithms of odds: they add up, and the sum is the confidence. They were fitted
together on public lists with known truth, each with the sign that its rule must have, and do not
depend on the lists that are compared.
"""

import math
from dataclasses import dataclass
from typing import Final

from partnerhub.matching.evidence import Rule
from partnerhub.matching.rules import identity, names, places, websites

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
        rivalry: What it is worth, per unit, that other accounts fit both of the pair as well.
        rivalry_of_one: What it is worth, per unit, that they fit one of the pair as well.
        certain: The least confidence of the tier `certain`, which is released.
        likely: The least confidence of the tier `likely`, which is released.
        possible: The least confidence of the tier `possible`, which is only counted.
        nearly: The least confidence of pairs that are counted as near misses or by what they are
            to each other.
    """

    name: str
    version: str
    prior: float
    weights: Weights
    rivalry: float
    rivalry_of_one: float = 0.0
    certain: float = 0.995
    likely: float = 0.7
    possible: float = 0.3
    nearly: float = 0.03


DECIDED: Final = 25.0  # Nothing outweighs a person's word, or an identifier that contradicts.

DEFAULT: Final = MatchPolicy(
    name="default",
    version="2",
    prior=-3.45,
    rivalry=-0.77,
    rivalry_of_one=-0.74,
    weights=(
        (identity.accepted_by_a_person, 2 * DECIDED),
        (identity.contradicting_identifiers, -DECIDED),
        (identity.same_identifier, 10.50),
        (websites.same_web_domain, 2.60),
        (names.same_name, 1.39),
        (names.rare_name, 5.23),
        (names.same_spelling, 1.97),
        (names.same_words, 2.29),
        (names.rare_same_words, 2.27),
        (names.few_letters_differ, 1.73),
        (names.names_look_alike, 0.74),
        (names.different_words_look_alike, 2.79),
        (names.cut_off_within_a_word, 0.24),
        (names.one_name_begins_the_other, 0.68),
        (names.initials, 4.44),
        (names.other_characters, -6.00),
        (names.rare_shared_words, 4.81),
        (names.rare_words_within, 4.33),
        (names.adds_a_general_word, 1.20),
        (names.one_name_adds_the_city, 1.32),
        (names.different_words, -2.56),
        (names.many_different_words, -1.96),
        (names.adds_a_line_of_business, -1.86),
        (names.adds_a_country, -2.26),
        (names.another_number, -0.50),
        (names.names_begin_differently, -0.67),
        (names.different_names_and_no_place, -0.82),
        (names.one_gives_only_a_name, 2.01),
        (names.one_gives_only_a_short_name, 0.67),
        (names.both_give_only_names, 0.82),
        (websites.same_web_domain_and_like_name, 1.2),
        (websites.same_web_domain_and_initials, 1.42),
        (websites.same_web_domain_and_no_name, 2.89),
        (websites.same_web_domain_but_no_word, -0.79),
        (websites.same_web_domain_but_other_words, -4.17),
        (websites.same_web_domain_of_a_part, -1.97),
        (websites.web_domain_spells_the_longer_name, 0.89),
        (websites.same_name_under_another_ending, 0.47),
        (websites.web_domain_is_the_name, 1.38),
        (websites.web_domain_begins_with_the_name, 0.77),
        (websites.web_domain_of_another_name, -2.00),
        (websites.one_web_domain_begins_the_other, -1.93),
        (websites.different_web_domains, -2.24),
        (websites.different_hosts, -0.95),
        (places.same_phone, 6.86),
        (places.same_switchboard, 3.50),
        (places.different_phones, -0.70),
        (places.nothing_beside_different_phones, -2.00),
        (places.same_city, 1.02),
        (places.nearly_the_same_city, 1.18),
        (places.different_cities, -3.00),
        (places.same_web_domain_in_another_city, -1.87),
        (places.same_postal_code, 1.50),
        (places.different_postal_codes, -0.40),
        (places.same_state, 1.47),
        (places.different_states, -0.20),
        (places.same_country, 1.01),
        (places.different_countries, -2.23),
    ),
)
