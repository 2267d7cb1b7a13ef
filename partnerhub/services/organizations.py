"""Organizations, their users and API keys."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    AlreadyExistsError,
    ConflictError,
    NotFoundError,
    PreconditionFailedError,
    ValidationError,
)
from partnerhub.domain.keys import Token
from partnerhub.domain.permissions import (
    ALL_SCOPES,
    Actor,
    Permission,
    Role,
    Scope,
    is_admin,
    require,
)
from partnerhub.identifiers import domains, emails
from partnerhub.persistence import Session, keys_of, lock_name, reach_also
from partnerhub.persistence.models import ApiKey, Organization, User
from partnerhub.persistence.queries import organizations as queries
from partnerhub.persistence.queries import partnerships
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import audit

MAX_KEY_DAYS = 365


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new key, with the secret that is shown this once."""

    key: ApiKey
    secret: str


def create(session: Session, *, name: str, domain: str, currency: str = "EUR") -> Organization:
    """Create an organization; the operator does this after knowing who it is.

    Proposals that were made to its domain before become visible to it now.
    """
    parsed = domains.parse(domain)
    if parsed is None or parsed.flags:
        raise ValidationError(f"'{domain}' is not an organization's own web domain.")
    lock_name(session, parsed.registrable)  # Somebody may be proposing to it right now.
    if session.scalars(queries.by_domain(parsed.registrable)).first():
        raise AlreadyExistsError(f"There is an organization with the domain {parsed.registrable}.")
    organization = Organization(name=name, domain=parsed.registrable, currency=currency)
    session.add(organization)
    session.flush()
    reach_also(session, organization.id)
    for proposal in session.scalars(partnerships.proposed_to(parsed.registrable)):
        proposal.second_id = organization.id
    audit.note(session, organization.id, Action.ORGANIZATION_CREATED, subject_id=organization.id)
    return organization


def add_user(
    session: Session,
    *,
    organization_id: str,
    email: str,
    name: str,
    role: Role,
    by: str | None = None,
) -> User:
    """Create a user in an organization."""
    address = emails.normalize(email)
    if address is None:
        raise ValidationError(errors=[{"pointer": "/email", "message": "Not an e-mail address."}])
    if session.scalars(queries.user_with_email(organization_id, address)).first():
        raise AlreadyExistsError("There is a user with this e-mail address.")
    user = User(organization_id=organization_id, email=address, name=name, role=role)
    session.add(user)
    session.flush()
    audit.note(
        session, organization_id, Action.USER_CREATED, user_id=by, subject_id=user.id, role=role
    )
    return user


def issue_key(
    session: Session,
    *,
    user: User,
    name: str,
    now: datetime,
    scopes: Collection[Scope] = ALL_SCOPES,
    days: int = MAX_KEY_DAYS,
) -> IssuedKey:
    """Make a key for a user; the secret is returned once and only its keyed hash is kept."""
    if not 1 <= days <= MAX_KEY_DAYS:
        raise ValidationError(f"A key lives 1 to {MAX_KEY_DAYS} days.")
    ends = now + timedelta(days=days)
    return make_key(session, user=user, name=name, expires_at=ends, scopes=scopes)


def make_key(
    session: Session,
    *,
    user: User,
    name: str,
    expires_at: datetime,
    scopes: Collection[Scope],
    page_session: bool = False,
) -> IssuedKey:
    """Make a key that works until a moment."""
    key = ApiKey(
        organization_id=user.organization_id,
        user_id=user.id,
        name=name,
        digest="",
        hint="",
        scopes=" ".join(sorted(scopes)),
        expires_at=expires_at,
        page_session=page_session,
    )
    token = Token.issue(user.organization_id, key.id)
    key.digest = keys_of(session).token_digest(token.secret)
    key.hint = token.text()[-4:]
    session.add(key)
    session.flush()
    audit.note(
        session, user.organization_id, Action.KEY_CREATED, user_id=user.id, subject_id=key.id
    )
    return IssuedKey(key, token.text())


def everyone(session: Session) -> list[Organization]:
    """List all organizations of the installation; only for the operator."""
    return list(session.scalars(queries.everyone()))


def with_domain(session: Session, domain: str) -> Organization:
    """Find the organization with a web domain and act for it; only for the operator."""
    organization = session.scalars(queries.by_domain(domains.key(domain) or "")).one_or_none()
    if organization is None:
        raise NotFoundError(f"There is no organization with the domain {domain}.")
    reach_also(session, organization.id)
    return organization


def user_with_email(session: Session, organization: Organization, email: str) -> User:
    """Find a user of an organization by address; only for the operator."""
    address = emails.normalize(email) or ""
    user = session.scalars(queries.user_with_email(organization.id, address)).one_or_none()
    if user is None:
        raise NotFoundError(f"There is no user with this address at {organization.name}.")
    return user


def me(session: Session, actor: Actor) -> tuple[Organization, User]:
    """Say who the actor is."""
    organization = session.scalars(queries.own(actor)).one()
    return organization, session.scalars(queries.user(actor, actor.user_id)).one()


def list_users(
    session: Session, actor: Actor, *, after: tuple[Any, ...] | None, limit: int
) -> tuple[list[User], tuple[Any, ...] | None]:
    """List the users of the actor's organization by e-mail address."""
    require(actor, Permission.READ)
    query = behind(queries.visible_users(actor), [User.email], after)
    return fetch(session, query, limit, ["email"])


def get_user(session: Session, actor: Actor, *, user_id: str) -> User:
    """Read one user of the actor's organization."""
    require(actor, Permission.READ)
    user = session.scalars(queries.user(actor, user_id)).one_or_none()
    if user is None:
        raise NotFoundError
    return user


def invite_user(session: Session, actor: Actor, *, email: str, name: str, role: Role) -> User:
    """Create a user in the actor's organization."""
    require(actor, Permission.MANAGE_USERS)
    return add_user(
        session,
        organization_id=actor.organization_id,
        email=email,
        name=name,
        role=role,
        by=actor.user_id,
    )


def change_user(
    session: Session, actor: Actor, *, user_id: str, revision: int, **changes: Any
) -> User:
    """Change a user's name or role; an organization keeps at least one admin."""
    require(actor, Permission.MANAGE_USERS)
    user = _locked_user(session, actor, user_id)
    if user.revision != revision:
        raise PreconditionFailedError
    if changes.get("role", Role.ADMIN) != Role.ADMIN:
        _keep_an_admin(session, actor, user)
    for name, value in changes.items():
        setattr(user, name, value)
    user.revision += 1
    audit.note(
        session,
        actor.organization_id,
        Action.USER_CHANGED,
        user_id=actor.user_id,
        subject_id=user.id,
        fields=sorted(changes),
    )
    return user


def remove_user(session: Session, actor: Actor, *, user_id: str, now: datetime) -> None:
    """Remove a user; every key of theirs stops working in the same transaction."""
    require(actor, Permission.MANAGE_USERS)
    user = _locked_user(session, actor, user_id)
    _keep_an_admin(session, actor, user)
    user.removed_at = now
    # The address is free for a new user, and the person's address does not stay behind.
    user.email = f"removed:{user.id}"
    user.login_key = None
    for key in session.scalars(queries.keys_of_user(user.organization_id, user.id)):
        key.revoked_at = now
    audit.note(
        session,
        actor.organization_id,
        Action.USER_REMOVED,
        user_id=actor.user_id,
        subject_id=user.id,
    )


def list_keys(
    session: Session, actor: Actor, *, after: tuple[Any, ...] | None, limit: int
) -> tuple[list[ApiKey], tuple[Any, ...] | None]:
    """List the actor's own keys, newest first; secrets are never shown again."""
    require(actor, Permission.READ)
    return _page_of_keys(session, queries.visible_keys(actor), after, limit)


def list_keys_of(
    session: Session,
    actor: Actor,
    *,
    user_id: str,
    after: tuple[Any, ...] | None,
    limit: int,
) -> tuple[list[ApiKey], tuple[Any, ...] | None]:
    """List the keys of a user of the actor's organization, newest first."""
    require(actor, Permission.MANAGE_USERS)
    user = get_user(session, actor, user_id=user_id)
    query = queries.keys_of_user(user.organization_id, user.id)
    return _page_of_keys(session, query, after, limit)


def _page_of_keys(
    session: Session, query: Any, after: tuple[Any, ...] | None, limit: int
) -> tuple[list[ApiKey], tuple[Any, ...] | None]:
    query = behind(query, [ApiKey.created_at, ApiKey.id], after, descending=True)
    return fetch(session, query, limit, ["created_at", "id"])


def create_key(
    session: Session,
    actor: Actor,
    *,
    name: str,
    now: datetime,
    scopes: Collection[Scope],
    days: int,
) -> IssuedKey:
    """Make a key for the actor, at most with the scopes of the key that asks."""
    require(actor, Permission.MANAGE_OWN_KEYS)
    user = session.scalars(queries.user(actor, actor.user_id)).one()
    return issue_key(
        session, user=user, name=name, now=now, scopes=set(scopes) & actor.scopes, days=days
    )


def revoke_key(session: Session, actor: Actor, *, key_id: str, now: datetime) -> None:
    """Stop one of the actor's keys, or for an admin anybody's; it is refused from then on."""
    require(actor, Permission.MANAGE_OWN_KEYS)
    one_of = queries.key_of_anybody if is_admin(actor) else queries.key
    key = session.scalars(one_of(actor, key_id)).one_or_none()
    if key is None:
        raise NotFoundError
    end_key(session, key, by=actor.user_id, now=now)


def end_key(session: Session, key: ApiKey, *, by: str, now: datetime) -> None:
    """Stop a key and say who did."""
    key.revoked_at = now
    audit.note(session, key.organization_id, Action.KEY_REVOKED, user_id=by, subject_id=key.id)


def _keep_an_admin(session: Session, actor: Actor, leaving: User) -> None:
    users = session.scalars(queries.visible_users(actor).where(User.role == Role.ADMIN))
    if leaving.role == Role.ADMIN and not [user for user in users if user.id != leaving.id]:
        raise ConflictError("An organization keeps at least one admin; make another one first.")


def _locked_user(session: Session, actor: Actor, user_id: str) -> User:
    """Read a user for changing it; changes to an organization's users come one after the other."""
    session.scalars(queries.own(actor).with_for_update()).one()
    query = queries.user(actor, user_id).execution_options(populate_existing=True)
    user = session.scalars(query).one_or_none()
    if user is None:
        raise NotFoundError
    return user
