"""States: what comparisons keep on disk for the next ones, a file for each partnership.

A state is a cache: without it a comparison takes longer, and finds the same. It is named after what
both sides shared when it was made, so that one made when more was shared is never read again.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from partnerhub.persistence.models import SharingPolicy

_NAME_LETTERS = 16


def name(partnership_id: str, policies: Sequence[SharingPolicy]) -> str:
    """Name the state of a partnership by what its sides share."""
    shared = sorted(
        [p.organization_id, p.level, sorted(p.fields), sorted(p.compared), p.populations]
        for p in policies
    )
    digest = hashlib.sha256(json.dumps(shared).encode()).hexdigest()
    return f"{partnership_id}-{digest[:_NAME_LETTERS]}.state"


def sweep(
    folder: Path, wanted: Collection[str], *, of: str = "", unused: float, unfinished: float
) -> list[Path]:
    """Remove states that will not be used again; return what was removed.

    Args:
        folder: Where the states are.
        wanted: The names of those that may be used again.
        of: The partnership to which the search is limited; empty: all.
        unused: States that were not used since this moment (seconds since the epoch) go, too.
        unfinished: Files that were being written at this moment, and still are not whole, go.
    """
    removed = []
    for file in folder.iterdir() if folder.exists() else ():
        if of not in file.name:
            continue
        with suppress(FileNotFoundError):  # Another worker sweeps, too.
            last = file.stat().st_mtime
            if file.name.startswith("."):
                kept = last >= unfinished
            else:
                kept = file.name in wanted and last >= unused
            if not kept:
                file.unlink()
                removed.append(file)
    return removed
