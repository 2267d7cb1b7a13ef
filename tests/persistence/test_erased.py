import pytest

from partnerhub.persistence import erased

ACME, GLOBEX = "a" * 32, "b" * 32
ADA, BOB = "1" * 32, "2" * 32


@pytest.fixture
def file(tmp_path):
    return tmp_path / "erased.txt"


def test_nobody_is_erased_where_there_is_no_file(file):
    assert erased.read(file) == {}


def test_whoever_was_added_is_read_again(file):
    erased.add(file, {ACME: {ADA, BOB}})
    erased.add(file, {GLOBEX: {BOB}})

    assert erased.read(file) == {ACME: {ADA, BOB}, GLOBEX: {BOB}}


def test_nobody_is_written_down_twice(file):
    added = [erased.add(file, {ACME: keys}) for keys in ({ADA}, {ADA, BOB}, {ADA, BOB})]

    assert added == [1, 1, 0]
    assert len(file.read_text().splitlines()) == 2


@pytest.mark.parametrize("torn", [f"{ACME} {ADA[:9]}", "\xff\x00", f"{ACME}"])
def test_a_line_that_is_not_whole_harms_no_other(file, torn):
    file.write_bytes(f"{ACME} {BOB}\n{torn}".encode("latin-1"))

    erased.add(file, {ACME: {ADA}})

    assert erased.read(file) == {ACME: {ADA, BOB}}
