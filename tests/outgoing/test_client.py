"""What is sent arrives where it was meant to, and nowhere else: sockets are real, names are not."""

import socket
import threading

import pytest

from partnerhub.domain.webhooks import Failure, Outcome
from partnerhub.outgoing import Client
from partnerhub.settings import SettingsError
from tests.factories.receivers import PUBLIC, authority
from tests.outgoing.conftest import HOST

HEADERS = {"Content-Type": "application/json", "webhook-id": "a"}
IMPATIENT = 0.3
NOT_PUBLIC = {
    "this machine": "127.0.0.1",
    "this machine, elsewhere": "127.8.8.8",
    "any address": "0.0.0.0",
    "a private network": "10.0.0.1",
    "another": "172.31.255.255",
    "a third": "192.168.1.1",
    "a carrier's own": "100.64.0.1",
    "a cloud's credentials": "169.254.169.254",
    "another cloud's": "168.63.129.16",
    "documentation": "192.0.2.1",
    "measuring": "198.18.0.1",
    "a relay": "192.88.99.1",
    "multicast": "224.0.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "this machine in IPv6": "::1",
    "any address in IPv6": "::",
    "IPv4 in IPv6": "::ffff:127.0.0.1",
    "a public one in IPv6": f"::ffff:{PUBLIC}",
    "IPv4 in IPv6, as it was": "::127.0.0.1",
    "translated": "64:ff9b::7f00:1",
    "translated at home": "64:ff9b:1::7f00:1",
    "6to4": "2002:7f00:1::",
    "Teredo": "2001:0:7f00:1::",
    "link-local": "fe80::1",
    "site-local": "fec0::1",
    "a private network in IPv6": "fd00:ec2::254",
    "multicast in IPv6": "ff02::1",
    "documentation in IPv6": "2001:db8::1",
    "newer documentation": "3fff::1",
    "discarded": "100::1",
    "a segment": "5f00::1",
}
"""Addresses that nothing is ever sent to, by what they are."""

NUMBERS = (
    *("127.0.0.1", "localhost", "2130706433", "0x7f.1", "017700000001", "127.1", "[::1]", "0"),
    *("[::ffff:127.0.0.1]", "127.0.0.1.", "localhost.", "a.localhost", "x@127.0.0.1"),
    *(f"{HOST}@127.0.0.1", f"{HOST}\\@127.0.0.1", f"{HOST}#@127.0.0.1", "①②⑦.⓪.⓪.①"),
)
STATUSES = (
    *((200, None), (204, None), (299, None), (400, Failure.STATUS), (410, Failure.STATUS)),
    *((429, Failure.STATUS), (500, Failure.STATUS), (503, Failure.STATUS)),
)


def at(receiver, host=HOST, path="/hook"):
    return f"https://{host}:{receiver.port}{path}"


def test_what_is_sent_arrives_at_the_host_that_was_named(client, internet, listening):
    receiver = listening()
    internet.names_lead(HOST, [PUBLIC])

    outcome = client.post(at(receiver, path="/a/b?c=d"), b'{"a":1}', HEADERS)

    assert outcome == Outcome(200)
    request = receiver.next()
    assert (request.path, request.body) == ("/a/b?c=d", b'{"a":1}')
    assert request.headers["Host"] == f"{HOST}:{receiver.port}"
    assert request.headers["webhook-id"] == "a"
    assert "Authorization" not in request.headers
    assert receiver.server_names == [HOST]
    assert (internet.lookups, internet.connected) == ([HOST], [PUBLIC])


@pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC)
def test_a_name_that_leads_inside_is_not_followed(client, internet, trap, address):
    internet.names_lead(HOST, [address])

    outcome = client.post(at(trap), b"{}", HEADERS)

    assert outcome == Outcome(failure=Failure.ADDRESS)
    assert internet.connected == []
    assert trap.connections() == 0


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_address_inside_among_public_ones_is_enough(client, internet, trap, place):
    addresses = [PUBLIC, "2600:1406::1"]
    addresses.insert(place, "127.0.0.1")
    internet.names_lead(HOST, addresses)

    outcome = client.post(at(trap), b"{}", HEADERS)

    assert outcome == Outcome(failure=Failure.ADDRESS)
    assert internet.connected == []
    assert trap.connections() == 0


def test_a_name_that_changes_its_mind_is_asked_once(client, internet, listening, trap):
    receiver = listening()
    internet.names_lead(HOST, [PUBLIC], ["127.0.0.1"])

    first = client.post(at(receiver), b"{}", HEADERS)
    second = client.post(at(trap), b"{}", HEADERS)

    assert (first, second) == (Outcome(200), Outcome(failure=Failure.ADDRESS))
    assert internet.lookups == [HOST, HOST]
    assert internet.connected == [PUBLIC]
    assert trap.connections() == 0


def test_a_trap_would_have_noticed(ca_file, internet, trap):
    internet.names_lead(HOST, ["127.0.0.1"])
    careless = Client(allowed=[f"{HOST}:{trap.port}"], ca_file=ca_file, seconds=IMPATIENT)

    outcome = careless.post(at(trap), b"{}", HEADERS)

    assert outcome == Outcome(failure=Failure.TIMEOUT)
    assert trap.connections() == 1


@pytest.mark.parametrize("host", NUMBERS)
def test_a_number_in_whatever_clothes_is_no_name(client, internet, trap, host):
    outcome = client.post(f"https://{host}:{trap.port}/", b"{}", HEADERS)

    assert outcome == Outcome(failure=Failure.ADDRESS)
    assert (internet.lookups, internet.connected) == ([], [])
    assert trap.connections() == 0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_no_order(client, internet, listening, trap, status):
    places = iter(["http://169.254.169.254/latest/meta-data/", f"http://127.0.0.1:{trap.port}/"])
    receiver = listening(answer=lambda _: (status, {"Location": next(places)}))
    internet.names_lead(HOST, [PUBLIC])

    outcomes = [client.post(at(receiver), b"{}", HEADERS) for _ in range(2)]

    assert outcomes == [Outcome(status, Failure.REDIRECT)] * 2
    assert internet.connected == [PUBLIC] * 2
    assert trap.connections() == 0


def test_proxies_and_passwords_of_the_environment_are_not_used(
    client, internet, listening, trap, monkeypatch, tmp_path
):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {HOST} login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    receiver = listening()
    internet.names_lead(HOST, [PUBLIC])

    outcome = client.post(at(receiver), b"{}", HEADERS)

    assert outcome == Outcome(200)
    assert "Authorization" not in receiver.next().headers
    assert trap.connections() == 0


def test_a_name_that_is_not_and_one_that_leads_inside_are_told_alike(client, internet, trap):
    internet.names_lead("inside.example.com", ["10.0.0.1"])

    outcomes = {
        client.post(at(trap, host=host), b"{}", HEADERS)
        for host in ("inside.example.com", "absent.example.com")
    }

    assert outcomes == {Outcome(failure=Failure.ADDRESS)}


@pytest.mark.parametrize(("status", "failure"), STATUSES)
def test_only_a_good_answer_is_one(client, internet, listening, status, failure):
    receiver = listening(answer=lambda _: status)
    internet.names_lead(HOST, [PUBLIC])

    assert client.post(at(receiver), b"{}", HEADERS) == Outcome(status, failure)


def test_a_certificate_for_another_host_is_refused(client, internet, listening):
    receiver = listening("other.example.com")
    internet.names_lead(HOST, [PUBLIC])

    outcome = client.post(at(receiver), b"{}", HEADERS)

    assert outcome == Outcome(failure=Failure.TLS)
    assert receiver.requests.empty()


def test_a_certificate_of_nobody_known_is_refused(client, internet, listening):
    receiver = listening(by=authority())
    internet.names_lead(HOST, [PUBLIC])

    outcome = client.post(at(receiver), b"{}", HEADERS)

    assert outcome == Outcome(failure=Failure.TLS)
    assert receiver.requests.empty()


def test_a_second_address_is_tried_when_the_first_does_not_answer(client, internet, listening):
    receiver = listening()
    dead = "2600:1406::1"
    internet.names_lead(HOST, [dead, PUBLIC])
    reach = internet.create_connection

    def unreachable(address, *args, **options):
        if address[0] == dead:
            internet.connected.append(dead)
            raise OSError("unreachable")
        return reach(address, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "create_connection", unreachable)
        outcome = client.post(at(receiver), b"{}", HEADERS)

    assert outcome == Outcome(200)
    assert internet.connected == [dead, PUBLIC]


def test_nobody_there_is_told_so(client, internet, trap):
    internet.names_lead(HOST, [PUBLIC])
    trap.close()

    assert client.post(at(trap), b"{}", HEADERS) == Outcome(failure=Failure.CONNECTION)


def test_a_resolver_that_does_not_answer_is_not_waited_for(ca_file, monkeypatch, trap):
    answering = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answering.wait() and [])

    outcome = Client(ca_file=ca_file, seconds=IMPATIENT).post(at(trap), b"{}", HEADERS)

    answering.set()
    assert outcome == Outcome(failure=Failure.TIMEOUT)


def dribble(over):
    """Answer a byte at a time and never end."""

    def dribble(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not over.wait(IMPATIENT / 10):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return dribble


def no_end(handler):
    while True:
        handler.wfile.write(b"X-Long: " + b"x" * 1000 + b"\r\n")


def no_end_of_the_head(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    no_end(handler)


def no_end_of_the_body(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    no_end(handler)


@pytest.fixture
def speaking(listening):
    """Starts a receiver that speaks as a function has it."""

    def speaking(speak):
        receiver = listening()

        def answer(handler):
            handler.rfile.read(2)
            try:
                speak(handler)
            except OSError:
                handler.close_connection = True

        receiver.server.RequestHandlerClass.do_POST = answer
        return receiver

    return speaking


def test_who_dribbles_is_cut_off(ca_file, internet, speaking):
    over = threading.Event()
    receiver = speaking(dribble(over))
    internet.names_lead(HOST, [PUBLIC])

    outcome = Client(ca_file=ca_file, seconds=IMPATIENT).post(at(receiver), b"{}", HEADERS)

    over.set()
    assert outcome == Outcome(failure=Failure.TIMEOUT)


def test_who_never_says_hello_is_cut_off(ca_file, internet, trap):
    internet.names_lead(HOST, [PUBLIC])

    outcome = Client(ca_file=ca_file, seconds=IMPATIENT).post(at(trap), b"{}", HEADERS)

    assert outcome == Outcome(failure=Failure.TIMEOUT)


def test_an_answer_whose_head_has_no_end_is_not_read_to_it(client, internet, speaking):
    receiver = speaking(no_end_of_the_head)
    internet.names_lead(HOST, [PUBLIC])

    assert client.post(at(receiver), b"{}", HEADERS) == Outcome(failure=Failure.PROTOCOL)


def test_an_answer_whose_body_has_no_end_has_answered(client, internet, speaking):
    receiver = speaking(no_end_of_the_body)
    internet.names_lead(HOST, [PUBLIC])

    assert client.post(at(receiver), b"{}", HEADERS) == Outcome(200)


def test_what_is_not_http_is_told_so(client, internet, speaking):
    receiver = speaking(lambda handler: handler.wfile.write(b"220 mail.example.com ESMTP\r\n"))
    internet.names_lead(HOST, [PUBLIC])

    assert client.post(at(receiver), b"{}", HEADERS) == Outcome(failure=Failure.PROTOCOL)


def test_an_operator_may_allow_a_host_inside(ca_file, internet, listening):
    receiver = listening("hooks")
    internet.names_lead("hooks", ["127.0.0.1"])
    url = f"https://hooks:{receiver.port}/"

    refused = Client(allowed=["hooks:1"], ca_file=ca_file).post(url, b"{}", HEADERS)
    allowed = Client(allowed=[f"hooks:{receiver.port}"], ca_file=ca_file)

    assert refused == Outcome(failure=Failure.ADDRESS)
    assert allowed.post(url, b"{}", HEADERS) == Outcome(200)


def test_a_file_without_certificates_is_told_at_start(tmp_path):
    path = tmp_path / "ca.pem"
    path.write_text("no certificate")

    with pytest.raises(SettingsError, match="PARTNERHUB_WEBHOOK_CA_FILE"):
        Client(ca_file=str(path))
