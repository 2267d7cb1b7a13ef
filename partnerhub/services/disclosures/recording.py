"""Writing down what a release shows, in the transaction that shows it.

A release costs one row, one line of the owner's audit trail with a digest over all that was shown,
and a key for each account.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import Subject
from partnerhub.domain.keys import RowsDigest
from partnerhub.persistence import Session, auditing, bulk, in_trail, keys_of
from partnerhub.persistence.models import DisclosedRecord, Disclosure
from partnerhub.persistence.queries import disclosures as queries
from partnerhub.services import audit


@dataclass(frozen=True, slots=True)
class Rows:
    """What is shown, in the order of its bytes, and the digest over it.

    Made before the transaction that writes it where there can be many: others wait for that one.
    """

    table: pa.Table
    accounts: int
    digest: str

    @classmethod
    def of(
        cls,
        account_ids: Sequence[str] | pa.ChunkedArray = (),
        figures: Collection[Subject] = (),
    ) -> "Rows":
        """Order accounts and figures, each once."""
        if not isinstance(account_ids, pa.ChunkedArray):
            account_ids = pa.chunked_array([pa.array(account_ids, pa.string())])
        ids = pc.unique(account_ids.cast(pa.string()))
        names = [figure.value for figure in figures]
        subjects = [pa.repeat(Subject.ACCOUNT.value, len(ids)), pa.array(names, pa.string())]
        subject_ids = [ids, pa.repeat("", len(names))]
        both = {"subject": pa.chunked_array(subjects), "subject_id": pa.chunked_array(subject_ids)}
        order = [(name, "ascending") for name in both]
        return cls._digested(pa.table(both).sort_by(order), len(ids))

    @classmethod
    def _digested(cls, table: pa.Table, accounts: int) -> "Rows":
        digest = RowsDigest()
        for batch in table.to_batches(max_chunksize=bulk.CHUNK):
            columns = (column.to_pylist() for column in batch.columns)
            digest.update(list(zip(*columns, strict=True)))
        return cls(table, accounts, digest.text())

    def without(self, figure: Subject) -> "Rows":
        """The same without a figure."""
        kept = self.table.filter(pc.not_equal(self.table["subject"], figure.value))
        return self if len(kept) == len(self.table) else self._digested(kept, self.accounts)

    @property
    def figures(self) -> list[str]:
        """What of it is no account."""
        is_figure = pc.not_equal(self.table["subject"], Subject.ACCOUNT.value)
        found: list[str] = self.table["subject"].filter(is_figure).to_pylist()
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
            with in_trail(session, one.organization_id):
                _record(session, one)


def was_shown(session: Session, shown: Shown, figure: Subject) -> bool:
    """Whether a figure of this release is in the ledger already."""
    query = queries.already(shown.organization_id, shown.release_id, figure)
    with in_trail(session, shown.organization_id):
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
        fields=sorted(shown.fields) if rows.accounts else [],
        records=rows.accounts,
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
        records=rows.accounts,
        digest=entry.digest,
    )
    session.add(entry)
    session.flush()
    table = rows.table
    for name, value in (("organization_id", entry.organization_id), ("sequence", entry.sequence)):
        table = table.append_column(name, pa.repeat(value, len(table)))
    bulk.write(session, DisclosedRecord.__table__, table)  # type: ignore[arg-type]
