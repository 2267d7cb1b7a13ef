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
    certain: float = 0.9987
    likely: float = 0.8
    possible: float = 0.3
    nearly: float = 0.1


DECIDED: Final = 25.0  # Nothing outweighs a person's word, or an identifier that contradicts.

DEFAULT: Final = MatchPolicy(
    name="default",
    version="2",
    prior=-3.01,
    rivalry=-0.79,
    rivalry_of_one=-0.90,
    weights=(
        (identity.accepted_by_a_person, 2 * DECIDED),
        (identity.contradicting_identifiers, -DECIDED),
        (identity.same_identifier, 10.50),
        (websites.same_web_domain, 2.47),
        (names.same_name, 2.27),
        (names.rare_name, 2.85),
        (names.same_spelling, 1.83),
        (names.same_legal_form, 1.54),
        (names.another_legal_form, -3.43),
        (names.same_words, 2.48),
        (names.rare_same_words, 2.49),
        (names.few_letters_differ, 2.34),
        (names.names_look_alike, 1.89),
        (names.different_words_look_alike, 1.95),
        (names.cut_off_within_a_word, 2.00),
        (names.one_name_begins_the_other, 1.80),
        (names.initials, 2.64),
        (names.other_characters, -6.00),
        (names.rare_shared_words, 2.73),
        (names.rare_words_within, 3.10),
        (names.adds_a_general_word, 2.07),
        (names.adds_a_reach, -2.20),
        (names.one_name_adds_the_city, 2.48),
        (names.different_words, -1.89),
        (names.many_different_words, -1.59),
        (names.adds_a_line_of_business, -2.04),
        (names.adds_a_country, -2.51),
        (names.another_number, -1.84),
        (names.another_note, -2.38),
        (names.only_one_is_a_fund, -2.41),
        (names.names_begin_differently, -1.46),
        (names.more_words_and_no_place, -1.79),
        (names.other_words_and_no_place, -1.94),
        (names.nothing_beside_the_names, -2.00),
        (names.one_gives_only_a_name, 2.73),
        (names.one_gives_only_a_short_name, 0.94),
        (names.one_gives_only_a_name_and_the_other_little, -2.18),
        (names.both_give_only_names, 2.20),
        (names.both_give_only_names_and_one_is_short, 1.86),
        (websites.same_web_domain_and_like_name, 2.22),
        (websites.same_web_domain_and_initials, 2.60),
        (websites.same_web_domain_and_no_name, 2.58),
        (websites.same_web_domain_but_no_word, -2.74),
        (websites.same_web_domain_but_other_words, -2.98),
        (websites.same_web_domain_of_a_part, -2.21),
        (websites.web_domain_spells_the_longer_name, 2.10),
        (websites.same_name_under_another_ending, 1.87),
        (websites.web_domain_is_the_name, 1.63),
        (websites.web_domain_begins_with_the_name, 1.09),
        (websites.web_domain_beside_the_shorter_name_spells_the_longer, 2.49),
        (websites.web_domain_begins_with_a_part_of_the_name, 1.08),
        (websites.same_name_on_another_web_domain, -1.85),
        (websites.another_web_domain_in_another_country, -2.60),
        (websites.web_domain_of_another_name, -2.30),
        (websites.one_web_domain_begins_the_other, -2.64),
        (websites.different_web_domains, -2.27),
        (websites.different_hosts, -2.27),
        (places.same_phone, 6.00),
        (places.same_switchboard, 3.50),
        (places.different_phones, -0.70),
        (places.nothing_beside_different_phones, -2.91),
        (places.same_city, 1.28),
        (places.nearly_the_same_city, 2.39),
        (places.different_cities, -3.34),
        (places.same_web_domain_in_the_same_city, 1.59),
        (places.same_web_domain_in_another_city, -2.21),
        (places.same_postal_code, 1.50),
        (places.different_postal_codes, -0.40),
        (places.same_state, 1.54),
        (places.different_states, -0.40),
        (places.same_country, 1.03),
        (places.different_countries, -2.51),
        (places.same_name_and_only_countries_differ, 2.33),
    ),
)
