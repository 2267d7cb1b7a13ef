"""Logins: from whom the provider vouches for to a user, and out again.

Nobody is made a user by logging in. The first login finds the user by an address that the provider
has verified, and from then on by the subject alone: whoever gets the address later gets nothing.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import LoginUnknownError, UnauthenticatedError
from partnerhub.domain.logins import Login
from partnerhub.domain.permissions import Scope
from partnerhub.identifiers import domains, emails
from partnerhub.persistence import Reach, Session, keys_of, reach_of, reaching, set_reach
from partnerhub.persistence.models import Organization, User
from partnerhub.persistence.queries import organizations as queries
from partnerhub.services import access, audit, organizations
from partnerhub.services.organizations import IssuedKey

SCOPES = frozenset({Scope.READ})
"""What a page session may be used for: the page only reads."""


def sign_in(
    session: Session, *, login: Login, organization: str, hours: int, now: datetime
) -> IssuedKey:
    """Begin a page session for the user who logged in.

    Args:
        session: A transaction that writes.
        login: Whom the provider vouches for.
        organization: The web domain of the user's organization; empty: that of the address.
        hours: How long the session lives.
        now: The moment of it.

    Raises:
        LoginUnknownError: There is no such organization, or no user of it has this login.
    """
    found = _organization(session, organization or login.email or "")
    user = _user(session, found, login)
    session.execute(queries.over_page_sessions(user.organization_id, user.id, now))
    return organizations.make_key(
        session,
        user=user,
        name="Signed in on the page",
        expires_at=now + timedelta(hours=hours),
        scopes=SCOPES,
        page_session=True,
    )


def sign_out(session: Session, token: str, now: datetime) -> None:
    """End the page session that a browser has, if it has one."""
    with suppress(UnauthenticatedError):
        actor = access.authenticate(session, token, now)
        key = session.scalars(queries.key(actor, actor.key_id or "")).one()
        if key.page_session:
            organizations.end_key(session, key, by=actor.user_id, now=now)


def forget(session: Session, organization: Organization, user: User | None) -> int:
    """Let the next login be a first one again, of a user or of all; only for the operator.

    Returns how many users that holds for.
    """
    bound = session.scalars(queries.users_with_logins(organization.id)).all()
    meant = [each for each in bound if user is None or each is user]
    for each in meant:
        each.login_key = None
        _note(session, each)
    return len(meant)


def _organization(session: Session, named: str) -> Organization:
    """Find the organization by its web domain, or by an address below it, and act for it."""
    domain = domains.key(named.rpartition("@")[2])
    with reaching(session, replace(reach_of(session), domain=domain)):
        found = session.scalars(queries.by_domain(domain or "")).one_or_none()
    if found is None:
        raise LoginUnknownError("no such organization")
    set_reach(session, Reach((found.id,)))
    return found


def _user(session: Session, organization: Organization, login: Login) -> User:
    """Find who logged in, by the subject or, once, by the address."""
    key = keys_of(session).login_key(login.issuer, login.subject)
    known = session.scalars(queries.user_with_login(organization.id, key)).one_or_none()
    if known is not None:
        return known
    address = emails.normalize(login.email or "") if login.verified else None
    if address is None:
        raise LoginUnknownError("no verified address")
    # Logins at the same moment come one after the other: the second one sees who the first was.
    query = queries.user_with_email(organization.id, address).with_for_update()
    user = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if user is None:
        raise LoginUnknownError("no such user")
    if user.login_key not in {None, key}:
        raise LoginUnknownError("the user has another login")
    if user.login_key is None:
        user.login_key = key
        _note(session, user)
    return user


def _note(session: Session, user: User) -> None:
    audit.note(
        session,
        user.organization_id,
        Action.USER_CHANGED,
        user_id=user.id,
        subject_id=user.id,
        fields=["login"],
    )
