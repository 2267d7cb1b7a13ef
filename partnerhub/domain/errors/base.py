"""The base of all errors: a code, a kind, a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, ClassVar


class Kind(Enum):
    """What went wrong, in the abstract; an edge decides what that means on its wire."""

    MALFORMED = "malformed"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not found"
    METHOD = "method not allowed"
    NOT_ACCEPTABLE = "not acceptable"
    CONFLICT = "conflict"
    GONE = "gone"
    PRECONDITION_FAILED = "precondition failed"
    TOO_LARGE = "too large"
    ADDRESS_TOO_LONG = "address too long"
    HEADERS_TOO_LARGE = "headers too large"
    UNSUPPORTED = "unsupported"
    INVALID = "invalid"
    PRECONDITION_REQUIRED = "precondition required"
    TOO_MANY = "too many"
    INTERNAL = "internal"
    UNAVAILABLE = "unavailable"
    STORAGE = "storage"


class PartnerhubError(Exception):
    """Anything partnerhub refuses to do, with a code that never changes.

    Args:
        detail: One sentence for the person who asked: what is wrong and what to do about it.
        errors: Field errors, each `{"pointer": "/capacity", "message": "…"}`.
        headers: Answer headers that belong to the error, such as `Retry-After`.
    """

    code: ClassVar[str] = "internal_error"
    kind: ClassVar[Kind] = Kind.INTERNAL
    title: ClassVar[str] = "Something went wrong on our side"

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip().splitlines()[0]
        self.errors = [dict(error) for error in errors]
        self.headers = dict(headers or {})
        super().__init__(self.detail)

    def problem(self) -> dict[str, Any]:
        """Say the error as the members an RFC 9457 problem has, without a status."""
        problem: dict[str, Any] = {
            "type": f"/problems/{self.code}",
            "title": self.title,
            "code": self.code,
            "detail": self.detail,
        }
        if self.errors:
            problem["errors"] = self.errors
        return problem


def catalogue() -> Iterator[type[PartnerhubError]]:
    """Every error there is, by code."""
    pending, found = [PartnerhubError], dict[str, type[PartnerhubError]]()
    while pending:
        error = pending.pop()
        pending.extend(error.__subclasses__())
        found[error.code] = error
    return iter(found[code] for code in sorted(found))
