"""Logins: what a browser has begun, and whom a provider then vouches for."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

CALLBACK = "/login/callback"
"""Where the provider sends browsers back to, below the page's address."""
MINUTES = 10
"""How long somebody may take at the provider."""
FORM = re.compile(r"([0-9]{1,12})\.([A-Za-z0-9_-]{43})\.([a-z0-9.-]{0,253})")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A login that a browser has begun: all there is to know of it fits in a cookie.

    State, nonce and PKCE verifier are keyed hashes of it (`Keyring.login_secret`), so that nothing
    is kept on the server, and nobody can make up an attempt and the state that belongs to it.
    """

    begun: int
    """Seconds since 1970."""
    random: str
    organization: str
    """The web domain of the organization that was named, if any."""

    @classmethod
    def begin(cls, organization: str, now: datetime) -> "Attempt":
        """Begin a login."""
        return cls(int(now.timestamp()), secrets.token_urlsafe(32), organization)

    @classmethod
    def parse(cls, text: str) -> "Attempt | None":
        """Read an attempt; None when it cannot be one."""
        found = FORM.fullmatch(text)
        return cls(int(found[1]), found[2], found[3]) if found else None

    def text(self) -> str:
        """Write it as the browser keeps it."""
        return f"{self.begun}.{self.random}.{self.organization}"

    def is_over(self, now: datetime) -> bool:
        """Whether it took too long."""
        return not 0 <= int(now.timestamp()) - self.begun <= MINUTES * 60


@dataclass(frozen=True, slots=True)
class Login:
    """Whom a provider vouches for: a subject, which it never gives to somebody else."""

    issuer: str
    subject: str
    email: str | None = None
    verified: bool = False
    """Whether the provider knows that the address is the person's own."""
