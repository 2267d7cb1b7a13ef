"""Web addresses, e-mail addresses, countries and phones of whole columns."""

import polars as pl

from partnerhub.identifiers import countries, domains, emails
from partnerhub.identifiers import hosts as hosts_by_column
from partnerhub.ingest.cells import mapped

_BEFORE_HOST = r"^(?:https?://)?(?:www\.)?"
_PHONE = (
    r"^(?:[A-Za-z]{1,9}[.:]?\s?)?[+(]?[\d\s().+\-/\u00b7\u2010-\u2014]{5,40}"
    r"(?:(?:ext\.?|x|#|;|,)[\d\s+().\-;,]*)?$"
)
_PLAIN_PHONE = r"^\+?[0-9]{5,40}$"

PROBLEMS = ("bad_domain", "domain_is_email", "confusable", "public_mailbox", "platform")
"""What can be said about a web address; of these only `bad_domain` means there is none."""


def web_domains(text: pl.Series) -> pl.DataFrame:
    """Find the `domain` to match by, and the `problems` of each address, joined by spaces.

    Nine of ten addresses are a plain host with a path; they are judged without leaving the column.
    """
    lower = text.str.to_lowercase().str.replace(_BEFORE_HOST, "")
    parts = lower.str.splitn("/", 2).struct.rename_fields(["host", "path"]).struct.unnest()
    odd = parts.get_column("path").str.contains(r"[\s@]").fill_null(value=False)
    hosts = parts.select(pl.when(~odd).then("host")).to_series()
    plain = hosts_by_column.registered(hosts).get_column("domain")
    frame = pl.DataFrame({"text": text, "plain": plain})
    rest = frame.select(pl.when(pl.col("plain").is_null()).then("text").alias("text")).to_series()
    read = mapped(rest, _read, pl.String)
    return frame.with_columns(read.alias("read")).select(
        pl.coalesce("plain", pl.col("read").str.extract(r"^(\S+) ")).alias("domain"),
        pl.col("read").str.extract(r"^\S* (.+)$").fill_null("").alias("problems"),
    )


def _read(text: str) -> str:
    """Write a domain and its problems as one text."""
    domain = domains.parse(text)
    if domain is None:
        return " bad_domain"
    key = domain.registrable if domains.is_matchable(domain) else ""
    return f"{key} {' '.join(sorted(domain.flags))}"


def addresses(text: pl.Series) -> pl.Series:
    """Normalise e-mail addresses; of several in one cell the first counts."""
    return mapped(text, _first_address, pl.String)


def _first_address(text: str) -> str | None:
    """Read a cell's e-mail address."""
    whole = emails.normalize(text)
    if whole is None and (";" in text or "," in text):
        first = next((part for part in text.replace(",", ";").split(";") if part.strip()), "")
        whole = emails.normalize(first)
    return whole


def address_domains(addresses: pl.Series) -> pl.Series:
    """Find the company domains of normalised addresses; null for public mailboxes."""
    return web_domains(addresses.str.extract(r"@([^@]+)$")).get_column("domain")


def country_codes(text: pl.Series) -> pl.Series:
    """Name countries by ISO 3166 alpha-2."""
    return mapped(text, countries.code, pl.String)


def phones(text: pl.Series) -> pl.Series:
    """Keep the texts that can be phone numbers: digits and what stands between them."""
    phone = pl.col("phone")
    fits = phone.str.contains(_PHONE) & phone.str.count_matches(r"\d").is_between(5, 40)
    rough = (~text.str.contains(_PLAIN_PHONE)).arg_true()
    read = text.gather(rough).to_frame("phone").select(pl.when(fits).then(phone)).to_series()
    return text.clone().scatter(rough, read)
