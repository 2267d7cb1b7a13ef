"""Receivers of webhooks: real HTTPS servers on loopback, and an internet that leads to them."""

import ipaddress
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

import trustme

PUBLIC = "93.184.215.14"
"""An address that is somebody's; in tests the way there ends on loopback."""
SOON = 20
"""How many seconds a test waits for what comes at once."""


class Receiver:
    """An HTTPS server that keeps what it was sent and answers what it is told to.

    `answer` is called with the request before it is answered; it returns the status, or a status
    and headers.
    """

    def __init__(self, authority, *names, answer=lambda request: 200):
        self.requests, self.server_names = Queue(), []
        received = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                request = Request(self)
                received.requests.put(request)
                answered = answer(request)
                status, headers = answered if isinstance(answered, tuple) else (answered, {})
                try:
                    self.send_response(status)
                    for name, value in {"Content-Length": "5", **headers}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(b"quiet")
                except OSError:
                    self.close_connection = True  # Whoever asked is gone.

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        self.port = self.server.server_port
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*(names or ("localhost",))).configure_cert(context)
        context.sni_callback = lambda _socket, name, _context: self.server_names.append(name)
        self.server.socket = context.wrap_socket(
            self.server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    place = property(lambda self: f"localhost:{self.port}")
    url = property(lambda self: f"https://{self.place}/hook")

    def next(self):
        """The next request, or a failure of the test."""
        return self.requests.get(timeout=SOON)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Request:
    """What a receiver was sent."""

    def __init__(self, handler):
        self.path = handler.path
        self.headers = dict(handler.headers)
        self.body = handler.rfile.read(int(handler.headers["Content-Length"]))


class Trap:
    """A listener that nobody may ever connect to; it counts who does."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def connections(self):
        """How many there were: they wait in line, for none is ever answered."""
        self.socket.setblocking(False)
        found = 0
        while True:
            try:
                connection, _ = self.socket.accept()
            except BlockingIOError:
                return found
            connection.close()
            found += 1

    def close(self):
        self.socket.close()


class Internet:
    """A DNS whose answers a test chooses, and ways to public addresses that end on loopback."""

    def __init__(self, monkeypatch):
        self.names, self.lookups, self.connected = {}, [], []
        self._getaddrinfo = socket.getaddrinfo
        self._create_connection = socket.create_connection
        monkeypatch.setattr(socket, "getaddrinfo", self.getaddrinfo)
        monkeypatch.setattr(socket, "create_connection", self.create_connection)

    def names_lead(self, host, *answers):
        """Answer lookups of a host one after the other, each with a list; the last one stays."""
        self.names[host] = list(answers)

    def getaddrinfo(self, host, port, *args, **options):
        if _is_address(host):
            return self._getaddrinfo(host, port, *args, **options)
        self.lookups.append(host)
        answers = self.names.get(host)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        family = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [
            (family[ipaddress.ip_address(each).version], socket.SOCK_STREAM, 6, "", (each, port))
            for each in addresses
        ]

    def create_connection(self, address, *args, **options):
        self.connected.append(address[0])
        ours = ("127.0.0.1", address[1]) if address[0] == PUBLIC else address
        return self._create_connection(ours, *args, **options)


def _is_address(host):
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def authority():
    """Somebody who issues certificates that no one else knows."""
    return trustme.CA()
