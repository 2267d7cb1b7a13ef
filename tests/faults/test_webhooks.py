"""Deliveries that are interrupted, and receivers that never answer: nothing is lost or held up."""

import threading
from dataclasses import replace

import pytest

from partnerhub.domain.audit import Action
from partnerhub.jobs.worker import Worker
from partnerhub.services import audit, webhooks
from tests.factories import Make
from tests.factories.receivers import SOON, Receiver, authority
from tests.faults.workers import Nursery

ISSUER = authority()


@pytest.fixture
def receiving():
    """Starts receivers."""
    started = []

    def receiving(**options):
        started.append(Receiver(ISSUER, **options))
        return started[-1]

    yield receiving
    for each in started:
        each.close()


@pytest.fixture
def allowing(own_settings, tmp_path):
    """Settings under which some receivers on loopback may be called."""
    ISSUER.cert_pem.write_to_path(tmp_path / "ca.pem")

    def allowing(*receivers):
        places = tuple(each.place for each in receivers)
        return replace(
            own_settings,
            webhook_hosts=places,
            webhook_ca_file=str(tmp_path / "ca.pem"),
            poll_seconds=0.02,
        )

    return allowing


def hook(database, receiver, actor=None):
    """Somebody is told at a receiver."""
    with database.transaction(write=True) as session:
        actor = actor or Make(session).actor()
        webhooks.create(session, actor, url=receiver.url, allowed=[receiver.place])
        return actor


def act(database, actor, subject="a" * 32):
    with database.transaction(write=True) as session:
        audit.note(session, actor.organization_id, Action.IMPORT_PUBLISHED, subject_id=subject)


@pytest.mark.slow
def test_a_worker_killed_between_sending_and_noting_leaves_one_delivery_that_arrives_twice(
    own_database, receiving, allowing
):
    killed, workers = threading.Event(), []

    def kill_the_first(_request):
        if not killed.is_set():
            nursery.kill(workers[0])
            killed.set()
        return 200

    receiver = receiving(answer=kill_the_first)
    nursery = Nursery(allowing(receiver))
    actor = hook(own_database, receiver)
    act(own_database, actor)

    workers.append(nursery.start())
    first = receiver.next()
    assert killed.wait(SOON)
    workers.append(nursery.start())
    second = receiver.next()
    nursery.kill(workers[1])
    nursery.close()

    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body


def test_a_receiver_that_does_not_answer_keeps_nobody_else_waiting(
    own_database, receiving, allowing
):
    answering, busy = threading.Event(), threading.Event()

    def never(_request):
        busy.set()
        answering.wait(SOON)
        return 200

    dead, well = receiving(answer=never), receiving()
    settings = allowing(dead, well)
    worker = Worker(own_database, settings)
    slow, quick = hook(own_database, dead), hook(own_database, well)
    running = threading.Thread(target=worker.run, daemon=True)
    for number in range(3):
        act(own_database, slow, f"{number}" * 32)

    running.start()
    assert busy.wait(SOON)
    act(own_database, quick, "b" * 32)
    arrived = well.next()
    still_waiting = dead.requests.qsize()
    answering.set()
    worker.stopping.set()
    running.join(SOON)

    assert b"b" * 32 in arrived.body
    assert still_waiting == 1
    assert not running.is_alive()
