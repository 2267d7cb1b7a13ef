"""Receivers: the addresses that a webhook may have.

What is not in the one plain form of an https address is refused, before anybody resolves or
connects: two readers of an odd address may find two hosts in it, and this leaves no odd ones.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

LONGEST, LONGEST_NAME = 2_000, 253
PORTS = (443, 8443)
_FORM = re.compile(
    r"(?i:https)://(?P<host>[A-Za-z0-9.-]+)(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(?P<query>\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?",
    re.ASCII,
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label begins with a letter: 127.1, 2130706433 and 0x7f.0.0.1 end in a number.
_NAME = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])", re.ASCII)
NOWHERE = ("localhost", "local", "internal", "invalid", "onion", "alt", "arpa")
"""Last labels that never name a host of the internet."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where a delivery goes to."""

    host: str
    port: int
    target: str
    """Path and query, as they are asked for."""
    allowed: bool
    """The operator named this host and port: its addresses are not looked at."""


def receiver(url: str, allowed: Collection[str] = ()) -> Receiver | None:
    """Read the address of a webhook; None when it cannot be one.

    Args:
        url: The address as it was given.
        allowed: Hosts inside the operator's walls, each `host:port`.
    """
    form = _FORM.fullmatch(url)
    if form is None or len(url) > LONGEST:
        return None
    host, port = form["host"].lower(), int(form["port"] or PORTS[0])
    target = (form["path"] or "/") + (form["query"] or "")
    if f"{host}:{port}" in allowed:
        return Receiver(host, port, target, allowed=True)
    if port not in PORTS or len(host) > LONGEST_NAME or not _NAME.fullmatch(host):
        return None
    if host.rsplit(".", 1)[-1] in NOWHERE:
        return None
    return Receiver(host, port, target, allowed=False)
