"""Authentication: a Bearer key becomes an actor.

Whatever is wrong with a key, the answer is the same byte for byte, so that nobody learns how far
a guess got.
"""

import re

from flask import g, request

from partnerhub.domain.errors import UnauthenticatedError
from partnerhub.http import context
from partnerhub.persistence import NOTHING

BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/=-]{1,512})", re.IGNORECASE)
"""One scheme, one key. Two headers arrive joined by a comma, which no key contains."""


def token() -> str:
    """Read the key from the request's one Authorization header."""
    given = request.headers.getlist("Authorization")
    found = BEARER.fullmatch(given[0].strip()) if len(given) == 1 else None
    if found is None:
        raise UnauthenticatedError
    return found[1]


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
