"""Rules over the web domains of two accounts."""

from partnerhub.matching.evidence import DOMAIN, Evidence, always, fact
from partnerhub.matching.rules.conditions import ALIKE, EXTRA, PART, RESTS, WEB


def same_web_domain() -> Evidence:
    """Both accounts give the same web domain; scheme, `www.` and path do not count."""
    return Evidence(WEB, always(f"same web domain {DOMAIN}"))


def same_web_domain_and_like_name() -> Evidence:
    """On the same web domain, the names differ as typing does."""
    return Evidence(WEB & ALIKE)


def same_web_domain_and_initials() -> Evidence:
    """On the same web domain, one name is the initials of the other."""
    return Evidence(WEB & fact("initials"))


def same_web_domain_but_no_word() -> Evidence:
    """On the same web domain, the names share no word."""
    return Evidence(
        WEB & RESTS & (fact("shared") == 0) & ~ALIKE,
        always("names share no word"),
    )


def same_web_domain_but_other_words() -> Evidence:
    """On the same web domain, each name has words of its own, as sister companies have."""
    return Evidence(
        WEB & RESTS & (fact("shared") > 0) & ~ALIKE,
        always("both names have words that the other lacks"),
    )


def same_web_domain_and_no_name() -> Evidence:
    """On the same web domain, one of the accounts has no name."""
    return Evidence(WEB & ~fact("named"))


def same_web_domain_of_a_part() -> Evidence:
    """On the same web domain, one name adds a line of business or a place, as divisions do."""
    return Evidence(WEB & PART)


def web_domain_spells_the_longer_name() -> Evidence:
    """The web domain of both spells the longer of the two names: it is that company's own."""
    return Evidence(
        fact("site_is_longer"), always("the web domain spells the longer of the two names")
    )


def same_name_under_another_ending() -> Evidence:
    """The web domains differ only in their ending, such as .com and .de."""
    return Evidence(fact("web_label"), always("web domains differ only in their ending"))


def web_domain_is_the_name() -> Evidence:
    """The web domain of one account is the name of the other."""
    return Evidence(
        fact("site_is_name") & ~WEB,
        always("the web domain of one is the name of the other"),
    )


def web_domain_begins_with_the_name() -> Evidence:
    """The web domain of one account begins with the name of the other, or the name with it."""
    return Evidence(fact("site_begins") & ~WEB & ~fact("site_is_name") & ~EXTRA)


def web_domain_beside_the_shorter_name_spells_the_longer() -> Evidence:
    """The web domain beside the shorter name spells the longer one: that was only cut short."""
    return Evidence(
        fact("site_of_longer") & ~WEB & EXTRA,
        always("the web domain of one spells the name of the other"),
    )


def web_domain_begins_with_a_part_of_the_name() -> Evidence:
    """One name has more words, and the web domain of one account begins like the other's name."""
    return Evidence(
        fact("site_begins") & ~fact("site_of_longer") & ~WEB & ~fact("site_is_name") & EXTRA
    )


def same_name_on_another_web_domain() -> Evidence:
    """The names are the same, but the web domains are not."""
    return Evidence(fact("same_name") & fact("web_known") & ~WEB)


def another_web_domain_in_another_country() -> Evidence:
    """The accounts are in different countries, each with a web domain of its own: sisters."""
    return Evidence((fact("country") == -1) & fact("web_known") & ~WEB)


def web_domain_of_another_name() -> Evidence:
    """The one web domain that is known spells the name beside it and not the other one."""
    return Evidence(fact("site_unlike"), always("the web domain of one spells another name"))


def one_web_domain_begins_the_other() -> Evidence:
    """One web domain begins with the other, and the names differ: mostly a part of a group."""
    return Evidence(fact("web_within") & ~fact("same_name"), always("different web domains"))


def different_web_domains() -> Evidence:
    """The accounts have different web domains."""
    return Evidence(fact("web_apart"), always("different web domains"))


def different_hosts() -> Evidence:
    """The websites are different hosts of one domain, such as jobs.acme.com and acme.com."""
    return Evidence(WEB & fact("host_apart"), always("different hosts of that domain"))
