"""Keyed hashes: ids of records, keys of persons, secrets of API keys, webhooks and logins.

A record's id is a keyed hash of the key its CRM gives it, so that it keeps its id over uploads and
retries. A person's key is a keyed hash of the e-mail address, so that two organizations can find
that they know the same person without either address being kept beside the other. All hashes are
128 bits or more, keyed by the installation's secret: none can be guessed or computed outside.
"""

import base64
import hashlib
import hmac
import json
import secrets
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partnerhub.domain.lists import ListKind

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TOKEN_PREFIX = "ph_live_"  # noqa: S105 - a prefix, not a secret
BODY_LENGTH, CHECK_LENGTH = 86, 6
_ID_BYTES, _SECRET_BYTES = 16, 32


@dataclass(frozen=True, slots=True)
class Token:
    """The parts of an API key: whose it is, which it is, and what proves it."""

    organization_id: str
    key_id: str
    secret: bytes

    def text(self) -> str:
        """Write the token as its owner keeps it, with a checksum for secret scanners."""
        raw = bytes.fromhex(self.organization_id) + bytes.fromhex(self.key_id) + self.secret
        body = _base62(int.from_bytes(raw), BODY_LENGTH)
        return f"{TOKEN_PREFIX}{body}{_check(body)}"

    @classmethod
    def issue(cls, organization_id: str, key_id: str) -> "Token":
        """Make a token with a new secret."""
        return cls(organization_id, key_id, secrets.token_bytes(_SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> "Token | None":
        """Read a token; None when it cannot be one."""
        body, check = text[len(TOKEN_PREFIX) : -CHECK_LENGTH], text[-CHECK_LENGTH:]
        if not text.startswith(TOKEN_PREFIX) or len(body) != BODY_LENGTH:
            return None
        if set(body) - set(ALPHABET) or not secrets.compare_digest(
            _check(body).encode(), check.encode()
        ):
            return None
        number = 0
        for letter in body:
            number = number * len(ALPHABET) + ALPHABET.index(letter)
        size = 2 * _ID_BYTES + _SECRET_BYTES
        if number.bit_length() > size * 8:
            return None
        raw = number.to_bytes(size)
        return cls(
            raw[:_ID_BYTES].hex(), raw[_ID_BYTES : 2 * _ID_BYTES].hex(), raw[-_SECRET_BYTES:]
        )


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of one installation, one per purpose."""

    records: bytes
    persons: bytes
    tokens: bytes
    matches: bytes
    audit: bytes
    webhooks: bytes
    logins: bytes

    def record_ids(
        self, organization_id: str, kind: ListKind, keys: Iterable[str | None]
    ) -> list[str | None]:
        """Hash the record keys of one list to ids; a missing key stays missing."""
        start = hashlib.blake2b(
            f"{organization_id}\0{kind}\0".encode(), key=self.records, digest_size=_ID_BYTES
        )
        return [_finish(start, key) for key in keys]

    def person_keys(self, addresses: Iterable[str | None]) -> list[str | None]:
        """Hash normalized e-mail addresses; the same address gives the same key everywhere."""
        start = hashlib.blake2b(b"address\0", key=self.persons, digest_size=_ID_BYTES)
        return [_finish(start, address) for address in addresses]

    def name_keys(self, names: Iterable[str | None]) -> list[str | None]:
        """Hash folded personal names, for people without an address."""
        start = hashlib.blake2b(b"name\0", key=self.persons, digest_size=_ID_BYTES)
        return [_finish(start, name) for name in names]

    def match_id(self, partnership_id: str, first_account_id: str, second_account_id: str) -> str:
        """Hash a pair of accounts to the id its match has in every release."""
        text = f"{partnership_id}\0{first_account_id}\0{second_account_id}"
        return hashlib.blake2b(text.encode(), key=self.matches, digest_size=_ID_BYTES).hexdigest()

    def token_digest(self, secret: bytes) -> str:
        """Hash a token's secret as it is stored: fast, because the secret has 256 random bits."""
        return hmac.new(self.tokens, secret, hashlib.sha256).hexdigest()

    def webhook_secret(self, organization_id: str, webhook_id: str, generation: int) -> bytes:
        """Make the secret that one webhook's deliveries are signed with; kept nowhere."""
        text = f"{organization_id}\0{webhook_id}\0{generation}"
        return hmac.new(self.webhooks, text.encode(), hashlib.sha256).digest()

    def login_key(self, issuer: str, subject: str) -> str:
        """Hash whom a provider vouches for, as a user's row keeps it."""
        text = json.dumps(["key", issuer, subject])
        return hashlib.blake2b(text.encode(), key=self.logins, digest_size=_ID_BYTES).hexdigest()

    def login_secret(self, purpose: str, attempt: str) -> str:
        """Make the state, nonce or verifier of an attempt to log in: 43 letters, kept nowhere."""
        text = json.dumps([purpose, attempt])
        digest = hmac.new(self.logins, text.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def line_hash(
        self, previous: str | None, line: Sequence[object], *, begins: bool = False
    ) -> str:
        """Hash a line of an audit trail together with the hash of the line before it.

        The first one that is hashed although there are lines before says that it `begins` a chain:
        so no other line can be made to look as if nothing before it had ever had a hash.
        """
        text = json.dumps(["first" if begins else "line", previous, *line])
        return hmac.new(self.audit, text.encode(), hashlib.sha256).hexdigest()

    def ledger_digest(self, entry: Sequence[object], rows: str) -> str:
        """Hash a disclosure together with the digest of its rows."""
        text = json.dumps(["disclosure", *entry, rows])
        return hmac.new(self.audit, text.encode(), hashlib.sha256).hexdigest()


class RowsDigest:
    """The digest of a disclosure's rows while they go by: it holds none of them."""

    def __init__(self) -> None:
        self.rows = 0
        self._state = hashlib.sha256()

    def update(self, rows: Sequence[tuple[str, str]]) -> None:
        """Add rows: what was shown, and its id."""
        text = "".join(f"{subject}\0{subject_id}\n" for subject, subject_id in rows)
        self._state.update(text.encode("utf-8", "surrogateescape"))
        self.rows += len(rows)

    def text(self) -> str:
        """Write the digest of all that went by, with their number: no row passes for two."""
        return f"{self.rows}:{self._state.hexdigest()}"


def digests(rows: Iterable[tuple[object, ...]]) -> list[str]:
    """Hash rows to tell whether one has changed."""
    return [hashlib.blake2b(repr(row).encode(), digest_size=_ID_BYTES).hexdigest() for row in rows]


def _finish(start: "hashlib.blake2b", text: str | None) -> str | None:
    if text is None:
        return None
    state = start.copy()
    state.update(text.encode())
    return state.hexdigest()


def _base62(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(reversed(letters))


def _check(body: str) -> str:
    return _base62(zlib.crc32(body.encode()), CHECK_LENGTH)
