"""Authentication: a Bearer key becomes an actor; the page may have its key in a cookie.

A cookie alone proves nothing, since a browser sends it whoever asks. The page says by
`Authorization: Session` that its cookie is meant: a header that no other site can have a browser
send without asking us first, and we allow none.

Whatever is wrong with a key, the answer is the same byte for byte, so that nobody learns how far
a guess got.
"""

import re

from flask import g, request

from partnerhub.domain.errors import UnauthenticatedError
from partnerhub.http import context, cookies
from partnerhub.persistence import NOTHING

BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/=-]{1,512})", re.IGNORECASE)
"""One scheme, one key. Two headers arrive joined by a comma, which no key contains."""

SESSION = "session"
"""The scheme of the page, which has its key in a cookie."""


def token() -> str:
    """Read the key from the request's one Authorization header, or from where that says it is."""
    said = _said()
    found = BEARER.fullmatch(said)
    if found is not None:
        return found[1]
    from_the_page()
    key = cookies.read(cookies.SESSION)
    if not key:
        raise UnauthenticatedError
    return key


def from_the_page() -> None:
    """Refuse a request that is not the page's own: only that may use its cookie."""
    # Newer browsers say by themselves whose script it is that asks.
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    asked = _said().lower() == SESSION and site == "same-origin"
    if not asked or not context.settings().oidc_issuer:
        raise UnauthenticatedError


def _said() -> str:
    given = request.headers.getlist("Authorization")
    return given[0].strip() if len(given) == 1 else ""


def enter() -> None:
    """Let a known key in and count its call.

    A changing request only looks at the door here, in a short read transaction of its own: its
    body may take minutes to arrive, and nobody else could write in that time.
    """
    g.token = token()
    if request.method in context.SAFE:
        context.session()
    else:
        wiring = context.wiring()
        with wiring.database.transaction(write=False, reach=NOTHING) as session:
            g.actor = wiring.authenticate(session, g.token, context.now())
    actor = context.actor()
    context.wiring().rate_limit.count(actor.key_id or actor.user_id)
