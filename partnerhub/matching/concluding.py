"""Concluding: from the pairs that score well to the answer, whoever found and scored them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import polars as pl
import pyarrow as pa

from partnerhub.matching import answers, assigning, deciding
from partnerhub.matching.answers import Matching
from partnerhub.matching.policy import MatchPolicy


class Pairs(Protocol):
    """What can be said of pairs of records: see `lists.Lists`."""

    def scored(
        self, pairs: pl.DataFrame, policy: MatchPolicy, *, accepted: bool = False
    ) -> pl.DataFrame:
        """Score pairs and give those that could matter."""

    def doubles(self, seconds: pl.DataFrame, policy: MatchPolicy) -> pl.Series:
        """Say which records of one list are the same company as another one of it."""

    def facts(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Find all facts of pairs."""

    def explained(self, facts: pl.DataFrame, policy: MatchPolicy) -> pa.Table:
        """Give `rules` and `explanation` of pairs."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of two lists beside their pairs, for `a` and `b`.

    Attributes:
        ids: The ids of the records, in the order of their numbers.
        parents: `id` and `parent_id` of the accounts that name a parent.
    """

    ids: Mapping[str, pl.Series]
    parents: Mapping[str, pl.DataFrame]


def concluded(
    scored: pl.DataFrame,
    pairs: Pairs,
    known: Known,
    policy: MatchPolicy,
    decisions: pl.DataFrame,
) -> Matching:
    """Do as people decided, let pairs give way to better ones, and tell of those that are left.

    Args:
        scored: The pairs that score well, whatever people decided.
        pairs: Says more of pairs.
        known: What is known of the lists.
        policy: The policy that the pairs were scored under.
        decisions: What people decided.
    """
    decided = deciding.decided(
        scored,
        deciding.numbered(decisions, known.ids),
        lambda accepted: pairs.scored(accepted, policy, accepted=True),
    )
    chosen = assigning.chosen(decided, policy, lambda seconds: pairs.doubles(seconds, policy))
    kept = answers.ordered(chosen.filter(answers.worth_telling(policy)))
    found = pairs.facts(kept.select("a", "b")).with_columns(
        known.ids["a"].gather(kept["a"]).alias("a_id"),
        known.ids["b"].gather(kept["b"]).alias("b_id"),
        *kept.select("a", "b", "accepted", "contradicted", "doubt", "given_way", "log_odds"),
    )
    return answers.answer(found, policy, known.parents, pairs.explained)
