"""Signing in and out on the page, by OpenID Connect: code flow with PKCE, state and nonce.

A browser that begins gets an attempt in a cookie; what it brings back from the provider counts only
together with that. What comes of it is an API key in another cookie.
"""

import secrets
from contextlib import AbstractContextManager
from typing import cast

from flask import Blueprint, Response, current_app, redirect, request

from partnerhub.domain.errors import LoginFailedError, LoginUnavailableError, LoginUnknownError
from partnerhub.domain.logins import CALLBACK, MINUTES, Attempt, Login
from partnerhub.http import authentication, context, cookies, logs
from partnerhub.http.context import Provider
from partnerhub.identifiers import domains
from partnerhub.persistence import NOTHING, Session
from partnerhub.services import logins
from partnerhub.web import views

blueprint = Blueprint("login", __name__)


@blueprint.errorhandler(LoginFailedError)
@blueprint.errorhandler(LoginUnknownError)
@blueprint.errorhandler(LoginUnavailableError)
def refuse(
    error: LoginFailedError | LoginUnknownError | LoginUnavailableError,
) -> Response:
    """Answer a page and write down why, in our own words; the attempt is used up."""
    logs.logger().warning("login refused", code=error.code, error=error.reason)
    response = views.answer(error)
    cookies.drop(response, cookies.ATTEMPT)
    return response


@blueprint.get("/login")
def begin() -> Response:
    """Send the browser to the provider."""
    named = request.args.get("organization", "")
    domain = domains.key(named) or ""
    if named and not domain:
        raise LoginUnknownError("no web domain")
    attempt = Attempt.begin(domain, context.now())
    address = _provider().address(
        state=_secret("state", attempt),
        nonce=_secret("nonce", attempt),
        verifier=_secret("verifier", attempt),
        now=context.now(),
    )
    response = current_app.make_response(redirect(address, 303))
    cookies.put(response, cookies.ATTEMPT, attempt.text(), seconds=MINUTES * 60)
    return response


@blueprint.get(CALLBACK)
def end() -> Response:
    """Sign in whom the provider sends back."""
    attempt = _attempt()
    login = _redeemed(attempt)
    settings, now = context.settings(), context.now()
    hours = settings.page_session_hours
    with _writing() as session:
        issued = logins.sign_in(
            session, login=login, organization=attempt.organization, hours=hours, now=now
        )
    _sign_out()
    response = current_app.make_response(redirect(settings.public_url + "/", 303))
    cookies.put(response, cookies.SESSION, issued.secret, seconds=hours * 3600)
    cookies.drop(response, cookies.ATTEMPT)
    return response


@blueprint.post("/logout")
def leave() -> Response:
    """End the page session of the browser; the provider is not told."""
    authentication.from_the_page()
    _sign_out()
    response = Response(status=204)
    cookies.drop(response, cookies.SESSION)
    return response


def _writing() -> AbstractContextManager[Session]:
    """A transaction of its own: nobody's data is held while the provider is asked."""
    return context.wiring().database.transaction(write=True, reach=NOTHING)


def _sign_out() -> None:
    """End the session that the browser came with."""
    token = cookies.read(cookies.SESSION)
    if token is not None:
        with _writing() as session:
            logins.sign_out(session, token, context.now())


def _attempt() -> Attempt:
    """Find the login that this browser has begun; refuse what it did not begin."""
    attempt = Attempt.parse(cookies.read(cookies.ATTEMPT) or "")
    if attempt is None:
        raise LoginFailedError("nothing was begun")
    given, expected = request.args.get("state", ""), _secret("state", attempt)
    if not secrets.compare_digest(given.encode(errors="replace"), expected.encode()):
        raise LoginFailedError("state of another login")
    if attempt.is_over(context.now()):
        raise LoginFailedError("took too long")
    return attempt


def _redeemed(attempt: Attempt) -> Login:
    """Ask the provider whom the code stands for."""
    issuer, code = context.settings().oidc_issuer, request.args.get("code", "")
    if request.args.get("iss", issuer) != issuer:
        raise LoginFailedError("answer of another provider")
    if "error" in request.args or not code:
        raise LoginFailedError("no code")
    return _provider().redeem(
        code,
        nonce=_secret("nonce", attempt),
        verifier=_secret("verifier", attempt),
        now=context.now(),
    )


def _secret(purpose: str, attempt: Attempt) -> str:
    return context.settings().keyring().login_secret(purpose, attempt.text())


def _provider() -> Provider:
    """The provider: these addresses are there only where there is one."""
    return cast("Provider", context.wiring().provider)
