"""Comparing a file with the list it changes, batch by batch and column by column.

Knows no database: it is given the list as it is and says which rows of each batch are new or
changed, which records were refused here, and at the end which rows the file no longer has.
"""

from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub import ingest
from partnerhub.domain.keys import Keyring
from partnerhub.domain.lists import ImportMode, ListKind
from partnerhub.services.imports import rows

SUPPRESSED = "suppressed"


@dataclass
class Tally:
    """What was counted so far, and where the staging stands; kept in the job's checkpoint."""

    number: int
    base: int
    batches: int = 0
    rejects: int = 0
    read: int = 0
    accepted: int = 0
    rejected: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0

    def counts(self) -> dict[str, int]:
        """The counts a user sees."""
        hidden = {"number", "base", "batches", "rejects"}
        return {name: value for name, value in asdict(self).items() if name not in hidden}


@dataclass
class Staging:
    """One file on its way into one list.

    Attributes:
        known: The list as it is: `id` and `digest`, or whole rows for an update.
        suppressed: Keys of persons that stay out, and ids of records that were erased.
    """

    kind: ListKind
    mode: ImportMode
    organization_id: str
    keys: Keyring
    known: pa.Table
    suppressed: AbstractSet[str]
    today: date
    seen: set[bytes] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)

    def compare(
        self, batch: ingest.Batch, mapped: AbstractSet[str], tally: Tally
    ) -> tuple[pa.Table, pa.Table]:
        """Count a batch; return the rows to write and the refusals to list."""
        records = batch.records
        ids = rows.identify(records, self.kind, self.organization_id, self.keys)
        records, refused = self._refuse(records.append_column("id", ids))
        place = pc.index_in(records["id"], value_set=self.known["id"].combine_chunks())
        if self.mode is ImportMode.UPDATE:
            records = self._completed(records, place, mapped)
        built = rows.build(records, self.kind, self.organization_id, self.keys, today=self.today)
        self.kept.update(pc.drop_null(place).to_pylist())
        fresh = pc.is_null(place)
        same = pc.fill_null(pc.equal(pc.take(self.known["digest"], place), built["digest"]), False)  # noqa: FBT003
        tally.batches += 1
        tally.read += batch.rows_read
        tally.accepted += len(built)
        tally.created += pc.sum(fresh).as_py() or 0
        tally.unchanged += pc.sum(same).as_py() or 0
        tally.updated = tally.accepted - tally.created - tally.unchanged
        # In the order of the key: an index grows at few places instead of everywhere.
        changed = built.filter(pc.invert(same)).drop_columns(["line"]).sort_by("id")
        return self._numbered(changed, tally.number), self._refusals(batch, refused, tally)

    def gone(self) -> list[str]:
        """The records of the list that a replacing file does not have."""
        if self.mode is not ImportMode.REPLACE:
            return []
        ids: list[str] = self.known["id"].to_pylist()
        return [row_id for place, row_id in enumerate(ids) if place not in self.kept]

    def _refuse(self, records: pa.Table) -> tuple[pa.Table, list[dict[str, object]]]:
        """Drop repeated records and erased persons; say which and why."""
        keep, refused = [], []
        persons = self._persons(records)
        for line, row_id, person in zip(
            records["line"].to_pylist(), records["id"].to_pylist(), persons, strict=True
        ):
            mark = bytes.fromhex(row_id)
            if person in self.suppressed or row_id in self.suppressed:
                refused.append(_refusal(line, SUPPRESSED, "This person was erased and stays out."))
                keep.append(False)
            elif mark in self.seen:
                sentence = "This record is in the file already; the first one was kept."
                refused.append(_refusal(line, "row_duplicate", sentence))
                keep.append(False)
            else:
                self.seen.add(mark)
                keep.append(True)
        return (records.filter(pa.array(keep)) if refused else records), refused

    def _persons(self, records: pa.Table) -> list[str | None]:
        if self.kind is not ListKind.CONTACTS or not self.suppressed:
            return [None] * len(records)
        return self.keys.person_keys(records["email"].to_pylist())

    def _completed(
        self, records: pa.Table, place: pa.ChunkedArray, mapped: AbstractSet[str]
    ) -> pa.Table:
        """Keep what the list knows of a record in columns that the file does not have."""
        for index, name in enumerate(records.schema.names):
            if name in mapped or name in {"line", "id"} or not len(self.known):
                continue
            known = pc.take(self.known[name], place).cast(records[name].type)
            records = records.set_column(index, name, pc.coalesce(records[name], known))
        return records

    def _numbered(self, changed: pa.Table, number: int) -> pa.Table:
        size = len(changed)
        changed = changed.append_column("valid_from", pa.array([number] * size, pa.int64()))
        return changed.append_column("valid_to", pa.nulls(size, pa.int64()))

    def _refusals(
        self, batch: ingest.Batch, refused: list[dict[str, object]], tally: Tally
    ) -> pa.Table:
        extra = pa.Table.from_pylist(refused, schema=batch.rejects.schema)
        # Of a person who stays out nothing else is told: a remark would quote the row.
        erased = extra.filter(pc.equal(extra["code"], SUPPRESSED))["line"].combine_chunks()
        told = batch.rejects.filter(pc.invert(pc.is_in(batch.rejects["line"], value_set=erased)))
        table = pa.concat_tables([told, extra]).sort_by("line")
        size = len(table)
        errors = table.filter(pc.equal(table["severity"], "error"))
        tally.rejected += len(pc.unique(errors["line"]))
        numbers = range(tally.rejects, tally.rejects + size)
        tally.rejects += size
        return table.append_column("number", pa.array(numbers, pa.int64()))


def _refusal(line: int, code: str, message: str) -> dict[str, object]:
    row = {"line": line, "code": code, "message": message, "severity": "error"}
    return row | {"column": None, "value": None}
