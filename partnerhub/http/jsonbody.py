"""JSON bodies, read strictly: one meaning or none.

The standard loader takes the last of two equal keys, reads NaN, builds integers of any length
and half surrogate pairs that no database stores. Each of these is refused here, by name.
"""

import json
import re
import unicodedata
from decimal import Decimal
from typing import Any, NoReturn

from flask import g, request

from partnerhub.domain.errors import (
    BadEncodingError,
    ControlCharacterError,
    DuplicateKeyError,
    MalformedJsonError,
    NumberTooLongError,
    PayloadTooLargeError,
    TooManyItemsError,
    UnsupportedMediaTypeError,
    ValidationError,
)
from partnerhub.http import context
from partnerhub.http.operation import current

MOST_DIGITS = 40
MOST_ITEMS = 10_000
DEEPEST = 32
"""Levels of nesting; the deepest of our schemas has five."""
UNCLEAN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
EXPONENT = re.compile(r"[eE][+-]?0*(\d+)$")


def is_clean(text: str) -> bool:
    """Whether a text holds no control character and no half of a surrogate pair."""
    return UNCLEAN.search(text) is None


def check_text(text: str) -> None:
    """Refuse a text that no database or spreadsheet could hold."""
    if not is_clean(text):
        raise ControlCharacterError


def loads(body: bytes) -> Any:
    """Read a JSON document.

    Numbers with a fraction become `Decimal`, so that nothing is rounded on the way.
    """
    if not body.strip():
        raise MalformedJsonError("The body is empty: send a JSON object.")
    try:
        value = json.loads(
            _decoded(body),
            object_pairs_hook=_members,
            parse_int=_integer,
            parse_float=_fraction,
            parse_constant=_constant,
        )
    except (json.JSONDecodeError, RecursionError) as error:
        raise MalformedJsonError from error
    _check(value)
    return value


def load() -> Any:
    """Read the request's body once, whoever asks for it; one that is left out is an empty object.

    Raises:
        UnsupportedMediaTypeError: The content type is not JSON.
    """
    if "body" not in g and _is_left_out():
        g.body = {}
    if "body" not in g:
        if request.mimetype != "application/json":
            raise UnsupportedMediaTypeError("Send the body as application/json.")
        charset = request.mimetype_params.get("charset", "utf-8").lower()
        if charset not in {"utf-8", "utf8"}:
            raise BadEncodingError
        g.body = loads(_read())
    return g.body


def expect_nothing() -> None:
    """Take no body, or an empty object; anything in it would be ignored and is refused."""
    if _read() and load() != {}:
        raise ValidationError(
            errors=[{"pointer": "/", "message": "This call takes no body, or an empty object."}]
        )


def _is_left_out() -> bool:
    """Whether there is no body, and none is needed."""
    operation = current()
    needed = operation is None or not operation.optional
    return not needed and not request.mimetype and not _read()


def _read() -> bytes:
    """Read the body; one that comes without a length is cut one byte behind the limit."""
    body = request.get_data(cache=True)
    if len(body) > context.settings().max_json_bytes:
        raise PayloadTooLargeError
    return body


def _decoded(body: bytes) -> str:
    if body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\x00" in body[:4]:
        raise BadEncodingError
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadEncodingError from error


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise DuplicateKeyError
    return members


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > MOST_DIGITS:
        raise NumberTooLongError
    return int(text)


def _fraction(text: str) -> Decimal:
    exponent = EXPONENT.search(text)
    # 1e999999 is short to write and long to count with: its digits are counted as written out.
    long_exponent = exponent and (len(exponent[1]) > 2 or int(exponent[1]) > MOST_DIGITS)  # noqa: PLR2004
    if long_exponent or len(text) > MOST_DIGITS + 6:
        raise NumberTooLongError
    return Decimal(text)


def _constant(_name: str) -> NoReturn:
    raise MalformedJsonError("NaN and Infinity are not JSON.")


def _check(document: Any) -> None:
    """Walk the document without recursion, so that depth costs nothing."""
    pending = [(document, 1)]
    while pending:
        value, depth = pending.pop()
        if isinstance(value, str):
            check_text(value)
        elif isinstance(value, list | dict):
            if depth > DEEPEST:
                raise MalformedJsonError("The body is nested too deeply.")
            if len(value) > MOST_ITEMS:
                raise TooManyItemsError
            if isinstance(value, dict):
                pending.extend((key, depth) for key in value)
                value = value.values()
            pending.extend((each, depth + 1) for each in value)


def canonical(value: Any) -> str:
    """Write a document so that equal ones are equal texts, whatever their order and spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)


def printable(name: str, most: int = 100) -> str:
    """Make a name that came with a request fit to be said back."""
    return "".join(c for c in name[:most] if unicodedata.category(c)[0] != "C")
