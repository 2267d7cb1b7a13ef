from itertools import product

import pytest

from partnerhub.domain.decisions import KEPT_OUT, Standing, Verdict, standing

WORDS = (None, *Verdict)


@pytest.mark.parametrize(("one", "other"), list(product(WORDS, WORDS)))
def test_a_pair_stands_the_same_whichever_side_said_which(one, other):
    assert standing(one, other) is standing(other, one)


@pytest.mark.parametrize("other", WORDS)
def test_one_no_keeps_a_pair_out_whatever_the_other_side_says(other):
    assert standing(Verdict.REJECTED, other) in KEPT_OUT


@pytest.mark.parametrize("other", [None, Verdict.ACCEPTED])
def test_a_yes_without_a_no_keeps_a_pair_in(other):
    assert standing(Verdict.ACCEPTED, other) is Standing.ACCEPTED


def test_a_yes_and_a_no_are_a_dispute_and_nothing_said_is_nothing():
    assert standing(Verdict.ACCEPTED, Verdict.REJECTED) is Standing.DISPUTED
    assert standing(None, None) is Standing.NONE
