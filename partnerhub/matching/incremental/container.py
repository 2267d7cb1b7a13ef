"""Containers: several tables in one file, each found again as it was written or not at all.

A file holds the tables one after the other, each as Arrow IPC, then a list of where each of them
stands with the sum of its words, and how long that list is. It is written under another name and
then renamed, so a process that is killed leaves the old file or none; what a failing disk or a
curious person makes of it is noticed by the sums.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import pyarrow as pa

_MAGIC: Final = b"partnerhub state\n"
_ALIGNED: Final = 64
_WORD: Final = np.dtype("<u8")
_DIGEST: Final = hashlib.sha256
_DIGEST_BYTES: Final = _DIGEST().digest_size
_SIZE_BYTES: Final = 8
_END: Final = _DIGEST_BYTES + _SIZE_BYTES


@dataclass(frozen=True, slots=True)
class Part:
    """A table of a file, as the bytes that it takes there."""

    data: pa.Buffer

    def table(self) -> pa.Table:
        """Read the table, without copying it."""
        with pa.ipc.open_stream(self.data) as reader:
            return reader.read_all()

    def sum(self) -> int:
        """Add up the words of the table, which takes no longer than memory to give them."""
        return int(np.frombuffer(self.data, _WORD).sum())


def write(path: Path, parts: Mapping[str, pa.Table | Part], about: Mapping[str, Any]) -> None:
    """Write tables to a file that only its owner may read.

    Args:
        path: Where the file will stand.
        parts: The tables; one that is taken over from another file is not written anew.
        about: What else is to be known; it must be JSON.
    """
    with _renamed_to(path) as file:
        file.write(_MAGIC)
        places = {name: _put(file, part) for name, part in parts.items()}
        whole = _mapped(Path(file.name))
        sums = {name: Part(whole.slice(*place)).sum() for name, place in places.items()}
        end = json.dumps({"about": about, "places": places, "sums": sums}).encode()
        file.write(end + _DIGEST(end).digest() + len(end).to_bytes(_SIZE_BYTES, "little"))


def read(path: Path, about: Mapping[str, Any]) -> dict[str, Part] | None:
    """Find the tables of a file, or None when it is not whole or about something else."""
    try:
        whole = _mapped(path)
    except (OSError, pa.ArrowException):
        return None
    end = _end(whole)
    if end is None or end["about"] != about:
        return None
    parts = {name: Part(whole.slice(*place)) for name, place in end["places"].items()}
    return parts if all(part.sum() == end["sums"][name] for name, part in parts.items()) else None


def _mapped(path: Path) -> pa.Buffer:
    """Look at a file as memory; it may be replaced meanwhile, but must not be written to."""
    with pa.memory_map(os.fspath(path)) as file:
        return file.read_buffer()


def _end(whole: pa.Buffer) -> dict[str, Any] | None:
    """Read what stands at the end of a file."""
    if whole.size < len(_MAGIC) + _END or whole.slice(0, len(_MAGIC)).to_pybytes() != _MAGIC:
        return None
    tail = whole.slice(whole.size - _END).to_pybytes()
    size = int.from_bytes(tail[_DIGEST_BYTES:], "little")
    if size > whole.size - len(_MAGIC) - _END:
        return None
    end = whole.slice(whole.size - _END - size, size).to_pybytes()
    found: dict[str, Any] = json.loads(end) if _DIGEST(end).digest() == tail[:_DIGEST_BYTES] else {}
    return found or None


def _put(file: IO[bytes], part: pa.Table | Part) -> tuple[int, int]:
    """Write one table, and say where it begins and how long it is."""
    file.write(bytes(-file.tell() % _ALIGNED))
    start = file.tell()
    if isinstance(part, Part):
        file.write(part.data)
    else:
        with pa.ipc.new_stream(pa.PythonFile(file, mode="w"), part.schema) as writer:
            writer.write_table(part)
    return start, file.tell() - start


@contextlib.contextmanager
def _renamed_to(path: Path) -> Iterator[IO[bytes]]:
    """Open a file under a name of its own that gets the right one when all is written."""
    folder = path.absolute().parent
    # Made so that only its owner may read it; unbuffered, so that it can be read while it is open.
    with tempfile.NamedTemporaryFile(
        dir=folder, prefix=f".{path.name}.", delete=False, buffering=0
    ) as file:
        written = Path(file.name)
        try:
            yield file
            written.replace(path)
        except BaseException:
            written.unlink(missing_ok=True)
            raise
