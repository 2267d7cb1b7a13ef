"""Access: from the key in a request to the person who asks."""

import secrets
from datetime import datetime

from partnerhub.domain.errors import UnauthenticatedError
from partnerhub.domain.keys import Token
from partnerhub.domain.permissions import Actor, Role, Scope
from partnerhub.persistence import NOTHING, Reach, Session, keys_of, set_reach
from partnerhub.persistence.queries import organizations as queries

NO_DIGEST = "0" * 64
"""What an unknown key is compared with."""


def authenticate(session: Session, token: str, now: datetime) -> Actor:
    """Find out who asks.

    Every token that does not work is refused in the same words, and the digest is compared even
    when there is nothing to compare it with. From here on the session reaches the rows of the
    organization that the token names, and nobody's again when it is refused. Nothing is remembered
    from one call to the next: a key that was revoked is refused by every process from the next
    request on.

    Raises:
        UnauthenticatedError: The token is malformed, unknown, expired, revoked, or its user gone.
    """
    parsed = Token.parse(token)
    if parsed is None:
        raise UnauthenticatedError
    set_reach(session, Reach((parsed.organization_id,)))
    asked = {"organization_id": parsed.organization_id, "key_id": parsed.key_id, "now": now}
    user_id, role, known, scopes = session.execute(queries.USABLE_KEY, asked).one()
    digest = keys_of(session).token_digest(parsed.secret)
    same = secrets.compare_digest(digest, known or NO_DIGEST)
    if not same or user_id is None or role is None:
        set_reach(session, NOTHING)
        raise UnauthenticatedError
    return Actor(
        organization_id=parsed.organization_id,
        user_id=user_id,
        role=Role(role),
        scopes=frozenset(Scope(scope) for scope in (scopes or "").split()),
        key_id=parsed.key_id,
    )
