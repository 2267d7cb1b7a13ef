"""Small account lists to match."""

import pyarrow as pa

from partnerhub.matching import match

COLUMNS = (
    "id", "name", "website", "email_domain", "country", "state", "city", "postal_code", "phone",
    "duns", "tax_id", "registration_number", "external_id",
)  # fmt: skip


def accounts(*rows, prefix=""):
    """Make a list of accounts; rows without an id are numbered."""
    numbered = [{"id": f"{prefix}{number}", **row} for number, row in enumerate(rows, start=1)]
    return pa.table(
        {name: pa.array([row.get(name) for row in numbered], pa.string()) for name in COLUMNS}
    )


def released(ours, theirs, **options):
    """Match two lists of rows and give the released pairs as (ours, theirs)."""
    found = match(accounts(*ours), accounts(*theirs), **options).released()
    return sorted(zip(found["a_id"].to_pylist(), found["b_id"].to_pylist(), strict=True))


def only_pair(ours, theirs, **options):
    """Match two accounts and give their pair as a row, or None."""
    found = match(accounts(ours), accounts(theirs), **options).pairs.to_pylist()
    assert len(found) <= 1
    return found[0] if found else None
