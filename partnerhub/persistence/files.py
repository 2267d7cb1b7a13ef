"""The spool: uploaded files on disk until they are published, each with a name of its own.

No two imports share a file, not even of the same content: one that ends can then remove its own
without asking who else might be about to read it.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO

from partnerhub.domain.errors import ImportTooLargeError, UploadQuotaError
from partnerhub.persistence.base import new_id

BLOCK = 1 << 20
ASIDE = "aside"
"""The folder of the spool for files that ended their readers; no organization is named so."""
MOST_FILES = 5
"""Files of one organization in the spool at once; more is a mistake or an attack."""
MOST_LIMITS = 2
"""How many files of the largest size they may take together."""
KEPT_ASIDE = timedelta(days=7)
"""How long such a file is kept for whoever finds out what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the spool: its name, where it is, its content's SHA-256, its size in bytes."""

    name: str
    path: Path
    digest: str
    size: int


def keep(folder: Path, organization_id: str, source: IO[bytes], *, limit: int) -> Kept:
    """Write a stream to the spool, durably.

    The limit is counted on the bytes that arrive, whatever was announced. The file is on disk
    (fsync, file and folder) before this returns: what is acknowledged afterwards is kept.
    An organization's files that wait or are arriving at this moment share a quota.

    Raises:
        ImportTooLargeError: There are more bytes than the limit.
        UploadQuotaError: The organization's other files leave no room for it.
    """
    name = new_id()
    place = path(folder, organization_id, name)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        digest, size = _write(place, source, limit, room=_room(place, MOST_LIMITS * limit))
        _sync(place.parent)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return Kept(name, place, digest, size)


def path(folder: Path, organization_id: str, name: str) -> Path:
    """Where a file of the spool is."""
    return folder / organization_id / name


def set_aside(folder: Path, file: Path) -> None:
    """Take a file out of the way of everything that reads files, and keep it for a while."""
    place = folder / ASIDE / file.name
    place.parent.mkdir(exist_ok=True, mode=0o700)
    with suppress(FileNotFoundError):
        file.replace(place)
        os.utime(place)


def names_aside(folder: Path) -> list[str]:
    """Name the files that were set aside: each has the id of its import."""
    return sorted(file.name for file in (folder / ASIDE).glob("*"))


def remove_aside(folder: Path, names: Iterable[str]) -> None:
    """Remove files that were set aside, before their time."""
    for name in names:
        (folder / ASIDE / name).unlink(missing_ok=True)


def sweep(
    folder: Path, wanted: set[tuple[str, str]], *, before: float, forgotten: float
) -> list[Path]:
    """Remove spooled files that nobody wants; return what was removed.

    Args:
        folder: The spool.
        wanted: Organization and name of the files that are still needed.
        before: Files younger than this moment (seconds since the epoch) stay: their import may not
            be committed yet.
        forgotten: Files that were set aside before this moment go, too.
    """
    removed = []
    for file in folder.glob("*/*"):
        with suppress(FileNotFoundError):  # Another worker sweeps, too.
            until = forgotten if file.parent.name == ASIDE else before
            if (file.parent.name, file.name) not in wanted and file.stat().st_mtime < until:
                file.unlink()
                removed.append(file)
    return removed


def _room(place: Path, quota: int) -> int:
    """Take a place among an organization's files; return the bytes that they leave of a quota."""
    place.touch(mode=0o600)
    sizes = []
    for other in place.parent.iterdir():
        with suppress(FileNotFoundError):  # Its import ended meanwhile.
            if other != place:
                sizes.append(other.stat().st_size)
    if len(sizes) >= MOST_FILES:
        raise _quota()
    return quota - sum(sizes)


def _quota() -> UploadQuotaError:
    return UploadQuotaError(
        f"{MOST_FILES} files, or twice the size of the largest one, may wait or arrive at once.",
        headers={"Retry-After": "10"},
    )


def _write(place: Path, source: IO[bytes], limit: int, *, room: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with place.open("wb") as target:
        while block := source.read(BLOCK):
            size += len(block)
            if size > limit:
                raise ImportTooLargeError(f"The file is larger than {limit:,} bytes.")
            if size > room:
                raise _quota()
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), size


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
