"""Accounts of which little is known beside a name: what the missing means, and what it may not."""

import pytest

from partnerhub.matching import explain

NAME = {"name": "Zorbaquint Vexilum"}
LONGER = {"name": "Zorbaquint Vexilum Partnership"}
FRANCE, GERMANY = {"country": "France"}, {"country": "Germany"}


def rules(one, other):
    return {part.rule for part in explain(one, other).rules}


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        ("one_gives_only_a_name_and_the_other_little", NAME, LONGER | {"website": "zv-works.com"}),
        ("one_gives_only_a_name_and_the_other_little", NAME, LONGER | {"phone": "0228 30 40 50"}),
        ("one_gives_only_a_name_and_the_other_little", NAME, LONGER | {"city": "Bonn"}),
        ("one_gives_only_a_name_and_the_other_little", NAME, LONGER | GERMANY),
        ("both_give_only_names", NAME, NAME),
        ("both_give_only_names_and_one_is_short", NAME, LONGER),
        ("same_name_and_only_countries_differ", NAME | FRANCE, NAME | GERMANY),
        ("same_name_and_only_countries_differ", NAME | FRANCE, NAME | GERMANY | {"city": "Bonn"}),
    ],
)
def test_what_is_missing_is_said(rule, one, other):
    assert rule in rules(one, other)
    assert rule in rules(other, one)


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        ("one_gives_only_a_name_and_the_other_little", NAME, LONGER | GERMANY | {"city": "Bonn"}),
        ("one_gives_only_a_name_and_the_other_little", NAME, LONGER | {"website": "zv-works.de"}),
        ("both_give_only_names", NAME, NAME | GERMANY),
        ("both_give_only_names_and_one_is_short", NAME, {"name": "Zorbaquint Vexilum Foods"}),
        ("both_give_only_names_and_one_is_short", NAME, {"name": "Zorbaquint Vexilum Polska"}),
        ("same_name_and_only_countries_differ", NAME | FRANCE, NAME | FRANCE),
        ("same_name_and_only_countries_differ", NAME | FRANCE, LONGER | GERMANY),
        (
            "same_name_and_only_countries_differ",
            NAME | FRANCE | {"website": "zv.fr"},
            NAME | GERMANY | {"website": "zv.de"},
        ),
        (
            "same_name_and_only_countries_differ",
            NAME | FRANCE | {"city": "Metz"},
            NAME | GERMANY | {"city": "Bonn"},
        ),
    ],
)
def test_nothing_is_said_where_it_is_not_so(rule, one, other):
    assert rule not in rules(one, other)


KNOWN = [{}, {"city": "Metz"}, {"state": "Bayern"}]
AGREED = [
    {"city": "Metz"},
    {"postal_code": "57000"},
    {"state": "Bayern"},
    {"phone": "+33 387 123456"},
    {"website": "zv-works.com"},
]


@pytest.mark.parametrize("name", [NAME, LONGER])
@pytest.mark.parametrize(
    ("known", "agreed"),
    [(known, agreed) for known in KNOWN for agreed in AGREED if known != agreed],
)
def test_agreeing_on_more_never_lowers_the_confidence(name, known, agreed):
    """The countries are known and differ: of names alone the missing is a reason by itself."""
    one, other = NAME | FRANCE | known, name | GERMANY | known

    assert explain(one | agreed, other | agreed).confidence >= explain(one, other).confidence
