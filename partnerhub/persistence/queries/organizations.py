"""Organizations, users, keys."""

from datetime import datetime

from sqlalchemy import Delete, Select, and_, bindparam, delete, join, literal, select

from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import ApiKey, Organization, User


def by_domain(domain: str) -> Select[Organization]:
    """The organization that owns a web domain."""
    return select(Organization).where(Organization.domain == domain)


def everyone() -> Select[Organization]:
    """All organizations, for the operator."""
    return select(Organization).order_by(Organization.domain)


def own(actor: Actor) -> Select[Organization]:
    """The actor's organization."""
    return select(Organization).where(Organization.id == actor.organization_id)


def visible_users(actor: Actor) -> Select[User]:
    """Users of the actor's organization that were not removed."""
    return select(User).where(
        User.organization_id == actor.organization_id, User.removed_at.is_(None)
    )


def user(actor: Actor, user_id: str) -> Select[User]:
    """One of them."""
    return visible_users(actor).where(User.id == user_id)


def visible_keys(actor: Actor) -> Select[ApiKey]:
    """The actor's own keys that were not revoked."""
    return select(ApiKey).where(
        ApiKey.organization_id == actor.organization_id,
        ApiKey.user_id == actor.user_id,
        ApiKey.revoked_at.is_(None),
    )


def key(actor: Actor, key_id: str) -> Select[ApiKey]:
    """One of them."""
    return visible_keys(actor).where(ApiKey.id == key_id)


def key_of_anybody(actor: Actor, key_id: str) -> Select[ApiKey]:
    """One key of the actor's organization that was not revoked, whoever's it is."""
    return select(ApiKey).where(
        ApiKey.organization_id == actor.organization_id,
        ApiKey.id == key_id,
        ApiKey.revoked_at.is_(None),
    )


def keys_of_user(organization_id: str, user_id: str) -> Select[ApiKey]:
    """The keys of one user that still work."""
    return select(ApiKey).where(
        ApiKey.organization_id == organization_id,
        ApiKey.user_id == user_id,
        ApiKey.revoked_at.is_(None),
    )


def _usable_key() -> Select[str | None, str | None, str | None, str | None]:
    asked = select(literal(1).label("one")).subquery("asked")
    key = and_(
        ApiKey.organization_id == bindparam("organization_id"),
        ApiKey.id == bindparam("key_id"),
        ApiKey.revoked_at.is_(None),
        ApiKey.expires_at > bindparam("now"),
    )
    owner = and_(
        User.organization_id == ApiKey.organization_id,
        User.id == ApiKey.user_id,
        User.removed_at.is_(None),
    )
    return select(User.id, User.role, ApiKey.digest, ApiKey.scopes).select_from(
        join(asked, ApiKey, key, isouter=True).join(User, owner, isouter=True)
    )


USABLE_KEY = _usable_key()
"""The user, role, digest and scopes of a key that still works; a row of nothing for any other.

It is asked once or twice in each call, and was a tenth of a short one while it was made anew each
time. It takes `organization_id`, `key_id` and `now`. One row of columns in every case: making rows,
or objects, of what is found takes so long that a stranger could measure whether there is such a
key.
"""


def user_with_email(organization_id: str, email: str) -> Select[User]:
    """The user of an organization with an e-mail address."""
    return select(User).where(User.organization_id == organization_id, User.email == email)


def user_with_login(organization_id: str, login_key: str) -> Select[User]:
    """The user of an organization who has logged in as that subject before."""
    return select(User).where(User.organization_id == organization_id, User.login_key == login_key)


def users_with_logins(organization_id: str) -> Select[User]:
    """The users of an organization who have logged in before."""
    return (
        select(User)
        .where(User.organization_id == organization_id, User.login_key.is_not(None))
        .order_by(User.email)
    )


def over_page_sessions(organization_id: str, user_id: str, now: datetime) -> Delete:
    """Forget the page sessions of a user that have run out."""
    return delete(ApiKey).where(
        ApiKey.organization_id == organization_id,
        ApiKey.user_id == user_id,
        ApiKey.page_session,
        ApiKey.expires_at <= now,
    )
