"""ETags: the revision of a resource, sealed, so that two people cannot overwrite each other.

A tag is made from the installation's key, the organization that reads, the address and the
revision, never from the content: it says nothing but "as you last read it".
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

from flask import g, request

from partnerhub.domain.errors import PreconditionFailedError
from partnerhub.http import context

SIZE = 8
MAC = 12


def of(resource: Any, path: str | None = None) -> str:
    """Make the tag of a resource with a `revision`, at an address."""
    revision = resource["revision"] if isinstance(resource, dict) else resource.revision
    return _sealed(int(revision), path or request.path)


def expected(path: str | None = None) -> int:
    """Read the revision that the caller's If-Match names; the service compares it.

    Raises:
        PreconditionFailedError: No tag was issued for this resource.
    """
    g.expected = True
    for tag in request.if_match:
        # An empty tag, "", is parsed as None.
        revision = _opened(tag or "", path or request.path)
        if revision is not None:
            return revision
    raise PreconditionFailedError


def was_expected() -> bool:
    """Whether the view asked for the revision it has to compare."""
    return bool(g.get("expected"))


def is_known(tag: str) -> bool:
    """Whether the caller has this very revision already."""
    return bool(request.if_none_match.contains_weak(tag))


def _sealed(revision: int, path: str) -> str:
    key = context.settings().derived_key("etag")
    subject = f"{context.actor().organization_id}\0{path}".encode()
    mask = hmac.digest(key, b"mask\0" + subject, sha256)[:SIZE]
    # Masked, so that a partner cannot read from the tag how often something was changed.
    hidden = bytes(a ^ b for a, b in zip(revision.to_bytes(SIZE), mask, strict=True))
    mac = hmac.digest(key, b"tag\0" + subject + hidden, sha256)[:MAC]
    return urlsafe_b64encode(hidden + mac).decode().rstrip("=")


def _opened(tag: str, path: str) -> int | None:
    key = context.settings().derived_key("etag")
    subject = f"{context.actor().organization_id}\0{path}".encode()
    try:
        raw = urlsafe_b64decode(tag + "=" * (-len(tag) % 4))
    except ValueError:
        return None
    hidden, mac = raw[:SIZE], raw[SIZE:]
    if not hmac.compare_digest(hmac.digest(key, b"tag\0" + subject + hidden, sha256)[:MAC], mac):
        return None
    mask = hmac.digest(key, b"mask\0" + subject, sha256)[:SIZE]
    return int.from_bytes(bytes(a ^ b for a, b in zip(hidden, mask, strict=True)))
