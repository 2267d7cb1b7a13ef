"""Web addresses, e-mail addresses, countries and phones of whole columns."""

from functools import cache

import polars as pl

from partnerhub.identifiers import countries, domains, emails
from partnerhub.ingest.cells import mapped

_PLAIN = (
    r"^(?:https?://)?(?:www\.)?"
    r"([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.[a-z]{2,63})(?:/[^\s@]*)?$"
)
_PHONE = (
    r"^(?:[A-Za-z]{1,9}[.:]?\s?)?[+(]?[\d\s().+\-/\u00b7\u2010-\u2014]{5,40}"
    r"(?:(?:ext\.?|x|#|;|,)[\d\s+().\-;,]*)?$"
)
_PUNYCODE = "--"

PROBLEMS = ("bad_domain", "domain_is_email", "confusable", "public_mailbox", "platform")
"""What can be said about a web address; of these only `bad_domain` means there is none."""


def web_domains(text: pl.Series) -> pl.DataFrame:
    """Find the `domain` to match by, and the `problems` of each address, joined by spaces.

    Nine of ten addresses are `name.suffix`; they are judged without leaving the column.
    """
    suffixes, taken = _plain_names()
    frame = (
        text.alias("text")
        .to_frame()
        .with_columns(pl.col("text").str.to_lowercase().str.extract(_PLAIN).alias("name"))
    )
    plain = (
        pl.col("name").str.extract(r"\.([a-z]+)$").is_in(suffixes.implode())
        & ~pl.col("name").is_in(taken.implode())
        & ~pl.col("name").str.contains(_PUNYCODE, literal=True)
    ).fill_null(value=False)
    frame = frame.with_columns(plain.alias("plain"))
    rest = frame.select(pl.when(~pl.col("plain")).then("text").alias("text")).to_series()
    read = mapped(rest, _read, pl.String)
    return frame.with_columns(read.alias("read")).select(
        pl.when("plain")
        .then("name")
        .otherwise(pl.col("read").str.extract(r"^(\S+) "))
        .alias("domain"),
        pl.col("read").str.extract(r"^\S* (.+)$").fill_null("").alias("problems"),
    )


@cache
def _plain_names() -> tuple[pl.Series, pl.Series]:
    """Give the suffixes of one label and the names that are nobody's, as columns."""
    suffixes, taken = domains.plain_names()
    return pl.Series(sorted(suffixes)), pl.Series(sorted(taken))


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
    return text.to_frame("phone").select(pl.when(fits).then(phone)).to_series()
