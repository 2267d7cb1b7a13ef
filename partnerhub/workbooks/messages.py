"""Messages between the two processes: a length of four bytes, then JSON.

JSON and not Arrow, because who reads it must be safe from who wrote it: a parser that was taken
over by its file can at worst write strange text.
"""

import json
from typing import IO, Any, Final

LARGEST: Final = 64 << 20
"""Bytes of the longest message; the child keeps its batches far below."""
LENGTH: Final = 4


def write(file: IO[bytes], message: Any) -> None:
    """Send a message."""
    data = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    if len(data) > LARGEST:
        raise MemoryError
    file.write(len(data).to_bytes(LENGTH, "big") + data)
    file.flush()


def read(file: IO[bytes]) -> Any:
    """Receive a message from somebody trusted; None when there are no more."""
    length = file.read(LENGTH)
    return json.loads(file.read(int.from_bytes(length, "big"))) if length else None
