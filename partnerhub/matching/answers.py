"""Answers: what comparing two lists came to, as everybody reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa

from partnerhub.matching import assigning, explaining, near_misses, relations
from partnerhub.matching.columns import put, taken
from partnerhub.matching.policy import DECIDED, SCALE, MatchPolicy, odds

CERTAIN, LIKELY, POSSIBLE = "certain", "likely", "possible"
_DIGITS: Final = 4
_MOST: Final = 0.9999
"""No rules make a pair sure: what they add up to is told as no more than this."""

PAIRS: Final = pa.schema(
    [
        pa.field("a_id", pa.string(), nullable=False),
        pa.field("b_id", pa.string(), nullable=False),
        pa.field("confidence", pa.float64(), nullable=False),
        pa.field("tier", pa.string(), nullable=False),
        pa.field("rules", explaining.RULES_TYPE, nullable=False),
        pa.field("explanation", pa.string(), nullable=False),
        pa.field("company", pa.int64()),
        pa.field("relation", pa.string()),
    ]
)
"""The columns of the pairs."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Pairs that were nearly released, counted by what kept them back.

    Only pairs of which neither account is in a released pair are counted.
    """

    code: str
    count: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs in numbers. The released ones add up: `a` is `companies` and `duplicates_a`.

    Attributes:
        a: Distinct accounts of the first list in a released pair.
        b: The same of the second list.
        pairs: Released pairs.
        companies: Groups of released pairs that hang together.
        same_group: Pairs that are not released: of one corporate group.
        related: Pairs that are not released: on one web domain, under other names.
    """

    a: int
    b: int
    pairs: int
    companies: int
    same_group: int = 0
    related: int = 0

    @property
    def duplicates_a(self) -> int:
        """Accounts of the first list beyond one for each company."""
        return self.a - self.companies

    @property
    def duplicates_b(self) -> int:
        """Accounts of the second list beyond one for each company."""
        return self.b - self.companies


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one rule adds to the log-odds of a pair.

    Attributes:
        rule: The name of the rule.
        weight: What it is worth for this pair, in log-odds.
        detail: What it says of the pair.
    """

    rule: str
    weight: float
    detail: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two accounts are one company, or why not.

    Attributes:
        confidence: The probability, 0 to 0.9999; its log-odds are the sum of the contributions, as
            far as that goes. 1 is what a person accepted.
        tier: `certain`, `likely`, `possible`, or None where it would not be told of at all.
        candidate: Whether anything brings the two together, so that lists would compare them.
        rules: What was added up.
        explanation: One sentence.
        why_not: What keeps the pair from being released, or None when it is.
    """

    confidence: float
    tier: str | None
    candidate: bool
    rules: tuple[Contribution, ...]
    explanation: str
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Matching:
    """What comparing two lists under a policy came to.

    Attributes:
        pairs: `a_id`, `b_id`, `confidence`, `tier`, `rules`, `explanation`, `company`, `relation`;
            the most confident first, possible pairs included.
        counts: The pairs in numbers.
        near_misses: What was nearly released, by reason; reasons without pairs are left out.
        policy: The policy it was made under.
    """

    pairs: pa.Table
    counts: Counts
    near_misses: tuple[NearMiss, ...]
    policy: MatchPolicy

    def released(self) -> pa.Table:
        """The pairs of the tiers `certain` and `likely`."""
        released = pl.Series(self.pairs["tier"]) != POSSIBLE
        return taken(self.pairs, released.arg_true().to_numpy().astype(np.int64))


def worth_telling(policy: MatchPolicy) -> pl.Expr:
    """Say which pairs are counted.

    Those nearly possible, those on one web domain, and those that identifiers alone rule out.
    """
    ruled_out = pl.col("log_odds") + round(DECIDED * SCALE) >= odds(policy.likely)
    nearly = pl.col("log_odds") >= odds(policy.nearly)
    return nearly | pl.col("web_same") | (pl.col("contradicted") & ruled_out)


def listed(policy: MatchPolicy) -> pl.Expr:
    """Say which of the pairs that are counted are told of one by one."""
    possible = pl.col("log_odds") >= odds(policy.possible)
    return (possible & ~pl.col("contradicted")) | pl.col("accepted")


def confidence() -> pl.Expr:
    """Say log-odds as a probability; 1 is only for what a person accepted."""
    probability = (1 / (1 + (-pl.col("log_odds") / SCALE).exp())).round(_DIGITS)
    return (
        pl.when(pl.col("accepted"))
        .then(1.0)
        .otherwise(probability.clip(upper_bound=_MOST))
        .alias("confidence")
    )


def tier(policy: MatchPolicy) -> pl.Expr:
    """Say in which tier a pair is. One that gave way to a better pair is never released."""
    released = (pl.col("confidence") >= policy.likely) & (pl.col("given_way") == 0)
    return (
        pl.when(pl.col("accepted") | (released & (pl.col("confidence") >= policy.certain)))
        .then(pl.lit(CERTAIN))
        .when(released)
        .then(pl.lit(LIKELY))
        .otherwise(pl.lit(POSSIBLE))
        .alias("tier")
    )


def ordered(found: pl.DataFrame) -> pl.DataFrame:
    """Put pairs in the order they are told in; the numbers of records are ordered as their ids.

    They are few columns yet: later there are many to move.
    """
    key = found.select(confidence(), "a", "b")
    order = pl.arg_sort_by("confidence", "a", "b", descending=[True, False, False])
    return found[key.select(order).to_series()]


def labelled(found: pl.DataFrame, policy: MatchPolicy) -> pl.DataFrame:
    """Add `confidence`, `tier`, `released`, `relation` and `near_miss` to pairs."""
    found = found.with_columns(confidence()).with_columns(tier(policy))
    found = found.with_columns((pl.col("tier") != POSSIBLE).alias("released"))
    return found.with_columns(relations.relation(), near_misses.near_miss())


def answer(
    found: pl.DataFrame,
    policy: MatchPolicy,
    parents: Mapping[str, pl.DataFrame],
    explain: Callable[[pl.DataFrame, MatchPolicy], pa.Table],
) -> Matching:
    """Put tiers, companies, sentences and counts to the pairs that were found.

    Args:
        found: The pairs worth telling of in the order they are told in, with their facts, what was
            decided, what they lost to rivals and better pairs, and `log_odds`.
        policy: The policy they were scored under.
        parents: For `a` and `b`, the `id` and `parent_id` of accounts that name a parent.
        explain: Gives `rules` and `explanation` of pairs whose facts are known.
    """
    found = labelled(found, policy)
    shared = found.filter("released").select("a", "b", "a_id", "b_id")
    companies = assigning.companies(shared)
    nowhere = pl.repeat(None, len(found), dtype=pl.Int64, eager=True)
    numbered = put(nowhere, found.get_column("released").arg_true(), companies)
    found = found.with_columns(numbered.alias("company"))
    told = found.filter(listed(policy))
    kinds = dict(relations.counted(found, shared, parents).iter_rows())
    return Matching(
        pairs=_pairs(told, explain(told, policy)),
        counts=Counts(
            a=shared.get_column("a").n_unique(),
            b=shared.get_column("b").n_unique(),
            pairs=len(shared),
            companies=companies.n_unique(),
            same_group=kinds.get(relations.SAME_GROUP, 0),
            related=kinds.get(relations.RELATED, 0),
        ),
        near_misses=_near_misses(found, shared),
        policy=policy,
    )


def _near_misses(found: pl.DataFrame, shared: pl.DataFrame) -> tuple[NearMiss, ...]:
    """Count what was not released, where neither account is in a pair that was."""
    missed = found.select("a", "b", "near_miss").filter(~found.get_column("released"))
    missed = missed.join(shared, on="a", how="anti").join(shared, on="b", how="anti")
    return told_misses(dict(missed.group_by("near_miss").len().iter_rows()))


def told_misses(counted: Mapping[str, int]) -> tuple[NearMiss, ...]:
    """Put sentences to the numbers of near misses, by their codes."""
    return tuple(
        NearMiss(
            reason.code, counted[reason.code], reason.counted.format(f"{counted[reason.code]:,}")
        )
        for reason in near_misses.REASONS
        if reason.code in counted
    )


def _pairs(listed: pl.DataFrame, told: pa.Table) -> pa.Table:
    """Hand pairs over in the types that are promised."""
    plain = listed.select("a_id", "b_id", "confidence", "tier", "company", "relation")
    table = plain.to_arrow(compat_level=pl.CompatLevel.oldest())
    for column in told.column_names:
        table = table.append_column(column, told[column])
    return table.select(PAIRS.names).cast(PAIRS)
