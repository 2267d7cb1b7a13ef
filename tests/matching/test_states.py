"""The file of a state: whole or not used, its owner's alone, and without the lists' values."""

import stat

import pytest

from partnerhub.matching import match
from partnerhub.matching.incremental import container, origin, running
from tests.matching.test_incremental import assert_same, forbidden, table

ROWS = {
    "1": {"name": "Quorvex Mills GmbH", "website": "quorvex.com", "phone": "+49 228 123456"},
    "2": {"name": "Zorbania", "city": "Austin", "duns": "081466849"},
}


@pytest.fixture
def state(tmp_path):
    path = tmp_path / "comparison.state"
    match(table(ROWS), table(ROWS), state=path)
    return path


def flipped(share):
    """Turn one bit of a file over."""

    def damage(whole):
        at = int(len(whole) * share)
        return whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]

    return damage


DAMAGE = {
    "empty": lambda _: b"",
    "of somebody else": lambda _: b"{}",
    "a byte short": lambda whole: whole[:-1],
    "cut in half": lambda whole: whole[: len(whole) // 2],
    "a line too long": lambda whole: whole + b"\n",
    "zeros": lambda whole: bytes(len(whole)),
    **{f"a bit turned at {share}": flipped(share) for share in (0.05, 0.3, 0.6, 0.9, 0.99)},
}
damaged = pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)


@damaged
def test_a_damaged_state_is_not_used(state, damage):
    state.write_bytes(damage(state.read_bytes()))

    assert_same(table(ROWS), table(ROWS), state)


@damaged
def test_damage_is_repaired_by_the_next_comparison(monkeypatch, state, damage):
    state.write_bytes(damage(state.read_bytes()))
    match(table(ROWS), table(ROWS), state=state)
    monkeypatch.setattr(running, "Embedded", forbidden)

    assert len(match(table(ROWS), table(ROWS), state=state).pairs) == 2


def test_the_state_of_other_code_is_not_used(monkeypatch, state):
    monkeypatch.setattr(origin, "FORMAT", origin.FORMAT + 1)
    monkeypatch.setattr(running, "Embedded", forbidden)

    with pytest.raises(AssertionError, match="everything is compared"):
        match(table(ROWS), table(ROWS), state=state)


def test_only_its_owner_may_read_it(state):
    assert stat.S_IMODE(state.stat().st_mode) == 0o600


def test_it_holds_no_names_phones_or_identifiers(state):
    whole = state.read_bytes().lower()

    for text in (b"quorvex mills", b"123456", b"austin", b"081466849"):
        assert text not in whole


def test_a_comparison_that_is_killed_leaves_the_state_as_it_was(monkeypatch, state):
    before = state.read_bytes()
    monkeypatch.setattr(container.Part, "sum", killed)
    with pytest.raises(KeyboardInterrupt):
        match(table(ROWS), table(dict.fromkeys("3", ROWS["1"])), state=state)

    assert state.read_bytes() == before
    assert list(state.parent.iterdir()) == [state]


def killed(_):
    raise KeyboardInterrupt


def test_where_it_cannot_be_kept_the_answer_is_the_same(tmp_path, caplog):
    nowhere = tmp_path / "no" / "such" / "folder" / "comparison.state"

    assert_same(table(ROWS), table(ROWS), nowhere)
    assert "cannot be kept" in caplog.text
