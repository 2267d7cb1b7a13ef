"""What holds in every server process at once: limits, and that a key has stopped working.

Two servers on one data folder stand for the processes of one server: so a test can say which of
them it asks, and nothing else is different between the two.
"""

import http.client
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from partnerhub.cli.demo import server
from partnerhub.domain.permissions import Role
from partnerhub.services import organizations
from partnerhub.services.access import authenticate
from partnerhub.settings import PREFIX, Settings
from tests.api.test_socket import until
from tests.databases import OpenDatabase
from tests.factories import Make

LIMIT = 60
CALLS = 200
OWN = {"x-request-id", "date"}
"""Headers that name the call and not the answer."""


class Office:
    """One organization, asked for through either server."""

    def __init__(self, urls, folder):
        self.places = [urlsplit(url).netloc for url in urls]
        settings = Settings(data_folder=folder).prepared()
        self.database = OpenDatabase(settings.effective_database_url, settings.keyring())
        with self.database.transaction(write=True) as session:
            self.organization = Make(session).organization()

    def person(self, role=Role.ADMIN, **key):
        """Somebody new, as id, key and the key's id."""
        with self.database.transaction(write=True) as session:
            user = Make(session).user(self.organization, role)
            issued = organizations.issue_key(
                session, user=user, name="t", **({"now": datetime.now(UTC)} | key)
            )
            return user.id, issued.secret, issued.key.id

    def ask(self, place, key, method="GET", path="/v1/me", **headers):
        """Ask one process, over a connection of its own; give the status, headers and body."""
        connection = http.client.HTTPConnection(self.places[place], timeout=20)
        headers = {"Authorization": f"Bearer {key}"} | headers
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        said = response.status, response.getheaders(), response.read()
        connection.close()
        return said

    def everywhere(self, key):
        """What every process answers to a key, without what names the call."""
        return [
            (
                status,
                [(k, v) for k, v in headers if k.lower() not in OWN],
                body,
            )
            for status, headers, body in (self.ask(place, key) for place in range(2))
        ]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("processes")
    patch = pytest.MonkeyPatch()
    environment = server.environment
    limits = {f"{PREFIX}CALLS_PER_MINUTE": str(LIMIT), f"{PREFIX}WORKER_PROCESSES": "0"}
    patch.setattr(server, "environment", lambda folder: environment(folder) | limits)
    with patch.context(), server.running(folder) as one, server.running(folder) as other:
        found = Office((one, other), folder)
        yield found
        found.database.close()
    patch.undo()


@pytest.fixture
def unknown(office):
    """What every process answers to a key that never was."""
    answers = office.everywhere("ph_live_nothing")
    assert answers[0] == answers[1]
    assert answers[0][0] == 401
    return answers


def minute():
    return int(datetime.now(UTC).timestamp() // 60)


def within_a_minute(calls):
    """Make calls that all fall into one minute: again, where another one began meanwhile."""
    while True:
        began = minute()
        made = calls()
        if minute() == began:
            return made


def test_a_key_makes_exactly_its_calls_whatever_process_answers(office):
    def calls():
        _, key, _ = office.person()
        return [office.ask(number % 2, key) for number in range(CALLS)]

    made = within_a_minute(calls)

    assert [status for status, _, _ in made] == [200] * LIMIT + [429] * (CALLS - LIMIT)
    _, headers, body = made[-1]
    assert json.loads(body)["code"] == "too_many_requests"
    assert 1 <= int(dict(headers)["retry-after"]) <= 60


def test_a_forged_origin_is_no_way_around_the_limit(office):
    def calls():
        _, key, _ = office.person()
        forged = [
            {"X-Forwarded-For": f"198.51.100.{number}", "Forwarded": f"for=198.51.100.{number}"}
            for number in range(2 * LIMIT)
        ]
        return [office.ask(n % 2, key, **headers)[0] for n, headers in enumerate(forged)]

    assert within_a_minute(calls).count(200) == LIMIT


def test_a_revoked_key_is_refused_by_every_process_at_once(office, unknown):
    _, key, key_id = office.person()
    assert [status for status, _, _ in office.everywhere(key)] == [200, 200]

    assert office.ask(0, key, "DELETE", f"/v1/api-keys/{key_id}")[0] == 204

    assert office.everywhere(key) == unknown


def test_the_key_of_a_removed_user_is_refused_by_every_process_at_once(office, unknown):
    _, admin, _ = office.person()
    user, key, _ = office.person(Role.MANAGER)
    assert [status for status, _, _ in office.everywhere(key)] == [200, 200]

    assert office.ask(0, admin, "DELETE", f"/v1/users/{user}")[0] == 204

    assert office.everywhere(key) == unknown


def test_a_key_that_runs_out_is_refused_by_every_process_at_once(office, unknown):
    ends = datetime.now(UTC) + timedelta(seconds=3)
    _, key, _ = office.person(now=ends - timedelta(days=1), days=1)
    assert [status for status, _, _ in office.everywhere(key)] == [200, 200]

    until(lambda: datetime.now(UTC) > ends)

    assert office.everywhere(key) == unknown


def test_less_that_a_user_may_do_holds_in_every_process_at_once(office):
    _, admin, _ = office.person()
    user, key, _ = office.person()
    assert [office.ask(place, key, path="/v1/audit")[0] for place in range(2)] == [200, 200]

    with office.database.transaction(write=True) as session:
        actor = authenticate(session, admin, datetime.now(UTC))
        organizations.change_user(session, actor, user_id=user, revision=1, role=Role.VIEWER)

    assert [office.ask(place, key, path="/v1/audit")[0] for place in range(2)] == [403, 403]
