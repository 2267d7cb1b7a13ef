"""Rules: the evidence for and against two accounts being the same company.

A rule is a function that says, over the facts of `comparing`, when it applies to a pair, how
strongly, and what is said about the pair then. Its docstring is what users read about it, in
`docs/matching.md`. What a rule is worth stands in the policy.

What is said names a value only where both sides have it; that values differ is said without them.
"""

from typing import Final

import polars as pl

from partnerhub.matching.evidence import ALWAYS, DOMAIN, Evidence, always, fact

# A name with all words of the other and one more for a line of business or a place.
_PART: Final = (
    fact("has_extra") & (fact("extra_division") | fact("extra_place")) & ~fact("extra_city")
)
_ALIKE: Final = fact("rests") & ((fact("typed") <= 2) | (fact("rest_alike") >= 0.9))
# Full at 20 nats: two words as rare as words get.
_RARITY: Final = pl.min_horizontal(fact("shared"), pl.lit(20.0)) / 20


def same_name() -> Evidence:
    """The names are the same; case, accents, punctuation and legal form do not count."""
    return Evidence(
        fact("same_name"),
        (
            (fact("same_letters"), "same name"),
            (fact("same_form"), "names differ only in the legal form"),
            (ALWAYS, "names differ only in spelling or abbreviation"),
        ),
    )


def rare_name() -> Evidence:
    """The name that both have is a rare one: few companies would share it by chance."""
    return Evidence(fact("same_name"), strength=_RARITY)


def same_words() -> Evidence:
    """The names have the same words in another order."""
    return Evidence(
        fact("named") & ~fact("same_name") & ~fact("rests") & ~fact("has_extra"),
        always("names have the same words in another order"),
    )


def few_letters_differ() -> Evidence:
    """One or two letters of the names were typed differently."""
    return Evidence(
        fact("typed") <= 2,
        (
            (fact("typed") == 1, "names differ in one letter"),
            (ALWAYS, "names differ in few letters"),
        ),
        strength=1 / fact("typed"),
    )


def names_look_alike() -> Evidence:
    """The names look alike as a whole, though words of both differ."""
    return Evidence(
        fact("rests") & (fact("look") > 0.8),
        (((fact("typed") > 2) & (fact("look") > 0.88), "names look alike"),),
        strength=(fact("look") - 0.8) / 0.2,
    )


def different_words_look_alike() -> Evidence:
    """The words that differ look alike: one is misspelled, shortened or written as two."""
    return Evidence(fact("rest_alike") > 0.7, strength=(fact("rest_alike") - 0.7) / 0.3)


def one_name_begins_the_other() -> Evidence:
    """One name begins with the other: it was shortened, or cut off by a form."""
    return Evidence(fact("begins") & ~_PART, always("one name is the beginning of the other"))


def initials() -> Evidence:
    """One name is made of the initials of the other."""
    return Evidence(fact("initials"), always("one name is the initials of the other"))


def rare_shared_words() -> Evidence:
    """The names share rare words, though each has words that the other lacks."""
    return Evidence(
        fact("rests") & (fact("shared") > 0),
        (((fact("shared") > 8) & (fact("typed") > 2), "names share rare words"),),
        strength=_RARITY,
    )


def rare_words_within() -> Evidence:
    """All words of one name are in the other, and they are rare."""
    return Evidence(
        fact("has_extra") & ~_PART,
        (
            (fact("extra_city"), "one name adds the city"),
            (fact("extra_general") & ~fact("begins"), "one name adds only a general word"),
            (~fact("begins"), "one name holds all words of the other"),
        ),
        strength=_RARITY,
    )


def one_name_adds_the_city() -> Evidence:
    """What one name has more is the city of one of the accounts."""
    return Evidence(fact("extra_city"))


def different_words() -> Evidence:
    """Each name has words that the other lacks, and the web domain does not explain them."""
    return Evidence(
        fact("rests") & ~fact("web_same"),
        ((~_ALIKE, "both names have words that the other lacks"),),
        strength=pl.min_horizontal(fact("light") - fact("shared"), pl.lit(12.0)) / 12,
    )


def adds_a_line_of_business() -> Evidence:
    """One name adds a line of business, as divisions of a group do."""
    return Evidence(
        fact("extra_division") & ~fact("extra_city"),
        always("one name adds a line of business"),
    )


def adds_a_country() -> Evidence:
    """One name adds a country or region, as subsidiaries do."""
    return Evidence(
        fact("extra_place") & ~fact("extra_city"),
        always("one name adds a country or region"),
    )


def same_web_domain() -> Evidence:
    """Both accounts give the same web domain; scheme, `www.` and path do not count."""
    return Evidence(fact("web_same"), always(f"same web domain {DOMAIN}"))


def same_web_domain_and_like_name() -> Evidence:
    """On the same web domain, the names differ as typing does."""
    return Evidence(fact("web_same") & _ALIKE)


def same_web_domain_and_initials() -> Evidence:
    """On the same web domain, one name is the initials of the other."""
    return Evidence(fact("web_same") & fact("initials"))


def same_web_domain_but_no_word() -> Evidence:
    """On the same web domain, the names share no word."""
    return Evidence(
        fact("web_same") & fact("rests") & (fact("shared") == 0) & ~_ALIKE,
        always("names share no word"),
    )


def same_web_domain_but_other_words() -> Evidence:
    """On the same web domain, each name has words of its own, as sister companies have."""
    return Evidence(
        fact("web_same") & fact("rests") & (fact("shared") > 0) & ~_ALIKE,
        always("both names have words that the other lacks"),
    )


def same_web_domain_and_no_name() -> Evidence:
    """On the same web domain, one of the accounts has no name."""
    return Evidence(fact("web_same") & ~fact("named"))


def same_name_under_another_ending() -> Evidence:
    """The web domains differ only in their ending, such as .com and .de."""
    return Evidence(fact("web_label"), always("web domains differ only in their ending"))


def web_domain_is_the_name() -> Evidence:
    """The web domain of one account is the name of the other."""
    return Evidence(
        fact("site_is_name") & ~fact("web_same"),
        always("the web domain of one is the name of the other"),
    )


def one_web_domain_begins_the_other() -> Evidence:
    """One web domain begins with the other, and the names differ: mostly a part of a group."""
    return Evidence(fact("web_within") & ~fact("same_name"), always("different web domains"))


def different_web_domains() -> Evidence:
    """The accounts have different web domains."""
    return Evidence(fact("web_apart"), always("different web domains"))


def different_hosts() -> Evidence:
    """The websites are different hosts of one domain, such as jobs.acme.com and acme.com."""
    return Evidence(fact("web_same") & fact("host_apart"), always("different hosts of that domain"))


def same_country() -> Evidence:
    """Both accounts are in the same country."""
    return Evidence(fact("country") == 1, ((fact("city") != 1, "same country"),))


def different_countries() -> Evidence:
    """The accounts are in different countries."""
    return Evidence(fact("country") == -1, always("different countries"))


def same_state() -> Evidence:
    """Both accounts are in the same state or province."""
    return Evidence(fact("state") == 1, ((fact("city") != 1, "same state"),))


def different_states() -> Evidence:
    """The accounts are in different states or provinces."""
    return Evidence(fact("state") == -1, always("different states"))


def same_city() -> Evidence:
    """Both accounts are in the same city."""
    return Evidence(fact("city") == 1, always("same city"))


def different_cities() -> Evidence:
    """The accounts are in different cities."""
    return Evidence(fact("city") == -1, always("different cities"))


def same_postal_code() -> Evidence:
    """Both accounts have the same postal code."""
    return Evidence(fact("postal") == 1, always("same postal code"))


def different_postal_codes() -> Evidence:
    """The accounts have different postal codes."""
    return Evidence(fact("postal") == -1)


def same_phone() -> Evidence:
    """Both accounts have the same phone number, however it was typed."""
    return Evidence(fact("line") == 1, always("same phone number"))


def same_switchboard() -> Evidence:
    """The phone numbers differ only in the last digits, as extensions of a switchboard do."""
    return Evidence(fact("line") == 0.5, always("phone numbers of the same switchboard"))


def different_phones() -> Evidence:
    """The accounts have different phone numbers."""
    return Evidence(fact("line") == -1, always("different phone numbers"))


def same_identifier() -> Evidence:
    """A DUNS, tax, registration or external number is the same on both sides."""
    return Evidence(fact("ids_agree") > 0, always("same company identifier"))


def contradicting_identifiers() -> Evidence:
    """The accounts have different numbers of one kind and none in common: never a match."""
    return Evidence(
        (fact("ids_differ") > 0) & (fact("ids_agree") == 0),
        always("different company identifiers"),
    )


def accepted_by_a_person() -> Evidence:
    """A person of either side accepted the pair: it stays a match whatever the lists say."""
    return Evidence(fact("accepted"), always("accepted by a person"))
