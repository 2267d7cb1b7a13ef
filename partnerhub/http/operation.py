"""Operations: what a call declares about itself, so that the door can hold it to that.

The decorators of `api/blueprint.py` fill an `Operation` in; `gate.py` reads it before the view
runs, and the OpenAPI document is written from the same facts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, request

from partnerhub.domain.errors import PartnerhubError

JSON = "application/json"
MULTIPART = "multipart/form-data"


@dataclass
class Operation:
    """One method of one path, as it declares itself."""

    name: str = ""
    public: bool = False
    """Whether it is answered without a key."""
    takes: str | None = None
    """Content type of the body, None when it takes none."""
    optional: bool = False
    """Whether a body may be left out, because nothing in it is required."""
    parameters: frozenset[str] = frozenset()
    """Names the query may use."""
    produces: tuple[str, ...] = (JSON,)
    """Content types it can answer with, the preferred one first."""
    shown_once: tuple[str, ...] = ()
    """Members of the answer that must not be kept for a repeated request."""
    only_reads: bool = False
    """Whether it changes nothing although it is a POST: it then takes no write lock."""
    tagged: bool = False
    """Whether its resource has a revision: ETag on answers, If-Match on changes."""
    names_something: bool = False
    """Whether its path holds an id."""
    raises: list[type[PartnerhubError]] = field(default_factory=list)
    """Errors of its own, beside those any call may answer with."""


def declared(view: Callable[..., Any]) -> Operation:
    """The declaration of a view; it is made at the first use and shared by all decorators."""
    operation = getattr(view, "operation", None)
    if not isinstance(operation, Operation):
        operation = Operation()
        view.operation = operation  # type: ignore[attr-defined]
    return operation


def current() -> Operation | None:
    """The declaration of the operation that the request names, None outside the API."""
    view = current_app.view_functions.get(request.endpoint or "")
    operation = getattr(view, "operation", None)
    return operation if isinstance(operation, Operation) else None
