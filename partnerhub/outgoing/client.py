"""The client: one POST to a receiver, at a public address that was looked at before.

The name is resolved once, all of its addresses are looked at, and the connection goes to one of
these very addresses; TLS and the Host header still name the host. So an answer of the DNS that
changes between looking and connecting changes nothing. Redirects are answers, not orders; proxies
and passwords of the environment are not asked for, because httpcore knows of none. Everything
together takes five seconds at most, however slowly the receiver dribbles, and reads 64 KiB.
"""

import ssl
import threading
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

import httpcore

from partnerhub.domain.webhooks import Failure, Outcome, Receiver, are_public, receiver
from partnerhub.outgoing.deadline import Deadline, LimitedStream, TooMuchError
from partnerhub.outgoing.names import AddressError, lookup
from partnerhub.settings import SettingsError

SECONDS = 5.0
"""How long an attempt takes at most, from resolving the name to the end of the answer."""
MOST_ADDRESSES = 4
"""How many addresses of a host are tried, each with its share of the time that is left."""


class Client:
    """Sends bodies to receivers."""

    def __init__(
        self, *, allowed: Collection[str] = (), ca_file: str = "", seconds: float = SECONDS
    ) -> None:
        """Make a client.

        Args:
            allowed: Hosts inside the operator's walls, each `host:port`, that may be called though
                their addresses are not public.
            ca_file: Certificates that are trusted beside the public ones.
            seconds: How long an attempt may take.

        Raises:
            SettingsError: The file holds no certificates.
        """
        self._allowed = frozenset(allowed)
        self._ca_file = ca_file
        self._seconds = seconds
        self._preparing = threading.Lock()
        if ca_file:
            self._trust  # noqa: B018 - a wrong file is told at start, not at the first delivery

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """Send a body to an address and say how that ended; nothing that is wrong raises."""
        place = receiver(url, self._allowed)
        if place is None:
            return Outcome(failure=Failure.ADDRESS)
        deadline = Deadline(self._seconds)
        try:
            return Outcome.answered(self._answer(place, body, headers, deadline))
        except AddressError:
            return Outcome(failure=Failure.ADDRESS)
        except httpcore.TimeoutException:
            return Outcome(failure=Failure.TIMEOUT)
        except (TooMuchError, httpcore.ProtocolError):
            return Outcome(failure=Failure.PROTOCOL)
        except httpcore.NetworkError as error:
            is_tls = isinstance(error.__cause__, ssl.SSLError)
            return Outcome(failure=Failure.TLS if is_tls else Failure.CONNECTION)

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        context = httpcore.default_ssl_context()
        if self._ca_file:
            try:
                context.load_verify_locations(self._ca_file)
            except (OSError, ssl.SSLError) as error:
                raise SettingsError(
                    f"PARTNERHUB_WEBHOOK_CA_FILE cannot be used: {error}"
                ) from error
        return context

    def _answer(
        self, place: Receiver, body: bytes, headers: Mapping[str, str], deadline: Deadline
    ) -> int:
        """Send it and return the status; what else the receiver says is read away."""
        host = place.host.encode()
        with self._preparing:
            trust = self._trust
        connection = httpcore.HTTPConnection(
            httpcore.Origin(b"https", host, place.port),
            ssl_context=trust,
            network_backend=Pinned(place, deadline),
        )
        url = httpcore.URL(
            scheme=b"https", host=host, port=place.port, target=place.target.encode()
        )
        with (
            connection,
            connection.stream(
                "POST", url, headers=[*headers.items(), ("Connection", "close")], content=body
            ) as answer,
        ):
            self._read_away(answer)
            return answer.status

    @staticmethod
    def _read_away(answer: httpcore.Response) -> None:
        """Let the receiver finish speaking; whatever goes wrong here, it has answered."""
        try:
            for _ in answer.iter_stream():
                pass
        except (TooMuchError, httpcore.TimeoutException, httpcore.NetworkError):
            return
        except httpcore.ProtocolError:
            return


class Pinned(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, and to no name."""

    def __init__(self, place: Receiver, deadline: Deadline) -> None:
        self._place = place
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline is what counts
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve the name, look at every address, connect to the first that answers.

        Raises:
            AddressError: The name has no address, or one that is not public.
        """
        addresses = lookup(host, port, self._deadline)
        if not self._place.allowed and not are_public(addresses):
            raise AddressError(host)
        tried = addresses[:MOST_ADDRESSES]
        for place, address in enumerate(tried):
            seconds = self._deadline.left() / (len(tried) - place)
            try:
                stream = self._plain.connect_tcp(
                    address, port, seconds, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if place == len(tried) - 1:
                    raise
            else:
                return LimitedStream(stream, self._deadline)
        raise AddressError(host)
