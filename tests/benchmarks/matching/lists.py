"""The lists: every folder with truth, and lists made by the generator beside them."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "partnerhub-benchmarks"
"""Where generated lists stay, unless another folder is named."""

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


def generated(
    cache: Path, rows: int, seed: int = SEED, *, beside: int = 0, noise: float = 1.0
) -> Lists:
    """Make lists of a size, or take those made before.

    Args:
        cache: Where they stay.
        rows: Rows of the first list, and of the second unless `beside` says otherwise.
        seed: Two lists of one seed are the same.
        beside: Rows of the second list, where it has another number of them.
        noise: How much is misspelled and left out.
    """
    name = f"{rows}-{seed}"
    if beside:
        name += f"-beside{beside}"
    if noise != 1:
        name += f"-noise{noise:g}"
    lists = Lists(f"generated {size(rows)}", cache / "lists" / name, rows)
    if not lists.folder.exists():
        part = lists.folder.with_name(f"{name}.part")
        command = [
            *(sys.executable, str(root() / "gen.py"), "--out", str(part)),
            *("--na", str(rows), "--nb", str(beside or rows), "--overlap", "0.3"),
            *("--seed", str(seed), "--noise", str(noise)),
        ]
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
