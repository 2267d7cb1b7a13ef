"""Imports: upload, preview, follow, undo."""

from collections.abc import Iterator
from typing import Any

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Table
from partnerhub.api.schemas.imports import (
    ImportQuerySchema,
    ImportSchema,
    NewImportSchema,
    NewPreviewSchema,
    PreviewSchema,
    RejectSchema,
)
from partnerhub.domain.errors import (
    ConflictError,
    ForbiddenError,
    ImportDigestMismatchError,
    ImportEmptyError,
    ImportReleasedError,
    ImportSupersededError,
    ImportTooLargeError,
    ImportUnsupportedTypeError,
    InsufficientScopeError,
    UploadQuotaError,
)
from partnerhub.domain.lists import version_text
from partnerhub.http.context import actor, now, session, settings
from partnerhub.services import imports

blueprint = Blueprint("imports", description="Uploads of accounts, contacts and opportunities.")

REJECT_COLUMNS = ["line", "column", "code", "severity", "message", "value"]


def _upload(payload: dict[str, Any]) -> imports.Upload:
    file = payload.pop("file")
    return imports.receive(
        settings().spool,
        actor(),
        file.stream,
        filename=file.filename or "file",
        limit=settings().max_upload_bytes,
        expected_digest=payload.pop("digest"),
    )


def _choices(payload: dict[str, Any]) -> imports.Choices:
    share = payload.pop("max_reject_share")
    if payload["delimiter"] == "t":
        payload["delimiter"] = "\t"
    return imports.Choices(**payload, max_reject_share=None if share is None else str(share))


def _shown(row: Any) -> dict[str, Any]:
    names = [name for name in ImportSchema().fields if name != "list_version"]
    shown = {name: getattr(row, name) for name in names}
    done = row.state == "succeeded" and row.version is not None
    return shown | {"list_version": version_text(row.version or 0) if done else None}


@blueprint.post("/imports")
@blueprint.arguments(NewImportSchema, location="multipart")
@blueprint.response(202, ImportSchema)
@blueprint.raises(
    ForbiddenError,
    ImportDigestMismatchError,
    ImportEmptyError,
    ImportTooLargeError,
    ImportUnsupportedTypeError,
    InsufficientScopeError,
    UploadQuotaError,
)
def create_import(payload: dict[str, Any]) -> object:
    """Upload a list.

    The file is kept when the answer arrives; a worker reads it. Follow the resource in Location
    until its state is succeeded or failed. Good rows are kept, every refused row is listed under
    rejects, and the list is the old one whole or the new one whole at every moment.
    """
    upload = _upload(payload)
    kind, mode = payload.pop("kind"), payload.pop("mode")
    row = imports.request(
        session(),
        actor(),
        upload=upload,
        kind=kind,
        mode=mode,
        choices=_choices(payload),
    )
    return _shown(row), {"Location": f"/v1/imports/{row.id}"}


@blueprint.post("/imports/preview")
@blueprint.arguments(NewPreviewSchema, location="multipart")
@blueprint.response(200, PreviewSchema)
@blueprint.reads
@blueprint.raises(
    ForbiddenError,
    ImportDigestMismatchError,
    ImportEmptyError,
    ImportTooLargeError,
    ImportUnsupportedTypeError,
    InsufficientScopeError,
    UploadQuotaError,
)
def preview_import(payload: dict[str, Any]) -> object:
    """Show how a file would be read.

    The guessed kind and mapping with a reason for each column, sample rows and problems. Nothing
    is kept.
    """
    upload = _upload(payload)
    kind = payload.pop("kind")
    shown = imports.preview(
        session(),
        actor(),
        upload=upload,
        kind=kind,
        choices=_choices(payload),
        limits=imports.Limits(settings().workbook_memory_mb, settings().workbook_cpu_seconds),
    )
    names = {name: field.about for name, field in imports.FIELDS[shown.kind].items()}
    return shown.to_json() | {"fields": names}


@blueprint.get("/imports")
@blueprint.page(ImportSchema, ImportQuerySchema)
def list_imports(query: dict[str, Any], after: tuple[Any, ...] | None, limit: int) -> object:
    """List your organization's imports, newest first."""
    rows, place = imports.list_visible(session(), actor(), after=after, limit=limit, **query)
    return [_shown(row) for row in rows], place


@blueprint.get("/imports/<id:import_id>")
@blueprint.response(200, ImportSchema)
def read_import(import_id: str) -> object:
    """Follow an import.

    Read it until its state is succeeded or failed; progress goes from 0 to 1.
    """
    return _shown(imports.get(session(), actor(), import_id=import_id))


def _whole_rejects(query: dict[str, Any], import_id: str) -> Table:
    del query
    return Table("rejects", REJECT_COLUMNS, _all_rejects(import_id))


def _all_rejects(import_id: str) -> Iterator[list[Any]]:
    place: tuple[Any, ...] | None = None
    while True:
        rows, place = imports.rejects(
            session(), actor(), import_id=import_id, after=place, limit=500
        )
        for row in rows:
            yield [getattr(row, name) for name in REJECT_COLUMNS]
        if place is None:
            return


@blueprint.get("/imports/<id:import_id>/rejects")
@blueprint.page(RejectSchema, table=_whole_rejects)
def list_rejects(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, import_id: str
) -> object:
    """List what an import refused or changed, in the order of the file.

    With `Accept: text/csv` the whole list comes as CSV.
    """
    del query
    return imports.rejects(session(), actor(), import_id=import_id, after=after, limit=limit)


@blueprint.post("/imports/<id:import_id>/undo")
@blueprint.response(200, ImportSchema)
@blueprint.raises(
    ConflictError,
    ForbiddenError,
    ImportReleasedError,
    ImportSupersededError,
    InsufficientScopeError,
)
def undo_import(import_id: str) -> object:
    """Take an import back.

    The list is what it was before. Not possible once an overlap or a report was made from it, or
    when the list changed again since.
    """
    return _shown(imports.undo(session(), actor(), import_id=import_id, now=now()))
