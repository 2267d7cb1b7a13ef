"""The provider: asks an OpenID provider where to send a browser, and whom a code stands for.

Who the provider is the operator has said, so it may be inside the operator's walls; its proxy and
certificates are those of the environment. What it says of its own addresses is believed when nobody
on the way could have changed it. Redirects are not followed.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import requests
from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from partnerhub.domain.errors import LoginFailedError, LoginUnavailableError
from partnerhub.domain.logins import CALLBACK, Login
from partnerhub.settings import Settings, is_safe

SECONDS = 5
"""How long the provider may be silent."""
FRESH = timedelta(hours=1)
"""How long its description of itself is believed; its keys are read anew for each login."""
LEEWAY = 60
"""How many seconds the provider's clock may differ from ours."""
LONGEST_SUBJECT = 255
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
"""Signatures that only who has the provider's private key can make: not `none`, not `HS256`."""
OURS = frozenset({"invalid_client", "unauthorized_client", "unsupported_grant_type"})
"""What a provider says when it is set up otherwise than we are."""
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Provider:
    """The one OpenID provider of this installation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: tuple[datetime, dict[str, Any]] | None = None
        # A provider that hangs holds some of the server's threads, never all of them.
        self._turns = threading.BoundedSemaphore(max(1, settings.server_threads // 2))

    def address(self, *, state: str, nonce: str, verifier: str, now: datetime) -> str:
        """Say where a browser goes to log in.

        Raises:
            LoginUnavailableError: The provider does not say.
        """
        with self._asking(now) as (session, about):
            address, _ = session.create_authorization_url(
                about["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
            )
        return str(address)

    def redeem(self, code: str, *, nonce: str, verifier: str, now: datetime) -> Login:
        """Find out whom a code stands for that a browser came back with.

        Raises:
            LoginFailedError: The code is none of this login, or what it stands for proves nothing.
            LoginUnavailableError: The provider does not answer, or makes no sense.
        """
        with self._asking(now) as (session, about):
            given = session.fetch_token(
                about["token_endpoint"], code=code, code_verifier=verifier, allow_redirects=False
            )
            claims = self._verified(given, _read(session, about["jwks_uri"]), nonce, now)
            if "email" not in claims and is_safe(str(about.get("userinfo_endpoint"))):
                claims |= self._more(session, about["userinfo_endpoint"], claims["sub"])
        return self._login(claims)

    @contextmanager
    def _asking(self, now: datetime) -> Iterator[tuple[OAuth2Session, dict[str, Any]]]:
        """Open a session with the provider; whatever goes wrong in it becomes an error of ours."""
        if not self._turns.acquire(blocking=False):
            raise LoginUnavailableError("busy")
        try:
            with self._session() as session:
                about = self._about(session, now)
                yield self._introduced(session, about), about
        except OAuthError as error:
            if error.error in OURS:
                raise LoginUnavailableError(error.error) from error
            raise LoginFailedError("code refused") from error
        except JoseError as error:
            claim = getattr(error, "claim", "")
            raise LoginFailedError(f"{type(error).__name__} {claim}".strip()) from error
        except (requests.RequestException, ValueError, TypeError, KeyError) as error:
            raise LoginUnavailableError(type(error).__name__) from error
        finally:
            self._turns.release()

    def _session(self) -> OAuth2Session:
        settings = self._settings
        return OAuth2Session(
            settings.oidc_client_id,
            settings.oidc_client_secret or None,
            scope=" ".join(settings.oidc_scopes),
            redirect_uri=settings.public_url + CALLBACK,
            code_challenge_method="S256",
            default_timeout=SECONDS,
        )

    def _introduced(self, session: OAuth2Session, about: dict[str, Any]) -> OAuth2Session:
        """Send the secret in the way the provider takes it."""
        ways = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if self._settings.oidc_client_secret and "client_secret_basic" not in ways:
            session.token_endpoint_auth_method = "client_secret_post"  # noqa: S105 - not one
        return session

    def _about(self, session: OAuth2Session, now: datetime) -> dict[str, Any]:
        """Read what the provider says of itself."""
        known = self._known
        if known is not None and known[0] <= now < known[0] + FRESH:
            return known[1]
        issuer = self._settings.oidc_issuer
        about = _read(session, get_well_known_url(issuer, external=True))
        if about["issuer"] != issuer:
            raise LoginUnavailableError("the provider calls itself otherwise")
        if not all(is_safe(str(about[name])) for name in ADDRESSES):
            raise LoginUnavailableError("the provider's addresses are not safe")
        self._known = now, about
        return about

    def _verified(
        self, given: dict[str, Any], keys: Any, nonce: str, now: datetime
    ) -> dict[str, Any]:
        """Check the token that says who somebody is; return what it says."""
        settings = self._settings
        text = given.get("id_token")
        if not isinstance(text, str):
            raise LoginFailedError("no id_token")
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        token = jwt.decode(text, KeySet.import_key_set(keys), registry=registry)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": settings.oidc_issuer},
                "aud": {"essential": True, "value": settings.oidc_client_id},
            },
            {
                "nonce": nonce,
                "client_id": settings.oidc_client_id,
                "access_token": given.get("access_token"),
            },
        )
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
        return dict(claims)

    @staticmethod
    def _more(session: OAuth2Session, address: str, subject: str) -> dict[str, Any]:
        """Ask for the address of somebody whose token says none."""
        found = _read(session, address, withhold_token=False)
        if found["sub"] != subject:
            raise LoginFailedError("userinfo of another subject")
        return {name: found[name] for name in ("email", "email_verified") if name in found}

    def _login(self, claims: dict[str, Any]) -> Login:
        subject, email = claims["sub"], claims.get("email")
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise LoginFailedError("no subject")
        said = claims.get("email_verified", self._settings.oidc_trust_email)
        return Login(
            issuer=self._settings.oidc_issuer,
            subject=subject,
            email=email if isinstance(email, str) else None,
            # Some providers write it as a text.
            verified=said is True or said == "true",
        )


def _read(session: OAuth2Session, address: str, *, withhold_token: bool = True) -> dict[str, Any]:
    """Read an object; anything but 200 is no answer."""
    answer = session.get(address, withhold_token=withhold_token, allow_redirects=False)
    if answer.status_code != requests.codes.ok:
        raise LoginUnavailableError("the provider does not answer")
    found = answer.json()
    if not isinstance(found, dict):
        raise TypeError("not an object")
    return found
