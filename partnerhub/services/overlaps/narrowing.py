"""Narrowing a comparison to what `strict` partners let be compared and shown.

Only accounts that a CRM has a history of are compared, so that names from a directory find
nothing. Only certain pairs are released; likely ones wait until both sides accepted them.
"""

from collections.abc import Collection, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub.domain.disclosure import Level
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session, bulk, keys_of, queue
from partnerhub.persistence.models import WaitingPair
from partnerhub.persistence.queries import waiting as queries
from partnerhub.services.overlaps import parts
from partnerhub.services.overlaps.writing import Work

LEFT_OUT = "left_out"
ONLY_COUNTED = "only_counted"


def with_history(
    session: Session, work: Work, lists: list[pa.Table]
) -> tuple[list[pa.Table], dict[str, dict[str, int]]]:
    """Leave out accounts without a history; say how many of each side's, by what they lack."""
    kept, left_out = [], {}
    for side, accounts, organization_id, version in zip(
        Side, lists, work.organizations, work.versions, strict=True
    ):
        ids = bulk.read(session, queries.with_history(organization_id, version))["id"]
        kept.append(accounts.filter(pc.is_in(accounts["id"], value_set=ids.combine_chunks())))
        rows = session.execute(queries.without_history(organization_id, version))
        left_out[f"{side}_{LEFT_OUT}"] = {row.reason: row.rows for row in rows}
    return kept, left_out


def apart(pairs: pa.Table, tiers: Collection[str]) -> tuple[pa.Table, pa.Table]:
    """Part the pairs that are released from those that wait.

    Companies are numbered again by what is released: a pair that nobody may see must not show in
    two accounts being one company.
    """
    return _parted(pairs, pc.is_in(pairs["tier"], value_set=pa.array(tiers, pa.string())))


def counts_some(work: Work) -> bool:
    """Whether some populations are only counted, beside others whose accounts show."""
    return work.level.shows_accounts and any(
        parts.having(work.levels, side, Level.COUNTS_ONLY) for side in Side
    )


def without_counted(work: Work, lists: Sequence[pa.Table]) -> list[pa.Table]:
    """Leave out the accounts of populations that are only counted.

    What shows is found without them: as rivals of the pairs that show they would tell of each row
    that is like one of them whether it is there. It costs a second comparison.
    """
    return [
        accounts.filter(pc.invert(_is_counted(work, side, accounts)))
        for side, accounts in zip(Side, lists, strict=True)
    ]


def only_counted(work: Work, pairs: pa.Table, lists: Sequence[pa.Table]) -> int:
    """Say how many companies the pairs of populations are that are only counted."""
    counted = pa.array([False] * len(pairs), pa.bool_())
    for side, accounts, name in zip(Side, lists, ("a_id", "b_id"), strict=True):
        ids = accounts["id"].filter(_is_counted(work, side, accounts))
        counted = pc.or_(counted, pc.is_in(pairs[name], value_set=ids.combine_chunks()))
    return len(pc.unique(pairs.filter(counted)["company"]))


def _is_counted(work: Work, side: Side, accounts: pa.Table) -> pa.ChunkedArray:
    names = pa.array(sorted(parts.having(work.levels, side, Level.COUNTS_ONLY)), pa.string())
    return pc.is_in(accounts["population"], value_set=names)


def told(companies: int) -> list[dict[str, Any]]:
    """Say how many companies were compared and are only counted, as near misses are said."""
    if not companies:
        return []
    sentence = f"{companies} companies are in populations that one side only lets be counted."
    return [{"code": ONLY_COUNTED, "count": companies, "sentence": sentence}]


def _parted(pairs: pa.Table, shown: pa.Array) -> tuple[pa.Table, pa.Table]:
    kept, rest = pairs.filter(shown), pairs.filter(pc.invert(shown))
    if not len(rest):
        return kept, rest
    place = kept.column_names.index("company")
    return kept.set_column(place, "company", _companies(kept)), rest


def _companies(pairs: pa.Table) -> pa.Array:
    """Number what hangs together, in the order in which it comes first."""
    above: dict[tuple[str, str], tuple[str, str]] = {}

    def head(one: tuple[str, str]) -> tuple[str, str]:
        while above.setdefault(one, one) != one:
            above[one] = one = above[above[one]]
        return one

    ends = [
        (("a", a), ("b", b))
        for a, b in zip(pairs["a_id"].to_pylist(), pairs["b_id"].to_pylist(), strict=True)
    ]
    for a, b in ends:
        above[head(b)] = head(a)
    numbers: dict[tuple[str, str], int] = {}
    return pa.array([numbers.setdefault(head(a), len(numbers) + 1) for a, _ in ends], pa.int64())


def write_waiting(work: Work, waits: pa.Table, sides: Sequence[pa.Table]) -> None:
    """Write the pairs that wait: which accounts, and of what they look like their population."""
    populations = [side["population"] for side in sides]
    for start in range(0, len(waits), bulk.CHUNK):
        part = waits.slice(start, bulk.CHUNK)
        with work.database.transaction(write=True) as session:
            queue.hold(session, work.lease, work.clock())
            keys = keys_of(session)
            pairs = list(zip(part["a_id"].to_pylist(), part["b_id"].to_pylist(), strict=True))
            rows = {
                "partnership_id": [work.partnership_id] * len(part),
                "overlap_id": [work.overlap_id] * len(part),
                "position": range(start, start + len(part)),
                "id": [keys.match_id(work.partnership_id, *pair) for pair in pairs],
                "first_account_id": [a for a, _ in pairs],
                "second_account_id": [b for _, b in pairs],
                "first_population": populations[0].slice(start, len(part)),
                "second_population": populations[1].slice(start, len(part)),
            }
            bulk.write(session, WaitingPair.__table__, pa.table(rows))  # type: ignore[arg-type]
