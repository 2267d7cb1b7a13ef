"""The spool: uploaded files on disk, named by their content, until they are published."""

import hashlib
import os
from pathlib import Path
from typing import IO

from partnerhub.domain.errors import ImportTooLargeError

BLOCK = 1 << 20


def keep(folder: Path, organization_id: str, source: IO[bytes], *, limit: int) -> tuple[str, int]:
    """Write a stream to the spool, durably; return its SHA-256 and size.

    The limit is counted on the bytes that arrive, whatever was announced. The file is on disk
    (fsync, file and folder) before this returns: what is acknowledged afterwards is kept.

    Raises:
        ImportTooLargeError: There are more bytes than the limit.
    """
    own = folder / organization_id
    own.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = own / f"{os.getpid()}-{id(source)}.part"
    digest, size = hashlib.sha256(), 0
    try:
        with part.open("wb") as target:
            while block := source.read(BLOCK):
                size += len(block)
                if size > limit:
                    raise ImportTooLargeError(f"The file is larger than {limit:,} bytes.")
                digest.update(block)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        part.replace(path(folder, organization_id, digest.hexdigest()))
        _sync(own)
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest(), size


def path(folder: Path, organization_id: str, digest: str) -> Path:
    """Where the file with this content is."""
    return folder / organization_id / digest


def sweep(folder: Path, wanted: set[tuple[str, str]], *, before: float) -> list[Path]:
    """Remove spooled files that nobody wants; return what was removed.

    Args:
        folder: The spool.
        wanted: Organization and content of the files that are still needed.
        before: Files younger than this moment (seconds since the epoch) stay: their import may not
            be committed yet.
    """
    removed = []
    for file in folder.glob("*/*"):
        if (file.parent.name, file.name) not in wanted and file.stat().st_mtime < before:
            file.unlink(missing_ok=True)
            removed.append(file)
    return removed


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
