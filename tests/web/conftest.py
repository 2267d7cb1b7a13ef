"""Providers to log in with: a real one, as a process of its own, and one that forges."""

import subprocess
import sys
import time
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import requests

from partnerhub.app import create_app
from partnerhub.cli.serve import free_port
from partnerhub.domain.permissions import Role
from partnerhub.persistence.migrating import upgrade
from partnerhub.persistence.models import User
from partnerhub.services import organizations
from partnerhub.settings import Settings
from tests.databases import OpenDatabase
from tests.web.forger import Forger

PATIENCE = 60
PROGRAM = Path(__file__).parent / "provider_program.py"


class Provider:
    """A running provider, and what has to be set to use it."""

    def __init__(self, port, page):
        self.page = page
        self.settings = {
            "public_url": page,
            "oidc_issuer": f"http://localhost:{port}",
            "oidc_client_id": "partnerhub",
            "oidc_client_secret": "the-providers-secret",
        }

    @staticmethod
    def answer(address, person):
        """Where the provider sends the browser of a person who follows an address."""
        answered = requests.get(address, cookies={"person": person}, allow_redirects=False)
        assert answered.status_code == 302, answered.text
        return answered.headers["Location"]


@pytest.fixture(scope="package")
def provider(tmp_path_factory):
    port, page = free_port("localhost"), f"http://localhost:{free_port('localhost')}"
    log = tmp_path_factory.mktemp("provider") / "log"
    told = [str(port), f"{page}/login/callback", str(log.parent)]
    command = [sys.executable, "-W", "ignore", PROGRAM, *told]
    with log.open("wb") as file:
        running = subprocess.Popen(command, stdout=file, stderr=file)
    try:
        until = time.monotonic() + PATIENCE
        while not answers(f"http://localhost:{port}/.well-known/openid-configuration"):
            assert running.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
        yield Provider(port, page)
    finally:
        running.terminate()
        running.wait()


def answers(address):
    try:
        return requests.get(address).ok
    except requests.ConnectionError:
        time.sleep(0.05)
        return False


@pytest.fixture(scope="package")
def forger():
    forger = Forger()
    yield forger
    forger.close()


class Page:
    """An installation with one organization and its people, and browsers that look at it."""

    def __init__(self, folder, **settings):
        self.settings = Settings(data_folder=folder, secret_key="x" * 32, **settings).prepared()
        self.database = OpenDatabase(self.settings.effective_database_url, self.settings.keyring())
        self.later = timedelta()
        upgrade(self.database)
        self.apps = [self._app(), self._app()]
        with self.database.transaction(write=True) as session:
            acme = organizations.create(session, name="Acme", domain="acme.com")
            self.organization_id = acme.id
        self.admin = self.key(self.invite("boss@acme.com", Role.ADMIN))

    def otherwise(self, **settings):
        """The same installation under other settings."""
        other = copy(self)
        other.settings = replace(self.settings, **settings)
        other.apps = [other._app()]
        return other

    def _app(self):
        return create_app(self.settings, self.database, clock=self.now)

    def now(self):
        return datetime.now(UTC) + self.later

    def invite(self, email, role=Role.MANAGER):
        with self.database.transaction(write=True) as session:
            return organizations.add_user(
                session, organization_id=self.organization_id, email=email, name="Ann", role=role
            ).id

    def key(self, user_id):
        with self.database.transaction(write=True) as session:
            user = session.get_one(User, (self.organization_id, user_id))
            return organizations.issue_key(session, user=user, name="t", now=self.now()).secret

    def as_admin(self, method, path):
        headers = {"Authorization": f"Bearer {self.admin}"}
        return self.apps[0].test_client().open(path, method=method, headers=headers)

    def browser(self, process=0):
        return Browser(self.apps[process].test_client())


class Browser:
    """A browser that keeps cookies, and the page's script in it."""

    def __init__(self, client):
        self.client = client

    def begin(self, path="/login"):
        """Follow the page's link; where the provider is asked."""
        answer = self.client.get(path)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def come_back(self, address):
        return self.client.get(address.partition("/login")[1] + address.partition("/login")[2])

    def read(self, path="/v1/me", method="GET", **headers):
        said = {"Authorization": "Session", "Sec-Fetch-Site": "same-origin"} | headers
        said = {name.replace("_", "-"): text for name, text in said.items() if text is not None}
        return self.client.open(path, method=method, headers=said)

    def cookie(self, name):
        found = self.client.get_cookie(name)
        return found.value if found else None


def given(answer):
    """The cookies that an answer gives, by name."""
    found = SimpleCookie()
    for line in answer.headers.getlist("Set-Cookie"):
        found.load(line)
    return found
