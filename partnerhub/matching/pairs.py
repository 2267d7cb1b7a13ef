"""One pair: why two accounts are one company, or why not."""

from collections.abc import Mapping

import numpy as np
import polars as pl
import pyarrow as pa

from partnerhub.matching import blocking, records, scoring
from partnerhub.matching.answers import POSSIBLE, Contribution, Explanation, confidence, tier
from partnerhub.matching.explaining import explained
from partnerhub.matching.looking import Looks, look_alike
from partnerhub.matching.near_misses import REASONS, near_miss
from partnerhub.matching.policy import DEFAULT, MatchPolicy, odds


def explain(
    a: Mapping[str, object], b: Mapping[str, object], *, policy: MatchPolicy = DEFAULT
) -> Explanation:
    """Say why two accounts are one company, or why not.

    Only the two accounts are looked at: rivals and better pairs, which take away from a pair in
    two lists, are not known here.

    Args:
        a: An account: any of the columns that `match` compares.
        b: The other one, of the same list or another.
        policy: The rules and what they are worth.
    """
    left, right = (_one(account, side) for account, side in ((a, "A"), (b, "B")))
    facts = scoring.known_facts(left, right).with_columns(accepted=pl.lit(value=False))
    facts = facts.with_columns(doubt=pl.lit(0), given_way=pl.lit(0), log_odds=scoring.score(policy))
    facts = facts.with_columns(confidence()).with_columns(tier(policy), near_miss())
    told = explained(facts, policy).to_pylist()[0]
    (found,) = facts.select("confidence", "log_odds", "tier", "near_miss").to_dicts()
    listed = found["log_odds"] >= odds(policy.possible) and not facts["contradicted"][0]
    released = found["tier"] != POSSIBLE
    candidate = _meet(left, right)
    return Explanation(
        confidence=found["confidence"],
        tier=found["tier"] if listed and candidate else None,
        candidate=candidate,
        rules=tuple(Contribution(**rule) for rule in told["rules"]),
        explanation=told["explanation"],
        why_not=None if released and candidate else _why_not(found["near_miss"], candidate),
    )


def _one(account: Mapping[str, object], side: str) -> pl.DataFrame:
    """Read a single account."""
    values = {name: [None if value is None else str(value)] for name, value in account.items()}
    table = pa.table(
        {"id": ["1"]}
        | {name: pa.array(v, pa.string()) for name, v in values.items() if name != "id"}
    )
    return records.read(table, side).rows


def _meet(left: pl.DataFrame, right: pl.DataFrame) -> bool:
    """Say whether two records share a key that would make them a candidate pair."""
    mine, theirs = blocking.keys(left), blocking.keys(right)
    shared = mine.join(theirs, on="key")
    shared = shared.filter(
        (pl.col("grade") != blocking.LIGHT) | (pl.col("grade_right") != blocking.LIGHT)
    )
    if shared.is_empty() or (shared["grade"] == blocking.ALONE).any():
        return not shared.is_empty()
    at = np.zeros(1, dtype=np.intp)
    names = Looks.of(left["compact"]), Looks.of(right["compact"])
    return bool(look_alike(*names, at, at, blocking.LOOK_ALIKE)[0])


def _why_not(code: str, candidate: bool) -> str:
    """Say what keeps a pair from being released."""
    if not candidate:
        return "Nothing brings the two together: no name, domain, phone or identifier in common."
    return next(reason.single for reason in REASONS if reason.code == code)
