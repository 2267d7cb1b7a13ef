"""Limits: what is refused before anything is read, and the headers every answer carries."""

import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from flask import Response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from partnerhub.domain.errors import (
    AddressTooLongError,
    BadHostError,
    HeadersTooLargeError,
    StorageFullError,
    UnsupportedMediaTypeError,
)
from partnerhub.http import context, digests
from partnerhub.http.operation import MULTIPART, Operation, current

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "connect-src 'self'; "
    "style-src 'self'; "
    "img-src 'self'; "
    "frame-ancestors 'none'; "
    "base-uri 'none'; "
    "form-action 'self'"
)
"""Nothing from elsewhere, nothing inline, nobody may frame us."""

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

FORM_OVERHEAD = 1 << 20
"""Room for the other parts of a form beside its file."""
LONGEST_LINE = 8192
"""Characters of an address or of one header; a cursor takes some hundreds."""
MOST_PARTS = 16
"""Parts of a multipart form; the largest of ours has fourteen."""


def check_host() -> None:
    """Refuse a Host header that names another server, when the operator said which are ours."""
    allowed = context.settings().allowed_hosts
    if not allowed:
        return
    try:
        name = urlsplit(f"//{request.host}").hostname
    except (ValueError, SecurityError) as error:
        raise BadHostError from error
    if name not in {each.lower() for each in allowed}:
        raise BadHostError


def check_head() -> None:
    """Refuse an address or a header that is longer than any of ours need be.

    The server itself drops a request whose head does not fit into its buffer; below that, this
    says which of the two it was.
    """
    if len(request.environ.get("PATH_INFO", "")) + len(request.query_string) > LONGEST_LINE:
        raise AddressTooLongError
    if any(len(name) + len(value) > LONGEST_LINE for name, value in request.headers):
        raise HeadersTooLargeError


def check_encoding() -> None:
    """Refuse compressed bodies: a small one may hold a very large one."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise UnsupportedMediaTypeError("Send the body without Content-Encoding.")


def limit_body(operation: Operation) -> None:
    """Bound what may be read of the body; a declared length over it is refused unread."""
    settings = context.settings()
    if operation.takes == MULTIPART:
        request.max_content_length = settings.max_upload_bytes + FORM_OVERHEAD
        request.max_form_memory_size = FORM_OVERHEAD
        request.max_form_parts = MOST_PARTS
        check_room(request.content_length or 0)
        digests.watch()
    else:
        request.max_content_length = settings.max_json_bytes + 1


def check_room(announced: int) -> None:
    """Refuse a file that would fill the disk: what else is written has to go on.

    The disk of the spool is looked at, and that of the folder where the server keeps a body that
    is still arriving.

    Args:
        announced: Bytes of the body, as far as they are known.

    Raises:
        StorageFullError: Less would be left free than the settings ask for.
    """
    settings = context.settings()
    floor = (settings.min_free_mb << 20) + min(announced, settings.max_upload_bytes)
    for folder in (settings.spool, Path(tempfile.gettempdir())):
        if folder.exists() and shutil.disk_usage(folder).free < floor:
            raise StorageFullError("The disk is nearly full, so no file is taken right now.")


def is_file_too_large(error: HTTPException) -> bool:
    """Whether a body was refused because it is longer than the largest file.

    Other bodies have limits of their own, and so have the parts of a form beside its file.
    """
    operation = current()
    if not isinstance(error, RequestEntityTooLarge) or operation is None:
        return False
    if operation.takes != MULTIPART or request.max_content_length is None:
        return False
    declared = request.content_length or 0
    return declared > request.max_content_length or (
        request.stream.tell() >= request.max_content_length
    )


def add_headers(response: Response) -> None:
    """Add what keeps a browser from doing what nobody asked for."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
