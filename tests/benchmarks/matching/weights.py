"""Fit what the rules are worth to lists with known truth, and print the table of the policy.

    PARTNERHUB_LISTS=/path/to/lists uv run --group fit python -m tests.benchmarks.matching.weights \
        [--leave-out]

The lists are those of `fitted_to`. Nothing is known of a rule beforehand but whether it speaks for
or against: each is expected to be worth as much as any other and strays from that as far as the
lists say so loudly. That is ridge regression towards one common worth; how much that is, and how
firmly worths are held there, was chosen by what serves kinds of lists that were left out. Worths
that stray farther fit the lists at hand a little better and those of other kinds much worse.

With `--leave-out` it is fitted without each kind of lists in turn instead, and measured on that
kind.
"""

import argparse
import dataclasses
import sys
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import minimize

from partnerhub.matching import DEFAULT, assigning, comparing, records, scoring
from partnerhub.matching.engines.embedded import Embedded
from partnerhub.matching.policy import DECIDED, SCALE, odds
from tests.benchmarks.matching import fitted_to
from tests.benchmarks.matching.fitted_to import Part
from tests.benchmarks.matching.lists import CACHE

ROUNDS, WEIGHT_OF_A_LIST, FLOOR = 3, 3000.0, -3.0
# What a rule is expected to be worth, in nats, and the standard deviation of worths around that.
COMMON, LOOSENESS = 2.5, 0.15
FITTED = [(rule, weight) for rule, weight in DEFAULT.weights if abs(weight) < DECIDED]
NAMES = [*(rule.__name__ for rule, _ in FITTED), "rivalry", "rivalry_of_one"]
# What the lists cannot teach: no real ones have phones or postal codes on both sides, nobody makes
# up phones as people have them, branches have postal codes of their own; states are in one only.
FIXED = {
    "same_identifier": 10.5, "same_phone": 6.0, "same_switchboard": 3.5, "different_phones": -0.7,
    "same_postal_code": 1.5, "different_postal_codes": -0.4, "different_states": -0.4,
    "other_characters": -6.0,
}  # fmt: skip
BINS = 10


class Lists:
    """Two lists, their candidates, and how strongly each rule applies to them."""

    def __init__(self, part: Part) -> None:
        self.part, self.name, self.share = part, part.name, part.share
        engine, ids = Embedded(), {}
        for side in "ab":
            table = pl.read_csv(part.folder / f"{side}.csv", infer_schema=False)
            kept = ["id", *part.columns] if part.columns else table.columns
            rows = records.read(table.select(kept).to_arrow(), side).rows
            engine.load(side, records.Records(rows))
            ids[side] = rows.select(pl.col("id").alias(f"{side}_id"), pl.col("record").alias(side))
        truth = pl.read_csv(part.folder / "truth.csv", infer_schema=False)
        self.truths = len(truth)
        facts = _facts(engine, truth.join(ids["a"], on="a_id").join(ids["b"], on="b_id"))
        self.same = facts["same"].to_numpy()
        self.pairs = facts.select("a", "b", "a_name", "b_name")
        self.facts, self.rows = facts, engine.lists._rows
        self.strengths = strengths(facts)

    def crowds(self, scores: np.ndarray) -> np.ndarray:
        """Say how strong the rivals of each pair are: on both sides, on one."""
        pairs = self.pairs.with_columns(score=pl.Series(np.round(scores * SCALE).astype(np.int64)))
        pairs = pairs.with_row_index("place").filter(pl.col("score") > FLOOR * SCALE)
        for side, other in assigning.SIDES:
            pairs = assigning.crowded(pairs, side, other)
        found = np.zeros((len(scores), 2))
        rivals = pairs.select(
            pl.min_horizontal("of_a", "of_b"), one=pl.max_horizontal("of_a", "of_b")
        ).to_numpy()
        crowds = np.log1p(rivals / SCALE)
        found[pairs["place"].to_numpy()] = np.minimum(crowds, (np.inf, assigning.FEW))
        return found


def _facts(engine, truth) -> pl.DataFrame:
    """Find the candidates with all their facts, but for those that identifiers rule out."""
    pairs = engine.lists.likely(engine.candidates()).sort("a", "b")
    known = (
        truth.select(pl.col("a", "b").cast(pl.UInt32))
        .unique()
        .with_columns(same=pl.lit(value=True))
    )
    pairs = pairs.join(known, on=["a", "b"], how="left", maintain_order="left")
    rows = engine.lists._rows
    names = {f"{s}_name": rows[s]["compact"].hash().gather(pairs[s]) for s in "ab"}
    pairs = pairs.with_columns(pl.col("same").fill_null(value=False)).with_columns(**names)
    facts = pl.concat([pairs, engine.lists.facts(pairs)], how="horizontal")
    return facts.filter(~pl.col("contradicted"))


def strengths(facts: pl.DataFrame) -> np.ndarray:
    """Say how strongly each rule applies to pairs."""
    columns = []
    for rule, _ in FITTED:
        evidence = rule()
        full = pl.lit(1.0) if evidence.strength is None else evidence.strength
        applies = pl.when(evidence.when).then(full).otherwise(0.0)
        columns.append(applies.cast(pl.Float32).alias(rule.__name__))
    return facts.select(columns).to_numpy()


def fit(every: list[Lists]):
    """Fit the worths, with the rivals as they are under the worths of the round before."""
    same = np.concatenate([lists.same for lists in every]).astype(float)
    counts = np.concatenate(
        [np.full(len(x.same), x.share * WEIGHT_OF_A_LIST / x.truths) for x in every]
    )
    signs = np.sign([weight for _, weight in FITTED] + [DEFAULT.rivalry, DEFAULT.rivalry_of_one])
    means = COMMON * signs
    bounds = [(None, None), *(_bounds(n, s) for n, s in zip(NAMES, signs, strict=True))]
    found = np.r_[0.0, [FIXED.get(n, mean) for n, mean in zip(NAMES, means, strict=True)]]
    crowds = [np.zeros((len(x.same), 2)) for x in every]
    for _ in range(ROUNDS):
        rows = np.vstack(
            [np.column_stack([x.strengths, c]) for x, c in zip(every, crowds, strict=True)]
        ).astype(np.float32)

        def loss(worths, rows=rows):
            log_odds = worths[0] + rows @ worths[1:].astype(np.float32)
            error = counts * (1 / (1 + np.exp(-log_odds)) - same)
            away = worths[1:] - means
            value = (counts * (np.logaddexp(0, log_odds) - same * log_odds)).sum()
            slope = np.r_[error.sum(), error.astype(np.float32) @ rows + away / LOOSENESS**2]
            return value + (away**2).sum() / (2 * LOOSENESS**2), slope

        found = minimize(loss, found, jac=True, bounds=bounds, method="L-BFGS-B").x
        crowds = [x.crowds(found[0] + x.strengths @ found[1:-2]) for x in every]
    return policy_of(np.round(found, 2))


def _bounds(name: str, sign: float) -> tuple[float | None, float | None]:
    """Say between what numbers a worth must be: it keeps its sign."""
    if name in FIXED:
        return FIXED[name], FIXED[name]
    return (0, None) if sign > 0 else (None, 0)


def policy_of(worths):
    """Put worths into a policy."""
    fitted = dict(zip([rule for rule, _ in FITTED], worths[1:-2], strict=True))
    return dataclasses.replace(
        DEFAULT,
        prior=float(worths[0]),
        rivalry=float(worths[-2]),
        rivalry_of_one=float(worths[-1]),
        weights=tuple((rule, float(fitted.get(rule, old))) for rule, old in DEFAULT.weights),
    )


def measured(lists: Lists, policy) -> dict[str, float]:
    """Match the candidates under a policy and compare the answer with the truth."""
    worths = np.array([weight for rule, weight in policy.weights if abs(weight) < DECIDED])
    scores = np.round((policy.prior + lists.strengths @ worths) * SCALE).astype(np.int64)
    pairs = lists.pairs.with_columns(
        pl.Series("score", scores), pl.Series("same", lists.same), accepted=pl.lit(value=False)
    ).filter(pl.col("score") > FLOOR * SCALE)
    chosen = assigning.chosen(pairs, policy, lambda seconds: _doubles(lists, seconds, policy))
    odd = chosen["log_odds"].to_numpy() / SCALE
    sure, same = 1 / (1 + np.exp(-odd)), chosen["same"].to_numpy()
    out = (sure >= policy.likely) & (chosen["given_way"] == 0).to_numpy()
    certain, told = out & (sure >= policy.certain), sure >= policy.possible
    hits = same[out].sum()
    bins = np.minimum((sure[told] * BINS).astype(int), BINS - 1)
    off = np.abs(np.bincount(bins, sure[told]) - np.bincount(bins, same[told])).sum()
    return {
        "f1": 2 * hits / (out.sum() + lists.truths),
        "precision": hits / max(1, out.sum()),
        "recall": hits / lists.truths,
        "certain": same[certain].mean() if certain.any() else np.nan,
        "share": certain.sum() / lists.truths,
        "likely": same[out & ~certain].mean() if (out & ~certain).any() else np.nan,
        "ece": off / max(1, told.sum()),
    }


def _doubles(lists: Lists, seconds: pl.DataFrame, policy) -> pl.Series:
    """Say which records of one list are the same company as a better one."""
    found = []
    for side, record, best in seconds.iter_rows():
        found.append((side, record, best))
    same = np.zeros(len(seconds), dtype=bool)
    for side in "ab":
        at = np.flatnonzero((seconds["side"] == side).to_numpy())
        part = seconds[at]
        rows = lists.rows[side]
        facts = scoring.known_facts(
            rows.select(comparing.COMPARED)[part["record"]],
            rows.select(comparing.COMPARED)[part["best"]],
        )
        score = facts.select(scoring.score(policy)).to_series()
        same[at] = (score >= odds(policy.likely)).to_numpy()
    return pl.Series(same)


def say(name: str, found: dict[str, float]) -> None:
    """Print one row of figures."""
    sys.stdout.write(f"{name:40s}" + "".join(f" {k} {v:.4f}" for k, v in found.items()) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Print the policy."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where lists are kept")
    options = parser.parse_args()
    every = [Lists(part) for part in fitted_to.parts(options.cache)]
    fitted = [lists for lists in every if lists.share]
    if options.leave_out:
        leave_out(every, fitted)
        return
    policy = fit(fitted)
    sys.stdout.write(f"    prior={policy.prior},\n    rivalry={policy.rivalry},\n")
    sys.stdout.write(f"    rivalry_of_one={policy.rivalry_of_one},\n")
    for rule, weight in policy.weights:
        module = rule.__module__.rpartition(".")[2]
        sys.stdout.write(f"        ({module}.{rule.__name__}, {weight:.2f}),\n")
    for lists in every:
        say(lists.name, measured(lists, policy))


def leave_out(every: list[Lists], fitted: list[Lists]) -> None:
    """Print what worths do that were fitted without the kind of lists they are measured on."""
    for kind in dict.fromkeys(lists.part.kind for lists in every):
        rest = fit([lists for lists in fitted if lists.part.kind != kind])
        for lists in [lists for lists in every if lists.part.kind == kind]:
            say(f"without {kind}: {lists.name}", measured(lists, rest))


if __name__ == "__main__":
    main()
