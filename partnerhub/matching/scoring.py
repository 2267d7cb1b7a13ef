"""Scoring: what the rules of a policy are worth together for each pair.

A score is the sum of the worths of the rules that apply, in thousandths, as a whole number: sums
of whole numbers are the same in any order, on any number of threads and machines.
"""

from functools import lru_cache
from typing import Final

import polars as pl

from partnerhub.matching import comparing
from partnerhub.matching.evidence import Evidence
from partnerhub.matching.policy import DECIDED, SCALE, MatchPolicy, odds
from partnerhub.matching.rules.identity import accepted_by_a_person

# Pairs below this many log-odds are no rivals to anybody and not kept.
FLOOR: Final = -3.0
SCORED: Final = ("contradicted", "accepted", "web_same")
"""What is kept of pairs beside their score."""
BESIDE_FACTS: Final = ("place", "accepted", "without_letters", "score")
"""What `scored` gives beside facts."""

_CONTRADICTED: Final = ((pl.col("ids_differ") > 0) & (pl.col("ids_agree") == 0)).alias(
    "contradicted"
)
# Only names that differ in words are compared letter by letter.
_OPEN: Final = pl.col("rests") | pl.col("has_extra")


def worth(evidence: Evidence, weight: float) -> pl.Expr:
    """Say what one rule is worth for each pair, in thousandths."""
    full = pl.lit(round(weight * SCALE), dtype=pl.Int32)
    if evidence.strength is not None:
        full = (evidence.strength * full).round().cast(pl.Int32)
    return pl.when(evidence.when).then(full).otherwise(pl.lit(0, dtype=pl.Int32))


def worths(policy: MatchPolicy) -> list[pl.Expr]:
    """Say what every rule of a policy is worth, named by the rule, people's word included."""
    return [worth(rule(), weight).alias(rule.__name__) for rule, weight in policy.weights]


def scored(
    left: pl.DataFrame, right: pl.DataFrame, kept: pl.Series, policy: MatchPolicy
) -> pl.DataFrame:
    """Score pairs and keep those that could matter.

    A pair that contradicting identifiers rule out stays when it would have been released: it is
    counted as a near miss. One on a common web domain stays, too: it is counted by what its
    accounts are to each other.

    Args:
        left: Records, one row per pair, with the columns that `comparing` needs.
        right: Records of the other list, as many rows.
        kept: Whether a person accepted the pair, so that it stays whatever its score.
        policy: The rules and what they are worth.

    Returns:
        `place` of the pair among those given, `score`, the columns `SCORED` and all facts.
    """
    model = _model(policy)
    known = comparing.facts(left, right)
    open_at = known.select(_OPEN).to_series()
    known = known.with_columns(kept.alias("accepted"), *comparing.UNREAD)
    known = known.with_row_index("place").with_columns(_CONTRADICTED, model.without_letters)
    near = known.select(model.could_matter).to_series()
    known = known.filter(near)
    read = open_at.filter(near)
    at = known.get_column("place").filter(read)
    spelled = (side.select(comparing.SPELLED)[at] for side in (left, right))
    known = _with_letters(known, read, *spelled)
    return known.with_columns(model.score).filter(model.matters)


def score(policy: MatchPolicy) -> pl.Expr:
    """Say the score of pairs whose facts are all known, without people's word."""
    return _model(policy).whole


def known_facts(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Find all facts of pairs, those of letters included, and whether identifiers contradict."""
    known = comparing.facts(left, right)
    return pl.concat([known, comparing.letters(left, right, known)], how="horizontal").with_columns(
        _CONTRADICTED
    )


def _with_letters(
    known: pl.DataFrame, read: pl.Series, left: pl.DataFrame, right: pl.DataFrame
) -> pl.DataFrame:
    """Put the facts of letters to the pairs that are read."""
    some = known.filter(read)
    found = comparing.letters(left, right, some)
    rest = known.filter(~read)
    return pl.concat([rest, some.drop(comparing.LETTERS).hstack(found).select(rest.columns)])


class _Model:
    """The expressions that score pairs under one policy."""

    def __init__(self, policy: MatchPolicy) -> None:
        own = [(r(), weight) for r, weight in policy.weights if r is not accepted_by_a_person]
        of_letters = [entry for entry in own if _needs(entry[0]) & _LETTERS]
        others = [entry for entry in own if not _needs(entry[0]) & _LETTERS]
        prior = pl.lit(round(policy.prior * SCALE), dtype=pl.Int32)
        self.without_letters = pl.sum_horizontal(prior, *(worth(*entry) for entry in others)).alias(
            "without_letters"
        )
        most = sum(max(0, round(weight * SCALE)) for _, weight in of_letters)
        ruled_out = pl.when("contradicted").then(round(DECIDED * SCALE)).otherwise(0)
        bound = pl.col("without_letters") + pl.when(_OPEN).then(most).otherwise(0) + ruled_out
        self.could_matter = (bound > FLOOR * SCALE) | pl.col("accepted") | pl.col("web_same")
        self.score = (
            pl.sum_horizontal("without_letters", *(worth(*entry) for entry in of_letters))
            .cast(pl.Int64)
            .alias("score")
        )
        self.whole = pl.sum_horizontal(prior, *(worth(*entry) for entry in own)).cast(pl.Int64)
        likely = odds(policy.likely)
        self.matters = (
            (pl.col("score") > FLOOR * SCALE)
            | pl.col("accepted")
            | pl.col("web_same")
            | (pl.col("contradicted") & (pl.col("score") + round(DECIDED * SCALE) > likely))
        )


_LETTERS: Final = frozenset(comparing.LETTERS)


def _needs(evidence: Evidence) -> frozenset[str]:
    """Name the facts that a rule speaks of."""
    names = set(evidence.when.meta.root_names())
    if evidence.strength is not None:
        names.update(evidence.strength.meta.root_names())
    return frozenset(names)


@lru_cache(maxsize=16)
def _model(policy: MatchPolicy) -> _Model:
    """Write the expressions of a policy once."""
    return _Model(policy)
