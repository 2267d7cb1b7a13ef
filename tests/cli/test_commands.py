"""The operator's commands: each works, and what is wrong is said in one sentence."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from partnerhub.__main__ import TOOLS
from partnerhub.app import APPLICATION
from partnerhub.cli.group import COMMANDS, cli
from partnerhub.cli.serve import free_port
from partnerhub.cli.tools import named
from partnerhub.settings import PREFIX

HOST = "127.0.0.1"
PATIENCE = 40


@pytest.fixture
def command(tmp_path):
    """Run a command in this process, on a data folder of its own."""

    def run(*words, **settings):
        gone = {name: None for name in os.environ if name.startswith(PREFIX)}
        return CliRunner().invoke(
            cli,
            [str(word) for word in words],
            obj=TOOLS,
            env=gone | environment(tmp_path, **settings),
        )

    return run


@pytest.fixture
def serve(tmp_path):
    """Run a `serve` that is refused, as a process: in this one it would not end if it were not."""

    def run(*words, **settings):
        return subprocess.run(
            program("serve", *words),
            env=environment(tmp_path, **settings),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    return run


def program(*words):
    return [sys.executable, "-m", "partnerhub", *map(str, words)]


def environment(folder, **settings):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    given = {f"{PREFIX}{name.upper()}": str(value) for name, value in settings.items()}
    return kept | {f"{PREFIX}DATA_FOLDER": str(folder), f"{PREFIX}POLL_SECONDS": "0.05"} | given


def complaint(done):
    """The one sentence of a command that was refused."""
    assert (done.exit_code if isinstance(done, Result) else done.returncode) == 1
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("Error: ")
    return line.removeprefix("Error: ")


def until(holds, what="it"):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"{what} did not happen"
        time.sleep(0.05)


# -- organizations, users, keys ------------------------------------------------------------------


@pytest.fixture
def acme(command):
    return command("organizations", "create", "Acme", "acme.com", "--admin", "ann@acme.com")


def test_organizations_are_created_and_listed(command, acme):
    assert acme.exit_code == 0
    assert re.search(r"Key, shown this once: ph_live_\w{60,}", acme.stdout)
    assert command("organizations", "list").stdout == "acme.com\tAcme\n"


def test_users_are_added_and_given_keys(command, acme):
    added = command("users", "add", "acme.com", "bob@acme.com", "--role", "viewer")
    key = command("users", "key", "acme.com", "bob@acme.com", "--days", "7", "--scope", "read")

    assert "User bob@acme.com, viewer of Acme." in added.stdout
    assert key.stdout.startswith("Key, shown this once: ph_live_")
    assert added.stdout.split()[-1] != key.stdout.split()[-1]


def test_who_never_logged_in_has_no_login_to_forget(command, acme):
    for words in (("acme.com",), ("acme.com", "ann@acme.com")):
        assert "time now: 0." in command("users", "unbind", *words).stdout


def test_quietly_only_the_key_is_printed(command):
    made = command(
        "organizations", "create", "Acme", "acme.com", "--admin", "ann@acme.com", "--quiet"
    )

    assert re.fullmatch(r"ph_live_\w+\n", made.stdout)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("organizations create Acme acme.com --admin a@acme.com", "already_exists"),
        ("organizations create Beta localhost --admin a@beta.com", "own web domain"),
        ("organizations create Beta gmail.com --admin a@beta.com", "own web domain"),
        ("organizations create Beta beta.com --admin nobody", "Not an e-mail address."),
        ("users add nobody.com a@nobody.com", "no organization with the domain nobody.com"),
        ("users add acme.com ann@acme.com", "already_exists"),
        ("users add acme.com nobody", "Not an e-mail address."),
        ("users key acme.com bob@acme.com", "no user with this address"),
        ("users key acme.com ann@acme.com --days 0", "1 to 365 days"),
        ("users unbind acme.com bob@acme.com", "no user with this address"),
        ("users unbind nobody.com", "no organization with the domain nobody.com"),
        ("docs write /proc/nowhere", "/proc/nowhere"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(command, acme, words, said):
    assert said in complaint(command(*words.split()))


@pytest.mark.parametrize(
    "words",
    [
        ("Beta", "beta.com", "--admin", "a@beta.com", "--currency", "QQQ"),
        (" ", "beta.com", "--admin", "a@beta.com"),
        ("Beta", "beta.com"),
    ],
)
def test_a_wrong_word_is_refused_with_the_usage(command, words):
    done = command("organizations", "create", *words)

    assert done.exit_code == 2
    assert "Usage:" in done.stderr
    assert command("organizations", "list").stdout == ""


def test_an_unknown_command_is_refused_with_its_usage(command):
    done = command("organisations")

    assert done.exit_code == 2
    assert "No such command 'organisations'" in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_found_under_its_name(name):
    assert named(COMMANDS[name]).name == name


def test_a_server_finds_the_application_where_it_is_named():
    assert TOOLS.application == APPLICATION
    assert callable(named(TOOLS.application))
    assert callable(named(TOOLS.create_app))


def test_matching_imports_neither_the_application_nor_the_database():
    said, imported = imported_for("match", "--help")
    unwanted = ("flask", "sqlalchemy", "alembic", "marshmallow", "babel", "tldextract", "requests")

    assert "Find the companies" in said
    assert "partnerhub.matching.matches" in imported
    assert imported.isdisjoint(unwanted)


def test_what_watches_over_a_server_imports_nothing_that_works_on_lists():
    said, imported = imported_for("serve", "--help")

    assert "Serve the API" in said
    assert "granian" in imported
    assert imported.isdisjoint(("flask", "polars", "pyarrow", "duckdb", "partnerhub.jobs"))


def imported_for(*words):
    """What a command says, and the modules it imports for that."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "partnerhub", *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


# -- settings and database -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"nope": "1"}, "Unknown setting: PARTNERHUB_NOPE"),
        ({"port": "abc"}, "PARTNERHUB_PORT"),
        ({"port": "70000"}, "PARTNERHUB_PORT has to be from 0 to 65535"),
        ({"server_threads": "0"}, "PARTNERHUB_SERVER_THREADS has to be at least 1"),
        ({"log_level": "loud"}, "debug, info, warning, error"),
        ({"secret_key": "short"}, "at least 32 characters"),
        ({"data_folder": "/proc/nowhere"}, "PARTNERHUB_DATA_FOLDER cannot be used"),
        ({"database_url": "nonsense"}, "PARTNERHUB_DATABASE_URL is not a database"),
        ({"database_url": "mysql://a:hush@b/c"}, "PARTNERHUB_DATABASE_URL is not a database"),
        ({"database_url": "sqlite:////proc/nowhere/a.db"}, "folder of the database"),
        ({"database_url": "sqlite:////proc/a.db"}, "database_unavailable"),
        ({"database_url": "postgresql://a:hush@127.0.0.1:1/c"}, "database_unavailable"),
    ],
)
def test_a_setting_that_cannot_be_is_said_in_one_sentence(command, settings, said):
    sentence = complaint(command("organizations", "list", **settings))

    assert said in sentence
    assert "hush" not in sentence


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"nope": "1"}, "Unknown setting: PARTNERHUB_NOPE"),
        ({"database_url": "postgresql://a:hush@127.0.0.1:1/c"}, "database_unavailable"),
        ({"host": "nowhere.invalid"}, "Cannot listen on nowhere.invalid"),
    ],
)
def test_a_server_that_cannot_start_says_why_in_one_sentence(serve, settings, said):
    assert said in complaint(serve(**settings))


def test_a_file_that_is_no_database_is_not_taken_for_an_empty_one(command, tmp_path):
    file = tmp_path / "partnerhub.sqlite3"
    file.write_bytes(b"not a database" * 100)

    assert "database_damaged" in complaint(command("worker", "--once"))
    assert file.read_bytes() == b"not a database" * 100


def test_the_database_is_upgraded_and_checked(command):
    before = command("database", "check")
    upgraded = command("database", "upgrade")
    after = command("database", "check")

    assert "run `partnerhub database upgrade`" in complaint(before)
    assert (upgraded.exit_code, after.exit_code) == (0, 0)
    assert after.stdout == "The database is up to date.\n"


def test_erasures_are_applied_again_when_asked(command):
    command("database", "upgrade")

    done = command("database", "reapply-erasures")

    assert (done.exit_code, done.stdout) == (0, "0 records of erased people removed.\n")


def test_documents_are_written_from_the_code(command, tmp_path):
    done = command("docs", "write", tmp_path / "docs")

    assert done.exit_code == 0
    names = {path.name for path in (tmp_path / "docs").iterdir()}
    assert names == {"openapi.json", "errors.md", "settings.md"}
    for name in ("openapi.json", "errors.md"):
        kept = Path(__file__).parents[2] / "docs" / name
        assert (tmp_path / "docs" / name).read_text() == kept.read_text()


def test_a_worker_does_what_waits_and_ends(command):
    done = command("worker", "--once")

    assert done.exit_code == 0
    assert done.stdout == "0 jobs done\n"


# -- serve ---------------------------------------------------------------------------------------


class Serving:
    """A server of this test's own, and the processes it started."""

    def __init__(self, folder):
        self.port = free_port(HOST)
        self.log = (folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            program("serve", "--host", HOST, "--port", self.port),
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
        )
        # To make a client reads all certificates: one for all tries leaves the processor to others.
        address = f"http://{HOST}:{self.port}"
        self.client = httpx.Client(base_url=address, headers={"Connection": "close"})
        until(self.answers, "an answer")
        self.family = family(self.process.pid)

    def answers(self):
        assert self.process.poll() is None
        try:
            return self.client.get("/health/ready").is_success
        except httpx.TransportError:
            return False

    def close(self):
        for pid in [self.process.pid, *self.family]:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        self.client.close()
        self.log.close()


def family(pid):
    """Every process below one."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    children = [int(each) for each in listed]
    return [*children, *(below for child in children for below in family(child))]


def alive(pid):
    """Whether a process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def serving(tmp_path):
    serving = Serving(tmp_path)
    yield serving
    serving.close()


def test_a_server_ends_when_it_is_told_to_and_leaves_nobody(serving):
    assert len(serving.family) >= 2

    serving.process.send_signal(signal.SIGTERM)

    assert serving.process.wait(PATIENCE) == 0
    until(lambda: not any(map(alive, serving.family)), "the end of the children")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((HOST, serving.port))


def test_a_server_that_is_killed_takes_its_children_along(serving):
    serving.process.kill()
    serving.process.wait(PATIENCE)

    until(lambda: not any(map(alive, serving.family)), "the end of the children")


def test_a_child_that_dies_is_started_again(serving):
    for pid in serving.family:
        os.kill(pid, signal.SIGKILL)

    until(lambda: not any(map(alive, serving.family)), "the end of the children")
    until(serving.answers, "an answer")
    serving.family += family(serving.process.pid)


def test_a_port_in_use_is_said_in_one_sentence(serve, serving):
    done = serve("--host", HOST, "--port", serving.port)

    assert complaint(done).startswith(f"Port {serving.port} is in use")
    assert serving.answers()
