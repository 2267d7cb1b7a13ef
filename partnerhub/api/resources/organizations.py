"""The caller, the organization's users, the caller's keys, the audit trail."""

import json
from collections.abc import Iterator
from typing import Any

from partnerhub.api import etags
from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Table
from partnerhub.api.schemas.organizations import (
    ApiKeySchema,
    AuditLineSchema,
    AuditQuerySchema,
    IssuedApiKeySchema,
    MeSchema,
    NewApiKeySchema,
    NewUserSchema,
    UserPatchSchema,
    UserSchema,
)
from partnerhub.domain.errors import (
    AlreadyExistsError,
    ConflictError,
    ForbiddenError,
    InsufficientScopeError,
)
from partnerhub.http.context import actor, now, session
from partnerhub.services import audit, organizations

blueprint = Blueprint(
    "organizations", description="Who you are, your organization's users, your keys."
)


AUDIT_COLUMNS: tuple[str, ...] = (
    "sequence",
    "action",
    "user_id",
    "subject_id",
    "details",
    "created_at",
)
AUDIT_COLUMNS += ("previous_hash", "hash")


def _key(key: Any) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "hint": key.hint,
        "scopes": key.scopes.split(),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "page_session": key.page_session,
    }


@blueprint.get("/me")
@blueprint.response(200, MeSchema)
def read_me() -> object:
    """Say who you are.

    The organization, the user and the scopes that the key in this request stands for.
    """
    organization, user = organizations.me(session(), actor())
    return {
        "organization": organization,
        "user": user,
        "role": user.role,
        "scopes": sorted(actor().scopes),
    }


@blueprint.get("/users")
@blueprint.page(UserSchema)
def list_users(query: dict[str, Any], after: tuple[Any, ...] | None, limit: int) -> object:
    """List the users of your organization by e-mail address."""
    return organizations.list_users(session(), actor(), after=after, limit=limit, **query)


@blueprint.post("/users")
@blueprint.arguments(NewUserSchema)
@blueprint.response(201, UserSchema)
@blueprint.raises(AlreadyExistsError, ForbiddenError, InsufficientScopeError)
def create_user(payload: dict[str, Any]) -> object:
    """Create a user in your organization.

    The user gets in with a key, which an operator makes on the command line, or by signing in on
    the page where the operator has set that up.
    """
    user = organizations.invite_user(session(), actor(), **payload)
    return user, {"Location": f"/v1/users/{user.id}"}


@blueprint.get("/users/<id:user_id>")
@blueprint.response(200, UserSchema)
@blueprint.etag
def read_user(user_id: str) -> object:
    """Read a user of your organization."""
    return organizations.get_user(session(), actor(), user_id=user_id)


@blueprint.patch("/users/<id:user_id>")
@blueprint.arguments(UserPatchSchema)
@blueprint.response(200, UserSchema)
@blueprint.etag
@blueprint.raises(ConflictError, ForbiddenError, InsufficientScopeError)
def change_user(payload: dict[str, Any], user_id: str) -> object:
    """Change a user's name or role.

    An organization keeps at least one admin.
    """
    return organizations.change_user(
        session(), actor(), user_id=user_id, revision=etags.expected(), **payload
    )


@blueprint.delete("/users/<id:user_id>")
@blueprint.response(204)
@blueprint.raises(ConflictError, ForbiddenError, InsufficientScopeError)
def remove_user(user_id: str) -> None:
    """Remove a user.

    All keys of the user are refused from the next request on.
    """
    organizations.remove_user(session(), actor(), user_id=user_id, now=now())


@blueprint.get("/users/<id:user_id>/api-keys")
@blueprint.page(ApiKeySchema)
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def list_api_keys_of_user(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, user_id: str
) -> object:
    """List the keys of a user of your organization, newest first; only an admin may.

    Browsers in which the user is signed in are among them.
    """
    keys, place = organizations.list_keys_of(
        session(), actor(), user_id=user_id, after=after, limit=limit, **query
    )
    return [_key(key) for key in keys], place


@blueprint.get("/api-keys")
@blueprint.page(ApiKeySchema)
def list_api_keys(query: dict[str, Any], after: tuple[Any, ...] | None, limit: int) -> object:
    """List your keys, newest first.

    Secrets are never shown again.
    """
    keys, place = organizations.list_keys(session(), actor(), after=after, limit=limit, **query)
    return [_key(key) for key in keys], place


@blueprint.post("/api-keys")
@blueprint.arguments(NewApiKeySchema)
@blueprint.response(201, IssuedApiKeySchema)
@blueprint.shown_once("secret")
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def create_api_key(payload: dict[str, Any]) -> object:
    """Make a key for yourself.

    The answer holds the secret: keep it, it is shown this once. A key has at most the scopes of
    the key that makes it.
    """
    issued = organizations.create_key(session(), actor(), now=now(), **payload)
    answer = _key(issued.key) | {"secret": issued.secret}
    return answer, {"Location": f"/v1/api-keys/{issued.key.id}"}


@blueprint.delete("/api-keys/<id:key_id>")
@blueprint.response(204)
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def revoke_api_key(key_id: str) -> None:
    """Revoke a key; it is refused from the next request on.

    An admin can revoke any key of the organization, others only their own.
    """
    organizations.revoke_key(session(), actor(), key_id=key_id, now=now())


def _audit_table(query: dict[str, Any]) -> Table:
    wanted = audit.Wanted(**query)
    first = audit.page(session(), actor(), after=None, limit=500, wanted=wanted)
    return Table("audit", AUDIT_COLUMNS, _audit_rows(wanted, *first))


def _audit_rows(wanted: audit.Wanted, lines: list[Any], place: Any) -> Iterator[list[Any]]:
    while True:
        for line in lines:
            values = [getattr(line, name) for name in AUDIT_COLUMNS]
            yield [json.dumps(each) if isinstance(each, dict) else each for each in values]
        if place is None:
            return
        lines, place = audit.page(session(), actor(), after=place, limit=500, wanted=wanted)


@blueprint.get("/audit")
@blueprint.page(AuditLineSchema, AuditQuerySchema, table=_audit_table)
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def list_audit_lines(query: dict[str, Any], after: tuple[Any, ...] | None, limit: int) -> object:
    """Read your organization's audit trail, newest first.

    One line per act, numbered without gaps. Lines hold ids, counts and states, never the values of
    a row. Each has a hash of itself and of the line before, whose hash it repeats: keep a copy, and
    a line that was changed later has another hash than in your copy. The operator can verify all of
    them.
    """
    wanted = audit.Wanted(**query)
    return audit.page(session(), actor(), after=after, limit=limit, wanted=wanted)
