"""The gate: everything that is decided about a call before its view runs."""

from flask import Response, request

from partnerhub.domain.errors import (
    NotAcceptableError,
    PreconditionRequiredError,
    UnknownParameterError,
)
from partnerhub.http import authentication, context, idempotency, jsonbody, limits
from partnerhub.http.operation import Operation, current


def enter() -> Response | None:
    """Hold the request to what its operation declares; answer it when it was answered before."""
    operation = current()
    if operation is None:
        return None
    limits.limit_body(operation)
    if not operation.public:
        authentication.enter()
    check_accept(operation)
    check_parameters(operation)
    if request.method in context.SAFE:
        return None
    if operation.tagged and "If-Match" not in request.headers:
        raise PreconditionRequiredError
    if operation.takes is None:
        jsonbody.expect_nothing()
    return idempotency.before(operation)


def check_accept(operation: Operation) -> None:
    """Refuse to answer in a format that was not asked for."""
    accept = request.accept_mimetypes
    if accept and accept.best_match(operation.produces) is None:
        raise NotAcceptableError(f"This call can answer with {', '.join(operation.produces)}.")


def check_parameters(operation: Operation) -> None:
    """Refuse what the query names in vain: ignoring a filter would answer another question."""
    errors = []
    for name, values in request.args.lists():
        said = jsonbody.printable(name)
        if name not in operation.parameters:
            errors.append({"parameter": said, "message": "This call has no such parameter."})
        elif len(values) > 1:
            errors.append({"parameter": said, "message": "Give it once."})
        for value in values:
            jsonbody.check_text(value)
    if errors:
        raise UnknownParameterError(errors=errors)
