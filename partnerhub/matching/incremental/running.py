"""Running a comparison that keeps a state, from the state of the one before where there is one."""

import contextlib
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa

from partnerhub.matching import blocking, records
from partnerhub.matching.answers import Matching
from partnerhub.matching.concluding import Known, concluded
from partnerhub.matching.engines.embedded import Embedded
from partnerhub.matching.incremental.meeting import Keys, Touched, touched
from partnerhub.matching.incremental.reading import Reading
from partnerhub.matching.incremental.remembering import Memory, Remembering
from partnerhub.matching.incremental.states import State
from partnerhub.matching.incremental.versions import Change, Version
from partnerhub.matching.policy import MatchPolicy

_LOG: Final = logging.getLogger(__name__)

Progress = Callable[[float, str], None]
# Where more of a list has changed, finding out what to leave costs more than it saves.
MOST_CHANGED: Final = 0.2
# To write a state costs more than to look at so many changes once more.
RENEWED_FROM: Final = 0.03
# How far along pairs a change is felt: a rival that gets weaker makes another pair the best one.
_NEIGHBOURS: Final = 2


def match(
    path: Path,
    lists: Mapping[str, pa.Table],
    *,
    policy: MatchPolicy,
    decisions: pl.DataFrame,
    progress: Progress,
) -> Matching:
    """Compare two lists, those of their records that have changed if there is a state.

    Args:
        path: Where the state is kept.
        lists: The lists `a` and `b`.
        policy: The rules, what they are worth, and what may be released.
        decisions: What people decided.
        progress: Called with how far it is, and what is being done.
    """
    progress(0.0, "Looking for what has changed")
    versions = {side: Version.of(table, side.upper()) for side, table in lists.items()}
    before = State.load(path, policy)
    found = _again(before, versions, policy, decisions, progress) if before else None
    if found is None:
        engine = Embedded()
        for side, table in lists.items():
            engine.load(side, records.read(table, side.upper()))
        found = _whole(engine, versions, policy, decisions, progress)
    matching, after = found
    if after is None:
        with contextlib.suppress(OSError):
            os.utime(path)  # A state that is used is not old.
        return matching
    progress(0.95, "Keeping what was found")
    try:
        after.save(path, policy, before)
    except OSError:
        # The next comparison takes longer, which is no reason for this one to fail.
        _LOG.exception("What was found cannot be kept in %s.", path)
    return matching


def _again(
    before: State,
    versions: Mapping[str, Version],
    policy: MatchPolicy,
    decisions: pl.DataFrame,
    progress: Progress,
) -> tuple[Matching, State | None] | None:
    """Compare what has changed, or None when that is too much.

    Returns:
        What was found, and a state to write if the one there was is worth replacing.
    """
    changes = {
        side: Change.between(before.records[side], version.records)
        for side, version in versions.items()
    }
    if any(change.share > MOST_CHANGED for change in changes.values()):
        return None
    reading = Reading(versions)
    progress(0.2, "Finding candidates")
    keys = _keys(before, changes, reading)
    found = touched(keys["a"], keys["b"], before.usable["key"])
    progress(0.4, "Comparing")
    scored = _scored(before, changes, found, reading, policy)
    progress(0.6, "Choosing")
    pairs = Remembering(reading, _moved(before.memory, changes))
    matching = concluded(scored, pairs, _known(versions), policy, decisions)
    if max(change.share for change in changes.values()) < RENEWED_FROM:
        return matching, None
    same = {side: not change.any for side, change in changes.items()}
    return matching, State(
        records={s: before.records[s] if same[s] else versions[s].records for s in "ab"},
        keys={side: each.now() for side, each in keys.items()},
        usable=found.usable.to_frame("key"),
        scored=scored,
        memory=pairs.memory(),
    )


def _whole(
    engine: Embedded,
    versions: Mapping[str, Version],
    policy: MatchPolicy,
    decisions: pl.DataFrame,
    progress: Progress,
) -> tuple[Matching, State]:
    """Compare everything."""
    scored = engine.scored(policy, progress)
    progress(0.8, "Choosing")
    pairs = Remembering(engine.lists)
    matching = concluded(scored, pairs, _known(versions), policy, decisions)
    return matching, State(
        records={side: version.records for side, version in versions.items()},
        keys={side: engine.keys[side].sort("key") for side in versions},
        usable=engine.usable,
        scored=scored,
        memory=pairs.memory(),
    )


def _known(versions: Mapping[str, Version]) -> Known:
    """Take what is to be known of the lists in the end."""
    return Known(
        ids={side: version.records["id"] for side, version in versions.items()},
        parents={side: version.parents for side, version in versions.items()},
    )


def _keys(before: State, changes: Mapping[str, Change], reading: Reading) -> dict[str, Keys]:
    """List the keys of both lists; only fresh records are read for it."""
    fresh = {side: pl.Series(change.fresh).arg_true() for side, change in changes.items()}
    rows = reading.rows(fresh) if any(map(len, fresh.values())) else {}
    return {
        side: Keys.after(
            before.keys[side],
            change,
            blocking.keys(rows[side]) if len(fresh[side]) else before.keys[side].clear(),
        )
        for side, change in changes.items()
    }


def _scored(
    before: State,
    changes: Mapping[str, Change],
    found: Touched,
    reading: Reading,
    policy: MatchPolicy,
) -> pl.DataFrame:
    """Score the touched candidates; the others score as they did."""
    kept = _both(before.scored, changes)
    if len(found.pairs):
        kept = kept.join(found.pairs, on=["a", "b"], how="anti")
    if found.candidates.is_empty():
        return kept
    reading.rows(_near(before.scored, kept, changes, found.candidates))
    scored = reading.scored(reading.likely(found.candidates), policy)
    return pl.concat([kept, scored.select(kept.columns)])


def _near(
    before: pl.DataFrame,
    kept: pl.DataFrame,
    changes: Mapping[str, Change],
    candidates: pl.DataFrame,
) -> dict[str, pl.Series]:
    """List the records that will be asked for, so that all of them are read at once.

    Beside those of the candidates these are the ones that have lost a rival or may get one.
    """
    now = {side: change.now[before[side].to_numpy()] for side, change in changes.items()}
    lost = (now["a"] < 0) | (now["b"] < 0)
    at = {side: np.zeros(len(change.fresh), dtype=bool) for side, change in changes.items()}
    for side, chosen in at.items():
        chosen[candidates[side].to_numpy()] = True
        chosen[now[side][lost & (now[side] >= 0)]] = True
    for _ in range(_NEIGHBOURS):
        beside = at["a"][kept["a"].to_numpy()] | at["b"][kept["b"].to_numpy()]
        for side, chosen in at.items():
            chosen[kept[side].to_numpy()[beside]] = True
    return {side: pl.Series(chosen).arg_true() for side, chosen in at.items()}


def _moved(memory: Memory, changes: Mapping[str, Change]) -> Memory:
    """Write the present numbers to what was said, and leave out what was said of others."""
    doubles = [
        change.moved(memory.doubles.filter(pl.col("side") == side), "record", "best")
        for side, change in changes.items()
    ]
    return Memory(
        doubles=pl.concat(doubles),
        facts=_both(memory.facts, changes),
        told=_both(memory.told, changes),
        texts=memory.texts,
    )


def _both(pairs: pl.DataFrame, changes: Mapping[str, Change]) -> pl.DataFrame:
    """Write the present numbers to pairs of records of the two lists."""
    for side, change in changes.items():
        pairs = change.moved(pairs, side)
    return pairs
