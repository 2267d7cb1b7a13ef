"""Permissions: who may do what, as one table that can be read aloud.

What a person may *see* is not here: that is `visible_to` in each module of
`persistence/queries`. This table only says which of the visible things may be changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from partnerhub.domain.errors import ForbiddenError, InsufficientScopeError


class Role(StrEnum):
    """What a person is in the organization."""

    ADMIN = "admin"
    """Manages users, keys, partnerships and sharing, and does all a manager does."""
    MANAGER = "manager"
    """Uploads lists, compares, plans and reports."""
    VIEWER = "viewer"
    """Reads."""


class Scope(StrEnum):
    """What a key may be used for, at most; the person's role limits it further."""

    READ = "read"
    UPLOAD = "upload"
    WRITE = "write"
    ADMIN = "admin"


ALL_SCOPES = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking: a person of an organization, through a key or the operator's shell."""

    organization_id: str
    user_id: str
    role: Role
    scopes: frozenset[Scope] = ALL_SCOPES
    key_id: str | None = None


class Permission(StrEnum):
    """Something that only some may do."""

    READ = "read"
    """See what the organization may see."""
    UPLOAD_LISTS = "upload_lists"
    """Upload, preview and undo imports."""
    EDIT_LISTS = "edit_lists"
    """Change or remove single accounts, contacts and opportunities."""
    MANAGE_USERS = "manage_users"
    """Create, change and remove users."""
    MANAGE_ORGANIZATION = "manage_organization"
    """Change what holds for the organization as a whole."""
    MANAGE_OWN_KEYS = "manage_own_keys"
    """Create and revoke one's own keys."""
    MANAGE_PARTNERSHIPS = "manage_partnerships"
    """Propose, accept, decline and end partnerships."""
    SET_SHARING = "set_sharing"
    """Decide what a partner may see."""
    RUN_OVERLAP = "run_overlap"
    """Ask for, approve and reject comparisons, and decide on matches."""
    PLAN_EVENTS = "plan_events"
    """Create events, build and approve target lists, record costs."""
    MAKE_REPORTS = "make_reports"
    """Make and sign joint reports."""
    READ_AUDIT = "read_audit"
    """Read the organization's audit trail."""
    MANAGE_WEBHOOKS = "manage_webhooks"
    """See and change where the organization's own programs are told, and what."""


Predicate = Callable[[Actor], bool]


def is_member(_: Actor) -> bool:
    """Anybody of the organization."""
    return True


def is_manager(actor: Actor) -> bool:
    """A manager or an admin."""
    return actor.role in {Role.ADMIN, Role.MANAGER}


def is_admin(actor: Actor) -> bool:
    """An admin."""
    return actor.role is Role.ADMIN


RULES: dict[Permission, tuple[Scope, Predicate]] = {
    Permission.READ: (Scope.READ, is_member),
    Permission.UPLOAD_LISTS: (Scope.UPLOAD, is_manager),
    Permission.EDIT_LISTS: (Scope.WRITE, is_manager),
    Permission.MANAGE_USERS: (Scope.ADMIN, is_admin),
    Permission.MANAGE_ORGANIZATION: (Scope.ADMIN, is_admin),
    Permission.MANAGE_OWN_KEYS: (Scope.ADMIN, is_member),
    Permission.MANAGE_PARTNERSHIPS: (Scope.ADMIN, is_admin),
    Permission.SET_SHARING: (Scope.ADMIN, is_admin),
    Permission.RUN_OVERLAP: (Scope.WRITE, is_manager),
    Permission.PLAN_EVENTS: (Scope.WRITE, is_manager),
    Permission.MAKE_REPORTS: (Scope.WRITE, is_manager),
    Permission.READ_AUDIT: (Scope.ADMIN, is_admin),
    Permission.MANAGE_WEBHOOKS: (Scope.ADMIN, is_admin),
}


def require(actor: Actor, permission: Permission) -> None:
    """Let the actor pass or say what is missing.

    Raises:
        InsufficientScopeError: The key was made for less.
        ForbiddenError: The person's role does not allow it.
    """
    scope, allowed = RULES[permission]
    if scope not in actor.scopes:
        raise InsufficientScopeError(f"This needs a key with the scope '{scope}'.")
    if not allowed(actor):
        raise ForbiddenError
