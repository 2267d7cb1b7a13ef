"""Assigning: which of the pairs that score well are released, and which give way.

Two accounts rarely match as well as they look when others fit both of them too; and where a record
has a better pair, the lesser ones give way unless they are the same company listed twice. Only
rows that share a candidate key with the pair take part in that.
"""

import math
from typing import Final

import polars as pl

from partnerhub.matching.policy import DECIDED, MatchPolicy
from partnerhub.matching.scoring import SCALE, scored

# What a pair that gives way loses at least, in log-odds.
_STEP: Final = 3.0
# Beyond this a rival is as strong as it needs to be; the sums stay small.
_STRONGEST: Final = 12


def odds(confidence: float) -> float:
    """Say a probability as thousandths of log-odds."""
    return SCALE * math.log(confidence / (1 - confidence))


def judging(policy: MatchPolicy) -> list[str]:
    """Write the statements that weigh `scored` pairs against their rivals and find the best."""
    judged = _JUDGED.format(
        rivalry=policy.rivalry * SCALE, decided=2 * DECIDED * SCALE, strongest=_STRONGEST
    )
    likely = odds(policy.likely)
    return [judged, *_best("a", "b", likely), *_best("b", "a", likely)]


def giving_way(policy: MatchPolicy, seconds: int) -> list[str]:
    """Write the statements that let the seconds give way to the best, if there are any."""
    below = odds(policy.likely) - SCALE / 2
    outdone = [_doubles("a", "b", policy), _doubles("b", "a", policy)] if seconds else [_NOBODY]
    return [*outdone, _OUTDONE.format(step=_STEP * SCALE, below=below)]


# Rivals of a pair are the other pairs of its records, except with a record of the same name. The
# pair is in doubt as far as both of its records have some.
_JUDGED: Final = """
    create table judged as
    with strong as (
        select *, round(exp(least(score / 1000.0, {strongest})) * 1000)::bigint as weight
        from scored),
    crowds as (
        select *,
            sum(weight) over (partition by a) - sum(weight) over (partition by a, b_name) as of_a,
            sum(weight) over (partition by b) - sum(weight) over (partition by b, a_name) as of_b
        from strong)
    select a, b, a_name, b_name, contradicted, decision is not null as accepted, score,
        round({rivalry} * ln(1 + least(of_a, of_b) / 1000.0))::bigint as doubt,
        score + doubt + case when accepted then {decided}::bigint else 0 end as total
    from crowds left join confirmed using (a, b)
"""


def _best(of: str, other: str, likely: float) -> list[str]:
    """Write the best pair of every record of one list, and those that are not as good."""
    return [
        f"""create table best_of_{of} as
            select {of}, {other}, {other}_name, total from judged where total >= {likely}
            qualify row_number() over (partition by {of} order by total desc, {other}) = 1""",  # noqa: S608
        f"""create table second_of_{of} as
            select judged.a as of_a, judged.b as of_b, judged.{other} as a, best.{other} as b
            from judged join best_of_{of} best using ({of})
            where judged.total >= {likely} and judged.total < best.total
                and not judged.accepted and judged.{other}_name <> best.{other}_name""",  # noqa: S608
    ]


def _doubles(of: str, other: str, policy: MatchPolicy) -> str:
    """Write the seconds of one list that are another company than the best one.

    Whether two records of one list are the same company, the policy says itself.
    """
    return f"""
        {"create table outdone as" if of == "a" else "insert into outdone"}
        select second.of_a as a, second.of_b as b
        from second_of_{of} second
        left join (
            select distinct a, b from ({scored(policy, f"second_of_{of}", other, other)})
            where score >= {odds(policy.likely)}
        ) double on double.a = second.a and double.b = second.b
        where double.a is null
    """  # noqa: S608


SECONDS: Final = "select count(*) from (from second_of_a union all from second_of_b)"
_NOBODY: Final = "create table outdone as select a, b from judged where false"

_OUTDONE: Final = """
    create table assigned as
    select judged.*,
        case when outdone.a is null then 0 else
            greatest({step}, total - {below})::bigint end as given_way
    from judged left join (select distinct a, b from outdone) outdone using (a, b)
"""


def companies(pairs: pl.DataFrame) -> pl.Series:
    """Number the connected components of pairs, from 1, in the order of their least ids.

    Args:
        pairs: The columns `a_id` and `b_id`.
    """
    edges = pairs.select(
        pl.col("a_id").rank("dense").alias("a"),
        pl.col("b_id").rank("dense").alias("b"),
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("group"),
    )
    while True:
        least = pl.col("group").min().over("a").alias("group")
        step = edges.with_columns(least).with_columns(pl.col("group").min().over("b"))
        if step.get_column("group").equals(edges.get_column("group")):
            break
        edges = step
    low = pl.min_horizontal(pl.col("a_id").min(), pl.col("b_id").min())
    high = pl.max_horizontal(pl.col("a_id").min(), pl.col("b_id").min())
    named = pairs.with_columns(edges.get_column("group"))
    order = named.group_by("group").agg(
        low.alias("low"), high.alias("high"), pl.col("a_id").min().alias("first")
    )
    order = order.sort("low", "high", "first").with_row_index("company", offset=1)
    numbered = named.join(order, on="group", how="left", maintain_order="left")
    return numbered.get_column("company").cast(pl.Int64)
