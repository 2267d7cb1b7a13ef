"""Telling why two accounts match, as far as the reader may know the reasons.

Lists are compared by all they hold, but a side shares field by field. That both have the same
city tells a reader the other side's city, so a reason that rests on a field is told only while
the other side shares that field. What is not told still counted: the confidence stays as it is.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

Rule = dict[str, Any]

RESTS_ON: Final = {
    "same_country": "country",
    "different_countries": "country",
    "same_state": "state",
    "different_states": "state",
    "same_city": "city",
    "different_cities": "city",
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
    "same_web_domain_in_another_city": "city",
    "same_web_domain_in_the_same_city": "city",
    "nearly_the_same_city": "city",
    "more_words_and_no_place": "every field",
    "other_words_and_no_place": "every field",
    "same_identifier": "every field",
    "contradicting_identifiers": "every field",
    "different_hosts": "every field",
    "nothing_beside_the_names": "every field",
    "one_gives_only_a_name": "every field",
    "one_gives_only_a_short_name": "every field",
    "one_gives_only_a_name_and_none_a_web_domain": "every field",
    "one_gives_only_a_name_and_none_a_place": "every field",
    "both_give_only_names": "every field",
    "both_give_only_names_and_one_is_short": "every field",
    "same_name_and_only_countries_differ": "every field",
    "rivals": "every field",
    "a_better_pair": "every field",
}
"""Rules that tell of a field beside name and domain, and that field; what rests on several, or on
one that is never shared, nobody is told. What a longer name adds is told with the city: it would
tell whether that is what it adds."""

WITHOUT_CITY: Final = {
    "same_country": "same country",
    "same_state": "same state",
    "rare_words_within": "one name holds all words of the other",
}
"""What is said of a pair whose cities may not be told of; else what is left out would tell."""

NOTHING_TOLD: Final = "What speaks for it is not shared with you"


def tell(
    rules: Sequence[Rule], explanation: str, fields: Collection[str]
) -> tuple[list[Rule], str]:
    """Narrow the rules and the sentence of a match to what the reader may know.

    >>> tell([{"rule": "same_name", "weight": 4.0, "detail": "same name"},
    ...       {"rule": "same_city", "weight": 2.0, "detail": "same city"}],
    ...      "Same name; same city.", {"name", "domain"})[1]
    'Same name.'

    Args:
        rules: The rules that applied.
        explanation: The sentence made of them.
        fields: What the other side shares of the account, as far as the account has it: where it
            names no country, that of its phone is compared, which is not to be told.
    """
    told = list(_told(rules, fields))
    return told, (explanation if told == list(rules) else _sentence(told))


def _told(rules: Sequence[Rule], fields: Collection[str]) -> Iterator[Rule]:
    for rule in rules:
        name = rule["rule"]
        if name in RESTS_ON and RESTS_ON[name] not in fields:
            continue
        if "city" in fields or name not in WITHOUT_CITY:
            yield rule
        else:
            yield rule | {"detail": WITHOUT_CITY[name]}


def _sentence(rules: Sequence[Rule]) -> str:
    """Say the reasons for and against as matching does; a whole sentence is no reason's words."""
    said = [rule for rule in rules if not rule["detail"].endswith(".")]
    pros = "; ".join(rule["detail"] for rule in said if rule["weight"] > 0) or NOTHING_TOLD
    cons = ", ".join(rule["detail"] for rule in said if rule["weight"] < 0)
    return pros[0].upper() + pros[1:] + (f"; against it: {cons}" if cons else "") + "."
