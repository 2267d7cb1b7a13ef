"""An application with one resource, on a database of dictionaries."""

from datetime import UTC, datetime

import pytest

from partnerhub.api.resources import operations
from partnerhub.app import assemble
from partnerhub.http.context import Wiring
from partnerhub.http.rates import RateLimit
from partnerhub.settings import Settings
from tests.api.plumbing import things
from tests.api.plumbing.fakes import FakeAnswers, FakeDatabase, authenticate

SECRET = "a secret of the tests, long enough for every key"


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self):
        self.moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def fake_database():
    return FakeDatabase()


@pytest.fixture
def plumbing_settings(tmp_path):
    return Settings(
        data_folder=tmp_path,
        secret_key=SECRET,
        max_upload_bytes=1 << 20,
        metrics_key=things.SCRAPER,
    )


@pytest.fixture
def wiring(plumbing_settings, fake_database, clock):
    return Wiring(
        settings=plumbing_settings,
        database=fake_database,
        authenticate=authenticate,
        answers=FakeAnswers(),
        ready=lambda: None,
        rate_limit=RateLimit(
            plumbing_settings.calls_per_minute, plumbing_settings.calls, clock=lambda: 0.0
        ),
        clock=clock,
    )


@pytest.fixture
def plumbing_app(wiring):
    return assemble(wiring, [operations.blueprint, things.blueprint])


class Caller:
    """Somebody who calls the API with a key."""

    def __init__(self, app, key):
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {key}"}

    def __call__(self, method, path, *, headers=None, **options):
        headers = {**self.headers, **(headers or {})}
        with self.client.open(path, method=method, headers=headers, **options) as response:
            response.get_data()
            return response

    def get(self, path, **options):
        return self("GET", path, **options)

    def post(self, path, **options):
        return self("POST", path, **options)


@pytest.fixture
def ann(plumbing_app):
    return Caller(plumbing_app, "key-of-ann")


@pytest.fixture
def bob(plumbing_app):
    return Caller(plumbing_app, "key-of-bob")
