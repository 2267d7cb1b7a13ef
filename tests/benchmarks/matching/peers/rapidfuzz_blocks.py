"""rapidfuzz over cleaned names with the same first word, and whoever has the same domain.

The best B for each A, from a likeness of 90 of 100. Small blocks are compared pair by pair, all at
once; large ones as a matrix each.
"""

import sys

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from tests.benchmarks.matching.peers.polars_join import accounts

FLOOR, LARGE, ROWS_AT_ONCE, MATRIX_ROWS = 60, 10_000, 100_000, 4096


def read(path, side):
    """Read a list with the first word of each name."""
    first = pl.col("name").str.split(" ").list.first().alias("first")
    return accounts(path).with_columns(first).rename({"id": f"{side}_id"}).collect()


def in_small_blocks(a, b):
    """Compare pair by pair."""
    for part in a.iter_slices(ROWS_AT_ONCE):
        pairs = part.join(b, on="first", suffix="_b")
        names, others = pairs.get_column("name").to_list(), pairs.get_column("name_b").to_list()
        alike = process.cpdist(
            names, others, scorer=fuzz.ratio, score_cutoff=FLOOR, dtype=np.float32, workers=-1
        )
        yield pairs.select("a_id", "b_id", score=pl.Series(alike)).filter(pl.col("score") > 0)


def in_large_blocks(a, b):
    """Compare block by block."""
    columns = pl.all().exclude("domain")
    blocks = a.group_by("first").agg(columns).join(b.group_by("first").agg(columns), on="first")
    for _, ids_a, names_a, ids_b, names_b in blocks.iter_rows():
        for start in range(0, len(ids_a), MATRIX_ROWS):
            part = slice(start, start + MATRIX_ROWS)
            alike = process.cdist(
                *(names_a[part], names_b), scorer=fuzz.ratio, dtype=np.float32, workers=-1
            )
            best = alike.argmax(axis=1)
            score = alike[np.arange(len(best)), best]
            found = {"a_id": ids_a[part], "b_id": np.array(ids_b)[best].tolist(), "score": score}
            yield pl.DataFrame(found)


def main(a, b, out):
    """Compare within blocks, choose, and add those with the same domain."""
    ours, theirs = read(a, "a"), read(b, "b")
    sizes = [side.group_by("first").len() for side in (ours, theirs)]
    sizes = sizes[0].join(sizes[1], on="first").filter(pl.col("len") * pl.col("len_right") > LARGE)
    large = ours.join(sizes, on="first", how="semi"), theirs.join(sizes, on="first", how="semi")
    small = ours.join(sizes, on="first", how="anti")
    found = pl.concat([*in_small_blocks(small, theirs), *in_large_blocks(*large)])
    found = found.sort("score", descending=True, maintain_order=True).unique("a_id", keep="first")
    same = ours.join(theirs, on="domain").select("a_id", "b_id", score=pl.lit(100, pl.Float32))
    pl.concat([same, found]).unique(["a_id", "b_id"], keep="first").write_csv(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
