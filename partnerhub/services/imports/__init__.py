"""Imports: take a file, read it in a worker, publish a list version, or take it back."""

from partnerhub.ingest import FIELDS, Limits
from partnerhub.services.imports.processing import fail, process, sweep
from partnerhub.services.imports.requesting import (
    Choices,
    Upload,
    get,
    list_visible,
    preview,
    receive,
    rejects,
    request,
    undo,
)

__all__ = [
    "FIELDS",
    "Choices",
    "Limits",
    "Upload",
    "fail",
    "get",
    "list_visible",
    "preview",
    "process",
    "receive",
    "rejects",
    "request",
    "sweep",
    "undo",
]
