"""Corporate families: who is whose parent, and what has to do with each other and is no match."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub.domain.sides import Side
from partnerhub.matching import Matching

NOT_RELEASED = ("same_group", "related")
"""Relations of pairs that are counted and never shown."""


def with_parents(accounts: pa.Table) -> pa.Table:
    """Add `parent_id`: the account of the same list that a row names as its parent.

    CRMs write the parent's record id, and some exports its name instead; a name that two accounts
    have names neither.
    """
    ids = accounts["id"].combine_chunks()
    named = accounts["parent_record_id"].cast(pa.string())
    by_record = _places(named, accounts["record_id"].cast(pa.string()))
    by_name = _places(_folded(named), _only_once(_folded(accounts["name"].cast(pa.string()))))
    parents = ids.take(pc.coalesce(by_record, by_name).combine_chunks())
    parents = pc.if_else(pc.equal(parents, ids), None, parents)  # The head of a group names itself.
    return accounts.append_column("parent_id", pa.chunked_array([parents], pa.string()))


def counted(found: Matching, released: pa.Table, lists: Sequence[pa.Table]) -> dict[str, int]:
    """Count what has to do with each other and is not released.

    `same_group` and `related` count pairs that both lists tell of by themselves. Accounts that a
    side's CRM puts under the account of a released pair are counted apart, as `first_children` and
    `second_children`, because they are that side's own business: a sum of both would tell each
    side how many the other has.
    """
    relations = found.pairs["relation"]
    counts = {name: pc.sum(pc.equal(relations, name)).as_py() or 0 for name in NOT_RELEASED}
    for side, accounts, name in zip(Side, lists, ("a_id", "b_id"), strict=True):
        below = pc.is_in(accounts["parent_id"], value_set=released[name].combine_chunks())
        shared = pc.is_in(accounts["id"], value_set=released[name].combine_chunks())
        counts[f"{side}_children"] = pc.sum(pc.and_not(below, shared)).as_py() or 0
    return counts


def _places(wanted: pa.ChunkedArray, known: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.index_in(wanted, value_set=known.combine_chunks(), skip_nulls=True)


def _folded(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.utf8_lower(pc.utf8_trim_whitespace(texts))


def _only_once(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Keep the texts that occur once; the others become null."""
    often = pc.value_counts(texts)
    twice = often.field("values").filter(pc.greater(often.field("counts"), 1))
    return pc.if_else(pc.is_in(texts, value_set=twice), None, texts)
