"""Cookies: what a browser keeps for the page, out of reach of scripts and of other hosts.

Over TLS their names begin with `__Host-`: a browser takes such a cookie only from this very host,
so that no host beside it can put one under us.
"""

from flask import Response, request

from partnerhub.http import context

SESSION = "partnerhub"
"""The key of a page session."""
ATTEMPT = "partnerhub-login"
"""A login that was begun."""


def _named(name: str) -> str:
    return f"__Host-{name}" if context.settings().secure_page else name


def read(name: str) -> str | None:
    """Read a cookie of ours."""
    return request.cookies.get(_named(name))


def put(response: Response, name: str, value: str, *, seconds: int) -> None:
    """Give the browser a cookie that it forgets after so many seconds."""
    response.set_cookie(
        _named(name),
        value,
        max_age=seconds,
        path="/",
        secure=context.settings().secure_page,
        httponly=True,
        # Lax, not Strict: the browser comes back from the provider by a link of another site.
        samesite="Lax",
    )


def drop(response: Response, name: str) -> None:
    """Have the browser forget a cookie of ours."""
    put(response, name, "", seconds=0)
