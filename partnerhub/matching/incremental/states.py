"""States: what one comparison leaves behind for the next one of the same two lists.

A state holds ids, hashes of rows and of keys, scores, and, of the pairs that were told of, the
facts, the web domain that both have and the explanation; no other values of the lists. It is a
cache: where it is missing, damaged, or made by another policy or code, everything is compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final

import polars as pl
import pyarrow as pa

from partnerhub.matching.incremental import container
from partnerhub.matching.incremental.container import Part
from partnerhub.matching.incremental.origin import origin
from partnerhub.matching.incremental.remembering import Memory
from partnerhub.matching.policy import MatchPolicy

_MEMORY: Final = tuple(each.name for each in fields(Memory))


@dataclass(frozen=True, slots=True)
class State:
    """What a comparison found out, by the numbers that the records had in it.

    Attributes:
        records: For `a` and `b`, `id` and `hash` of the records in the order of their ids.
        keys: For `a` and `b`, their keys, as `blocking.keys` lists them, in ascending order.
        usable: `key`: those that may be used.
        scored: The pairs that score well, whatever people decided.
        memory: What else was said of pairs.
        parts: The bytes of what was read from a file.
    """

    records: Mapping[str, pl.DataFrame]
    keys: Mapping[str, pl.DataFrame]
    usable: pl.DataFrame
    scored: pl.DataFrame
    memory: Memory
    parts: Mapping[str, Part] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path, policy: MatchPolicy) -> "State | None":
        """Read a state, or None when there is none that is whole and of this policy and code."""
        parts = container.read(path, origin(policy))
        if parts is None:
            return None
        tables = {name: part.table() for name, part in parts.items()}
        texts = tables.pop("texts")
        frames = {name: pl.DataFrame(pl.from_arrow(table)) for name, table in tables.items()}
        return cls(
            records={side: frames[f"{side}_records"] for side in "ab"},
            keys={side: frames[f"{side}_keys"] for side in "ab"},
            usable=frames["usable"],
            scored=frames["scored"],
            memory=Memory(frames["doubles"], frames["facts"], frames["told"], texts),
            parts=parts,
        )

    def save(self, path: Path, policy: MatchPolicy, before: "State | None" = None) -> None:
        """Write the state.

        Args:
            path: Where to; what was there is replaced at once or not at all.
            policy: The policy that it was made under.
            before: The state that was there; what is the same in it is taken over as it is.
        """
        earlier = before.tables() if before else {}
        parts = {
            name: before.parts[name]
            if before and name in before.parts and table is earlier[name]
            else _arrow(table)
            for name, table in self.tables().items()
        }
        container.write(path, parts, origin(policy))

    def tables(self) -> dict[str, pl.DataFrame | pa.Table | None]:
        """Name all tables."""
        sides = {f"{side}_records": self.records[side] for side in "ab"}
        sides |= {f"{side}_keys": self.keys[side] for side in "ab"}
        said = {name: getattr(self.memory, name) for name in _MEMORY}
        return sides | said | {"usable": self.usable, "scored": self.scored}


def _arrow(table: pl.DataFrame | pa.Table) -> pa.Table:
    """Write a table as every version of Arrow reads it."""
    if isinstance(table, pa.Table):
        return table
    return table.to_arrow(compat_level=pl.CompatLevel.oldest())
