"""What two names share is the same for many pairs at once as for one alone."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.matching.overlapping import WEIGHT_BITS, overlap, rest_letters

WORDS = [f"w{number}" for number in range(12)]
CODES = {word: (1000 + n) << WEIGHT_BITS | n + 1 for n, word in enumerate(WORDS)}
NAME = st.one_of(st.none(), st.lists(st.sampled_from(WORDS), max_size=12, unique=True))


def side(names):
    codes = [None if name is None else [CODES[word] for word in name] for name in names]
    return pl.DataFrame(
        {"words": names, "codes": codes},
        schema={"words": pl.List(pl.String), "codes": pl.List(pl.Int64)},
    )


@given(st.lists(st.tuples(NAME, NAME), min_size=1, max_size=10))
def test_shared_words_and_rests_are_those_of_sets(pairs):
    ours, theirs = zip(*pairs, strict=True)
    left, right = side(ours), side(theirs)
    found = overlap(left["codes"], right["codes"])
    a_left, b_left = rest_letters(left, right)

    for place, (one, other) in enumerate(pairs):
        mine, yours = one or [], other or []
        shared = [word for word in mine if word in yours]
        assert found.shared[place] == sum(CODES[word] >> WEIGHT_BITS for word in shared)
        assert found.a_rest[place] == len(mine) - len(shared)
        assert found.b_rest[place] == len(yours) - len(shared)
        assert a_left[place] == "".join(word for word in mine if word not in yours)
        assert b_left[place] == "".join(word for word in yours if word not in mine)
