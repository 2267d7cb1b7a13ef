"""Meeting: which candidate pairs there are now, where a change could have made a difference.

A pair is touched when one of its records is new or has changed, or when both have a key that may
be used now and could not before, or the other way round: its records became too many or few enough.
All other candidates are what they were.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from partnerhub.matching import blocking
from partnerhub.matching.engines.embedded import candidates, execute
from partnerhub.matching.incremental.versions import Change, Numbers

_NO_PAIRS: Final = pl.DataFrame(schema={"a": pl.UInt32, "b": pl.UInt32, "unsure": pl.Boolean})


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one list: `record`, `key` and `grade`, in the order of the keys.

    Attributes:
        before: Those of the earlier version, by its numbers.
        gone: Of them, those of records that are gone or have changed.
        fresh: Those of records that are new or have changed, by the present numbers.
        change: What has become of the records.
    """

    before: pl.DataFrame
    gone: pl.DataFrame
    fresh: pl.DataFrame
    change: Change

    @classmethod
    def after(cls, before: pl.DataFrame, change: Change, fresh: pl.DataFrame) -> "Keys":
        """Say what has become of the keys that a list had.

        Args:
            before: The keys of the earlier version.
            change: What has become of the records.
            fresh: The keys of those that are new or have changed, in any order.
        """
        if not change.any:
            return cls(before, before.clear(), fresh, change)
        gone = before.filter(pl.Series(change.now < 0).gather(before["record"]))
        return cls(before, gone, fresh.select(before.columns).sort("key"), change)

    def now(self) -> pl.DataFrame:
        """Put the keys of fresh records in the place of those they had."""
        if not self.change.any:
            return self.before
        kept = self.change.moved(self.before, "record")
        there = np.searchsorted(kept["key"].to_numpy(), self.fresh["key"].to_numpy())
        new = there + np.arange(len(there))
        old = np.ones(len(kept) + len(new), dtype=bool)
        old[new] = False
        now = {}
        for name in kept.columns:
            values = kept[name].to_numpy()
            now[name] = np.empty(len(old), values.dtype)
            now[name][old], now[name][new] = values, self.fresh[name].to_numpy()
        return pl.DataFrame(now)

    def touched(self) -> pl.Series:
        """List the keys that records had which are gone or have changed, or have now."""
        return pl.concat([self.gone["key"], self.fresh["key"]])

    def often(self, keys: pl.Series) -> pl.DataFrame:
        """Count the records that have each of some keys: what `blocking.OFTEN` gives of all."""
        (first, last), gone, fresh = (
            _places(f, keys) for f in (self.before, self.gone, self.fresh)
        )
        often = (last - first) - (gone[1] - gone[0]) + (fresh[1] - fresh[0])
        # What matters of the grades is whether the key carries alone: all its rows say the same.
        grades = pl.concat([self.before["grade"], self.fresh["grade"]])
        at = np.where(first < last, first, len(self.before) + fresh[0])
        counted = pl.DataFrame({"key": keys, "often": often}).filter(there := pl.Series(often > 0))
        return counted.with_columns(grades.gather(at[there.to_numpy()]))

    def among(self, keys: pl.Series) -> pl.DataFrame:
        """Give the rows of some keys."""
        kept = self.change.moved(_rows(self.before, keys), "record")
        return pl.concat([kept, _rows(self.fresh, keys)])

    def fresh_records(self, records: pl.Series) -> pl.Series:
        """Say which records are new or have changed."""
        return pl.Series(self.change.fresh).gather(records)

    def known(self, keys: pl.DataFrame) -> pl.DataFrame:
        """Give those rows that are of records which have not changed."""
        return keys.filter(~self.fresh_records(keys["record"]))

    def of(self, known: pl.Series) -> pl.DataFrame:
        """Give the rows of some records that have not changed."""
        chosen = np.zeros(len(self.change.fresh) + 1, dtype=bool)
        chosen[known.to_numpy()] = True
        # Records that are gone have the number -1, that of the place that was added.
        there = pl.Series(chosen[self.change.now]).gather(self.before["record"])
        return self.change.moved(self.before.filter(there), "record")


def _places(keys: pl.DataFrame, wanted: pl.Series) -> tuple[Numbers, Numbers]:
    """Say where the rows of keys begin and end."""
    every, some = keys["key"].to_numpy(), wanted.to_numpy()
    return np.searchsorted(every, some), np.searchsorted(every, some, "right")


def _rows(keys: pl.DataFrame, wanted: pl.Series) -> pl.DataFrame:
    """Give the rows of some keys."""
    first, last = _places(keys, wanted)
    often = last - first
    at = np.arange(often.sum()) + np.repeat(first - np.cumsum(often) + often, often)
    return keys.select(pl.all().gather(at))


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
    if not (a.change.any or b.change.any):
        return Touched(usable, _NO_PAIRS.select("a", "b"), _NO_PAIRS)
    # In their order, keys are found in half the time.
    keys = pl.concat([a.touched(), b.touched()]).unique().sort()
    counts = {"a_often": a.often(keys), "b_often": b.often(keys)}
    now = execute(blocking.usable("a_often", "b_often"), **counts)["key"].sort()
    was = usable.is_in(keys.implode())
    turned = pl.concat([usable.filter(was), now])
    turned = turned.filter(turned.is_unique()).sort()
    pairs = _sharing(a.known(a.among(turned)), b.known(b.among(turned)))
    every = pl.concat([usable.filter(~was), now])
    # Fresh records have touched keys only; of the records of these pairs all keys count.
    some_a = pl.concat([a.among(now), a.of(pairs["a"])]).unique()
    some_b = pl.concat([b.among(now), b.of(pairs["b"])]).unique()
    met = candidates(some_a, some_b, every.to_frame("key"))
    fresh = a.fresh_records(met["a"]) | b.fresh_records(met["b"])
    known = met.filter(~fresh).join(pairs, on=["a", "b"], how="semi")
    return Touched(every, pairs, pl.concat([met.filter(fresh), known]))


def _sharing(a: pl.DataFrame, b: pl.DataFrame) -> pl.DataFrame:
    """Pair the records that share a key."""
    return a.join(b, on="key").select(a="record", b="record_right").unique()
