"""Addresses: which of them belong to somebody out there.

`ipaddress` knows what is private, and lets through what only leads there: an IPv4 address in the
clothes of IPv6, a tunnel, a translator. So this asks the other way round: an address is public when
it lies in the space that is given out and in none of the blocks that IANA keeps for a purpose
(the registries of special-purpose addresses, RFC 6890 and what came after).
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

GIVEN_OUT = IPv6Network("2000::/3")
"""Where IPv6 addresses of the internet come from; mapped, translated and local ones lie outside."""
KEPT_4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' own
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # Azure's own services for a machine in it
        "169.254.0.0/16",  # link-local, where clouds keep their credentials
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # measuring
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
KEPT_6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


def are_public(addresses: Iterable[str]) -> bool:
    """Whether there are addresses and every one of them is a single host's on the internet."""
    found = list(addresses)
    return bool(found) and all(_is_public(text) for text in found)


def _is_public(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in block for block in KEPT_4)
    return _is_given_out(address)


def _is_given_out(address: IPv6Address) -> bool:
    if address.scope_id is not None or address not in GIVEN_OUT:
        return False
    return not any(address in block for block in KEPT_6)
