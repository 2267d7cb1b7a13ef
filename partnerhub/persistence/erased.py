"""The file of the erased: who stays out, beside the database, so that no backup brings them back.

A line is an organization's id and a keyed hash, of an address or of a record's key. Lines are only
ever added; one that a power cut left half is passed over, and its whole is written again.
"""

import os
import re
from pathlib import Path

LINE = re.compile(r"([0-9a-f]{32}) ([0-9a-f]{32})")
Keys = dict[str, set[str]]
"""Keys of those who stay out, by organization."""


def read(file: Path) -> Keys:
    """Read who stays out of whose lists; a file that is not there names nobody."""
    return _parsed(_text(file))


def add(file: Path, keys: Keys) -> int:
    """Write down, durably, those of some keys that are not there yet; return how many."""
    text = _text(file)
    known = _parsed(text)
    lines = [
        f"{organization_id} {key}\n"
        for organization_id, wanted in sorted(keys.items())
        for key in sorted(wanted - known.get(organization_id, set()))
    ]
    if lines:
        start = "" if text.endswith("\n") or not text else "\n"
        _append(file, start + "".join(lines))
    return len(lines)


def _parsed(text: str) -> Keys:
    found: Keys = {}
    for line in text.splitlines():
        if parts := LINE.fullmatch(line):
            found.setdefault(parts[1], set()).add(parts[2])
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return ""


def _append(file: Path, text: str) -> None:
    """Add text in one write, so that what two processes add does not mix."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(text.encode("ascii"))
        target.flush()
        os.fsync(target.fileno())
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
