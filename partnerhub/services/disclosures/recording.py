"""Writing down what a release shows, in the transaction that shows it.

A release costs one row, one line of the owner's audit trail with a digest over all that was shown,
and a key for each account.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import RECORDS, Subject
from partnerhub.domain.keys import RowsDigest
from partnerhub.persistence import Session, auditing, bulk, keys_of
from partnerhub.persistence.models import DisclosedRecord, Disclosure
from partnerhub.persistence.queries import disclosures as queries
from partnerhub.services import audit


@dataclass(frozen=True, slots=True)
class Rows:
    """What is shown, in the order of its bytes, and the digest over it; `records` without figures.

    Made before the transaction that writes it where there can be many: others wait for that one.
    """

    table: pa.Table
    records: int
    digest: str

    @classmethod
    def of(
        cls,
        account_ids: Sequence[str] | pa.ChunkedArray = (),
        figures: Collection[Subject] = (),
        contact_ids: Sequence[str] | pa.ChunkedArray = (),
    ) -> "Rows":
        """Order accounts, contacts and figures, each once."""
        names = [figure.value for figure in figures]
        subjects, subject_ids = [pa.array(names, pa.string())], [pa.repeat("", len(names))]
        for subject, given in ((Subject.ACCOUNT, account_ids), (Subject.CONTACT, contact_ids)):
            ids = given
            if not isinstance(ids, pa.ChunkedArray):
                ids = pa.chunked_array([pa.array(ids, pa.string())])
            ids = pc.unique(ids.cast(pa.string()))
            subjects.append(pa.repeat(subject.value, len(ids)))
            subject_ids.append(ids)
        both = {"subject": pa.chunked_array(subjects), "subject_id": pa.chunked_array(subject_ids)}
        order = [(name, "ascending") for name in both]
        table = pa.table(both).sort_by(order)
        return cls._digested(table, len(table) - len(names))

    @classmethod
    def _digested(cls, table: pa.Table, records: int) -> "Rows":
        digest = RowsDigest()
        for batch in table.to_batches(max_chunksize=bulk.CHUNK):
            columns = (column.to_pylist() for column in batch.columns)
            digest.update(list(zip(*columns, strict=True)))
        return cls(table, records, digest.text())

    def without(self, figure: Subject) -> "Rows":
        """The same without a figure."""
        kept = self.table.filter(pc.not_equal(self.table["subject"], figure.value))
        return self if len(kept) == len(self.table) else self._digested(kept, self.records)

    @property
    def figures(self) -> list[str]:
        """What of it is no account and no contact."""
        records = pc.is_in(self.table["subject"], value_set=pa.array(map(str, RECORDS)))
        found: list[str] = self.table["subject"].filter(pc.invert(records)).to_pylist()
        return found


@dataclass(frozen=True, slots=True)
class Shown:
    """What a release shows of one organization to its partner: ids and names of fields."""

    organization_id: str
    partner_id: str
    partnership_id: str
    purpose: str
    release_id: str
    release_number: int | None
    rows: Rows
    fields: Sequence[str] = ()


def record(session: Session, shown: Iterable[Shown]) -> None:
    """Write down what is shown now, in the trails of its owners.

    In the order of their ids, like lines in several trails: see `audit.note_all`.
    """
    for one in sorted(shown, key=lambda one: one.organization_id):
        if len(one.rows.table):
            _record(session, one)


def was_shown(session: Session, shown: Shown, figure: Subject) -> bool:
    """Whether a figure of this release is in the ledger already."""
    query = queries.already(shown.organization_id, shown.release_id, figure)
    return session.scalars(query.limit(1)).first() is not None


def _record(session: Session, shown: Shown) -> None:
    rows = shown.rows
    entry = Disclosure(
        organization_id=shown.organization_id,
        sequence=0,
        partnership_id=shown.partnership_id,
        partner_id=shown.partner_id,
        purpose=shown.purpose,
        release_id=shown.release_id,
        release_number=shown.release_number,
        fields=sorted(shown.fields) if rows.records else [],
        records=rows.records,
        digest="",
    )
    entry.digest = keys_of(session).ledger_digest(auditing.content(entry), rows.digest)
    entry.sequence = audit.note(
        session,
        shown.organization_id,
        Action.DISCLOSURE_RECORDED,
        subject_id=shown.release_id,
        partnership_id=shown.partnership_id,
        purpose=shown.purpose,
        number=shown.release_number,
        fields=entry.fields,
        figures=rows.figures,
        records=rows.records,
        digest=entry.digest,
    )
    session.add(entry)
    session.flush()
    table = rows.table
    for name, value in (("organization_id", entry.organization_id), ("sequence", entry.sequence)):
        table = table.append_column(name, pa.repeat(value, len(table)))
    bulk.write(session, DisclosedRecord.__table__, table)  # type: ignore[arg-type]
