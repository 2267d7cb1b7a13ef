"""Access: from the key in a request to the person who asks."""

import secrets
from datetime import datetime

from partnerhub.domain.errors import UnauthenticatedError
from partnerhub.domain.keys import Token
from partnerhub.domain.permissions import Actor, Role, Scope
from partnerhub.persistence import NOTHING, Reach, Session, keys_of, set_reach
from partnerhub.persistence.queries import organizations as queries


def authenticate(session: Session, token: str, now: datetime) -> Actor:
    """Find out who asks.

    Every token that does not work is refused in the same words, and the digest is compared even
    when there is nothing to compare it with. From here on the session reaches the rows of the
    organization that the token names, and nobody's again when it is refused.

    Raises:
        UnauthenticatedError: The token is malformed, unknown, expired, revoked, or its user gone.
    """
    parsed = Token.parse(token)
    if parsed is None:
        raise UnauthenticatedError
    set_reach(session, Reach((parsed.organization_id,)))
    found = session.execute(
        queries.usable_key(parsed.organization_id, parsed.key_id, now)
    ).one_or_none()
    digest = keys_of(session).token_digest(parsed.secret)
    if not secrets.compare_digest(digest, found[0].digest if found else "0" * 64) or not found:
        set_reach(session, NOTHING)
        raise UnauthenticatedError
    key, user = found
    return Actor(
        organization_id=user.organization_id,
        user_id=user.id,
        role=Role(user.role),
        scopes=frozenset(Scope(scope) for scope in key.scopes.split()),
        key_id=key.id,
    )
