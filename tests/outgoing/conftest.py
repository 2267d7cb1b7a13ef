import pytest

from partnerhub.domain.webhooks import receivers
from partnerhub.outgoing import Client
from tests.factories.receivers import Internet, Receiver, Trap, authority

HOST = "hooks.example.com"


@pytest.fixture
def internet(monkeypatch):
    return Internet(monkeypatch)


@pytest.fixture(scope="session")
def issuer():
    return authority()


@pytest.fixture
def ca_file(issuer, tmp_path):
    path = tmp_path / "ca.pem"
    issuer.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture
def open_port(monkeypatch):
    """Makes a port of loopback one that webhooks may name."""

    def open_port(port):
        monkeypatch.setattr(receivers, "PORTS", (*receivers.PORTS, port))

    return open_port


@pytest.fixture
def listening(issuer, open_port):
    """Starts receivers that stand for hooks.example.com."""
    started = []

    def listening(*names, by=issuer, **options):
        started.append(Receiver(by, *(names or (HOST,)), **options))
        open_port(started[-1].port)
        return started[-1]

    yield listening
    for each in started:
        each.close()


@pytest.fixture
def trap(open_port):
    trap = Trap()
    open_port(trap.port)
    yield trap
    trap.close()


@pytest.fixture
def client(ca_file):
    return Client(ca_file=ca_file)
