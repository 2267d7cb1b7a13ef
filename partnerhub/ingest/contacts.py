"""Contacts: rows of a list of people, cleaned."""

import polars as pl

from partnerhub.ingest import webs
from partnerhub.ingest.cells import mapped
from partnerhub.ingest.cleaning import Cells, blanked, first_of_several
from partnerhub.ingest.opt_outs import is_understood, opted_out
from partnerhub.ingest.record_ids import full_ids

_PLAIN_TEXTS = ("record_id", "account_name", "first_name", "last_name", "title", "owner")


def clean(cells: Cells) -> dict[str, pl.Series]:
    """Clean a batch of contacts; a row needs an e-mail address or a name."""
    columns = {name: cells.text(name) for name in _PLAIN_TEXTS}
    columns["record_id"] = full_ids(columns["record_id"])
    columns["account_record_id"] = full_ids(first_of_several(cells.text("account_record_id")))
    columns["full_name"] = _full_name(cells, columns)
    text = cells.text("email")
    columns["email"] = webs.addresses(text)
    bad = text.is_not_null() & columns["email"].is_null()
    cells.findings.refuse(bad, "row_bad_email", "email", value=text)
    columns["email_domain"] = webs.address_domains(columns["email"])
    phone = cells.text("phone")
    columns["phone"] = cells.left_out(phone, webs.phones(phone), "bad_phone", "phone")
    columns["opted_out"] = _opted_out(cells)
    columns["created_on"] = cells.day("created_on", needed=False)
    nameless = text.is_null() & columns["full_name"].is_null()
    cells.findings.refuse_missing(nameless, "row_missing_name", "email", "last_name", "full_name")
    return columns


def _full_name(cells: Cells, columns: dict[str, pl.Series]) -> pl.Series:
    """Take the whole name, or put it together."""
    parts = [columns["first_name"].alias("first"), columns["last_name"].alias("last")]
    together = pl.select(
        pl.concat_str(parts, separator=" ", ignore_nulls=True).alias("name")
    ).to_series()
    return pl.select(
        pl.coalesce([cells.text("full_name"), blanked(together, together == "")]).alias("name")
    ).to_series()


def _opted_out(cells: Cells) -> pl.Series:
    """Say who refused e-mail: one yes in any of the columns is enough."""
    result = pl.repeat(value=False, n=cells.height, eager=True, dtype=pl.Boolean)
    for text in cells.texts("opted_out"):
        result |= mapped(text, opted_out, pl.Boolean).fill_null(value=False)
        understood = mapped(text, is_understood, pl.Boolean)
        cells.findings.warn(
            ~understood.fill_null(value=True), "bad_opt_out", "opted_out", value=text
        )
    return result
