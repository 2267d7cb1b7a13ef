"""Rules over the names of two accounts."""

from partnerhub.matching.evidence import ALWAYS, Evidence, always, fact
from partnerhub.matching.rules.conditions import (
    ALIKE,
    COMPARABLE,
    EXTRA,
    NOWHERE,
    PART,
    RARITY,
    RESTS,
    SHORTENED,
    WEB,
    ramp,
)

_SAME = fact("same_name")
_ORDER = fact("different") & ~RESTS & ~EXTRA
_BEGINS = fact("begun") > 0


def same_name() -> Evidence:
    """The names are the same; case, accents, punctuation and legal form do not count."""
    return Evidence(
        _SAME,
        (
            (fact("same_letters"), "same name"),
            (fact("same_form"), "names differ only in the legal form"),
            (ALWAYS, "names differ only in spelling or abbreviation"),
        ),
    )


def rare_name() -> Evidence:
    """The name that both have is a rare one: few companies would share it by chance."""
    return Evidence(_SAME, strength=RARITY)


def same_spelling() -> Evidence:
    """The names are spelled alike, too: nothing but the legal form differs."""
    return Evidence(_SAME & fact("same_form"))


def same_legal_form() -> Evidence:
    """The names are the same, and so is the legal form, as far as companies change or translate it.

    Ltd and Limited are, and Oyj and Plc; Inc. and GmbH are not.
    """
    return Evidence(_SAME & fact("same_legal_form"))


def another_legal_form() -> Evidence:
    """Both names give a legal form, and one company hardly has both: Inc. and GmbH."""
    return Evidence(
        fact("other_legal_form"), always("the legal forms are those of different companies")
    )


def only_one_is_a_fund() -> Evidence:
    """One is the name of a fund, or of a company founded to acquire one, and the other is not."""
    return Evidence(fact("fund_apart"), always("one is the name of a fund"))


def another_note() -> Evidence:
    """One name has a note, such as *(UK)*, that the other lacks, as national companies have."""
    return Evidence(fact("note_apart") & ~WEB, always("one name has a note that the other lacks"))


def same_words() -> Evidence:
    """The names have the same words in another order."""
    return Evidence(_ORDER, always("names have the same words in another order"))


def rare_same_words() -> Evidence:
    """The words that stand in another order are rare."""
    return Evidence(_ORDER, strength=RARITY)


def few_letters_differ() -> Evidence:
    """One or two letters of the names were typed differently; in long names that says more."""
    return Evidence(
        fact("typed") <= 2,
        (
            (fact("typed") == 1, "names differ in one letter"),
            (ALWAYS, "names differ in few letters"),
        ),
        strength=ramp(fact("shorter"), 4, 14) / fact("typed"),
    )


def names_look_alike() -> Evidence:
    """The names look alike as a whole, though words of both differ."""
    return Evidence(
        RESTS & (fact("look") > 0.8),
        (((fact("typed") > 2) & (fact("look") > 0.88), "names look alike"),),
        strength=ramp(fact("look"), 0.8, 1),
    )


def different_words_look_alike() -> Evidence:
    """The words that differ look alike: one is misspelled, shortened or written as two."""
    return Evidence(RESTS & (fact("rest_alike") > 0.7), strength=ramp(fact("rest_alike"), 0.7, 1))


def cut_off_within_a_word() -> Evidence:
    """One name begins with the other, which ends within a word: it was cut off by a form."""
    return Evidence(
        _BEGINS & RESTS,
        always("one name is the beginning of the other"),
        strength=ramp(fact("begun"), 4, 16),
    )


def one_name_begins_the_other() -> Evidence:
    """One name begins with all words of the other."""
    return Evidence(
        _BEGINS & EXTRA,
        ((~PART, "one name is the beginning of the other"),),
        strength=ramp(fact("begun"), 4, 16),
    )


def initials() -> Evidence:
    """One name is made of the initials of the other."""
    return Evidence(fact("initials"), always("one name is the initials of the other"))


def other_characters() -> Evidence:
    """Both names are in Chinese characters or Hangul, and in other ones, business words aside.

    Many characters sound alike, so names that are one in Latin letters may be of two companies.
    """
    return Evidence(
        fact("other_characters") & ~fact("web_same"),
        always("names are written with other characters"),
    )


def rare_shared_words() -> Evidence:
    """The names share rare words, though each has words that the other lacks."""
    return Evidence(
        RESTS & (fact("shared") > 0),
        (((fact("shared") > 8) & (fact("typed") > 2), "names share rare words"),),
        strength=RARITY,
    )


def rare_words_within() -> Evidence:
    """All words of one name are in the other, and they are rare."""
    return Evidence(
        EXTRA,
        (
            (fact("extra_city"), "one name adds the city"),
            (fact("extra_general") & ~_BEGINS, "one name adds only a general word"),
            (~_BEGINS & ~PART, "one name holds all words of the other"),
        ),
        strength=RARITY,
    )


def adds_a_general_word() -> Evidence:
    """What one name has more is general, such as *Group* or *Holdings*."""
    return Evidence(fact("extra_general"))


def adds_a_reach() -> Evidence:
    """What one name has more says how far it reaches, such as *International* or *Global*."""
    return Evidence(fact("extra_reach"))


def one_name_adds_the_city() -> Evidence:
    """What one name has more is the city of one of the accounts."""
    return Evidence(fact("extra_city"))


def adds_a_line_of_business() -> Evidence:
    """One name adds a line of business, as divisions of a group do."""
    return Evidence(
        fact("extra_division") & ~fact("extra_city"), always("one name adds a line of business")
    )


def adds_a_country() -> Evidence:
    """One name adds a country or region, as subsidiaries do."""
    return Evidence(
        fact("extra_place") & ~fact("extra_city"), always("one name adds a country or region")
    )


def another_number() -> Evidence:
    """One name has a number that the other lacks, as funds and vehicles of one group have."""
    return Evidence(fact("numbers"), always("one name has a number that the other lacks"))


def names_begin_differently() -> Evidence:
    """What one name has more stands in front, and the web domain does not explain it."""
    return Evidence(
        EXTRA & fact("begins_apart") & ~WEB & ~fact("initials"),
        always("names begin differently"),
    )


def different_words() -> Evidence:
    """Each name has words that the other lacks, and neither web domain nor typing explains them."""
    return Evidence(
        RESTS & ~WEB & ~SHORTENED,
        ((~ALIKE, "both names have words that the other lacks"),),
        strength=ramp(fact("light") - fact("shared"), 0, 12),
    )


def many_different_words() -> Evidence:
    """Much of the heavier name is not in the other one."""
    return Evidence(RESTS & ~WEB & ~ALIKE, strength=ramp(fact("heavy") - fact("shared"), 0, 16))


def more_words_and_no_place() -> Evidence:
    """One name has more words, and nothing says where the accounts are."""
    return Evidence(NOWHERE & ~fact("bare") & EXTRA)


def other_words_and_no_place() -> Evidence:
    """Each name has words that the other lacks, and nothing says where the accounts are."""
    return Evidence(NOWHERE & ~fact("bare") & RESTS)


def nothing_beside_the_names() -> Evidence:
    """The names differ, and neither web domain, place nor phone can be compared."""
    return Evidence(~COMPARABLE & ~fact("bare") & ~fact("both_bare") & (EXTRA | RESTS))


def one_gives_only_a_name() -> Evidence:
    """One of the accounts gives nothing but a name: nothing beside it could have agreed."""
    return Evidence(fact("bare") & ~COMPARABLE)


def one_gives_only_a_short_name() -> Evidence:
    """One of the accounts gives nothing but a name, and one name begins with the other."""
    return Evidence(fact("bare") & _BEGINS)


def one_gives_only_a_name_and_the_other_little() -> Evidence:
    """One gives nothing but a name, and the other no country with a web domain or a city, say."""
    return Evidence(fact("bare") & fact("vague"))


def both_give_only_names() -> Evidence:
    """Both accounts give nothing but names: nothing beside them could have agreed."""
    return Evidence(fact("both_bare"))


def both_give_only_names_and_one_is_short() -> Evidence:
    """Both accounts give nothing but names; one adds no line of business or place to the other."""
    return Evidence(fact("both_bare") & _BEGINS & ~PART)
