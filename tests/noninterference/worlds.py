"""Two worlds that one side cannot tell apart: every call is made in both, and compared.

A world is an installation of its own: a database, an application, a worker. Chance and time are
the same in both: before each step the ids that will be made and the moment are set anew, so that
what happened behind one step leaves no trace in the next one's.
"""

import hashlib
import io
import json
import random
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import structlog
import time_machine

from partnerhub.app import create_app
from partnerhub.domain import keys
from partnerhub.domain.webhooks import Outcome
from partnerhub.http import life, logs
from partnerhub.jobs.worker import Worker
from partnerhub.persistence import base
from partnerhub.services import deliveries, sending
from partnerhub.settings import Settings
from tests.api.calls import answer
from tests.databases import OpenDatabase, migrate, owner_of
from tests.factories import NOW

SECRET = "a secret of the tests, long enough for every key"
BY_THE_CLOCK = re.compile(r'"(duration_ms|timestamp)": ?("[^"]*"|[0-9.]+)')


class ToldApartError(AssertionError):
    """The same call was answered differently in the two worlds."""


class World:
    """An installation, and the people in it by name."""

    def __init__(self, folder, number, url=""):
        settings = Settings(
            data_folder=folder,
            database_url=url,
            owner_url=owner_of(url),
            secret_key=SECRET,
            calls_per_minute=1_000_000,
        )
        self.number = number
        self.settings = settings.prepared()
        self.database = OpenDatabase(self.settings.effective_database_url, self.settings.keyring())
        migrate(self.database)
        self.now = NOW
        self.app = create_app(self.settings, self.database, clock=lambda: self.now)
        self.client = self.app.test_client()
        self.worker = Worker(self.database, self.settings)
        self.sent = []
        told = replace(self.worker.handlers[deliveries.JOB], process=self._send)
        self.worker.handlers |= {deliveries.JOB: told}
        self.keys = {}

    def call(self, who, method, path, **options):
        """Make a call as somebody; return the answer, read to its end."""
        options = _with_files(options)
        headers = {"Authorization": f"Bearer {self.keys[who]}"} | options.pop("headers", {})
        with self.client.open(path, method=method, headers=headers, **options) as response:
            response.get_data()
            return response

    def _send(self, database, lease):
        """Send webhooks to nobody, and keep what was sent."""

        def post(*message):
            self.sent.append(message)
            return Outcome(200)

        sending.process(database, lease, post=post, clock=lambda: self.now)

    def close(self):
        self.database.close()


class Twins:
    """Two worlds that go through the same steps."""

    def __init__(self, worlds):
        self.worlds = worlds
        self.steps = count()
        self.seed = 0

    def begin(self, seed):
        """Begin a script: its chances are its own."""
        self.seed, self.steps = seed, count()

    def both(self, step):
        """Take a step in both worlds, at one moment and with the same chances."""
        number = next(self.steps)
        taken = []
        for world in self.worlds:
            world.now = NOW + timedelta(minutes=number)
            with time_machine.travel(world.now, tick=False), _chances(f"{self.seed}/{number}"):
                taken.append(step(world))
        return taken

    def ask(self, who, method, path, **options):
        """Make a call in both worlds and return the one answer that both give.

        Raises:
            ToldApartError: The answers differ, or what was logged of the calls does.
        """
        heard = self.both(lambda world: _heard(world, who, method, path, options))
        one, other = heard
        for what, mine, yours in zip(("answer", "log"), one[1:], other[1:], strict=True):
            if mine != yours:
                message = f"script {self.seed!r}, {method} {path}: {what}\n{mine}\n{yours}"
                raise ToldApartError(message)
        return one[0]

    def work(self):
        """Have both workers do what is waiting; what they send and log is alike, too.

        Raises:
            ToldApartError: Webhooks or logs differ.
        """

        def step(world):
            world.sent.clear()
            with _logged() as lines:
                world.worker.run_all()
            return [*world.sent], lines

        for what, mine, yours in zip(("webhooks", "log"), *self.both(step), strict=True):
            if mine != yours:
                message = f"script {self.seed!r}, worker: {what}\n{mine}\n{yours}"
                raise ToldApartError(message)


def _heard(world, who, method, path, options):
    with _logged() as lines:
        response = world.call(who, method, path, **options)
    return response, answer(response), lines


def _with_files(options):
    """Copy the options of a call; bytes in a form become a file, which is read only once."""
    data = {
        name: (io.BytesIO(value[0]), *value[1:]) if isinstance(value, tuple) else value
        for name, value in (options.get("data") or {}).items()
    }
    return options | ({"data": data} if data else {})


@contextmanager
def _logged():
    """Collect what is logged, without what the machine's clock says."""
    before, lines, stream = structlog.get_config(), [], io.StringIO()
    logs.configure("debug", stream)
    try:
        yield lines
    finally:
        structlog.configure(**before)
        lines += (
            json.loads(BY_THE_CLOCK.sub(r'"\1": 0', line))
            for line in stream.getvalue().splitlines()
        )


@contextmanager
def _chances(seed):
    """Make random ids and keys follow from a seed."""
    numbers, state = count(), random.getstate()
    random.seed(seed)  # When a delivery that failed is tried again is drawn from these.

    def drawn(size):
        return hashlib.shake_256(f"{seed}/{next(numbers)}".encode()).digest(size)

    stand_in = {"token_bytes": drawn, "token_hex": lambda size: drawn(size).hex()}
    before = base.secrets, keys.secrets, life.secrets
    for module, real in zip((base, keys, life), before, strict=True):
        module.secrets = SimpleNamespace(compare_digest=real.compare_digest, **stand_in)
    try:
        yield
    finally:
        base.secrets, keys.secrets, life.secrets = before
        random.setstate(state)
