"""E-mail addresses: one spelling per mailbox, and the company domain behind it.

No dot or plus tricks: `a.b+x@acme.com` may be somebody else than `ab@acme.com`, and only the
mail server knows.
"""

import re
import unicodedata
from functools import lru_cache

from partnerhub.identifiers import domains

_SHORTEST_ADDRESS = len("a@b")
_LONGEST_LOCAL = 64
_LONGEST_ADDRESS = 254

_PLAIN = re.compile(
    r"([a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*)"
    r"@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})"
)
_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\]\\.]+(?:\.[^\s@\"(),:;<>\[\]\\.]+)*")
_ANGLED = re.compile(r"[^<>]*<([^<>]+)>")


@lru_cache(maxsize=1 << 14)
def normalize(text: str) -> str | None:
    """Write an address in its one spelling, or None when it is no address.

    >>> normalize(" A.B+x@Ex.com ")
    'a.b+x@ex.com'
    >>> normalize("a" * 65 + "@ex.com") is None
    True
    """
    address = text.strip()
    if not _SHORTEST_ADDRESS <= len(address) <= 2 * _LONGEST_ADDRESS:
        return None
    plain = _PLAIN.fullmatch(address.lower()) if address.isascii() else None
    if plain is not None and "xn--" not in plain[2]:
        local, host = plain.groups()
    else:
        local, host = _careful(address)
    fits = local and host and len(local) <= _LONGEST_LOCAL
    return f"{local}@{host}" if fits and len(local) + len(host) < _LONGEST_ADDRESS else None


def domain_key(text: str) -> str | None:
    """Name the company domain an address belongs to; None for public mailboxes and platforms.

    >>> domain_key("jane@mail.acme.co.uk"), domain_key("jane@gmail.com")
    ('acme.co.uk', None)
    """
    address = normalize(text)
    return None if address is None else domains.key(address.rpartition("@")[2])


def _careful(address: str) -> tuple[str, str]:
    """Split an address that is not plain; empty strings when it is none.

    Lower case, not case folding: folding would make `ß` and `ss` one mailbox, as the old domain
    codec made `faß.de` and `fass.de` one company.
    """
    angled = _ANGLED.fullmatch(address)
    bare = (angled[1] if angled else address).strip()
    if bare[:7].lower() == "mailto:":
        bare = bare[7:]
    local, _, domain = unicodedata.normalize("NFC", bare).rpartition("@")
    local = local.lower()
    host = domains.ascii_host(domain)
    top = "" if host is None else host.rpartition(".")[2]
    if host is None or "." not in host or top.isdigit() or not _LOCAL.fullmatch(local):
        return "", ""
    return local, host
