"""Names that cannot look alike are ruled out unread, and none that do."""

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.matching.looking import Looks, alike, look_alike

NAMES = st.one_of(st.none(), st.text(alphabet="abcdeé日", max_size=12), st.text(max_size=20))


def compared(ours, theirs, least):
    a, b = (pl.Series(names, dtype=pl.String) for names in (ours, theirs))
    at = np.arange(len(ours))
    return look_alike(Looks.of(a), Looks.of(b), at, at, least)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=8), st.floats(0.5, 1))
def test_the_bound_never_rules_out_names_that_look_alike(pairs, least):
    ours, theirs = zip(*pairs, strict=True)
    found = compared(ours, theirs, least)

    for one, other, released in zip(ours, theirs, found, strict=True):
        if one is not None and other is not None:
            likeness = alike(pl.Series([one]), pl.Series([other]))[0]
            within = one.startswith(other) or other.startswith(one)
            within = within or one.endswith(other) or other.endswith(one)
            assert released == (likeness >= least or within)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=8))
def test_it_does_not_matter_whose_name_comes_first(pairs):
    ours, theirs = zip(*pairs, strict=True)

    assert list(compared(ours, theirs, 0.8)) == list(compared(theirs, ours, 0.8))


def test_accounts_without_a_name_look_like_nobody():
    assert not compared([None, "acme", None], ["acme", None, None], 0.8).any()


def test_names_of_a_part_of_a_list_look_as_they_do_in_the_whole():
    names = pl.Series(["acme", "zebra", "acme anvils", "éclair"])
    part = names[1:]
    at = np.arange(3)

    assert look_alike(Looks.of(part), Looks.of(names), at, at + 1, 0.99).all()
