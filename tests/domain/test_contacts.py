import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.domain.contacts import WANTED, Known, Person, Place, committee_gaps, compare
from partnerhub.domain.titles import Function, Seniority

PEOPLE = st.lists(
    st.builds(
        Person,
        key=st.none() | st.sampled_from([f"p{n}@x.com" for n in range(6)]),
        name_key=st.none() | st.sampled_from(["ada", "bo", "cy", "di"]),
        seniority=st.sampled_from([Seniority.VP, Seniority.MANAGER, Seniority.UNKNOWN]),
        function=st.sampled_from([Function.IT, Function.SALES]),
    ),
    max_size=8,
)


def person(key=None, name=None, seniority=Seniority.MANAGER, function=Function.IT):
    return Person(key, name, seniority, function)


def test_the_same_address_is_the_same_person_whatever_the_name():
    met = compare([person("a@x.com", "ada")], [person("a@x.com", "ada lovelace")])

    assert met.total == Known(both=1)


def test_without_a_common_address_the_name_decides():
    met = compare([person("a@x.com", "ada")], [person(None, "ada")])

    assert met.total == Known(both=1)


def test_two_addresses_of_one_name_are_one_person():
    met = compare([person("ada@x.com", "ada")], [person("lovelace@x.com", "ada")])

    assert met.total == Known(both=1)


def test_an_address_counts_before_a_name():
    mine = [person("a@x.com", "ada"), person("b@x.com", "bo")]
    theirs = [person("a@x.com", "bo")]

    assert compare(mine, theirs).total == Known(only_mine=1, both=1)


def test_namesakes_are_paired_one_to_one():
    mine = [person("a1@x.com", "ada"), person("a2@x.com", "ada")]
    theirs = [person("a3@x.com", "ada")]

    assert compare(mine, theirs).total == Known(only_mine=1, both=1)


def test_a_person_who_is_twice_in_a_list_is_counted_once():
    mine = [person("a@x.com", "ada"), person("a@x.com", "ada"), person(None, "ada")]

    assert compare(mine, []).total == Known(only_mine=1)


def test_people_without_address_and_name_are_people_nobody_can_compare():
    assert compare([person(), person()], [person()]).total == Known(only_mine=2, only_theirs=1)


def test_a_person_both_know_stands_where_the_better_title_says():
    met = compare(
        [person("a@x.com", seniority=Seniority.UNKNOWN, function=Function.OTHER)],
        [person("a@x.com", seniority=Seniority.VP, function=Function.SALES)],
    )

    assert met.cells == {Place(Seniority.VP, Function.SALES): Known(both=1)}


def test_the_table_says_who_knows_whom_by_seniority_and_function():
    met = compare(
        [person("a@x.com", seniority=Seniority.VP), person("b@x.com")], [person("b@x.com")]
    )

    assert met.to_json() == {
        "only_mine": 1,
        "only_theirs": 0,
        "both": 1,
        "cells": [
            {"seniority": "vp", "function": "it", "only_mine": 1, "only_theirs": 0, "both": 0},
            {"seniority": "manager", "function": "it", "only_mine": 0, "only_theirs": 0, "both": 1},
        ],
    }


def test_a_company_nobody_knows_anybody_at_is_all_gaps():
    assert set(committee_gaps(compare([], []))) == set(WANTED)


@pytest.mark.parametrize(
    ("seniority", "is_gap"),
    [
        (Seniority.C_SUITE, False),
        (Seniority.DIRECTOR, False),
        (Seniority.MANAGER, True),
        (Seniority.UNKNOWN, True),
    ],
)
def test_a_role_is_filled_from_director_upwards_by_either_side(seniority, is_gap):
    met = compare([], [person("a@x.com", seniority=seniority, function=Function.FINANCE)])

    assert (Function.FINANCE in committee_gaps(met)) is is_gap


@given(PEOPLE, PEOPLE)
def test_the_other_side_sees_the_same_people_turned(mine, theirs):
    assert compare(mine, theirs).swap() == compare(theirs, mine)


@given(PEOPLE, PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_the_lists_says_nothing(mine, theirs, random):
    shuffled = list(mine)
    random.shuffle(shuffled)

    assert compare(shuffled, theirs) == compare(mine, theirs)


@given(PEOPLE, PEOPLE)
def test_everybody_of_mine_is_only_mine_or_known_to_both(mine, theirs):
    met, alone = compare(mine, theirs).total, compare(mine, []).total

    assert met.only_mine + met.both == alone.only_mine


@given(PEOPLE)
def test_a_list_compared_with_itself_leaves_only_those_who_cannot_be_compared(people):
    met = compare(people, people).total

    nameless = sum(1 for one in people if not one.key and not one.name_key)
    assert met.only_mine == met.only_theirs == nameless
