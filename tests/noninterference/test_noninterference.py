"""What a side may not see changes no byte of what it receives, whatever it does."""

from collections import Counter

import pytest

from tests import summary
from tests.noninterference.leaks import LEAKS
from tests.noninterference.script import LAST, OPERATIONS, SEEDS, VARIANTS, Script
from tests.noninterference.worlds import ToldApartError, Twins, World

SCRIPTS, DECKS = len(VARIANTS), 1


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    worlds = [World(tmp_path_factory.mktemp("world"), number) for number in (0, 1)]
    yield Twins(worlds)
    for world in worlds:
        world.close()


def test_whatever_a_side_does_it_cannot_tell_the_worlds_apart(twins, record_property):
    called, done = Counter(), Counter()
    for seed in SEEDS:
        script = Script(twins, seed)
        script.begin()
        script.play(DECKS)
        called += script.called
        done += script.done

    record_property(summary.CALLS, called.total())
    least = {each.id: SCRIPTS * (1 if each.id in LAST else DECKS) for each in OPERATIONS}
    assert not {name for name, calls in least.items() if called[name] < calls}
    assert not {each.id for each in OPERATIONS if not each.public and not done[each.id]}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_every_leak_that_is_planted_tells_them_apart(twins, leak, monkeypatch):
    leak(monkeypatch)

    with pytest.raises(ToldApartError):
        play_scripts(twins, leak.__name__)


def play_scripts(twins, name):
    """Play a few short scripts: what both sides share is drawn, and may be next to nothing."""
    for number in range(3):
        script = Script(twins, f"{name} {number}")
        script.begin()
        script.play(1)
