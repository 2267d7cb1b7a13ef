"""Text: a file's bytes as UTF-8 with line feeds as line ends, checked once from end to end.

Everything after this module sees one encoding and one kind of line end. The file is never written
again: each pass decodes it anew, which costs less than a copy on disk. Only the text of a file that
is small enough for whoever reads it is held from the first pass on.
"""

import codecs
import re
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from partnerhub.domain.errors import (
    ImportControlCharacterError,
    ImportEncodingError,
)

_CHUNK = 1 << 22
_HEAD = 1 << 20
_TAIL = 1 << 13

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A file read as text.

    Attributes:
        path: The file.
        encoding: Its encoding, as Python names it.
        mark: Length of the byte order mark to skip.
        size: Length in bytes, as UTF-8 with line feeds as line ends.
        lines: Number of line ends.
        head: The first mebibyte.
        tail: The last bytes, where report footers are.
        quoted: Whether a quotation mark occurs at all.
        assumed: Whether the encoding is a guess.
        held: The text, in pieces, while it is held.
    """

    path: Path
    encoding: str
    mark: int
    size: int
    lines: int
    head: bytes
    tail: bytes
    quoted: bool
    assumed: bool
    held: list[bytes] = field(default_factory=list, repr=False)

    def chunks(self) -> Generator[bytes, None, None]:
        """Yield the text as UTF-8 with line feeds as line ends."""
        if self.held:
            yield from tuple(self.held)
            return
        yield from _chunks(self.path, self.encoding, self.mark, checked=True)


def open_text(path: Path, declared: str | None, hold: int = 0) -> Text:
    """Find a file's encoding and check it whole: a byte order mark, UTF-8, then cp1252.

    Args:
        path: The file.
        declared: Its encoding, if the user says it.
        hold: The size of the largest file, in bytes, whose text is held in memory.

    Raises:
        ImportEncodingError: It is not in the declared encoding, or in none of the three.
        ImportControlCharacterError: It holds NUL characters.
    """
    with path.open("rb") as file:
        start = file.read(4)
    held = path.stat().st_size <= hold
    for mark, encoding in _MARKS:
        if start.startswith(mark) and (declared is None or _agree(declared, encoding)):
            return _survey(path, encoding, len(mark), held=held)
    if declared is not None:
        return _survey(path, _known(declared), 0, held=held)
    try:
        return _survey(path, "utf-8", 0, held=held)
    except ImportEncodingError:
        return replace(_survey_as_guessed(path, held=held), assumed=True)


def _survey_as_guessed(path: Path, *, held: bool) -> Text:
    """Read a file as what old programs of Windows write; their letters fit nearly all bytes."""
    try:
        return _survey(path, "cp1252", 0, held=held)
    except ImportEncodingError:
        raise ImportEncodingError(
            "The file is neither UTF-8 nor Windows-1252, and has no byte order mark: "
            "name its encoding, or save it as UTF-8."
        ) from None


def _known(declared: str) -> str:
    """Look an encoding up by any of its names."""
    try:
        info = codecs.lookup(declared.strip())
    except (LookupError, ValueError):
        raise ImportEncodingError(
            f"There is no text encoding named {declared[:40]!r}; utf-8, cp1252, utf-16 are common."
        ) from None
    if not getattr(info, "_is_text_encoding", True):
        raise ImportEncodingError(f"{declared[:40]!r} is not a text encoding.")
    return info.name


def _agree(declared: str, marked: str) -> bool:
    """Say whether a declared encoding is the one a byte order mark announces."""
    squeezed = re.sub(r"[^a-z0-9]", "", declared.lower())
    return re.sub(r"[^a-z0-9]", "", marked).startswith(squeezed.removesuffix("sig"))


def _survey(path: Path, encoding: str, mark: int, *, held: bool) -> Text:
    """Read a file to its end, checking the encoding, and remember what later passes need."""
    size = lines = 0
    head = bytearray()
    tail = b""
    quoted = False
    chunks = []
    for chunk in _chunks(path, encoding, mark):
        if b"\0" in chunk:
            line = lines + chunk.count(b"\n", 0, chunk.index(b"\0")) + 1
            raise ImportControlCharacterError(
                f"Line {line} holds a NUL character, so this is not text; say the encoding if it "
                "is UTF-16 without a byte order mark, or export the list again."
            )
        size += len(chunk)
        lines += chunk.count(b"\n")
        quoted = quoted or b'"' in chunk
        if len(head) < _HEAD:
            head += chunk[: _HEAD - len(head)]
        tail = (tail + chunk[-_TAIL:])[-_TAIL:]
        if held:
            chunks.append(chunk)
    return Text(
        path, encoding, mark, size, lines, bytes(head), tail, quoted, assumed=False, held=chunks
    )


def _chunks(
    path: Path, encoding: str, mark: int, *, checked: bool = False
) -> Generator[bytes, None, None]:
    """Decode a file strictly and yield it as UTF-8 with line feeds as line ends."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    held = b""
    with path.open("rb") as file:
        file.seek(mark)
        final = False
        while not final:
            raw = file.read(_CHUNK)
            final = not raw
            if encoding == "utf-8" and (checked or (not decoder.getstate()[0] and _is_utf8(raw))):
                data = held + raw
            else:
                data = held + _decoded(decoder, raw, file.tell(), encoding)
            held = b""
            if b"\r" in data:
                if data.endswith(b"\r") and not final:
                    data, held = data[:-1], b"\r"
                data = _with_line_feeds(data)
            if data:
                yield data


def _with_line_feeds(data: bytes) -> bytes:
    """Put a line feed for each line end; three times as fast where all are those of Windows."""
    bare = data.translate(None, b"\r")
    if len(data) - len(bare) == data.count(b"\r\n"):
        return bare
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _is_utf8(raw: bytes) -> bool:
    """Say whether bytes are whole letters of UTF-8; other threads go on meanwhile."""
    ends = np.array([0, len(raw)], dtype=np.int64)
    text = pa.LargeStringArray.from_buffers(1, pa.py_buffer(ends), pa.py_buffer(raw))
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _decoded(decoder: codecs.IncrementalDecoder, raw: bytes, position: int, encoding: str) -> bytes:
    """Decode the next bytes, strictly; nothing more to come when there are none."""
    kept = decoder.getstate()[0]
    try:
        return decoder.decode(raw, not raw).encode()
    except UnicodeDecodeError as error:
        offset = max(position - len(raw) - len(kept) + error.start, 0)
        raise ImportEncodingError(
            f"The file is not {encoding}: byte {offset} does not fit. "
            "Leave the encoding out to have it detected, or name the right one."
        ) from None
    except UnicodeEncodeError:  # half a surrogate pair, which some codecs let through
        raise ImportControlCharacterError from None
    except (UnicodeError, ValueError) as error:
        raise ImportEncodingError(f"The file is not {encoding}.") from error


class Window:
    """A part of a text as a readable file, for parsers that take one."""

    closed = False

    def __init__(self, text: Text, start: int, end: int) -> None:
        self._chunks = text.chunks()
        self._skip = start
        self._left = end - start
        self._length = end - start
        self._rest = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """Read some bytes, fewer than asked for at the end of a chunk; none at the end."""
        while not self._rest and self._left > 0:
            chunk = next(self._chunks, None)
            if chunk is None:
                self._left = 0
                break
            skipped = min(self._skip, len(chunk))
            self._skip -= skipped
            self._rest = memoryview(chunk)[skipped:]
        wanted = self._left if size < 0 else min(size, self._left)
        piece = bytes(self._rest[:wanted])
        self._rest = self._rest[len(piece) :]
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Let go of the file."""
        self._chunks.close()
        self.closed = True

    @property
    def progress(self) -> float:
        """Share that was read, 0 to 1."""
        return 1.0 - self._left / self._length if self._length else 1.0
