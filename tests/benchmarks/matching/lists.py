"""The lists: every folder with truth, and lists made by the generator beside them."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SEED = 20_261
"""Nothing was ever fitted to lists of this seed."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Two lists and what is true of them: a.csv, b.csv, truth.csv, and perhaps related.csv.

    Attributes:
        name: What the tables call them.
        folder: Where they are.
        rows: Rows of each list that the generator made, 0 for lists of real companies.
    """

    name: str
    folder: Path
    rows: int = 0


def root() -> Path:
    """Find the folder of lists that PARTNERHUB_LISTS names."""
    if not (named := os.environ.get("PARTNERHUB_LISTS")):
        sys.exit("PARTNERHUB_LISTS names no folder of lists with a.csv, b.csv and truth.csv.")
    return Path(named)


def real() -> list[Lists]:
    """Find the lists of real companies."""
    above = root()
    folders = sorted(truth.parent for truth in above.rglob("truth.csv"))
    return [Lists(str(folder.relative_to(above)), folder) for folder in folders]


def generated(cache: Path, rows: int, seed: int = SEED) -> Lists:
    """Make lists of a size, or take those made before."""
    lists = Lists(f"generated {size(rows)}", cache / "lists" / f"{rows}-{seed}", rows)
    if not lists.folder.exists():
        part = lists.folder.with_name(f"{lists.folder.name}.part")
        many = ("--na", str(rows), "--nb", str(rows), "--overlap", "0.3", "--seed", str(seed))
        command = [sys.executable, str(root() / "gen.py"), "--out", str(part), *many]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        part.rename(lists.folder)
    return lists


def size(rows: int) -> str:
    """Write a number of rows in short.

    >>> size(1_000_000), size(100_000), size(2_500)
    ('1M', '100k', '2,500')
    """
    for unit, letter in ((1_000_000, "M"), (1_000, "k")):
        if rows % unit == 0 and rows >= unit:
            return f"{rows // unit:,}{letter}"
    return f"{rows:,}"
