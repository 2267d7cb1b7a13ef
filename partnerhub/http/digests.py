"""Digests: a body whose sender says what it is (RFC 9530) is held to that.

`Content-Digest: sha-256=:…:` and the older `Digest: SHA-256=…` name the body as it is sent, the
whole form. It is hashed while it is read, so that it takes neither memory nor a second pass.
"""

import base64
import binascii
import hashlib
import re
from typing import IO, Any, Final

from flask import g, request

from partnerhub.domain.errors import BadRequestError, ImportDigestMismatchError

_KNOWN: Final = {"sha-256": hashlib.sha256, "sha-512": hashlib.sha512}
_NEW: Final = re.compile(r"\s*([a-z0-9*_.-]+)=:([A-Za-z0-9+/=]*):\s*(?:;[^,]*)?")
_OLD: Final = re.compile(r"\s*([A-Za-z0-9-]+)=([A-Za-z0-9+/=]*)\s*")


def watch() -> None:
    """Hash the body while it is read, when a header says what it has to be.

    Raises:
        BadRequestError: The header cannot be read.
    """
    expected = _declared("Content-Digest", _NEW) or _declared("Digest", _OLD)
    if expected:
        g.watched = _Watched(request.environ["wsgi.input"], expected)
        request.environ["wsgi.input"] = g.watched


def check() -> None:
    """Refuse a body, read to its end, that is not what its sender said.

    Raises:
        ImportDigestMismatchError: It is another one.
    """
    watched: _Watched | None = g.pop("watched", None)
    if watched is not None and not watched.is_expected():
        raise ImportDigestMismatchError


def _declared(header: str, form: re.Pattern[str]) -> dict[str, bytes]:
    """Read the digests of a header; those of other algorithms say nothing to us."""
    declared = {}
    for each in request.headers.get(header, "").split(","):
        if not each.strip():
            continue
        found = form.fullmatch(each)
        if found is None:
            raise BadRequestError(f"The header {header} cannot be read.")
        name = found[1].lower()
        if name in _KNOWN:
            try:
                declared[name] = base64.b64decode(found[2], validate=True)
            except binascii.Error as error:
                raise BadRequestError(f"The header {header} cannot be read.") from error
    return declared


class _Watched:
    """A body that is hashed while it is read."""

    def __init__(self, body: IO[bytes], expected: dict[str, bytes]) -> None:
        self._body = body
        self._expected = expected
        self._hashes: dict[str, Any] = {name: _KNOWN[name]() for name in expected}

    def read(self, size: int = -1) -> bytes:
        """Read some bytes."""
        return self._seen(self._body.read(size))

    def readline(self, size: int = -1) -> bytes:
        """Read a line."""
        return self._seen(self._body.readline(size))

    def is_expected(self) -> bool:
        """Say whether what was read is what was announced."""
        return all(self._hashes[name].digest() == what for name, what in self._expected.items())

    def _seen(self, data: bytes) -> bytes:
        for each in self._hashes.values():
            each.update(data)
        return data
