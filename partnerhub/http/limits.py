"""Limits: what is refused before anything is read, and the headers every answer carries."""

from urllib.parse import urlsplit

from flask import Response, request
from werkzeug.exceptions import SecurityError

from partnerhub.domain.errors import BadHostError, UnsupportedMediaTypeError
from partnerhub.http import context
from partnerhub.http.operation import MULTIPART, Operation

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
MOST_PARTS = 16
"""Parts of a multipart form; the largest of ours has eight."""


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
    else:
        request.max_content_length = settings.max_json_bytes + 1


def add_headers(response: Response) -> None:
    """Add what keeps a browser from doing what nobody asked for."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
