"""Meeting: which candidate pairs there are now, where a change could have made a difference.

A pair is touched when one of its records is new or has changed, or when both have a key that may
be used now and could not before, or the other way round: its records became too many or few enough.
All other candidates are what they were.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from partnerhub.matching import blocking
from partnerhub.matching.incremental.versions import Change

_NO_PAIRS: Final = pl.DataFrame(schema={"a": pl.UInt32, "b": pl.UInt32, "unsure": pl.Boolean})
(_, _USABLE), *_STEPS = blocking.CANDIDATES


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one list: `record`, `key`, `most` and `grade`, in the order of the keys.

    Attributes:
        before: Those of the earlier version, by its numbers.
        now: Those of this version.
        fresh: Of them, those of records that are new or have changed.
        change: What has become of the records.
    """

    before: pl.DataFrame
    now: pl.DataFrame
    fresh: pl.DataFrame
    change: Change

    @classmethod
    def after(cls, before: pl.DataFrame, change: Change, fresh: pl.DataFrame) -> "Keys":
        """Put the keys of fresh records in the place of those they had."""
        if not change.any:
            return cls(before, before, fresh, change)
        fresh = fresh.select(before.columns).sort("key")
        kept = change.moved(before, "record")
        at = np.searchsorted(kept["key"].to_numpy(), fresh["key"].to_numpy())
        order = np.insert(np.arange(len(kept)), at, np.arange(len(kept), len(kept) + len(at)))
        return cls(before, pl.concat([kept, fresh])[order], fresh, change)

    def touched(self) -> pl.Series:
        """List the keys that records had which are gone or have changed, or have now."""
        gone = self.before.filter(pl.Series(self.change.now < 0).gather(self.before["record"]))
        return pl.concat([gone["key"], self.fresh["key"]])

    def among(self, keys: pl.Series) -> pl.DataFrame:
        """Give the rows of some keys."""
        every = self.now["key"].to_numpy()
        wanted = keys.to_numpy()
        first, last = np.searchsorted(every, wanted), np.searchsorted(every, wanted, "right")
        often = last - first
        at = np.arange(often.sum()) + np.repeat(first - np.cumsum(often) + often, often)
        return self.now.select(pl.all().gather(at))

    def of(self, records: pl.Series) -> pl.DataFrame:
        """Give the rows of some records."""
        chosen = np.zeros(len(self.change.fresh), dtype=bool)
        chosen[records.to_numpy()] = True
        return self.now.filter(pl.Series(chosen).gather(self.now["record"]))


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change touches.

    Attributes:
        usable: All keys that may be used now.
        pairs: `a` and `b` of the pairs of known records that may be candidates no more, or now.
        candidates: `a`, `b` and `unsure` of all touched pairs that are candidates now.
    """

    usable: pl.Series
    pairs: pl.DataFrame
    candidates: pl.DataFrame


def touched(a: Keys, b: Keys, usable: pl.Series) -> Touched:
    """Find the touched pairs and those of them that are candidates.

    Args:
        a: The keys of one list.
        b: The keys of the other.
        usable: The keys that could be used before.
    """
    keys = pl.concat([a.touched(), b.touched()]).unique()
    if keys.is_empty():
        return Touched(usable, _NO_PAIRS.select("a", "b"), _NO_PAIRS)
    some_a, some_b = a.among(keys), b.among(keys)
    now = _execute(_USABLE, a_keys=some_a, b_keys=some_b)["key"]
    before = usable.filter(usable.is_in(keys.implode()))
    every = pl.concat([usable.filter(~usable.is_in(keys.implode())), now])
    old_a, new_a = _parted(some_a, a.change.fresh)
    old_b, new_b = _parted(some_b, b.change.fresh)
    turned = pl.concat([before, now])
    turned = turned.filter(turned.is_unique())
    pairs = _sharing(old_a, old_b, turned)
    parts = [_met(new_a, some_b, now), _met(old_a, new_b, now)]
    if len(pairs):
        mine, theirs = a.of(pairs["a"].unique()), b.of(pairs["b"].unique())
        parts.append(_met(mine, theirs, every).join(pairs, on=["a", "b"], how="semi"))
    return Touched(every, pairs, pl.concat(parts))


def _parted(keys: pl.DataFrame, fresh: NDArray[np.bool_]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the keys of known records from those of fresh ones."""
    new = pl.Series(fresh).gather(keys["record"])
    return keys.filter(~new), keys.filter(new)


def _sharing(a: pl.DataFrame, b: pl.DataFrame, keys: pl.Series) -> pl.DataFrame:
    """Pair the records that share one of some keys."""
    chosen = a.join(keys.to_frame("key"), on="key", how="semi")
    met = chosen.join(b, on="key").select(a="record", b="record_right")
    return met.unique()


def _met(a: pl.DataFrame, b: pl.DataFrame, usable: pl.Series) -> pl.DataFrame:
    """Find the candidates among records, from their keys and those that may be used."""
    if a.is_empty() or b.is_empty():
        return _NO_PAIRS
    tables = {"a_keys": a, "b_keys": b, "usable": usable.to_frame("key")}
    for name, query in _STEPS:
        tables[name] = _execute(query, **tables)
    return tables["candidates"].select("a", "b", pl.col("unsure").cast(pl.Boolean))


def _execute(query: str, **tables: pl.DataFrame) -> pl.DataFrame:
    """Run a step of `blocking` on some of the keys."""
    return pl.SQLContext(tables, eager=True).execute(query)
