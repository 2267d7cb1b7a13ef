"""How right partnerhub is on two lists with known truth, at the default policy.

    python -m tests.benchmarks.matching.figures FOLDER [--less]

prints JSON: accuracy, tiers, calibration, related companies that were released; with `--less` also
when columns are missing, and for many small lists together. Uses the public interface only.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from partnerhub.matching import match
from tests.benchmarks.matching import judging

PLACE = ("country", "state", "city", "postal_code")
WITHOUT = {"no website": ("website",), "no country or city": PLACE}
SMALL, SHARED, SAMPLES, SEED = 50, 15, 100, 11

Figures = dict[str, Any]


def main() -> None:
    """Measure the lists of a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--less", action="store_true")
    given = parser.parse_args()
    a, b, truth = (
        pl.read_csv(given.folder / f"{name}.csv", infer_schema=False)
        for name in ("a", "b", "truth")
    )
    related = given.folder / "related.csv"
    found = figures(
        pairs(a, b), truth, pl.read_csv(related, infer_schema=False) if related.exists() else None
    )
    found |= {"a": len(a), "b": len(b)}
    if given.less:
        found["less"] = dict(with_less(a, b, truth))
    sys.stdout.write(json.dumps(found))


def pairs(a: pl.DataFrame, b: pl.DataFrame) -> pl.DataFrame:
    """Match two lists."""
    found = match(a.to_arrow(), b.to_arrow()).pairs
    return pl.DataFrame(pl.from_arrow(found.select(["a_id", "b_id", "confidence", "tier"])))


def figures(
    found: pl.DataFrame, truth: pl.DataFrame, related: pl.DataFrame | None = None
) -> Figures:
    """Judge the pairs that were found."""
    found = judging.judged(found, truth)
    released = found.filter(pl.col("tier") != "possible")
    table = judging.bins(found)
    tiers = found.group_by("tier").agg(pl.len().alias("pairs"), pl.col("true").mean())
    measured = judging.accuracy(released, len(truth)) | {
        "best": judging.best(found.rename({"confidence": "score"}), len(truth)),
        "tiers": {row["tier"]: row for row in tiers.to_dicts()},
        "bins": table,
        "calibration": judging.calibration_error(table),
    }
    if related is not None and len(related):
        measured["related"] = len(related.join(released, on=["a_id", "b_id"])) / len(related)
    return measured


def with_less(
    a: pl.DataFrame, b: pl.DataFrame, truth: pl.DataFrame
) -> Iterator[tuple[str, Figures]]:
    """Measure again with less to go by."""
    yield "names only", figures(pairs(a.select("id", "name"), b.select("id", "name")), truth)
    for name, columns in WITHOUT.items():
        less = pairs(a.drop(columns, strict=False), b.drop(columns, strict=False))
        yield name, figures(less, truth)
    small = [(*both, sample_truth) for *both, sample_truth in samples(a, b, truth)]
    together = pl.concat([pairs(first, second) for first, second, _ in small])
    yield f"{SMALL} rows", figures(together, pl.concat([true for *_, true in small]))


def samples(
    a: pl.DataFrame, b: pl.DataFrame, truth: pl.DataFrame
) -> Iterator[tuple[pl.DataFrame, ...]]:
    """Draw small lists that share some companies, with the truth about them.

    Ids get the number of the sample, so that all samples can be judged together.
    """
    for number in range(SAMPLES):
        shared = truth.sample(SHARED, seed=SEED + number)
        both = []
        for table, key in ((a, "a_id"), (b, "b_id")):
            chosen = table.filter(pl.col("id").is_in(shared[key].implode()))
            others = table.sample(SMALL - len(chosen), seed=SEED + number)
            both.append(pl.concat([chosen, others]).unique("id", maintain_order=True))
        first, second = both
        here = truth.join(first, left_on="a_id", right_on="id", how="semi")
        here = here.join(second, left_on="b_id", right_on="id", how="semi").select("a_id", "b_id")
        numbered = pl.format(f"{number}-{{}}", pl.col("id"))
        yield (
            *(table.with_columns(id=numbered) for table in both),
            here.select(pl.format(f"{number}-{{}}", side).alias(side) for side in here.columns),
        )


if __name__ == "__main__":
    main()
