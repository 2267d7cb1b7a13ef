"""What only a real server shows: long heads, and uploads that are too long, stall or break off."""

import http.client
import json
import socket
import subprocess
import sys
import time
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from partnerhub.cli.demo import server
from partnerhub.settings import PREFIX

MEBIBYTE = 1 << 20
LIMIT = 2 * MEBIBYTE
PATIENCE = 20
START = (
    b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\naccounts\r\n'
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n\r\n'
)
END = b"\r\n--x--\r\n"
LIST = b"id,name,website\n1,Acme,acme.com\n"


class Served:
    """A running server, and somebody's key to it."""

    def __init__(self, url, folder):
        self.host, self.port = urlsplit(url).hostname, urlsplit(url).port
        self.folder = folder
        made = subprocess.run(
            [
                *(sys.executable, "-m", "partnerhub", "organizations", "create"),
                *("Acme", "acme.com", "--admin", "ann@acme.com", "--quiet"),
            ],
            env=server.environment(folder),
            capture_output=True,
            text=True,
            check=True,
        )
        self.key = made.stdout.strip()

    def connect(self):
        return socket.create_connection((self.host, self.port), timeout=PATIENCE)

    def head(self, method, target, *headers):
        lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close"]
        lines += [f"Authorization: Bearer {self.key}", *headers]
        return "\r\n".join([*lines, "", ""]).encode()

    def ask(self, raw):
        """Send bytes as they are; give the status, the type and the body of the answer."""
        with self.connect() as connection:
            connection.sendall(raw)
            return told(connection)

    def upload(self, *headers):
        return self.head(
            "POST", "/v1/imports", "Content-Type: multipart/form-data; boundary=x", *headers
        )

    def imports(self):
        _, _, body = self.ask(self.head("GET", "/v1/imports"))
        return len(json.loads(body)["items"])

    def spooled(self):
        return [path for path in (self.folder / "spool").rglob("*") if path.is_file()]


def told(connection):
    response = http.client.HTTPResponse(connection)
    response.begin()
    return response.status, response.getheader("Content-Type"), response.read()


def code(answer):
    status, content_type, body = answer
    assert content_type == "application/problem+json", answer
    return status, json.loads(body)["code"]


def until(holds):
    """Wait for what has to become true soon."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    patch = pytest.MonkeyPatch()
    environment = server.environment
    patch.setattr(
        server,
        "environment",
        lambda folder: (
            environment(folder)
            | {f"{PREFIX}MAX_UPLOAD_BYTES": str(LIMIT), f"{PREFIX}SERVER_THREADS": "4"}
        ),
    )
    with patch.context(), server.running(folder) as url:
        yield Served(url, folder)
    patch.undo()


@pytest.mark.parametrize(
    ("target", "headers", "status"),
    [
        ("/v1/me?" + "x" * 9_000, [], 414),
        ("/v1/me?" + "x" * 70_000, [], 414),
        ("/v1/me", ["X-Long: " + "x" * 9_000], 431),
        ("/v1/me", ["X-Long: " + "x" * 500_000], 431),
        ("/v1/me", [f"X-{n}: x" * 10 for n in range(101)], 431),
        ("/v1/me", [f"X-{n}: " + "x" * 4_000 for n in range(90)], 431),
        ("/v1/me", ["X-Long: " + "x" * 8_000], 200),
        ("/v1/me", [f"X-{n}: x" for n in range(80)], 200),
        ("/v1/me", ["X-A: a\r\n folded"], 400),
        ("/v1/me", ["Content-Length: 2", "Content-Length: 3"], 400),
        ("/v1/\0", [], 400),
    ],
)
def test_a_head_that_is_too_long_or_none_is_refused(served, target, headers, status):
    # A head may be larger than what is read of it: then the connection may end under the sender.
    with served.connect() as connection:
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(served.head("GET", target, *headers))
        answer = told(connection)

    assert answer[0] == status
    assert served.ask(served.head("GET", "/health/live"))[0] == 200


def test_a_length_over_the_limit_is_refused_before_anything_is_sent(served):
    head = served.upload(f"Content-Length: {65 * MEBIBYTE}", "Expect: 100-continue")

    assert code(served.ask(head)) == (413, "import_too_large")
    assert served.spooled() == []


def test_a_file_over_the_limit_is_refused_while_it_comes(served):
    size = 65 * MEBIBYTE
    with served.connect() as connection:
        connection.sendall(served.upload(f"Content-Length: {len(START) + size + len(END)}"))
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(START + b"x" * size + END)
        assert code(told(connection)) == (413, "import_too_large")
    assert served.spooled() == []


def test_a_json_body_over_the_limit_is_called_a_body(served):
    head = served.head(
        "POST", "/v1/users", "Content-Type: application/json", f"Content-Length: {65 * MEBIBYTE}"
    )

    assert code(served.ask(head)) == (413, "payload_too_large")


def chunks(*pieces):
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)


def test_a_file_without_a_length_is_taken_up_to_the_limit(served):
    head, before = served.upload("Transfer-Encoding: chunked"), served.imports()

    taken = served.ask(head + chunks(START, LIST, END) + b"0\r\n\r\n")

    assert taken[0] == 202
    assert served.imports() == before + 1
    until(lambda: served.spooled() == [])


def test_a_file_without_a_length_is_refused_beyond_the_limit(served):
    before = served.imports()
    with served.connect() as connection:
        connection.sendall(served.upload("Transfer-Encoding: chunked") + chunks(START))
        with suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(5):
                connection.sendall(chunks(b"x" * MEBIBYTE))
            connection.sendall(chunks(END) + b"0\r\n\r\n")
        assert code(told(connection)) == (413, "import_too_large")
    assert served.imports() == before
    assert served.spooled() == []


@pytest.mark.parametrize("chunked", [False, True])
def test_an_upload_that_breaks_off_keeps_nothing(served, chunked):
    before = served.imports()
    with served.connect() as connection:
        if chunked:
            connection.sendall(served.upload("Transfer-Encoding: chunked") + chunks(START, LIST))
        else:
            connection.sendall(served.upload("Content-Length: 1000000") + START + LIST)
    # The server has read the end of the connection when it has answered more than it can hold
    # at once: each of its threads has been free again.
    for _ in range(8):
        assert served.ask(served.head("GET", "/health/ready"))[0] == 200

    assert served.imports() == before
    assert served.spooled() == []


def test_a_slow_upload_keeps_nobody_waiting_and_nothing_until_it_is_whole(served):
    before, body = served.imports(), START + LIST + END
    with served.connect() as connection:
        connection.sendall(served.upload(f"Content-Length: {len(body)}") + body[:-20])
        # Others read and write while it is under way.
        answer = served.ask(served.head("POST", "/v1/partnerships", "Content-Length: 0"))
        assert code(answer) == (415, "unsupported_media_type")
        assert served.imports() == before
        assert served.spooled() == []
        for at in range(len(body) - 20, len(body)):
            connection.sendall(body[at : at + 1])
        assert told(connection)[0] == 202
    assert served.imports() == before + 1


def test_none_of_this_was_unexpected(served):
    log = (served.folder / "server.log").read_text()

    assert "Traceback" not in log
    assert '"unexpected"' not in log
