"""The page: three static files and the API; no row ever passes through here."""

from html import escape
from pathlib import Path

from flask import Blueprint, Response, current_app, send_from_directory
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from partnerhub.http import life, transaction

PAGES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"

blueprint = Blueprint("web", __name__, static_folder=str(STATIC), static_url_path="/static")

WORDS = {
    404: ("Not found", "There is no page at this address."),
    405: ("Not possible", "This address only shows a page."),
    500: ("Something went wrong", "It was written down; please try again in a moment."),
}
OTHERWISE = ("Not understood", "This request cannot be answered.")


@blueprint.get("/")
def page() -> Response:
    """Answer the page."""
    return send_from_directory(PAGES, "page.html")


def answer(error: Exception) -> Response:
    """Answer an error as a small page, in our own words only."""
    error = transaction.abandon(error) or error
    if isinstance(error, RequestRedirect):
        return current_app.make_response(error.get_response())
    status = (error.code or 500) if isinstance(error, HTTPException) else 500
    if not isinstance(error, HTTPException):
        if current_app.testing:
            raise error
        life.log_unexpected(error)
    title, sentence = WORDS.get(status, OTHERWISE)
    html = (PAGES / "error.html").read_text(encoding="utf-8")
    html = html.replace("{title}", escape(title)).replace("{sentence}", escape(sentence))
    response = Response(html, status, content_type="text/html; charset=utf-8")
    if isinstance(error, HTTPException):
        allowed = dict(error.get_headers()).get("Allow")
        if allowed:
            response.headers["Allow"] = allowed
    return response
