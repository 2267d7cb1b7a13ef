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
    nearly: float = 0.1


DECIDED: Final = 25.0  # Nothing outweighs a person's word, or an identifier that contradicts.

DEFAULT: Final = MatchPolicy(
    name="default",
    version="2",
    prior=-3.15,
    rivalry=-0.83,
    rivalry_of_one=-0.62,
    weights=(
        (identity.accepted_by_a_person, 2 * DECIDED),
        (identity.contradicting_identifiers, -DECIDED),
        (identity.same_identifier, 10.50),
        (websites.same_web_domain, 2.41),
        (names.same_name, 1.29),
        (names.rare_name, 5.71),
        (names.same_spelling, 1.68),
        (names.same_words, 2.32),
        (names.rare_same_words, 2.41),
        (names.few_letters_differ, 1.71),
        (names.names_look_alike, 1.26),
        (names.different_words_look_alike, 2.63),
        (names.cut_off_within_a_word, 0.58),
        (names.one_name_begins_the_other, 0.89),
        (names.initials, 4.19),
        (names.other_characters, -6.00),
        (names.rare_shared_words, 4.24),
        (names.rare_words_within, 3.95),
        (names.adds_a_general_word, 1.12),
        (names.one_name_adds_the_city, 1.36),
        (names.different_words, -2.40),
        (names.many_different_words, -1.53),
        (names.adds_a_line_of_business, -1.92),
        (names.adds_a_country, -2.53),
        (names.another_number, -1.00),
        (names.another_note, -1.20),
        (names.names_begin_differently, -0.68),
        (names.more_words_and_no_place, -0.86),
        (names.other_words_and_no_place, -1.59),
        (names.nothing_beside_the_names, -0.38),
        (names.one_gives_only_a_name, 1.18),
        (names.one_gives_only_a_short_name, 0.50),
        (names.one_gives_only_a_name_and_none_a_web_domain, 0.55),
        (names.one_gives_only_a_name_and_none_a_place, -0.50),
        (names.both_give_only_names, 1.20),
        (names.both_give_only_names_and_one_is_short, 0.61),
        (websites.same_web_domain_and_like_name, 1.20),
        (websites.same_web_domain_and_initials, 1.75),
        (websites.same_web_domain_and_no_name, 2.88),
        (websites.same_web_domain_but_no_word, -1.26),
        (websites.same_web_domain_but_other_words, -4.17),
        (websites.same_web_domain_of_a_part, -1.94),
        (websites.web_domain_spells_the_longer_name, 0.91),
        (websites.same_name_under_another_ending, 0.76),
        (websites.web_domain_is_the_name, 1.76),
        (websites.web_domain_begins_with_the_name, 1.12),
        (websites.web_domain_beside_the_shorter_name_spells_the_longer, 1.81),
        (websites.web_domain_begins_with_a_part_of_the_name, 1.04),
        (websites.same_name_on_another_web_domain, -1.74),
        (websites.web_domain_of_another_name, -1.47),
        (websites.one_web_domain_begins_the_other, -1.85),
        (websites.different_web_domains, -1.73),
        (websites.different_hosts, -1.03),
        (places.same_phone, 8.47),
        (places.same_switchboard, 3.50),
        (places.different_phones, -0.70),
        (places.nothing_beside_different_phones, -2.00),
        (places.same_city, 0.71),
        (places.nearly_the_same_city, 1.36),
        (places.different_cities, -3.00),
        (places.same_web_domain_in_the_same_city, 0.87),
        (places.same_web_domain_in_another_city, -1.34),
        (places.same_postal_code, 1.50),
        (places.different_postal_codes, -0.40),
        (places.same_state, 1.44),
        (places.different_states, -0.20),
        (places.same_country, 0.65),
        (places.different_countries, -2.51),
        (places.same_name_and_only_countries_differ, 1.50),
    ),
)
