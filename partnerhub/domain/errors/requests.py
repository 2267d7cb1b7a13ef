"""What is wrong with a request itself."""

from partnerhub.domain.errors.base import Kind, PartnerhubError


class MalformedJsonError(PartnerhubError):
    """The body is not JSON: send an object encoded as UTF-8."""

    code, kind, title = "malformed_json", Kind.MALFORMED, "The body is not JSON"


class BadEncodingError(PartnerhubError):
    """The body is not UTF-8: send JSON encoded as UTF-8, without a byte order mark."""

    code, kind, title = "bad_encoding", Kind.MALFORMED, "The body is not UTF-8"


class DuplicateKeyError(PartnerhubError):
    """A JSON object names the same member twice, so what was meant cannot be known."""

    code, kind, title = "duplicate_key", Kind.MALFORMED, "A JSON member is given twice"


class NumberTooLongError(PartnerhubError):
    """A JSON number has more than 40 digits."""

    code, kind, title = "number_too_long", Kind.INVALID, "A number is too long"


class ControlCharacterError(PartnerhubError):
    """A text holds a control character or half a surrogate pair; neither is text."""

    code, kind, title = "control_character", Kind.INVALID, "A text holds a control character"


class TooManyItemsError(PartnerhubError):
    """A JSON array has more than 10,000 items."""

    code, kind, title = "too_many_items", Kind.INVALID, "A list is too long"


class ValidationError(PartnerhubError):
    """A value is missing, unknown or not what its field takes; `errors` names each one."""

    code, kind, title = "validation", Kind.INVALID, "The request is not valid"


class UnknownParameterError(PartnerhubError):
    """The query names a parameter this call does not have, or gives one twice."""

    code, kind, title = "unknown_parameter", Kind.INVALID, "Unknown query parameter"


class BadCursorError(PartnerhubError):
    """The cursor was not issued for this list: start again without one."""

    code, kind, title = "bad_cursor", Kind.MALFORMED, "The cursor is not valid here"


class BadRequestError(PartnerhubError):
    """The request cannot be read."""

    code, kind, title = "bad_request", Kind.MALFORMED, "The request cannot be read"


class BadHostError(PartnerhubError):
    """The Host header names a server this is not."""

    code, kind, title = "bad_host", Kind.MALFORMED, "Unknown host"


class UnsupportedMediaTypeError(PartnerhubError):
    """The body has a content type this call does not take."""

    code, kind, title = "unsupported_media_type", Kind.UNSUPPORTED, "Unsupported content type"


class NotAcceptableError(PartnerhubError):
    """None of the formats in Accept can be produced here."""

    code, kind, title = "not_acceptable", Kind.NOT_ACCEPTABLE, "No acceptable format"


class MethodNotAllowedError(PartnerhubError):
    """This address does not take the method; Allow lists those it takes."""

    code, kind, title = "method_not_allowed", Kind.METHOD, "Method not allowed"


class PayloadTooLargeError(PartnerhubError):
    """The body is larger than this call takes."""

    code, kind, title = "payload_too_large", Kind.TOO_LARGE, "The body is too large"


class AddressTooLongError(PartnerhubError):
    """The address of the call, its query included, has more than 8,192 characters."""

    code, kind, title = "address_too_long", Kind.ADDRESS_TOO_LONG, "The address is too long"


class HeadersTooLargeError(PartnerhubError):
    """A header of the request has more than 8,192 characters."""

    code, kind, title = "headers_too_large", Kind.HEADERS_TOO_LARGE, "A header is too large"


class IdempotencyKeyInvalidError(PartnerhubError):
    """An Idempotency-Key is one header of 1 to 255 printable ASCII characters."""

    code, kind, title = "idempotency_key_invalid", Kind.MALFORMED, "Invalid Idempotency-Key"


class IdempotencyKeyReusedError(PartnerhubError):
    """The Idempotency-Key was used before for a different request."""

    code, kind, title = "idempotency_key_reused", Kind.INVALID, "Idempotency-Key already used"


class IdempotencyInProgressError(PartnerhubError):
    """A request with this Idempotency-Key is still being worked on: try again shortly."""

    code, kind, title = "idempotency_in_progress", Kind.CONFLICT, "Still in progress"


class PreconditionRequiredError(PartnerhubError):
    """Changing this needs an If-Match header with the ETag you last read."""

    code, kind = "precondition_required", Kind.PRECONDITION_REQUIRED
    title = "If-Match is required"


class PreconditionFailedError(PartnerhubError):
    """It was changed since you read it: read it again, then change it."""

    code, kind, title = "precondition_failed", Kind.PRECONDITION_FAILED, "It has changed since"


class TooManyRequestsError(PartnerhubError):
    """More calls than the limit for one key: wait as Retry-After says."""

    code, kind, title = "too_many_requests", Kind.TOO_MANY, "Too many requests"


class WebhookUrlError(PartnerhubError):
    """A webhook has an https address of at most 2,000 characters that names a public host.

    Name the host, not its number (international names as `xn--…`), with port 443 or 8443, and no
    user, password or fragment. Other hosts are for the operator to allow.
    """

    code, kind, title = "webhook_url", Kind.INVALID, "Not an address for a webhook"
