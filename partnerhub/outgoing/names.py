"""Names: from a host to its addresses, in the time that is left."""

import socket
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong

import httpcore

from partnerhub.outgoing.deadline import Deadline


class AddressError(Exception):
    """The name leads nowhere, or to where nothing may be sent."""


def lookup(host: str, port: int, deadline: Deadline) -> list[str]:
    """Resolve a name once, to all of its addresses.

    The system's resolver cannot be told to hurry, so it is asked in a thread that is left behind
    when it takes too long; it ends by the resolver's own limits.

    Raises:
        AddressError: There is no such name.
        httpcore.ConnectTimeout: The resolver did not answer in time.
    """
    found: Future[list[str]] = Future()

    def resolve() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.set_result(list(dict.fromkeys(str(place[0]) for *_, place in answers)))
        except (OSError, UnicodeError) as error:
            found.set_exception(error)

    threading.Thread(target=resolve, name="resolver", daemon=True).start()
    try:
        return found.result(deadline.left())
    except TookTooLong as error:
        raise httpcore.ConnectTimeout("the resolver did not answer") from error
    except (OSError, UnicodeError) as error:
        raise AddressError(host) from error
