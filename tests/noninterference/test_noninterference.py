"""What a side may not see changes no byte of what it receives, whatever it does.

    PARTNERHUB_TEST_EXAMPLES=10 uv run pytest tests/noninterference

plays ten scripts of every kind of sharing on both databases, other ones each time.
"""

import random
from collections import Counter

import pytest

from tests import summary
from tests.databases import new_postgresql
from tests.noninterference.leaks import LEAKS
from tests.noninterference.script import OPERATIONS, SHARING, WHOLE, Script
from tests.noninterference.worlds import ToldApartError, Twins, World
from tests.tries import LONG

SEED = random.random() if LONG else ""


def opened(folders, *urls):
    """Open two worlds, and close them when all is done."""
    worlds = [World(folders.mktemp("world"), number, url) for number, url in enumerate(urls)]
    yield Twins(worlds)
    for world in worlds:
        world.close()


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    yield from opened(tmp_path_factory, "", "")


@pytest.fixture(scope="module")
def twins_on_postgresql(tmp_path_factory, postgresql):
    yield from opened(tmp_path_factory, *(new_postgresql(postgresql) for _ in range(2)))


def play(twins, kinds, seed=SEED):
    """Play a script of each kind of sharing; count what was called, and what to a good end."""
    called, done = Counter(), Counter()
    for number, sharing in enumerate(kinds):
        script = Script(twins, f"{seed} {number}", sharing)
        script.begin()
        script.play(1)
        called += script.called
        done += script.done
    assert not {each.id for each in OPERATIONS if called[each.id] < len(kinds)}
    return called, done


def test_whatever_a_side_does_it_cannot_tell_the_worlds_apart(twins, record_property):
    called, done = play(twins, SHARING * (LONG or 1))

    record_property(summary.CALLS, called.total())
    assert not {each.id for each in OPERATIONS if not each.public and not done[each.id]}


def test_nor_can_it_on_postgresql(twins_on_postgresql, record_property):
    called, _ = play(twins_on_postgresql, SHARING * LONG or SHARING[3:4])

    record_property(summary.CALLS, called.total())


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_every_leak_that_is_planted_tells_them_apart(twins, leak, monkeypatch):
    leak(monkeypatch)

    with pytest.raises(ToldApartError):
        # Which fields both sides share is drawn, and may be none.
        play(twins, [WHOLE] * 3, seed=leak.__name__)
