"""Rules: the evidence for and against two accounts being the same company.

A rule is a function that writes, over the columns of `comparing`, when it applies to a pair, how
strongly, and what is said about the pair then. Its docstring is what users
read about it, in `docs/matching.md`. What a rule is worth stands in the policy.

What is said names a value only where both sides have it; that values differ is said without them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a rule applies to pairs, as SQL expressions.

    Attributes:
        when: The condition under which it applies.
        said: The words for it, or None when another rule says it.
        strength: How strongly it applies then, from 0 to 1.
    """

    when: str
    said: str | None = None
    strength: str | None = None


Rule = Callable[[], Evidence]

# A name with all words of the other and one more for a line of business or a place.
_PART: Final = "(has_extra and (extra_division or extra_place) and not extra_city)"
_ALIKE: Final = "(rests and (typed <= 2 or rest_alike >= 0.9))"
# Full at 20 nats: two words as rare as words get.
_RARITY: Final = "least(shared, 20) / 20"


def same_name() -> Evidence:
    """The names are the same; case, accents, punctuation and legal form do not count."""
    return Evidence(
        "same_name",
        """case when same_letters then 'same name'
            when same_form then 'names differ only in the legal form'
            else 'names differ only in spelling or abbreviation' end""",
    )


def rare_name() -> Evidence:
    """The name that both have is a rare one: few companies would share it by chance."""
    return Evidence("same_name", strength=_RARITY)


def same_words() -> Evidence:
    """The names have the same words in another order."""
    return Evidence(
        "named and not same_name and not rests and not has_extra",
        "'names have the same words in another order'",
    )


def few_letters_differ() -> Evidence:
    """One or two letters of the names were typed differently."""
    return Evidence(
        "typed <= 2",
        """case typed when 1 then 'names differ in one letter'
            else 'names differ in few letters' end""",
        strength="1.0 / typed",
    )


def names_look_alike() -> Evidence:
    """The names look alike as a whole, though words of both differ."""
    return Evidence(
        "rests and look > 0.8",
        "case when typed > 2 and look > 0.88 then 'names look alike' end",
        strength="(look - 0.8) / 0.2",
    )


def different_words_look_alike() -> Evidence:
    """The words that differ look alike: one is misspelled, shortened or written as two."""
    return Evidence("rest_alike > 0.7", strength="(rest_alike - 0.7) / 0.3")


def one_name_begins_the_other() -> Evidence:
    """One name begins with the other: it was shortened, or cut off by a form."""
    return Evidence(
        f"begins and not {_PART}",
        "'one name is the beginning of the other'",
    )


def initials() -> Evidence:
    """One name is made of the initials of the other."""
    return Evidence("initials", "'one name is the initials of the other'")


def rare_shared_words() -> Evidence:
    """The names share rare words, though each has words that the other lacks."""
    return Evidence(
        "rests and shared > 0",
        "case when shared > 8 and typed > 2 then 'names share rare words' end",
        strength=_RARITY,
    )


def rare_words_within() -> Evidence:
    """All words of one name are in the other, and they are rare."""
    return Evidence(
        f"has_extra and not {_PART}",
        """case when begins then null when extra_city then 'one name adds the city'
            when extra_general then 'one name adds only a general word'
            else 'one name holds all words of the other' end""",
        strength=_RARITY,
    )


def one_name_adds_the_city() -> Evidence:
    """What one name has more is the city of one of the accounts."""
    return Evidence("extra_city")


def different_words() -> Evidence:
    """Each name has words that the other lacks, and the web domain does not explain them."""
    return Evidence(
        "rests and web <> 'same'",
        f"case when not {_ALIKE} then 'both names have words that the other lacks' end",
        strength="least(light - shared, 12) / 12",
    )


def adds_a_line_of_business() -> Evidence:
    """One name adds a line of business, as divisions of a group do."""
    return Evidence(
        "extra_division and not extra_city",
        "'one name adds a line of business'",
    )


def adds_a_country() -> Evidence:
    """One name adds a country or region, as subsidiaries do."""
    return Evidence("extra_place and not extra_city", "'one name adds a country or region'")


def same_web_domain() -> Evidence:
    """Both accounts give the same web domain; scheme, `www.` and path do not count."""
    return Evidence("web = 'same'", "'same web domain ' || shared_domain")


def same_web_domain_and_like_name() -> Evidence:
    """On the same web domain, the names differ as typing does."""
    return Evidence(f"web = 'same' and {_ALIKE}")


def same_web_domain_and_initials() -> Evidence:
    """On the same web domain, one name is the initials of the other."""
    return Evidence("web = 'same' and initials")


def same_web_domain_but_no_word() -> Evidence:
    """On the same web domain, the names share no word."""
    return Evidence(
        f"web = 'same' and rests and shared = 0 and not {_ALIKE}",
        "'names share no word'",
    )


def same_web_domain_but_other_words() -> Evidence:
    """On the same web domain, each name has words of its own, as sister companies have."""
    return Evidence(
        f"web = 'same' and rests and shared > 0 and not {_ALIKE}",
        "'both names have words that the other lacks'",
    )


def same_web_domain_and_no_name() -> Evidence:
    """On the same web domain, one of the accounts has no name."""
    return Evidence("web = 'same' and not named")


def same_name_under_another_ending() -> Evidence:
    """The web domains differ only in their ending, such as .com and .de."""
    return Evidence("web = 'label'", "'web domains differ only in their ending'")


def web_domain_is_the_name() -> Evidence:
    """The web domain of one account is the name of the other."""
    return Evidence(
        "site_is_name and web <> 'same'",
        "'the web domain of one is the name of the other'",
    )


def one_web_domain_begins_the_other() -> Evidence:
    """One web domain begins with the other, and the names differ: mostly a part of a group."""
    return Evidence("web = 'within' and not same_name", "'different web domains'")


def different_web_domains() -> Evidence:
    """The accounts have different web domains."""
    return Evidence("web = 'apart'", "'different web domains'")


def different_hosts() -> Evidence:
    """The websites are different hosts of one domain, such as jobs.acme.com and acme.com."""
    return Evidence("web = 'same' and host_apart", "'different hosts of that domain'")


def same_country() -> Evidence:
    """Both accounts are in the same country."""
    return Evidence("country = 1", "case when city <> 1 then 'same country' end")


def different_countries() -> Evidence:
    """The accounts are in different countries."""
    return Evidence("country = -1", "'different countries'")


def same_state() -> Evidence:
    """Both accounts are in the same state or province."""
    return Evidence("state = 1", "case when city <> 1 then 'same state' end")


def different_states() -> Evidence:
    """The accounts are in different states or provinces."""
    return Evidence("state = -1", "'different states'")


def same_city() -> Evidence:
    """Both accounts are in the same city."""
    return Evidence("city = 1", "'same city'")


def different_cities() -> Evidence:
    """The accounts are in different cities."""
    return Evidence("city = -1", "'different cities'")


def same_postal_code() -> Evidence:
    """Both accounts have the same postal code."""
    return Evidence("postal = 1", "'same postal code'")


def different_postal_codes() -> Evidence:
    """The accounts have different postal codes."""
    return Evidence("postal = -1")


def same_phone() -> Evidence:
    """Both accounts have the same phone number, however it was typed."""
    return Evidence("line = 1", "'same phone number'")


def same_switchboard() -> Evidence:
    """The phone numbers differ only in the last digits, as extensions of a switchboard do."""
    return Evidence("line = 0.5", "'phone numbers of the same switchboard'")


def different_phones() -> Evidence:
    """The accounts have different phone numbers."""
    return Evidence("line = -1", "'different phone numbers'")


def same_identifier() -> Evidence:
    """A DUNS, tax, registration or external number is the same on both sides."""
    return Evidence("ids_agree > 0", "'same company identifier'")


def contradicting_identifiers() -> Evidence:
    """The accounts have different numbers of one kind and none in common: never a match."""
    return Evidence("ids_differ > 0 and ids_agree = 0", "'different company identifiers'")


def accepted_by_a_person() -> Evidence:
    """A person of either side accepted the pair: it stays a match whatever the lists say."""
    return Evidence("accepted", "'accepted by a person'")
