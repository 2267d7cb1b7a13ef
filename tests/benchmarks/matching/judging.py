"""Judging pairs by the truth: F1 at a cut, F1 at the best cut, and how well confidence tells.

    python -m tests.benchmarks.matching.judging FOLDER pairs.csv [CUT]

prints what a peer's pairs are worth, as JSON.
"""

import json
import sys
from pathlib import Path

import polars as pl

BINS = 10


def judged(pairs: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """Say of each pair whether it is `true`."""
    known = truth.select("a_id", "b_id").unique().with_columns(true=pl.lit(value=True))
    pairs = pairs.join(known, on=["a_id", "b_id"], how="left")
    return pairs.with_columns(pl.col("true").fill_null(value=False))


def accuracy(taken: pl.DataFrame, truths: int) -> dict[str, float]:
    """F1, precision and recall of judged pairs."""
    hits = int(taken["true"].sum())
    return {
        "f1": 2 * hits / max(1, len(taken) + truths),
        "precision": hits / max(1, len(taken)),
        "recall": hits / max(1, truths),
    }


def best(scored: pl.DataFrame, truths: int) -> dict[str, float]:
    """F1 at the cut that the truth would choose; pairs of one score are taken together."""
    steps = scored.group_by("score").agg(pl.len().alias("taken"), pl.col("true").sum())
    steps = steps.sort("score", descending=True).select(
        "score", f1=2 * pl.col("true").cum_sum() / (pl.col("taken").cum_sum() + truths)
    )
    row = steps.sort("f1", descending=True).head(1).to_dicts()
    return row[0] if row else {"score": float("nan"), "f1": 0.0}


def bins(judged_pairs: pl.DataFrame) -> list[dict[str, float]]:
    """Count pairs by confidence: how many, how confident, and how many of them are true."""
    number = (pl.col("confidence") * BINS).floor().clip(0, BINS - 1).alias("bin")
    table = judged_pairs.group_by(number).agg(
        pl.len().alias("pairs"), pl.col("confidence").mean(), pl.col("true").mean()
    )
    return table.sort("bin").drop("bin").to_dicts()


def calibration_error(table: list[dict[str, float]]) -> float:
    """The mean distance between confidence and truth, over the pairs of all bins."""
    off = sum(row["pairs"] * abs(row["confidence"] - row["true"]) for row in table)
    return off / max(1, sum(row["pairs"] for row in table))


def main() -> None:
    """Judge a peer's file of pairs."""
    folder, path, *cut = sys.argv[1:]
    truth = pl.read_csv(Path(folder) / "truth.csv", infer_schema=False)
    pairs = pl.read_csv(path, infer_schema=False)
    score = "score" if "score" in pairs.columns else "confidence"
    pairs = pairs.select("a_id", "b_id", score=pl.col(score).cast(pl.Float64))
    pairs = judged(pairs.unique(["a_id", "b_id"]), truth)
    found: dict[str, object] = {"best": best(pairs, len(truth))}
    if cut:
        found |= accuracy(pairs.filter(pl.col("score") >= float(cut[0])), len(truth))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
