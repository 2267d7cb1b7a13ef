"""Matching two lists: the one call that the rest of partnerhub, and anybody else, makes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from partnerhub.matching import assigning, records
from partnerhub.matching.engines.embedded import Embedded
from partnerhub.matching.explaining import NEAR_MISSES
from partnerhub.matching.policy import DEFAULT, MatchPolicy
from partnerhub.matching.records import UnusableTableError

Tier = Literal["certain", "likely", "possible"]

_RULE: Final = pl.Struct({"rule": pl.String, "weight": pl.Float64, "detail": pl.String})
PAIRS: Final = pa.schema(
    [
        pa.field("a_id", pa.string(), nullable=False),
        pa.field("b_id", pa.string(), nullable=False),
        pa.field("confidence", pa.float64(), nullable=False),
        pa.field("tier", pa.string(), nullable=False),
        pa.field(
            "rules",
            pa.list_(
                pa.struct(
                    [("rule", pa.string()), ("weight", pa.float64()), ("detail", pa.string())]
                )
            ),
            nullable=False,
        ),
        pa.field("explanation", pa.string(), nullable=False),
        pa.field("company", pa.int64()),
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
    """Released pairs in numbers: distinct accounts of either list, pairs, companies."""

    a: int
    b: int
    pairs: int
    companies: int


@dataclass(frozen=True, slots=True)
class Matching:
    """What comparing two lists under a policy came to.

    Attributes:
        pairs: `a_id`, `b_id`, `confidence`, `tier`, `rules`, `explanation`, `company`; the most
            confident first, possible pairs included.
        counts: The released pairs in numbers.
        near_misses: What was nearly released, by reason; reasons without pairs are left out.
        policy: The policy it was made under.
    """

    pairs: pa.Table
    counts: Counts
    near_misses: tuple[NearMiss, ...]
    policy: MatchPolicy

    def released(self) -> pa.Table:
        """The pairs of the tiers `certain` and `likely`."""
        return self.pairs.filter(pc.not_equal(self.pairs["tier"], "possible"))


def match(
    a: pa.Table,
    b: pa.Table,
    *,
    policy: MatchPolicy = DEFAULT,
    decisions: pa.Table | None = None,
    progress: Callable[[float, str], None] | None = None,
    memory_limit_mb: int = 700,
) -> Matching:
    """Find the accounts of two lists that are the same company.

    The answer depends on the two lists and the policy only: not on the order of the rows, and not
    on rows of either list that have nothing in common with the other list.

    Args:
        a: Accounts: `id`, and any of `name`, `website`, `email_domain`, `country`, `state`,
            `city`, `postal_code`, `phone`, `duns`, `tax_id`, `registration_number`, `external_id`.
        b: The same of the other list.
        policy: The rules, what they are worth, and what may be released.
        decisions: What people decided: `a_id`, `b_id`, `decision` (`accepted` or `rejected`). A
            pair that one side rejected and the other accepted stays rejected.
        progress: Called with how far it is, 0 to 1, and what is being done.
        memory_limit_mb: About what the whole process may use; more goes to a temporary folder.

    Raises:
        UnusableTableError: A list or the decisions lack a column, or an id stands twice.
    """
    report = progress or (lambda _done, _doing: None)
    decided = _decisions(decisions)
    with Embedded(memory_limit_mb) as engine:
        report(0.0, "Reading the first list")
        engine.load("a", records.read(a, "A"))
        report(0.17, "Reading the second list")
        engine.load("b", records.read(b, "B"))
        found = engine.match(policy, decided, report)
    answer = _answer(found, policy)
    report(1.0, "Done")
    return answer


def _decisions(table: pa.Table | None) -> pl.DataFrame:
    """Check the decisions and take the columns that are needed."""
    columns = dict.fromkeys(("a_id", "b_id", "decision"), pl.String)
    if table is None:
        return pl.DataFrame(schema=columns)
    if missing := [column for column in columns if column not in table.column_names]:
        raise UnusableTableError(f"The decisions have no column `{missing[0]}`.")
    frame = pl.DataFrame(pl.from_arrow(table.select(list(columns)))).cast(pl.String)
    known = frame.get_column("decision").is_in(["accepted", "rejected"])
    if not known.fill_null(value=False).all():
        raise UnusableTableError("A decision is neither `accepted` nor `rejected`.")
    return frame


def _answer(found: pl.DataFrame, policy: MatchPolicy) -> Matching:
    """Put tiers, companies and counts to the pairs that were found."""
    released = (pl.col("confidence") >= policy.likely) & ~pl.col("outdone")
    tier = (
        pl.when(pl.col("accepted") | (released & (pl.col("confidence") >= policy.certain)))
        .then(pl.lit("certain"))
        .when(released)
        .then(pl.lit("likely"))
        .otherwise(pl.lit("possible"))
    )
    found = found.with_columns(tier.alias("tier"), pl.col("rules").cast(pl.List(_RULE)))
    found = found.sort("confidence", "a_id", "b_id", descending=[True, False, False])
    shared = found.filter(pl.col("tier") != "possible")
    company = shared.select("a_id", "b_id", assigning.companies(shared).alias("company"))
    pairs = found.filter(~pl.col("contradicted") | pl.col("accepted")).join(
        company, on=["a_id", "b_id"], how="left", maintain_order="left"
    )
    return Matching(
        pairs=_arrow(pairs),
        counts=Counts(
            a=shared.get_column("a_id").n_unique(),
            b=shared.get_column("b_id").n_unique(),
            pairs=len(shared),
            companies=company.get_column("company").n_unique(),
        ),
        near_misses=_near_misses(found, shared),
        policy=policy,
    )


def _near_misses(found: pl.DataFrame, shared: pl.DataFrame) -> tuple[NearMiss, ...]:
    """Count what was not released, where neither account is in a pair that was."""
    missed = found.filter(pl.col("tier") == "possible")
    missed = missed.join(shared, on="a_id", how="anti").join(shared, on="b_id", how="anti")
    counted = dict(missed.group_by("near_miss").len().iter_rows())
    return tuple(
        NearMiss(code, counted[code], sentence.format(f"{counted[code]:,}"))
        for code, _, sentence in NEAR_MISSES
        if code in counted
    )


def _arrow(pairs: pl.DataFrame) -> pa.Table:
    """Hand pairs over in the types that are promised."""
    table = pairs.select(PAIRS.names).to_arrow(compat_level=pl.CompatLevel.oldest())
    return table.cast(PAIRS).combine_chunks()
