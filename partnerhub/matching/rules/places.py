"""Rules over where two accounts are, and over their phone numbers."""

import polars as pl

from partnerhub.matching.evidence import Evidence, always, fact
from partnerhub.matching.rules.conditions import WEB, ramp

_OTHER_CITY = (fact("city") == -1) & ~fact("city_near")
_SAME_STATE = fact("state") == 1


def same_country() -> Evidence:
    """Both accounts are in the same country."""
    return Evidence(fact("country") == 1, ((fact("city") != 1, "same country"),))


def different_countries() -> Evidence:
    """The accounts are in different countries."""
    return Evidence(fact("country") == -1, always("different countries"))


def same_name_and_only_countries_differ() -> Evidence:
    """A rare name is the same and only the countries differ; no web domain or phone is compared."""
    others = [fact(place) != -1 for place in ("state", "city", "postal")]
    alone = ~fact("web_known") & (fact("line") == 0)
    return Evidence(
        (fact("country") == -1) & fact("same_name") & pl.all_horizontal(*others, alone),
        strength=ramp(fact("shared"), 10, 18),
    )


def same_state() -> Evidence:
    """Both accounts are in the same state or province."""
    return Evidence(_SAME_STATE, ((fact("city") != 1, "same state"),))


def different_states() -> Evidence:
    """The accounts are in different states or provinces."""
    return Evidence(fact("state") == -1, always("different states"))


def same_city() -> Evidence:
    """Both accounts are in the same city."""
    return Evidence(fact("city") == 1, always("same city"))


def different_cities() -> Evidence:
    """The accounts are in different cities, not on one web domain; in one state it counts less."""
    return Evidence(
        _OTHER_CITY & ~WEB,
        always("different cities"),
        strength=pl.when(_SAME_STATE).then(0.25).otherwise(1.0),
    )


def same_web_domain_in_another_city() -> Evidence:
    """On the same web domain, the accounts are in cities of one country, but not of one state."""
    return Evidence(
        _OTHER_CITY & WEB & (fact("country") != -1) & ~_SAME_STATE,
        always("different cities"),
    )


def same_web_domain_in_the_same_city() -> Evidence:
    """On the same web domain and in the same city: a division would mostly be elsewhere."""
    return Evidence((fact("city") == 1) & WEB)


def nearly_the_same_city() -> Evidence:
    """The cities differ as typing does."""
    return Evidence(fact("city_near"), always("nearly the same city"))


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


def nothing_beside_different_phones() -> Evidence:
    """The phone numbers are different, and there is no common web domain beside them."""
    return Evidence((fact("line") == -1) & ~WEB)
