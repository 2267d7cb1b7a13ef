"""Fit what the rules are worth to lists with known truth, and print the table of the policy.

    python tests/benchmarks/matching_weights.py FOLDER[=share] …

Each folder holds a.csv, b.csv and truth.csv; the share says how much it counts beside the others.
`FOLDER:name,city` uses only those columns. Needs numpy and scipy, which partnerhub does not.

Every rule keeps the sign it has; where the lists say little about a rule it keeps its worth.
"""

import dataclasses
import sys
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import minimize

from partnerhub.matching import DEFAULT, blocking, records, scoring
from partnerhub.matching.assigning import judging
from partnerhub.matching.comparing import compared
from partnerhub.matching.engines.embedded import _DECISIONS, Embedded
from partnerhub.matching.policy import DECIDED

ROUNDS, WEIGHT_OF_A_LIST, LOOSENESS, LEAST = 4, 3000.0, 2.0, 0.2
# Rules that the generated lists would teach too much: nobody makes up phones like people have them.
FIXED = {"different_phones", "same_switchboard", "same_web_domain_but_no_word"}
FITTED = [(rule, weight) for rule, weight in DEFAULT.weights if abs(weight) < DECIDED]


class Lists:
    """Two lists, their candidates, and what the rules say of each."""

    def __init__(self, argument: str) -> None:
        path, _, share = argument.partition("=")
        path, _, columns = path.partition(":")
        self.share = float(share or 1)
        self.engine = Embedded(2000)
        self.run = self.engine._database.execute
        self.ask = lambda query: pl.DataFrame(
            pl.from_arrow(self.engine._database.sql(query).to_arrow_table())
        )
        for side in "ab":
            table = pl.read_csv(Path(path) / f"{side}.csv", infer_schema=False)
            kept = ["id", *columns.split(",")] if columns else table.columns
            self.engine.load(side, records.read(table.select(kept).to_arrow(), side))
        schema = dict.fromkeys(("a_id", "b_id", "decision"), pl.String)
        self.engine._table("decisions", pl.DataFrame(schema=schema))
        truth = pl.read_csv(Path(path) / "truth.csv", infer_schema=False)
        self.engine._table("truth", truth)
        statements = (*_DECISIONS, *blocking.keys("a"), *blocking.keys("b"), blocking.CANDIDATES)
        for statement in statements:
            self.run(statement)
        strengths = ", ".join(
            f"case when {rule().when} then ({rule().strength or 1})::double else 0.0 end"
            for rule, _ in FITTED
        )
        frame = self.ask(
            f"""with true_pairs as (
                    select a.record as a, b.record as b, true as same
                    from truth join a on a_id = a.id join b on b_id = b.id)
                select a, b, coalesce(same, false) as same, {strengths}
                from ({compared("candidates")}) left join true_pairs using (a, b)
                where not (ids_differ > 0 and ids_agree = 0) order by a, b"""
        )
        self.pairs = frame.select("a", "b")
        self.same = frame.get_column("same").cast(pl.Float64).to_numpy()
        self.strengths = frame.drop("a", "b", "same").to_numpy()
        self.truths = len(truth)

    def crowds(self, policy) -> np.ndarray:
        """Say how crowded each pair is under a policy: the logarithm of its rivals' odds."""
        for table in ("scored", "judged", "best_of_a", "best_of_b", "second_of_a", "second_of_b"):
            self.run(f"drop table if exists {table}")
        self.run(f"create table scored as {scoring.scored(policy, 'candidates')}")
        for statement in judging(dataclasses.replace(policy, rivalry=-1.0)):
            self.run(statement)
        found = self.ask("select a, b, -doubt / 1000.0 as crowd from judged")
        joined = self.pairs.join(found, on=["a", "b"], how="left", maintain_order="left")
        return joined.get_column("crowd").cast(pl.Float64).fill_null(0.0).to_numpy()


def fit(every: list[Lists]):
    """Fit the worths, with the rivals as they are under the worths of the round before."""
    policy = DEFAULT
    means = np.array([weight for _, weight in FITTED] + [DEFAULT.rivalry])
    same = np.concatenate([lists.same for lists in every])
    counts = np.concatenate(
        [np.full(len(x.same), x.share * WEIGHT_OF_A_LIST / len(x.same)) for x in every]
    )
    names = [*(rule.__name__ for rule, _ in FITTED), "rivalry"]
    bounds = [
        (mean, mean) if name in FIXED else (LEAST, None) if mean > 0 else (None, -LEAST)
        for name, mean in zip(names, means, strict=True)
    ]
    for _ in range(ROUNDS):
        rows = np.vstack([np.column_stack([x.strengths, x.crowds(policy)]) for x in every])

        def loss(worths, rows=rows):
            odds = worths[0] + rows @ worths[1:]
            error = counts * (1 / (1 + np.exp(-odds)) - same)
            away = worths[1:] - means
            value = (counts * (np.logaddexp(0, odds) - same * odds)).sum()
            return value + (away**2).sum() / (2 * LOOSENESS**2), np.r_[
                error.sum(), rows.T @ error + away / LOOSENESS**2
            ]

        start = np.r_[policy.prior, means]
        found = minimize(loss, start, jac=True, bounds=[(None, None), *bounds], method="L-BFGS-B")
        worths = np.round(found.x, 2)
        fitted = dict(zip([rule for rule, _ in FITTED], worths[1:-1], strict=True))
        weights = tuple((rule, float(fitted.get(rule, old))) for rule, old in DEFAULT.weights)
        policy = dataclasses.replace(
            policy, prior=float(worths[0]), rivalry=float(worths[-1]), weights=weights
        )
    return policy


def main() -> None:
    """Print the policy."""
    policy = fit([Lists(argument) for argument in sys.argv[1:]])
    sys.stdout.write(f"    prior={policy.prior},\n    rivalry={policy.rivalry},\n")
    for rule, weight in policy.weights:
        sys.stdout.write(f"        (rules.{rule.__name__}, {weight:.2f}),\n")


if __name__ == "__main__":
    main()
