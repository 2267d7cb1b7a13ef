"""Parts: the rows of a frame worked on in parts, side by side.

What is done to whole columns leaves the interpreter to others, so that threads are enough.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import polars as pl

Found = TypeVar("Found")

THREADS: Final = min(8, os.cpu_count() or 1)
"""How many parts are worked on at once."""
# Fewer rows are done before their parts are made; more at once would take much memory.
_LEAST_ROWS: Final = 5_000
_MOST_ROWS: Final = 100_000


def in_parts(work: Callable[[pl.DataFrame], Found], rows: pl.DataFrame) -> list[Found]:
    """Do some work on all rows, whatever order it is done in.

    Returns:
        What was found for each part, in the order of the rows; one part at least.
    """
    count = max(min(THREADS, len(rows) // _LEAST_ROWS), -(-len(rows) // _MOST_ROWS), 1)
    parts = list(rows.iter_slices(-(-len(rows) // count))) if count > 1 else [rows]
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, parts))
