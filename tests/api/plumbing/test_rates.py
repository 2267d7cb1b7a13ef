"""Rate limits: exact however many processes count, and bounded whatever keys there are."""

import fcntl
import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import pytest

from partnerhub.domain.errors import TooManyRequestsError
from partnerhub.http import rates
from partnerhub.http.rates import RateLimit


def passes(limit, key, calls):
    """How many of so many calls of a key pass."""
    passed = 0
    for _ in range(calls):
        try:
            limit.count(key)
            passed += 1
        except TooManyRequestsError:
            pass
    return passed


def in_a_process(path, calls):
    return passes(RateLimit(100, path, clock=lambda: 7.0), "ann", calls)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "calls"


def test_processes_that_share_a_folder_count_together(path):
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        passed = pool.starmap(in_a_process, [(path, 90)] * 3)

    assert sum(passed) == 100


def test_nobody_else_counts_while_one_does(path):
    with path.open("wb") as other:

        def clock():
            with pytest.raises(BlockingIOError):
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return 7.0

        assert passes(RateLimit(5, path, clock=clock), "ann", 9) == 5
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_threads_count_together(path):
    limit = RateLimit(100, path, clock=lambda: 7.0)

    with ThreadPoolExecutor(4) as threads:
        passed = threads.map(lambda _: passes(limit, "ann", 50), range(4))

    assert sum(passed) == 100


def test_what_was_counted_outlives_the_process_that_counted_it(path):
    assert passes(RateLimit(5, path, clock=lambda: 7.0), "ann", 3) == 3

    assert passes(RateLimit(5, path, clock=lambda: 8.0), "ann", 9) == 2
    assert passes(RateLimit(5, path, clock=lambda: 60.0), "ann", 9) == 5


def test_many_keys_take_no_more_room_and_keep_nobody_out(path, monkeypatch):
    monkeypatch.setattr(rates, "BUCKETS", 2)
    limit = RateLimit(3, path, clock=lambda: 7.0)
    assert passes(limit, "ann", 9) == 3

    strangers = [passes(limit, f"stranger {number}", 1) for number in range(500)]

    assert set(strangers) == {1}
    assert path.stat().st_size == 2 * rates.BUCKET_BYTES
    assert passes(limit, "ann", 9) == 0


def test_a_file_that_is_no_file_of_counts_is_counted_over(path):
    path.write_bytes(b"not counts\n" * 7)

    assert passes(RateLimit(5, path, clock=lambda: 7.0), "ann", 9) == 5


def test_who_has_a_key_gets_in_when_the_file_cannot_be_written(tmp_path):
    limit = RateLimit(5, tmp_path / "absent" / "calls", clock=lambda: 7.0)

    assert passes(limit, "ann", 9) == 9


def test_the_file_names_no_key(path):
    RateLimit(5, path).count("0123456789abcdef0123456789abcdef")

    assert b"0123456789abcdef" not in path.read_bytes()
