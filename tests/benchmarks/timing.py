"""What time tells: whether who measures answers learns what the answers do not say.

`python -m tests.benchmarks.timing [samples] [title]` asks an application in this process, without
a network, two kinds of question in a random order: keys with a wrong secret beside keys nobody has,
and things of others beside things that are not. It crops the slowest tenth of each kind, which is
the machine and not the program, and prints the difference of the means in microseconds with Welch's
t: once by the clock on the wall, as others see it, and once by the processor's time, which shows
the program's own difference also where other programs run. 25 microseconds are allowed.
"""

import gc
import random
import secrets
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from partnerhub.app import create_app
from partnerhub.domain.keys import Token
from partnerhub.persistence.base import new_id
from partnerhub.persistence.migrating import upgrade
from partnerhub.persistence.models import Account
from partnerhub.settings import Settings
from tests.databases import OpenDatabase
from tests.factories import Make
from tests.factories.lists import upload

ALLOWED = 25
CROPPED = 10
WARM_UP = 500


def asked(application, token, path):
    """Ask once; return nanoseconds by both clocks and the status."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_AUTHORIZATION": f"Bearer {token}",
        "wsgi.url_scheme": "http",
        "wsgi.input": None,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    statuses = []
    began, busy = time.perf_counter_ns(), time.thread_time_ns()
    answer = application(environ, lambda status, _headers, _info=None: statuses.append(status))
    for _ in answer:
        pass
    answer.close()
    spent = time.perf_counter_ns() - began, time.thread_time_ns() - busy
    return spent, statuses[0]


def sampled(application, kinds, samples):
    """Ask each kind so many times, mixed at random; return cropped microseconds by both clocks."""
    times = {name: ([], []) for name in kinds}
    seen = set()
    for _ in range(WARM_UP):
        for question in kinds.values():
            asked(application, *question())
    gc.collect()
    gc.disable()
    order = [name for name in kinds for _ in range(samples)]
    random.SystemRandom().shuffle(order)
    for name in order:
        question = kinds[name]()
        spent, status = asked(application, *question)
        for each, nanoseconds in zip(times[name], spent, strict=True):
            each.append(nanoseconds / 1000)
        seen.add(status)
    gc.enable()
    assert len(seen) == 1, seen
    kept = samples - samples // CROPPED
    return [
        {name: sorted(both[clock])[:kept] for name, both in times.items()} for clock in range(2)
    ]


def told(title, cropped):
    """Print what the times of two kinds tell."""
    (one, first), (other, second) = cropped.items()
    means = statistics.fmean(first), statistics.fmean(second)
    spread = statistics.variance(first) / len(first) + statistics.variance(second) / len(second)
    difference = means[0] - means[1]
    verdict = "within" if abs(difference) < ALLOWED else "MORE THAN"
    print(
        f"{title}: {one} {means[0]:.1f}, {other} {means[1]:.1f}; difference {difference:+.2f} "
        f"microseconds, t {difference / spread**0.5:+.1f}; {verdict} {ALLOWED}"
    )


def installed(folder):
    """An installation with two organizations; the application, a key, and what is whose."""
    settings = Settings(data_folder=folder, log_level="error").prepared()
    settings = replace(settings, calls_per_minute=10**9)
    database = OpenDatabase(settings.effective_database_url, settings.keyring())
    upgrade(database)
    with database.transaction(write=True) as session:
        make = Make(session)
        agreed = make.partnership()
        user = make.user(make.organization())
        issued = make.key(user, now=datetime.now(UTC))
        acme = {"record_id": "1", "name": "Acme"}
        upload(session, agreed.first.organization_id, "accounts", acme)
        account = session.query(Account).first()
        return create_app(settings, database), issued.secret, agreed.id, account.id


def main(samples="20000", only=""):
    """Measure and print all pairs."""
    with tempfile.TemporaryDirectory() as folder:
        application, key, partnership, account = installed(Path(folder))
        known = Token.parse(key)

        def wrong_secret():
            return replace(known, secret=secrets.token_bytes(32)).text(), "/v1/me"

        def unknown_id():
            secret = secrets.token_bytes(32)
            return replace(known, key_id=new_id(), secret=secret).text(), "/v1/me"

        def unknown_organization():
            return Token.issue(new_id(), new_id()).text(), "/v1/me"

        def about(path, whose):
            return lambda: (key, path.format(whose or new_id()))

        pairs = {
            "key": {"wrong secret": wrong_secret, "unknown id": unknown_id},
            "key of": {"wrong secret": wrong_secret, "no organization": unknown_organization},
        }
        for path, foreign in (
            ("/v1/partnerships/{}", partnership),
            ("/v1/partnerships/{}/sharing", partnership),
            ("/v1/accounts/{}", account),
        ):
            pairs[path] = {"foreign": about(path, foreign), "absent": about(path, None)}
        for title, kinds in pairs.items():
            if only in title:
                wall, processor = sampled(application.wsgi_app, kinds, int(samples))
                told(f"{title}, wall", wall)
                told(f"{title}, processor", processor)


if __name__ == "__main__":
    main(*sys.argv[1:])
