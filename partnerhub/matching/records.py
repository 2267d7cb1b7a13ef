"""Records: the rows of one list, every value in the spelling it is compared in.

Whole columns are brought to that spelling at once, and what is dear only where a value needs it.
The records are numbered in the order of their ids, so that the order of the rows cannot matter.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa

from partnerhub.identifiers import countries
from partnerhub.matching import calling, cities, sites
from partnerhub.matching.columns import TEXT, Places, changed, evaluated, joined, lists, put
from partnerhub.matching.names import frequencies, normalizing, vocabulary
from partnerhub.matching.names.normalizing import UMLAUTS
from partnerhub.matching.scripts import latin, misread
from partnerhub.matching.tables import UnusableTableError

COLUMNS: Final = (
    "id", "name", "website", "email_domain", "country", "state", "city", "postal_code", "phone",
    "duns", "tax_id", "registration_number", "external_id",
)  # fmt: skip
IDENTIFIERS: Final = ("duns", "tax_id", "registration_number", "external_id")
PARENT: Final = "parent_id"
"""Names the account above, by its id; not compared, only carried along."""

HASH_BITS: Final = 45
"""A word's code: below these bits its hash, above them three bits of its kind, then its weight."""
KIND_SHIFT: Final = HASH_BITS
WEIGHT_SHIFT: Final = HASH_BITS + 3

# Names of companies have twenty at most; comparing takes the square of how many there are.
_MOST_WORDS: Final = 64
_FEWEST_PHONE_DIGITS: Final = 7
_LINE_DIGITS: Final = 8
_PLAIN_PHONE: Final = r"^\+?[0-9]+$"
_EXTENSION: Final = r"(?i)(?:ext|extn|extension|durchwahl|poste|x|#)\.?\s*\d{1,6}$"
_BEFORE_HOST: Final = r"^\s*(?:https?://)?(?:www\.)?"
_AFTER_HOST: Final = r"(?s)[/?#].*$"
_SIGNS: Final = r"[^\p{L}\p{N}]+"
_PLACES: Final = ("state", "city", "postal_code")
# An account that gives nothing but a name.
_BARE: Final = pl.all_horizontal(
    pl.col("domain", "country", *_PLACES, "line", *IDENTIFIERS).is_null()
).alias("bare")


@dataclass(frozen=True, slots=True)
class Records:
    """One list, ready to be compared.

    Attributes:
        rows: One row per record, numbered from 0 in the order of the ids.
    """

    rows: pl.DataFrame


def read(table: pa.Table, side: str) -> Records:
    """Bring a list to its records.

    Args:
        table: Any of `COLUMNS` and `PARENT`; only `id` is needed.
        side: What to call the list when it cannot be used.
    """
    return prepared(columns(table, side))


def prepared(frame: pl.DataFrame) -> Records:
    """Bring rows to records, each without a look at the others: some rows or those of two lists.

    Args:
        frame: `record`, the number that a row is to have, and all of `COLUMNS` and `PARENT` as
            `columns` gives them.
    """
    rows = frame.select(
        "record",
        "id",
        "phone",
        _country(frame.get_column("country")),
        _folded(frame.get_column("state")),
        _city(frame.get_column("city")),
        _folded(frame.get_column("postal_code")),
        *(_identifier(pl.col(column)).alias(column) for column in IDENTIFIERS),
        PARENT,
        *_domains(frame),
        _line(frame.get_column("phone")),
        *_names(frame.get_column("name")),
    )
    untold = rows.get_column("country").is_null().arg_true()
    told = put(rows.get_column("country"), untold, calling.country(rows[untold]))
    return Records(rows.with_columns(told, _BARE).drop("phone"))


def columns(table: pa.Table, side: str) -> pl.DataFrame:
    """Take the columns we compare, as text, ordered by id."""
    if "id" not in table.column_names:
        raise UnusableTableError(f"List {side} has no column `id`.")
    wanted = (*COLUMNS, PARENT)
    present = [column for column in wanted if column in table.column_names]
    nothing = pl.lit(None, dtype=pl.String)
    try:
        frame = pl.DataFrame(pl.from_arrow(table.select(present))).select(
            typed(pl.col(column)) if column in present else nothing.alias(column)
            for column in wanted
        )
    except pl.exceptions.PolarsError as error:
        message = f"List {side} has a column that does not hold texts or numbers: {error}"
        raise UnusableTableError(message) from error
    if frame.get_column("id").null_count():
        raise UnusableTableError(f"List {side} has a row without an id.")
    if not frame.get_column("id").is_sorted():
        frame = frame.sort("id")
    ids = frame.get_column("id")
    again = ids.slice(1).filter(ids.slice(1) == ids.head(-1))
    if len(again):
        raise UnusableTableError(f"List {side} has the id {again[0]} more than once.")
    return frame.with_row_index("record")


def typed(value: pl.Expr) -> pl.Expr:
    """Take what was typed as text; spaces around it, or nothing else, are nothing."""
    return _filled(value.cast(pl.String).str.strip_chars())


def _filled(text: pl.Expr) -> pl.Expr:
    """Leave out what holds nothing."""
    return pl.when(text.str.len_bytes() > 0).then(text)


def _names(names: pl.Series) -> list[pl.Series]:
    """Say the names in all the ways they are compared in; nothing where there is no word.

    Beside the words two numbers say how far two names agree before they are taken apart: `letters`
    in every letter, `form` in all but the legal form. `spelling` is what a web domain would spell.
    """
    known = normalizing.read(misread.repaired(names.fill_null("")))
    words = normalizing.broken(known.plain)
    name, word = words.name.to_numpy(), words.word
    starts = _starts(name, len(names))
    # A word that a name says twice counts once, and no word behind very many.
    new = (words.name.cast(pl.UInt64) * 2**32 + word).arg_unique().sort().to_numpy()
    new = new[np.arange(len(new)) - _starts(name[new], len(names))[name[new]] < _MOST_WORDS]
    new_name, new_word = name[new], word.gather(new)
    weights, codes = _weighed(words.different)
    heaviness = np.bincount(new_name, weights.gather(new_word), len(names)).astype(np.int32)
    new_starts = _starts(new_name, len(names))
    said = {
        "compact": joined(words.different.gather(word), starts),
        "initials": joined(words.different.str.slice(0, 1).gather(word), starts),
        "letters": known.letters.hash(),
        "form": known.plain.hash(),
        "note": known.note,
        "spelling": known.plain.str.replace_all(" ", "", literal=True).str.replace_many(UMLAUTS),
        "words": lists(words.different.gather(new_word), new_starts),
        "codes": lists(codes.gather(new_word), new_starts),
        "characters": latin.characters(names),
    }
    named = pl.Series(np.diff(starts) > 0)
    frame = pl.DataFrame(said).select(pl.when(named).then(pl.all()))
    return [
        *frame.get_columns(),
        pl.Series("heaviness", heaviness),
        known.legal_groups.alias("legal_groups"),
        known.fund.alias("fund"),
    ]


def _starts(name: Places, count: int) -> Places:
    """Say where the words of each name begin, and where those of the last one end."""
    return np.concatenate([[0], np.cumsum(np.bincount(name, minlength=count))])


def _weighed(words: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Weigh words, and write their codes.

    A code is the weight of a word in the upper bits of a number, then three bits for its kind, and
    a hash of the word in the rest: so codes alone say what shared and extra words weigh and are.
    """
    word, weight = pl.col("word"), frequencies.weight(pl.col("word")).cast(pl.Int64)
    code = (word.hash() & (2**HASH_BITS - 1)).cast(pl.Int64)
    code += vocabulary.kind(word) * 2**KIND_SHIFT + weight * 2**WEIGHT_SHIFT
    found = words.to_frame("word").select(weight.alias("weight"), code.alias("code"))
    return found.get_column("weight"), found.get_column("code")


def _country(countries_typed: pl.Series) -> pl.Series:
    """Name each country by its code, each spelling looked up once."""
    distinct = countries_typed.drop_nulls().unique()
    codes = pl.Series([countries.code(text) for text in distinct], dtype=pl.String)
    return countries_typed.replace_strict(distinct, codes, default=None, return_dtype=pl.String)


def _domains(frame: pl.DataFrame) -> list[pl.Series]:
    """The web domain, its label, its host where that is a sub-domain, and the mail domain.

    An account without a website is known by the domain of its e-mail addresses.
    """
    read = pl.col("website").str.to_lowercase().str.replace(_BEFORE_HOST, "")
    host = frame.select(read.str.replace(_AFTER_HOST, "").str.strip_suffix(".")).to_series()
    mail = frame.get_column("email_domain").str.to_lowercase()
    site = sites.read(host, frame.get_column("website"))
    # Most of them write to where they are, which need not be read twice.
    apart = host.ne_missing(mail).arg_true()
    found = site.get_column("domain")
    others = mail.gather(apart)
    by_mail = put(found, apart, sites.read(others, others).get_column("domain"))
    label = pl.col("label").str.replace_many(["-", *UMLAUTS], ["", *UMLAUTS.values()])
    return site.select(
        pl.coalesce("domain", by_mail).alias("domain"),
        by_mail.alias("mail_domain"),
        label,
        pl.when(pl.col("host") != pl.col("domain")).then("host").alias("sub_domain"),
    ).get_columns()


def _identifier(value: pl.Expr) -> pl.Expr:
    """Keep letters and digits of an identifier; leading zeros are lost in too many sheets."""
    kept = value.str.to_uppercase().str.replace_all(_SIGNS, "")
    return _filled(kept.str.strip_chars_start("0"))


def _folded(places: pl.Series) -> pl.Series:
    """Compare places without case, accents and punctuation."""
    if places.null_count() == len(places):
        return places
    lower = places.str.to_lowercase()
    rough = lower.str.contains("[^a-z0-9]").arg_true()
    if not rough.is_empty():
        letters = normalizing.folded(places.gather(rough))
        lower = put(lower, rough, letters.str.replace_all(_SIGNS, ""))
    return lower.to_frame().select(_filled(pl.col(places.name))).to_series()


def _city(typed_cities: pl.Series) -> pl.Series:
    """Name each city in one way, each spelling looked up once."""
    distinct = typed_cities.drop_nulls().unique()
    written = cities.known(_folded(misread.repaired(distinct)))
    return typed_cities.replace_strict(distinct, written, default=None, return_dtype=pl.String)


def _line(phones: pl.Series) -> pl.Series:
    """The last digits of a phone number: the line, whether or not a country code was typed."""
    text = TEXT.str.replace(_EXTENSION, "").str.replace_all("(0)", "", literal=True)
    plain = changed(
        phones,
        ~phones.str.contains(_PLAIN_PHONE),
        lambda some: evaluated(some, text.str.replace_all(r"\D+", "")),
    )
    digits = TEXT.str.strip_chars_start("+0")
    usable = pl.when(digits.str.len_bytes() >= _FEWEST_PHONE_DIGITS).then(digits)
    return evaluated(plain, usable.str.tail(_LINE_DIGITS)).alias("line")
