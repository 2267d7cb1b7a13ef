"""Telling why two accounts match, as far as both sides let each other know by now.

Lists are compared by what both sides let be compared, so at first every reason may be told. When a
side takes a field back, the reasons that rest on it are held back from the next request on, and the
confidence is the one that the other reasons make.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

Rule = dict[str, Any]

RESTS_ON: Final = {
    "same_country": "country",
    "different_countries": "country",
    "another_web_domain_in_another_country": "country",
    "same_state": "state",
    "different_states": "state",
    "same_city": "city",
    "one_name_begins_the_other": "city",
    "one_name_adds_the_city": "city",
    "adds_a_line_of_business": "city",
    "adds_a_country": "city",
    "same_web_domain_of_a_part": "city",
    "same_postal_code": "postal_code",
    "different_postal_codes": "postal_code",
    "same_phone": "phone",
    "same_switchboard": "phone",
    "different_phones": "phone",
    "nothing_beside_different_phones": "phone",
    "same_web_domain_in_the_same_city": "city",
    "nearly_the_same_city": "city",
    "different_cities": "every field",
    "same_web_domain_in_another_city": "every field",
    "more_words_and_no_place": "every field",
    "other_words_and_no_place": "every field",
    "same_identifier": "every field",
    "contradicting_identifiers": "every field",
    "different_hosts": "every field",
    "nothing_beside_the_names": "every field",
    "one_gives_only_a_name": "every field",
    "one_gives_only_a_short_name": "every field",
    "one_gives_only_a_name_and_the_other_little": "every field",
    "both_give_only_names": "every field",
    "both_give_only_names_and_one_is_short": "every field",
    "same_name_and_only_countries_differ": "every field",
    "rivals": "every field",
    "a_better_pair": "every field",
}
"""Rules that tell of a field beside name and domain, and that field; what rests on several, or on
what is missing, is held back with any. What a longer name adds is told with the city: it would tell
whether that is what it adds."""

WITHOUT_CITY: Final = {
    "same_country": "same country",
    "same_state": "same state",
    "rare_words_within": "one name holds all words of the other",
}
"""What is said of a pair whose cities may not be told of; else what is left out would tell."""

NOTHING_TOLD: Final = "What speaks for it is not shared any more"

MOST: Final = 9999
"""No more confidence, in ten-thousandths, than reasons make: only people make a pair certain."""


def taken_back(then: Collection[str], now: Collection[str]) -> frozenset[str]:
    """Name the fields that an overlap was made by and that are not compared any more.

    Where an account names no country, that of its phone is compared, so it goes with the phone.
    """
    lost = {*then} - {*now}
    return frozenset(lost | {"country"} if "phone" in lost else lost)


def tell(
    rules: Sequence[Rule], explanation: str, confidence: int, lost: Collection[str]
) -> tuple[list[Rule], str, int]:
    """Narrow the rules, the sentence and the confidence of a match to what may be known by now.

    >>> tell([{"rule": "same_name", "weight": 4.0, "detail": "same name"},
    ...       {"rule": "same_city", "weight": 2.0, "detail": "same city"}],
    ...      "Same name; same city.", 9975, {"city"})[1:]
    ('Same name.', 9820)

    Args:
        rules: The rules that applied.
        explanation: The sentence made of them.
        confidence: The confidence they make, in ten-thousandths.
        lost: Fields that were compared then and are not compared any more.
    """
    told = list(_told(rules, lost))
    if told == list(rules):
        return told, explanation, confidence
    return told, _sentence(told), confidence if confidence > MOST else _confidence(told)


def _told(rules: Sequence[Rule], lost: Collection[str]) -> Iterator[Rule]:
    for rule in rules:
        name = rule["rule"]
        rests_on = RESTS_ON.get(name)
        if rests_on in lost or (rests_on == "every field" and lost):
            continue
        if "city" in lost and name in WITHOUT_CITY:
            yield rule | {"detail": WITHOUT_CITY[name]}
        else:
            yield rule


def _confidence(rules: Sequence[Rule]) -> int:
    """The worths of rules add up to the log-odds of the confidence."""
    odds = math.exp(sum(rule["weight"] for rule in rules))
    return min(round(10_000 * odds / (1 + odds)), MOST)


def _sentence(rules: Sequence[Rule]) -> str:
    """Say the reasons for and against as matching does; a whole sentence is no reason's words."""
    said = [rule for rule in rules if not rule["detail"].endswith(".")]
    pros = "; ".join(rule["detail"] for rule in said if rule["weight"] > 0) or NOTHING_TOLD
    cons = ", ".join(rule["detail"] for rule in said if rule["weight"] < 0)
    return pros[0].upper() + pros[1:] + (f"; against it: {cons}" if cons else "") + "."
