"""The spool: uploaded files on disk, named by their content, until they are published."""

import hashlib
import os
from collections.abc import Iterator
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


def sweep(folder: Path, wanted: set[tuple[str, str]]) -> Iterator[Path]:
    """Remove every spooled file that no unfinished import names; yield what was removed."""
    for own in folder.iterdir():
        for file in own.iterdir() if own.is_dir() else ():
            if (own.name, file.name) not in wanted:
                file.unlink(missing_ok=True)
                yield file


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
