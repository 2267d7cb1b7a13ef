"""The job queue, on committed transactions of its own: that is what two workers share."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from partnerhub.persistence import queue
from partnerhub.persistence.models import Job
from tests.factories import NOW

LEASE = 30


def at(seconds):
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def jobs(own_database):
    """A queue that is empty when a test begins."""
    with own_database.transaction(write=True) as session:
        session.execute(delete(Job))
    return Jobs(own_database)


class Jobs:
    """The queue's functions, each in a transaction of its own."""

    def __init__(self, database):
        self.database = database
        self.put_so_far = 0

    def put(self, *lanes):
        for lane in lanes:
            with self.database.transaction(write=True) as session:
                job = queue.put(session, "import", lane=lane, subject=lane)
                job.created_at = at(self.put_so_far)
                self.put_so_far += 1

    def take(self, now):
        with self.database.transaction(write=True) as session:
            return queue.take(session, now, lease_seconds=LEASE)

    def hold(self, lease, now, **changes):
        with self.database.transaction(write=True) as session:
            queue.hold(session, lease, now, **changes)

    def finish(self, lease, now, **options):
        with self.database.transaction(write=True) as session:
            queue.finish(session, lease, now, **options)

    def retry(self, lease, now):
        with self.database.transaction(write=True) as session:
            queue.retry(session, lease, now, error="RuntimeError")

    def one(self):
        with self.database.transaction(write=False) as session:
            return session.scalars(select(Job)).one()

    def waiting(self):
        with self.database.transaction(write=False) as session:
            unfinished = Job.state.in_(["queued", "running"])
            return len(list(session.scalars(select(Job).where(unfinished))))


def test_a_job_exists_when_its_transaction_commits(jobs):
    def promise_and_fail():
        with jobs.database.transaction(write=True) as session:
            queue.put(session, "import", lane="a")
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        promise_and_fail()

    assert jobs.take(NOW) is None


def test_the_oldest_job_is_taken_with_what_it_is_about(jobs):
    jobs.put("a", "b")

    first, second = jobs.take(NOW), jobs.take(NOW)

    assert (first.kind, first.payload, first.attempt) == ("import", {"subject": "a"}, 1)
    assert second.payload == {"subject": "b"}
    assert jobs.take(NOW) is None


def test_jobs_of_one_lane_run_one_after_the_other(jobs):
    jobs.put("a", "a", "b")

    first, other = jobs.take(NOW), jobs.take(NOW)
    busy = jobs.take(NOW)
    jobs.finish(first, at(1))
    second = jobs.take(at(1))

    assert (first.payload["subject"], other.payload["subject"]) == ("a", "b")
    assert busy is None
    assert second.payload["subject"] == "a"
    assert second.job_id != first.job_id


def test_a_finished_job_is_done(jobs):
    jobs.put("a")
    jobs.finish(jobs.take(NOW), at(1))

    job = jobs.one()

    assert (job.state, job.error, job.finished_at) == ("succeeded", None, at(1))
    assert jobs.take(at(1000)) is None
    assert jobs.waiting() == 0


def test_a_failed_job_says_why_and_is_done(jobs):
    jobs.put("a")
    jobs.finish(jobs.take(NOW), at(1), error="import_empty")

    assert (jobs.one().state, jobs.one().error) == ("failed", "import_empty")
    assert jobs.take(at(1000)) is None


def test_a_job_to_be_tried_again_waits_a_little(jobs):
    jobs.put("a")
    jobs.retry(jobs.take(NOW), at(1))

    assert jobs.take(at(1)) is None
    again = jobs.take(at(1 + queue.RETRY_SECONDS))

    assert again.attempt == 2
    assert jobs.waiting() == 1


def test_a_checkpoint_outlives_the_attempt(jobs):
    jobs.put("a")
    lease = jobs.take(NOW)
    jobs.hold(lease, at(1), checkpoint={"batches": 3})

    again = jobs.take(at(1 + LEASE + 1))

    assert again.checkpoint == {"batches": 3}


def test_a_lease_that_is_held_does_not_pass(jobs):
    jobs.put("a")
    lease = jobs.take(NOW)

    jobs.hold(lease, at(LEASE - 1))

    assert jobs.take(at(LEASE + 1)) is None
    assert jobs.take(at(2 * LEASE)).attempt == 2


def test_a_worker_that_overslept_writes_nothing(jobs):
    jobs.put("a")
    sleeper = jobs.take(NOW)
    taker = jobs.take(at(LEASE + 1))

    for write in (jobs.hold, jobs.finish, jobs.retry):
        with pytest.raises(queue.LeaseLostError):
            write(sleeper, at(LEASE + 2))

    assert taker.attempt == sleeper.attempt + 1
    jobs.finish(taker, at(LEASE + 2))
    assert jobs.one().state == "succeeded"


def test_what_stands_beside_a_lost_lease_is_undone(jobs):
    jobs.put("a")
    sleeper = jobs.take(NOW)
    jobs.take(at(LEASE + 1))

    def write_after_oversleeping():
        with jobs.database.transaction(write=True) as session:
            queue.put(session, "import", lane="never")
            session.flush()
            queue.hold(session, sleeper, at(LEASE + 2))

    with pytest.raises(queue.LeaseLostError):
        write_after_oversleeping()

    assert jobs.waiting() == 1


def test_an_ended_job_cannot_be_held(jobs):
    jobs.put("a")
    lease = jobs.take(NOW)
    jobs.finish(lease, at(1))

    with pytest.raises(queue.LeaseLostError):
        jobs.hold(lease, at(2))


def test_a_lost_worker_frees_its_lane_for_its_own_job_first(jobs):
    jobs.put("a", "a")
    lost = jobs.take(NOW)

    again = jobs.take(at(LEASE + 1))

    assert (again.job_id, again.attempt) == (lost.job_id, 2)


def test_two_workers_who_choose_one_lane_at_once_do_not_both_get_in(jobs):
    jobs.put("a", "a")
    answers = []
    second = threading.Thread(target=lambda: answers.append(jobs.take(NOW)))

    with jobs.database.transaction(write=True) as session:
        first = queue.take(session, NOW, lease_seconds=LEASE)
        second.start()
        second.join(0.3)  # Long enough for it to choose; what it sees is decided at the commit.
    second.join(10)

    assert first is not None
    assert answers == [None]
    assert jobs.waiting() == 2


def test_two_workers_never_get_the_same_job(jobs):
    jobs.put(*(f"lane {n % 4}" for n in range(12)))
    taken, errors, start = [], [], threading.Barrier(4)

    def work():
        start.wait()
        idle = 0
        while idle < 50:
            try:
                lease = jobs.take(NOW)
                if lease is None:
                    idle += 1
                    continue
                taken.append((lease.job_id, lease.attempt))
                jobs.finish(lease, NOW)
            except Exception as error:  # noqa: BLE001 - a thread's error is the test's
                errors.append(error)
                return

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(taken) == len(set(taken)) == 12
    assert {attempt for _, attempt in taken} == {1}
    assert jobs.waiting() == 0


def test_an_attempt_without_a_database_does_not_count_against_the_job(jobs):
    jobs.put("import")
    now = NOW

    for _ in range(queue.MAX_ATTEMPTS + 2):
        lease = jobs.take(now)
        assert lease.tries == 1
        with jobs.database.transaction(write=True) as session:
            queue.retry(session, lease, now, error="database_unavailable", excused=True)
        assert jobs.take(now) is None
        now += timedelta(seconds=queue.LONGEST_SECONDS)

    assert jobs.take(now).tries == 1
