"""Matching two lists that Spark holds."""

from dataclasses import dataclass
from typing import Final

from pyspark.errors import PythonException
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from partnerhub.matching.answers import PAIRS, Counts, NearMiss
from partnerhub.matching.engines.spark import candidates, choosing, deciding, telling
from partnerhub.matching.engines.spark.companies import companies
from partnerhub.matching.engines.spark.counting import numbers
from partnerhub.matching.engines.spark.working import Work
from partnerhub.matching.policy import DEFAULT, MatchPolicy
from partnerhub.matching.tables import UnusableTableError

_UNUSABLE: Final = f"{UnusableTableError.__name__}: "


@dataclass(frozen=True, slots=True)
class Matched:
    """What comparing two lists under a policy came to.

    Attributes:
        pairs: As `Matching.pairs`, in the same order, as a frame of Spark; it is read from the
            steps of the comparison, so it is there as long as they are.
        counts: The pairs in numbers.
        near_misses: What was nearly released, by reason.
        tiers: How many pairs each tier has.
        policy: The policy it was made under.
    """

    pairs: DataFrame
    counts: Counts
    near_misses: tuple[NearMiss, ...]
    tiers: dict[str, int]
    policy: MatchPolicy


def match(
    work: Work,
    a: DataFrame,
    b: DataFrame,
    *,
    policy: MatchPolicy = DEFAULT,
    decisions: DataFrame | None = None,
) -> Matched:
    """Find the accounts of two lists that are the same company: see `partnerhub.matching.match`.

    The pairs, confidences, words and counts are those of the embedded engine.

    Args:
        work: Keeps the steps.
        a: Accounts, with the columns that `partnerhub.matching.match` takes.
        b: The same of the other list.
        policy: The rules, what they are worth, and what may be released.
        decisions: What people decided: `a_id`, `b_id`, `decision` (`accepted` or `rejected`).

    Raises:
        UnusableTableError: A list lacks its ids, or an id stands twice.
    """
    try:
        return _matched(work, {"a": a, "b": b}, policy, decisions)
    except PythonException as error:
        _, unusable, message = str(error).partition(_UNUSABLE)
        if unusable:
            raise UnusableTableError(message.splitlines()[0]) from error
        raise


def _matched(
    work: Work, tables: candidates.Lists, policy: MatchPolicy, decisions: DataFrame | None
) -> Matched:
    """Go from two lists to their pairs, step by step."""
    lists = candidates.recorded(work, tables)
    pairs = deciding.decided(candidates.candidates(work, lists), lists, decisions)
    scored = work.kept("scored", choosing.scored(pairs, lists, policy))
    chosen = choosing.chosen(work, scored, lists, policy)
    told = work.kept("told", telling.told(chosen, lists, policy))
    numbered = companies(work, told.where("released").select("a_id", "b_id"))
    found = numbers(told, numbered, lists)
    listed = told.where(telling.LISTED).join(numbered, ["a_id", "b_id"], "left")
    return Matched(
        pairs=listed.select(PAIRS.names).orderBy(f.desc("confidence"), "a_id", "b_id"),
        counts=found.counts,
        near_misses=found.near_misses,
        tiers=found.tiers,
        policy=policy,
    )
