"""Accounts: rows of a company list, cleaned."""

import polars as pl

from partnerhub.identifiers.domains import PHONETIC
from partnerhub.ingest import webs
from partnerhub.ingest.account_types import population, strongest
from partnerhub.ingest.cells import mapped
from partnerhub.ingest.cleaning import Cells
from partnerhub.ingest.record_ids import full_ids

_PLAIN_TEXTS = (
    *("record_id", "name", "state", "city", "postal_code", "street", "owner", "parent_record_id"),
    *("industry", "tax_id", "registration_number", "external_id", "linkedin"),
)
_OTHER_ALPHABETS = r"[\p{Cyrillic}\p{Greek}\p{Armenian}\p{Cherokee}\p{Lisu}\p{Coptic}]"
_MIXED_ALPHABETS = (
    rf"\p{{Latin}}{_OTHER_ALPHABETS}|{_OTHER_ALPHABETS}\p{{Latin}}"
    r"|[\x{2160}-\x{2188}\x{1d400}-\x{1d7ff}]"
    rf"|[{PHONETIC}]"
)
"""Letters of two alphabets side by side, or signs that pass for some: of mathematics, of speech.

Full-width letters are no sign of anything: Japanese companies write their names so.
"""
_TOTAL = (
    r"(?i)^(?:(?:grand |sub)?totals?|(?:gesamt)?summe|gesamt|total g[eé]n[eé]ral|somme|totale|suma"
    r"|totaal|summa|\u0438\u0442\u043e\u0433\u043e|\u5408\u8ba1|\u5408\u8a08):?$"
)
"""What stands beside sums, in several languages."""
_DUNS_DIGITS = 9
_FEWEST_DUNS_DIGITS = 7


def clean(cells: Cells) -> dict[str, pl.Series]:
    """Clean a batch of accounts; a row needs a name or a web domain."""
    columns = {name: cells.text(name) for name in _PLAIN_TEXTS}
    for name in ("record_id", "parent_record_id"):
        columns[name] = full_ids(columns[name])
    mixed = columns["name"].str.contains(_MIXED_ALPHABETS).fill_null(value=False)
    cells.findings.warn(mixed, "mixed_alphabets", "name", value=columns["name"])
    columns["website"] = cells.text("website")
    columns["domain"] = _domain(cells, columns["website"])
    kind, lifecycle = cells.text("type"), cells.text("lifecycle_stage")
    columns["type"] = pl.select(pl.coalesce([kind, lifecycle]).alias("type")).to_series()
    columns["declared_population"] = _population(cells, kind, lifecycle)
    country = cells.text("country")
    codes = webs.country_codes(country)
    columns["country"] = cells.left_out(country, codes, "bad_country", "country")
    phone = cells.text("phone")
    columns["phone"] = cells.left_out(phone, webs.phones(phone), "bad_phone", "phone")
    columns["duns"] = _duns(cells)
    columns["employees"] = cells.whole_number("employees")
    revenue = cells.money("annual_revenue", "annual_revenue_currency", needed=False)
    columns["annual_revenue_minor"] = revenue.get_column("minor")
    columns["annual_revenue_currency"] = revenue.get_column("currency")
    columns["created_on"] = cells.day("created_on", needed=False)
    _refuse_totals(cells, columns)
    nameless = columns["name"].is_null() & columns["domain"].is_null()
    cells.findings.refuse_missing(
        nameless, "row_missing_name", "name", "website", value=columns["website"]
    )
    return columns


def _domain(cells: Cells, website: pl.Series) -> pl.Series:
    """Find the domain to match by: of the website, else of an address at the company."""
    if not cells.wants("domain") and not cells.has("email"):
        # Then it only matters whether rows without a name have one.
        nameless = cells.text("name").is_null().arg_true()
        read = webs.web_domains(website.gather(nameless)).get_column("domain")
        return cells.nothing.scatter(nameless, read)
    found = webs.web_domains(website)
    problems = found.get_column("problems")
    if (problems != "").any():
        for code in webs.PROBLEMS:
            where = problems.str.contains(rf"\b{code}\b")
            cells.findings.warn(where, code, "website", value=website)
    if not cells.has("email"):
        return found.get_column("domain")
    text = cells.text("email")
    addresses = cells.left_out(text, webs.addresses(text), "bad_email", "email")
    return pl.select(
        pl.coalesce([found.get_column("domain"), webs.address_domains(addresses)]).alias("domain")
    ).to_series()


def _refuse_totals(cells: Cells, columns: dict[str, pl.Series]) -> None:
    """Refuse rows that add others up; where records have ids, such a row has none."""
    if not cells.has("record_id"):
        return
    totals = columns["name"].str.contains(_TOTAL).fill_null(value=False)
    unknown = columns["record_id"].is_null() & columns["website"].is_null()
    cells.findings.refuse(totals & unknown, "row_total", "name", value=columns["name"])


def _population(cells: Cells, kind: pl.Series, lifecycle: pl.Series) -> pl.Series:
    """Read what the CRM says the account is."""
    if not (cells.has("type") or cells.has("lifecycle_stage")):
        return cells.nothing
    known = cells.plan.options.populations
    by_type = mapped(kind, lambda text: population(text, known), pl.String)
    if not cells.has("lifecycle_stage"):
        return by_type
    by_lifecycle = mapped(lifecycle, lambda text: population(text, known), pl.String)
    both = pl.DataFrame({"type": by_type, "lifecycle": by_lifecycle})
    pairs = both.unique()
    chosen = [strongest(*pair) for pair in pairs.iter_rows()]
    table = pairs.with_columns(pl.Series("declared", chosen, dtype=pl.String))
    joined = both.join(
        table, on=["type", "lifecycle"], how="left", nulls_equal=True, maintain_order="left"
    )
    return joined.get_column("declared")


def _duns(cells: Cells) -> pl.Series:
    """Bring D-U-N-S numbers to nine digits; spreadsheets drop leading zeros."""
    if not cells.has("duns"):
        return cells.nothing
    text = cells.text("duns")
    digits = text.str.replace_all(r"[\s\-.]", "").str.extract(
        rf"^([0-9]{{{_FEWEST_DUNS_DIGITS},{_DUNS_DIGITS}}})$"
    )
    return cells.left_out(text, digits.str.pad_start(_DUNS_DIGITS, "0"), "bad_duns", "duns")
