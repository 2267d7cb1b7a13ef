"""Who may not ask, or not for this."""

from partnerhub.domain.errors.base import Kind, PartnerhubError


class UnauthenticatedError(PartnerhubError):
    """Send a valid key as `Authorization: Bearer <key>`."""

    code, kind, title = "unauthenticated", Kind.UNAUTHENTICATED, "A valid key is required"

    def __init__(self) -> None:
        super().__init__(headers={"WWW-Authenticate": "Bearer"})


class ForbiddenError(PartnerhubError):
    """Your role does not allow this; an admin of your organization can do it or change the role."""

    code, kind, title = "forbidden", Kind.FORBIDDEN, "Your role does not allow this"


class InsufficientScopeError(PartnerhubError):
    """The key was made for less than this; use or make a key with the scope it needs."""

    code, kind, title = "insufficient_scope", Kind.FORBIDDEN, "The key's scope is too small"


class SecondAdminError(PartnerhubError):
    """Who asked for a change cannot approve it: another admin of your organization has to."""

    code, kind = "second_admin_required", Kind.FORBIDDEN
    title = "Another admin has to approve this"


class NotFoundError(PartnerhubError):
    """There is nothing here that you may see."""

    code, kind, title = "not_found", Kind.NOT_FOUND, "Not found"
