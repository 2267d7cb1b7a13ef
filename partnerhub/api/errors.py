"""Errors on the wire: one dictionary from kind to status, one shape (RFC 9457) for all of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response, current_app, g, json
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from partnerhub.domain import errors
from partnerhub.domain.errors import PartnerhubError
from partnerhub.http import life, limits, transaction
from partnerhub.http.statuses import RETRY_AFTER, STATUS

CONTENT_TYPE = "application/problem+json"

OF_THE_FRAMEWORK: dict[int, type[PartnerhubError]] = {
    404: errors.NotFoundError,
    405: errors.MethodNotAllowedError,
    406: errors.NotAcceptableError,
    413: errors.PayloadTooLargeError,
    415: errors.UnsupportedMediaTypeError,
}
"""What the framework refuses by itself, in our words."""

MOST_ERRORS = 100
"""Field errors said at once: a list of 10,000 wrong items is not answered with as many."""
PREFIXES = ("/v1/", "/health/")
PATHS = frozenset({"/v1", "/health", "/metrics"})


def concerns(path: str) -> bool:
    """Whether a path belongs to the API, so that its errors are problem details."""
    return path in PATHS or path.startswith(PREFIXES)


def known(error: Exception) -> PartnerhubError:
    """Say any exception as one of our errors, after undoing the request's transaction."""
    error = transaction.abandon(error) or error
    if isinstance(error, PartnerhubError):
        return error
    if isinstance(error, HTTPException) and (error.code or 500) < 500:  # noqa: PLR2004
        headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
        if limits.is_file_too_large(error):
            return errors.ImportTooLargeError(headers=headers)
        return OF_THE_FRAMEWORK.get(error.code or 0, errors.BadRequestError)(headers=headers)
    if current_app.testing:
        raise error
    life.log_unexpected(error)
    return errors.InternalError()


def answer(error: Exception) -> Response:
    """Answer an error as problem details."""
    if isinstance(error, RequestRedirect):
        return current_app.make_response(error.get_response())
    refused = known(error)
    g.code = refused.code
    status = STATUS[refused.kind]
    problem = {**refused.problem(), "status": status}
    response = Response(json.dumps(problem), status, content_type=CONTENT_TYPE)
    response.headers.extend(refused.headers)
    if refused.kind in RETRY_AFTER:
        response.headers.setdefault("Retry-After", RETRY_AFTER[refused.kind])
    return response


def field_errors(messages: Any, member: str = "pointer") -> list[dict[str, str]]:
    """Flatten nested messages into pointers, or into names of parameters.

    >>> field_errors({"cost": {"currency": ["Unknown."]}})
    [{'pointer': '/cost/currency', 'message': 'Unknown.'}]
    >>> field_errors({"limit": ["At most 500."]}, "parameter")
    [{'parameter': 'limit', 'message': 'At most 500.'}]
    """
    found = [
        {member: "/".join(path) if member == "parameter" else "/" + "/".join(path), "message": text}
        for path, text in _flat(messages, ())
    ]
    return found[:MOST_ERRORS]


def _flat(messages: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(messages, Mapping):
        for name, below in messages.items():
            step = () if name == "_schema" else (_escaped(str(name)),)
            yield from _flat(below, path + step)
    elif isinstance(messages, list):
        for below in messages:
            yield from _flat(below, path)
    else:
        yield path, str(messages)


def _escaped(name: str) -> str:
    """Write a member's name as a step of a JSON pointer; a long one is cut."""
    return name[:100].replace("~", "~0").replace("/", "~1")


def catalogue_page() -> str:
    """Write `docs/errors.md`: every error, what it means and its status."""
    lines = [
        "# Errors",
        "",
        "Every error of the API is a problem details object (RFC 9457, `application/problem+json`)",
        "with a `code` that never changes; its `type` is `/problems/<code>`.",
        "A file that is refused while it is read carries the same problem in its import, and so do",
        "comparisons and reports that fail: without a status, as nothing was answered with it.",
        "This page is written from the code by `partnerhub docs write`.",
        "",
    ]
    for error in errors.catalogue():
        sentence = " ".join((error.__doc__ or "").split("\n\n")[0].split())
        lines += [f"## {error.code}", "", f"{STATUS[error.kind]} · **{error.title}**", ""]
        lines += [sentence, ""]
    return "\n".join(lines)
