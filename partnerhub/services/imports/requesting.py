"""Taking a file, showing what it is, and taking an import back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from partnerhub import ingest
from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    ConflictError,
    ImportDigestMismatchError,
    ImportReleasedError,
    ImportResourceLimitError,
    ImportSupersededError,
    NotFoundError,
    UploadQuotaError,
)
from partnerhub.domain.lists import ImportMode, ListKind
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session, files, queue, versions
from partnerhub.persistence.models import Import, ImportReject, Organization, RememberedMapping
from partnerhub.persistence.queries import imports as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import audit

JOB = "import"
MOST_WAITING = files.MOST_FILES
"""Imports of one organization that may wait at once."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that arrived and is kept.

    Attributes:
        kept: The file in the spool; its name becomes the import's id.
        filename: The name it was given.
        expected: The digest that its sender named, or its own.
    """

    kept: files.Kept
    filename: str
    expected: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the uploader says about a file; what is not said is detected or the organization's."""

    mapping: Mapping[str, str] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    currency: str | None = None
    timezone: str | None = None
    date_order: str | None = None
    stages: Mapping[str, str] | None = None
    populations: Mapping[str, str] | None = None
    max_reject_share: str | None = None
    """A decimal number as text, so that it can be stored."""


def receive(
    spool: Path,
    actor: Actor,
    source: IO[bytes],
    *,
    filename: str,
    limit: int,
    expected_digest: str | None = None,
) -> Upload:
    """Keep an uploaded file before anything is promised about it.

    Raises:
        ImportTooLargeError: There are more bytes than the limit.
        UploadQuotaError: The organization's other files leave no room for it.
    """
    require(actor, Permission.UPLOAD_LISTS)
    kept = files.keep(spool, actor.organization_id, source, limit=limit)
    return Upload(kept, _shown(filename), (expected_digest or kept.digest).lower())


def request(
    session: Session,
    actor: Actor,
    *,
    upload: Upload,
    kind: ListKind,
    mode: ImportMode,
    choices: Choices,
) -> Import:
    """Promise to import a kept file; a worker does it.

    Raises:
        ImportFailedError: What the file is can be told at once, and it is not a list.
        ValidationError: What is said about the file means nothing.
        UploadQuotaError: Too many imports of the organization are waiting.
    """
    require(actor, Permission.UPLOAD_LISTS)
    waiting = session.scalars(
        queries.visible_to(actor).where(Import.state.in_(queries.UNFINISHED)).limit(MOST_WAITING)
    )
    organization = session.get_one(Organization, actor.organization_id)
    with _kept_only_if_taken(upload):
        if len(list(waiting)) >= MOST_WAITING:
            raise UploadQuotaError(
                f"{MOST_WAITING} imports are waiting already.", headers={"Retry-After": "10"}
            )
        ingest.check_options(read_options(choices, organization))
        ingest.file_format(upload.kept.path, upload.filename, upload.kept.size)
    row = Import(
        organization_id=actor.organization_id,
        id=upload.kept.name,
        kind=kind,
        mode=mode,
        filename=upload.filename,
        digest=upload.kept.digest,
        size=upload.kept.size,
        created_by=actor.user_id,
        options=asdict(choices),
    )
    session.add(row)
    session.flush()
    queue.put(
        session,
        JOB,
        lane=actor.organization_id,
        organization_id=actor.organization_id,
        import_id=row.id,
    )
    _note(session, actor, Action.IMPORT_REQUESTED, row)
    return row


def preview(
    session: Session,
    actor: Actor,
    *,
    upload: Upload,
    kind: ListKind | None,
    choices: Choices,
    limits: ingest.Limits,
) -> ingest.Preview:
    """Show how a file would be read, without keeping anything of it.

    Raises:
        ImportFailedError: The file is refused as a whole.
    """
    require(actor, Permission.UPLOAD_LISTS)
    organization = session.get_one(Organization, actor.organization_id)
    path = upload.kept.path
    options = replace(read_options(choices, organization), limits=limits)
    with _kept_only_if_taken(upload, taken=False), _answered_if_it_dies():
        shown = ingest.preview(path, kind=kind, options=options, filename=upload.filename)
        known = remembered(session, actor.organization_id, shown.kind, shown.fingerprint)
        if options.mapping is None and known:
            options = replace(options, mapping=known.mapping)
            shown = ingest.preview(path, kind=kind, options=options, filename=upload.filename)
        return shown


@contextmanager
def _kept_only_if_taken(upload: Upload, *, taken: bool = True) -> Iterator[None]:
    """Remove a file that is refused, and with `taken=False` one that was only looked at.

    Raises:
        ImportDigestMismatchError: What arrived is not what the sender named.
    """
    keep = False
    try:
        if upload.expected != upload.kept.digest:
            raise ImportDigestMismatchError
        yield
        keep = taken
    finally:
        if not keep:
            upload.kept.path.unlink(missing_ok=True)


@contextmanager
def _answered_if_it_dies() -> Iterator[None]:
    """Refuse a workbook that ended the process which read it; an import would try again."""
    try:
        yield
    except ingest.ParserDiedError as error:
        raise ImportResourceLimitError(
            "The workbook ended the process that reads it: save it again or export it as CSV."
        ) from error


def remembered(
    session: Session, organization_id: str, kind: ListKind, fingerprint: str
) -> RememberedMapping | None:
    """Find the mapping that was given for files with this header before."""
    query = queries.remembered(organization_id, kind, fingerprint)
    return session.scalars(query).one_or_none()


def read_options(choices: Choices, organization: Organization) -> ingest.ReadOptions:
    """Complete the uploader's choices with the organization's defaults."""
    given: dict[str, Any] = {
        name: value for name, value in asdict(choices).items() if value is not None
    }
    if "max_reject_share" in given:
        given["max_reject_share"] = Decimal(given["max_reject_share"])
    defaults = {
        "currency": organization.currency,
        "timezone": organization.timezone,
        "date_order": organization.date_order,
    }
    return ingest.ReadOptions(**{k: v for k, v in defaults.items() if v is not None} | given)


def list_visible(
    session: Session,
    actor: Actor,
    *,
    after: tuple[Any, ...] | None,
    limit: int,
    kind: ListKind | None = None,
    state: str | None = None,
) -> tuple[list[Import], tuple[Any, ...] | None]:
    """List the organization's imports, newest first."""
    require(actor, Permission.READ)
    query = queries.visible_to(actor)
    if kind:
        query = query.where(Import.kind == kind)
    if state:
        query = query.where(Import.state == state)
    keys = [Import.created_at, Import.id]
    return fetch(session, behind(query, keys, after, descending=True), limit, ["created_at", "id"])


def get(session: Session, actor: Actor, *, import_id: str) -> Import:
    """Read one import."""
    require(actor, Permission.READ)
    row = session.scalars(queries.one(actor, import_id)).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def rejects(
    session: Session,
    actor: Actor,
    *,
    import_id: str,
    after: tuple[Any, ...] | None,
    limit: int,
) -> tuple[list[ImportReject], tuple[Any, ...] | None]:
    """List what an import refused or changed, in the order of the file."""
    get(session, actor, import_id=import_id)
    query = behind(queries.rejects(actor, import_id), [ImportReject.number], after)
    return fetch(session, query, limit, ["number"])


def undo(session: Session, actor: Actor, *, import_id: str, now: datetime) -> Import:
    """Take an import back: the list is what it was before.

    Raises:
        ImportReleasedError: An overlap or a report was made from it.
        ImportSupersededError: The list changed again since.
    """
    require(actor, Permission.UPLOAD_LISTS)
    row = get(session, actor, import_id=import_id)
    if row.state != "succeeded" or row.version is None or row.base_version is None:
        raise ConflictError(f"The import is {row.state}, so there is nothing to undo.")
    organization = versions.lock(session, actor.organization_id)
    if session.scalars(queries.released_from(actor.organization_id, row.version)).first():
        raise ImportReleasedError
    if organization.list_version != row.version:
        raise ImportSupersededError
    versions.undo(session, organization, row.version, row.base_version)
    row.state, row.undone_at = "undone", now
    _note(session, actor, Action.IMPORT_UNDONE, row)
    return row


def _note(session: Session, actor: Actor, action: Action, row: Import) -> None:
    audit.note(
        session,
        actor.organization_id,
        action,
        user_id=actor.user_id,
        subject_id=row.id,
        kind=row.kind,
        mode=row.mode,
    )


def _shown(filename: str) -> str:
    """Make a sender's file name safe to show: the last part, printable, 255 characters."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:255] or "file"
