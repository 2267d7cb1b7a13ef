"""Documenting: what the decorators know, said in the OpenAPI document."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import marshmallow as ma

from partnerhub.api.errors import CONTENT_TYPE
from partnerhub.api.formats import CONTENT_TYPES as TABLES
from partnerhub.domain import errors
from partnerhub.domain.errors import PartnerhubError
from partnerhub.http.operation import JSON, MULTIPART, Operation
from partnerhub.http.statuses import STATUS

PARAMETERS: dict[str, dict[str, Any]] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "Send a request twice with one key and it has one effect; the second answer "
        "is the first one, with `Idempotent-Replay: true`.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-+.-~-]+$"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The `ETag` you last read; the change is refused when there is a newer one.",
        "schema": {"type": "string"},
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "description": "The `ETag` you last read; the answer is 304 when it is still the same.",
        "schema": {"type": "string"},
    },
}
TEXT = {"schema": {"type": "string"}}
_TAKEN: set[type[ma.Schema]] = set()
CREATED, ACCEPTED = 201, 202


def take(schema: type[ma.Schema]) -> None:
    """Remember that a schema is one of what comes in, with those inside it."""
    _TAKEN.add(schema)
    for field in schema().fields.values():
        inside = field.inner if isinstance(field, ma.fields.List) else field
        if isinstance(inside, ma.fields.Nested):
            take(type(inside.schema))


def is_taken(schema: object) -> bool:
    """Whether a schema is one of what comes in."""
    return type(schema) in _TAKEN


def headers(status: int) -> dict[str, Any] | None:
    """Describe the headers of a successful answer."""
    if status not in {CREATED, ACCEPTED}:
        return None
    return {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}


def with_tables(view: Callable[..., Any]) -> Callable[..., Any]:
    """Say that a view can also answer with CSV and XLSX."""
    operation: Operation = view.operation  # type: ignore[attr-defined]
    kept = tuple(each for each in operation.produces if each == JSON)
    operation.produces = kept + tuple(TABLES.values())
    return view


def complete(
    doc: dict[str, Any], info: dict[str, Any], *, spec: Any, method: str, **_: Any
) -> dict[str, Any]:
    """Add the id, security, headers, further formats and errors of an operation."""
    operation: Operation = info["operation"]
    doc["operationId"] = operation.name
    info["docstring"].setdefault("description", info["docstring"].get("summary", ""))
    if operation.public:
        doc["security"] = []
    doc.setdefault("parameters", []).extend(_headers_of(operation, method))
    responses = doc.setdefault("responses", {})
    responses.pop(422, None)  # flask-smorest's own, in a shape we do not have.
    _add_formats(operation, responses)
    if operation.tagged and method == "get":
        responses[304] = {"description": "It is still the one whose ETag you sent."}
    grouped: dict[int, dict[str, type[PartnerhubError]]] = defaultdict(dict)
    for error in _errors_of(operation, method):
        grouped[STATUS[error.kind]][error.code] = error
    for status, found in sorted(grouped.items()):
        responses[status] = _response(spec, status, [found[code] for code in sorted(found)])
    return doc


def _headers_of(operation: Operation, method: str) -> Iterator[str]:
    if _is_repeatable(operation, method):
        yield "IdempotencyKey"
    if operation.tagged:
        yield "IfNoneMatch" if method == "get" else "IfMatch"


def _is_repeatable(operation: Operation, method: str) -> bool:
    """Whether a key makes two requests one: not where nothing is done, so nothing is done twice."""
    return method == "post" and not operation.only_reads


def _add_formats(operation: Operation, responses: dict[Any, Any]) -> None:
    for content_type in TABLES.values():
        if content_type in operation.produces:
            responses[200].setdefault("content", {})[content_type] = TEXT
    tagged = {"description": "Seals the revision.", "schema": {"type": "string"}}
    for status, response in responses.items():
        if operation.tagged and int(status) < 300:  # noqa: PLR2004 - the successes
            response.setdefault("headers", {})["ETag"] = tagged


def _errors_of(operation: Operation, method: str) -> Iterator[type[PartnerhubError]]:
    """List what may go wrong, from what the operation takes and gives."""
    yield from operation.raises
    yield from (errors.InternalError, errors.DatabaseUnavailableError, errors.NotAcceptableError)
    yield from (errors.UnknownParameterError, errors.BadHostError)
    yield from (errors.AddressTooLongError, errors.HeadersTooLargeError)
    if operation.parameters:
        yield from (errors.ValidationError, errors.ControlCharacterError)
    if not operation.public:
        yield from (errors.UnauthenticatedError, errors.TooManyRequestsError)
    if operation.names_something:
        yield errors.NotFoundError
    if _is_repeatable(operation, method):
        yield from (errors.IdempotencyKeyInvalidError, errors.IdempotencyKeyReusedError)
        yield errors.IdempotencyInProgressError
    if method != "get":
        yield from _errors_of_body(operation)
        yield errors.StorageFullError
    if operation.tagged and method != "get":
        yield from (errors.PreconditionRequiredError, errors.PreconditionFailedError)


def _errors_of_body(operation: Operation) -> Iterator[type[PartnerhubError]]:
    yield from (errors.PayloadTooLargeError, errors.UnsupportedMediaTypeError)
    yield from (errors.ValidationError, errors.ControlCharacterError)
    if operation.takes == MULTIPART:
        yield errors.BadRequestError
    else:
        yield from (errors.MalformedJsonError, errors.BadEncodingError, errors.DuplicateKeyError)
        yield from (errors.NumberTooLongError, errors.TooManyItemsError)


def _response(spec: Any, status: int, found: list[type[PartnerhubError]]) -> dict[str, Any]:
    """Describe the errors of one status; the same group is described once for all operations."""
    name = "".join(error.__name__.removesuffix("Error") for error in found)
    if name not in spec.components.responses:
        spec.components.response(
            name,
            {
                "description": "\n".join(f"* `{e.code}`: {_sentence(e)}" for e in found),
                "content": {
                    CONTENT_TYPE: {
                        "schema": {"$ref": "#/components/schemas/Problem"},
                        "examples": {e.code: {"value": _example(e, status)} for e in found},
                    }
                },
            },
        )
    return {"$ref": f"#/components/responses/{name}"}


def _sentence(error: type[PartnerhubError]) -> str:
    return " ".join((error.__doc__ or "").split("\n\n")[0].split())


def _example(error: type[PartnerhubError], status: int) -> dict[str, Any]:
    return {
        "type": f"/problems/{error.code}",
        "title": error.title,
        "status": status,
        "code": error.code,
        "detail": _sentence(error),
    }
