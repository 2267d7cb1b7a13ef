"""The attacker's program in small: the same bounds, in proportion."""

import pytest

from tests import summary
from tests.attack.offices import Size, build, opened
from tests.attack.probing import STRATEGIES, attack

SIZE = Size(dictionary=625, honest=625, shared=60, victim=625, days=3)


@pytest.fixture(scope="module")
def pasts(tmp_path_factory):
    """Every past is built once, whatever is tried from it."""
    return tmp_path_factory.mktemp("pasts")


@pytest.fixture(scope="module")
def gain(pasts):
    def gain(name):
        (found,) = attack([name], SIZE, pasts)
        return found

    return gain


@pytest.mark.parametrize(
    "name", [name for name, (_, level, _) in STRATEGIES.items() if level != "counts_only"]
)
def test_an_attacker_learns_four_in_a_hundred_at_most(gain, name, record_property):
    found = gain(name)
    record_property(summary.LEARNED, found.learned)

    assert found.learned <= SIZE.most, found
    assert found.hits <= found.learned


@pytest.mark.parametrize(
    "name", [name for name, (_, level, _) in STRATEGIES.items() if level == "counts_only"]
)
def test_counts_give_an_attacker_no_more_bits_than_the_budget(gain, name, record_property):
    found = gain(name)
    record_property(summary.BITS, round(found.bits))

    assert found.learned == 0
    assert found.bits <= found.most_bits, found


def test_the_program_does_learn_where_the_victim_says_yes(pasts):
    """The bounds mean nothing if the attacker cannot read what it is shown."""
    past = pasts / "overlapping_accounts-1-open"
    with opened(build(past, SIZE), past, pasts / "open") as world:
        world.answer = lambda overlap, who=0: _agreed(world, overlap)
        STRATEGIES["one_big_dictionary"][0](world)

        assert len(world.learned) == SIZE.dictionary
        assert len(world.hits) == SIZE.dictionary // 5


def _agreed(world, overlap):
    if world.victim.get(f"/v1/overlaps/{overlap}")["state"] == "awaiting_approval":
        world.victim.post(f"/v1/overlaps/{overlap}/approve", status=202)
