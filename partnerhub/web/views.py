"""The page: static files and the API; no row ever passes through here."""

from html import escape
from pathlib import Path

from flask import Blueprint, Response, current_app, g
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from partnerhub.domain.errors import PartnerhubError
from partnerhub.http import context, cookies, life, transaction
from partnerhub.http.statuses import RETRY_AFTER, STATUS

PAGES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"

blueprint = Blueprint("web", __name__, static_folder=str(STATIC), static_url_path="/static")

WORDS = {
    404: ("Not found", "There is no page at this address."),
    405: ("Not possible", "This address only shows a page."),
    500: ("Something went wrong", "It was written down; please try again in a moment."),
}
OTHERWISE = ("Not understood", "This request cannot be answered.")


HTML = "text/html; charset=utf-8"

SIGN_IN = """<p><a id="sign-in" class="button" href="{address}"{session}>Sign in with {name}</a></p>
      """
"""Where people can sign in; `data-session` says to the page's script that there is a cookie."""


@blueprint.get("/")
def page() -> Response:
    """Answer the page."""
    html = (PAGES / "page.html").read_text(encoding="utf-8")
    return Response(html.replace("{sign_in}", _sign_in()), content_type=HTML)


def _sign_in() -> str:
    settings = context.settings()
    if not settings.oidc_issuer:
        return ""
    return SIGN_IN.format(
        address=escape(settings.public_url + "/login"),
        session=" data-session" if cookies.read(cookies.SESSION) else "",
        name=escape(settings.oidc_name),
    )


def answer(error: Exception) -> Response:
    """Answer an error as a small page, in our own words only."""
    error = transaction.abandon(error) or error
    if isinstance(error, RequestRedirect):
        return current_app.make_response(error.get_response())
    if isinstance(error, PartnerhubError):
        return _refusal(error)
    status = (error.code or 500) if isinstance(error, HTTPException) else 500
    if not isinstance(error, HTTPException):
        if current_app.testing:
            raise error
        life.log_unexpected(error)
    response = _small(status, *WORDS.get(status, OTHERWISE))
    if isinstance(error, HTTPException):
        allowed = dict(error.get_headers()).get("Allow")
        if allowed:
            response.headers["Allow"] = allowed
    return response


def _refusal(error: PartnerhubError) -> Response:
    """Say what was refused, with the code by which a helper finds out more."""
    g.code = error.code
    response = _small(STATUS[error.kind], error.title, error.detail, f"Code: {error.code}")
    response.headers.extend(error.headers)
    if error.kind in RETRY_AFTER:
        response.headers.setdefault("Retry-After", RETRY_AFTER[error.kind])
    return response


def _small(status: int, title: str, sentence: str, code: str = "") -> Response:
    html = (PAGES / "error.html").read_text(encoding="utf-8")
    for name, text in (("title", title), ("sentence", sentence), ("code", code)):
        html = html.replace(f"{{{name}}}", escape(text))
    return Response(html, status, content_type=HTML)
