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
from partnerhub.persistence import Session, auditing, bulk, keys_of
from partnerhub.persistence.models import DisclosedRecord, Disclosure
from partnerhub.persistence.queries import disclosures as queries
from partnerhub.services import audit


@dataclass(frozen=True, slots=True)
class Shown:
    """What a release shows of one organization to its partner: ids and names of fields."""

    organization_id: str
    partner_id: str
    partnership_id: str
    purpose: str
    release_id: str
    release_number: int | None = None
    fields: Sequence[str] = ()
    account_ids: Sequence[str] | pa.Array | pa.ChunkedArray = ()
    figures: Collection[Subject] = ()


def record(session: Session, shown: Iterable[Shown]) -> None:
    """Write down what is shown now, in the trails of its owners.

    In the order of their ids, like lines in several trails: see `audit.note_all`.
    """
    for one in sorted(shown, key=lambda one: one.organization_id):
        if len(one.account_ids) or one.figures:
            _record(session, one)


def was_shown(session: Session, shown: Shown, figure: Subject) -> bool:
    """Whether a figure of this release is in the ledger already."""
    query = queries.already(shown.organization_id, shown.release_id, figure)
    return session.scalars(query.limit(1)).first() is not None


def _record(session: Session, shown: Shown) -> None:
    rows, accounts = _rows(shown)
    entry = Disclosure(
        organization_id=shown.organization_id,
        sequence=0,
        partnership_id=shown.partnership_id,
        partner_id=shown.partner_id,
        purpose=shown.purpose,
        release_id=shown.release_id,
        release_number=shown.release_number,
        fields=sorted(shown.fields) if accounts else [],
        records=accounts,
        digest="",
    )
    digest = keys_of(session).ledger_digest(auditing.content(entry))
    for batch in rows.to_batches(max_chunksize=bulk.CHUNK):
        digest.update(list(zip(*(column.to_pylist() for column in batch.columns), strict=True)))
    entry.digest = digest.text()
    entry.sequence = audit.note(
        session,
        shown.organization_id,
        Action.DISCLOSURE_RECORDED,
        subject_id=shown.release_id,
        partnership_id=shown.partnership_id,
        purpose=shown.purpose,
        number=shown.release_number,
        fields=entry.fields,
        figures=sorted(shown.figures),
        records=accounts,
        digest=entry.digest,
    )
    session.add(entry)
    session.flush()
    for name, value in (("organization_id", entry.organization_id), ("sequence", entry.sequence)):
        rows = rows.append_column(name, pa.repeat(value, len(rows)))
    bulk.write(session, DisclosedRecord.__table__, rows)  # type: ignore[arg-type]


def _rows(shown: Shown) -> tuple[pa.Table, int]:
    """List what is shown in the order of its bytes, and say how much of it are accounts."""
    ids = pc.unique(pa.array(shown.account_ids, pa.string()))
    figures = [figure.value for figure in shown.figures]
    subjects = [pa.repeat(Subject.ACCOUNT.value, len(ids)), pa.array(figures, pa.string())]
    subject_ids = [ids, pa.repeat("", len(figures))]
    columns = {"subject": pa.chunked_array(subjects), "subject_id": pa.chunked_array(subject_ids)}
    order = [("subject", "ascending"), ("subject_id", "ascending")]
    return pa.table(columns).sort_by(order), len(ids)
