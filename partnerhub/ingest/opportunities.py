"""Opportunities: rows of a list of deals, cleaned."""

import polars as pl

from partnerhub.ingest.cleaning import Cells, first_of_several
from partnerhub.ingest.record_ids import full_ids
from partnerhub.ingest.stages import status

_PLAIN_TEXTS = ("record_id", "account_name", "name", "stage", "type", "owner", "lead_source")
_STATUS_FIELDS = ("stage", "status", "is_won", "is_closed")


def clean(cells: Cells) -> dict[str, pl.Series]:
    """Clean a batch of opportunities; a row needs its account."""
    columns = {name: cells.text(name) for name in _PLAIN_TEXTS}
    columns["record_id"] = full_ids(columns["record_id"])
    columns["account_record_id"] = full_ids(first_of_several(cells.text("account_record_id")))
    columns["status"] = _status(cells, columns["stage"])
    value = cells.money("amount", "currency", needed=True)
    columns["amount_minor"] = value.get_column("minor")
    columns["currency"] = value.get_column("currency")
    columns["created_on"] = cells.day("created_on", needed=True)
    columns["close_on"] = cells.day("close_on", needed=True)
    lone = columns["account_record_id"].is_null() & columns["account_name"].is_null()
    cells.findings.refuse_missing(lone, "row_missing_account", "account_record_id", "account_name")
    return columns


def _status(cells: Cells, stage: pl.Series) -> pl.Series:
    """Decide open, won or lost once for each combination of what the CRM says."""
    said = pl.DataFrame(
        {
            "stage": stage,
            **{name: cells.text(name) for name in _STATUS_FIELDS if name != "stage"},
        }
    )
    known = cells.plan.options.stages
    combinations = said.unique()
    read = [
        status(stage, declared, is_won, is_closed, known).value
        for stage, declared, is_won, is_closed in combinations.iter_rows()
    ]
    table = combinations.with_columns(pl.Series("read", read, dtype=pl.String))
    joined = said.join(
        table, on=list(_STATUS_FIELDS), how="left", nulls_equal=True, maintain_order="left"
    )
    return joined.get_column("read")
