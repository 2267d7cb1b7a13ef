"""Errors: what partnerhub refuses, each with a stable code, a kind and a sentence.

An error knows nothing of HTTP. `api/errors.py` turns a kind into a status once; the class's
docstring is its entry in the catalogue (`docs/errors.md`) and in the OpenAPI document.

    PartnerhubError
    ├── the request            malformed_json, validation, unknown_parameter, bad_cursor, …
    ├── who is asking          unauthenticated, insufficient_scope, forbidden, not_found
    ├── the state of things    partnership_not_active, sharing_ended, awaiting_approval, …
    ├── files                  import_empty, import_header, import_too_many_rows, …
    └── the machine            database_unavailable, storage_full
"""

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


# -- the request ---------------------------------------------------------------------------------


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


# -- who is asking -------------------------------------------------------------------------------


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


class NotFoundError(PartnerhubError):
    """There is nothing here that you may see."""

    code, kind, title = "not_found", Kind.NOT_FOUND, "Not found"


# -- the state of things -------------------------------------------------------------------------


class ConflictError(PartnerhubError):
    """It is not in a state in which this can be done."""

    code, kind, title = "conflict", Kind.CONFLICT, "Not possible in this state"


class AlreadyExistsError(PartnerhubError):
    """There is one like it already."""

    code, kind, title = "already_exists", Kind.CONFLICT, "It exists already"


class PartnershipNotActiveError(PartnerhubError):
    """Both organizations must accept a partnership before it is used."""

    code, kind = "partnership_not_active", Kind.CONFLICT
    title = "The partnership is not active"


class SharingEndedError(PartnerhubError):
    """The partnership has ended, and with it everything that was shared in it."""

    code, kind, title = "sharing_ended", Kind.GONE, "The partnership has ended"


class SharingHiddenError(PartnerhubError):
    """One side shares nothing yet: PUT /v1/partnerships/{id}/sharing first."""

    code, kind, title = "sharing_hidden", Kind.CONFLICT, "Nothing is shared yet"


class ListEmptyError(PartnerhubError):
    """One side has no accounts yet: upload a list first."""

    code, kind, title = "list_empty", Kind.CONFLICT, "There is no list to compare"


class AwaitingApprovalError(PartnerhubError):
    """The other side has not said yes to this comparison yet."""

    code, kind, title = "awaiting_approval", Kind.CONFLICT, "Waiting for the other side"


class NotReleasedError(PartnerhubError):
    """The overlap is not published, so there is nothing to show from it."""

    code, kind, title = "not_released", Kind.CONFLICT, "The overlap is not published"


class TargetListFrozenError(PartnerhubError):
    """Both sides approved the target list, so it does not change any more."""

    code, kind, title = "target_list_frozen", Kind.CONFLICT, "The target list is frozen"


class TargetListNotFrozenError(PartnerhubError):
    """A report needs a target list that both sides approved."""

    code, kind, title = "target_list_not_frozen", Kind.CONFLICT, "The target list is not approved"


class ImportReleasedError(PartnerhubError):
    """Something was released from this list version, so the import cannot be undone."""

    code, kind, title = "import_released", Kind.CONFLICT, "The import was used already"


class ImportSupersededError(PartnerhubError):
    """The list changed again after this import; undo the newer change first."""

    code, kind, title = "import_superseded", Kind.CONFLICT, "A newer change stands on it"


class TooManyProposalsError(PartnerhubError):
    """This partner declined several times: wait before you propose again."""

    code, kind, title = "too_many_proposals", Kind.TOO_MANY, "Too many proposals"


# -- files ---------------------------------------------------------------------------------------


class ImportFailedError(PartnerhubError):
    """The file was refused as a whole; nothing of it was kept."""

    code, kind, title = "import_failed", Kind.INVALID, "The file was refused"


class ImportEmptyError(ImportFailedError):
    """The file holds no data row."""

    code, title = "import_empty", "The file is empty"


class ImportUnsupportedTypeError(ImportFailedError):
    """The file is neither CSV nor XLSX; save it as one of them."""

    code, kind, title = "import_unsupported_type", Kind.UNSUPPORTED, "Unsupported file type"


class ImportTooLargeError(ImportFailedError):
    """The file is larger than this server takes."""

    code, kind, title = "import_too_large", Kind.TOO_LARGE, "The file is too large"


class ImportDigestMismatchError(ImportFailedError):
    """The file that arrived is not the one its digest names: send it again."""

    code, title = "import_digest_mismatch", "The file arrived damaged"


class ImportEncodingError(ImportFailedError):
    """The file is not in the declared encoding."""

    code, title = "import_encoding", "The encoding does not fit"


class ImportControlCharacterError(ImportFailedError):
    """The file holds NUL bytes, so it is not text."""

    code, title = "import_control_character", "The file is not text"


class ImportCsvSyntaxError(ImportFailedError):
    """The file is not well-formed CSV."""

    code, title = "import_csv_syntax", "The CSV is broken"


class ImportHeaderError(ImportFailedError):
    """The header row lacks a column that is needed, or names one twice."""

    code, title = "import_header", "The header row does not fit"


class ImportTooManyColumnsError(ImportFailedError):
    """The file has more than 512 columns."""

    code, title = "import_too_many_columns", "Too many columns"


class ImportTooManyRowsError(ImportFailedError):
    """The file has more rows than this server takes."""

    code, title = "import_too_many_rows", "Too many rows"


class ImportTooManyRejectsError(ImportFailedError):
    """More rows were refused than `max_reject_share` allows: a wrong file, not a dirty one."""

    code, title = "import_too_many_rejects", "Too many rows were refused"


class ImportDateOrderError(ImportFailedError):
    """Day and month cannot be told apart in a date column: say `date_order`."""

    code, title = "import_date_order", "Day or month first?"


class ImportZipLimitsError(ImportFailedError):
    """The workbook unpacks to more than a workbook should."""

    code, title = "import_zip_limits", "The workbook is too large inside"


class ImportZipStructureError(ImportFailedError):
    """The workbook's zip archive is damaged or names files a workbook has no use for."""

    code, title = "import_zip_structure", "The workbook is damaged"


class ImportEncryptedError(ImportFailedError):
    """The workbook is protected by a password: save it without one."""

    code, title = "import_encrypted", "The workbook is encrypted"


class ImportActiveContentError(ImportFailedError):
    """The workbook holds macros, external links or embedded objects: save the values only."""

    code, title = "import_active_content", "The workbook holds active content"


class ImportXmlForbiddenError(ImportFailedError):
    """The workbook's XML declares a document type, which no workbook needs."""

    code, title = "import_xml_forbidden", "Forbidden XML in the workbook"


class ImportGridTooLargeError(ImportFailedError):
    """A sheet names cells beyond the row or column limit."""

    code, title = "import_grid_too_large", "The sheet's grid is too large"


class ImportSheetChoiceError(ImportFailedError):
    """The workbook has several visible sheets, or none: say which with `sheet`."""

    code, title = "import_sheet_choice", "Which sheet?"


class ImportPoisonedError(ImportFailedError):
    """Reading this file ended the worker several times; it is not tried again."""

    code, title = "import_poisoned", "The file cannot be processed"


class JobFailedError(PartnerhubError):
    """The work was tried several times and did not end well; nothing of it was kept."""

    code, title = "job_failed", "The work failed"


# -- the machine ---------------------------------------------------------------------------------


class DatabaseUnavailableError(PartnerhubError):
    """The database does not answer right now; nothing was changed. Try again shortly."""

    code, kind, title = "database_unavailable", Kind.UNAVAILABLE, "The database is unavailable"


class DatabaseDamagedError(PartnerhubError):
    """The database is damaged, or is no database; nothing was changed. Restore it from a backup."""

    code, kind, title = "database_damaged", Kind.INTERNAL, "The database is damaged"


class StorageFullError(PartnerhubError):
    """The disk is full; nothing was changed."""

    code, kind, title = "storage_full", Kind.STORAGE, "The disk is full"


class DatabaseOutdatedError(PartnerhubError):
    """The database has not the schema of this version yet: migrate it, or wait until it is done."""

    code, kind, title = "database_outdated", Kind.UNAVAILABLE, "The database is being migrated"


class InternalError(PartnerhubError):
    """Something went wrong on our side; nothing was changed. X-Request-Id names it in the log."""

    code, kind, title = "internal_error", Kind.INTERNAL, "Something went wrong on our side"
