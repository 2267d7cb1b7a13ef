"""Records: the rows of one list, every value in the spelling it is compared in.

The values of a column are brought to that spelling once per distinct value, never per row, and
the records are numbered in the order of their ids, so that the order of the rows cannot matter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl
import pyarrow as pa

from partnerhub.identifiers import countries
from partnerhub.matching import frequencies, normalizing, sites, vocabulary
from partnerhub.matching.normalizing import UMLAUTS

COLUMNS: Final = (
    "id", "name", "website", "email_domain", "country", "state", "city", "postal_code", "phone",
    "duns", "tax_id", "registration_number", "external_id",
)  # fmt: skip
IDENTIFIERS: Final = ("duns", "tax_id", "registration_number", "external_id")
PARENT: Final = "parent_id"
"""Names the account above, by its id; not compared, only carried along."""

HASH_BITS: Final = 46
"""A word's code: below these bits its hash, above them two bits of its kind, then its weight."""
KIND_SHIFT: Final = HASH_BITS
WEIGHT_SHIFT: Final = HASH_BITS + 2

_FEWEST_PHONE_DIGITS: Final = 7
_LINE_DIGITS: Final = 8
_EXTENSION: Final = r"(?i)(?:ext|extn|extension|durchwahl|poste|x|#)\.?\s*\d{1,6}$"
_SITE: Final = r"^\s*(?:https?://)?(?:www\.)?([^/?#]*?)\.?(?:[/?#].*)?$"


class UnusableTableError(ValueError):
    """A table cannot be matched: it has no ids, or an id twice."""


@dataclass(frozen=True, slots=True)
class Records:
    """One list, ready to be compared.

    Attributes:
        rows: One row per record, numbered from 0 in the order of the ids.
    """

    rows: pl.DataFrame

    @property
    def words(self) -> pl.DataFrame:
        """One row per different word of a record's name, with what it weighs."""
        every = self.rows.select("record", word="words", weight="codes").drop_nulls("word")
        every = every.explode("word", "weight", empty_as_null=True, keep_nulls=True)
        weight = (pl.col("weight") // 2**WEIGHT_SHIFT).cast(pl.Int32)
        return every.with_columns(weight.alias("weight"))


def read(table: pa.Table, side: str) -> Records:
    """Bring a list to its records and their words.

    Args:
        table: Any of `COLUMNS` and `PARENT`; only `id` is needed.
        side: What to call the list when it cannot be used.
    """
    frame = _columns(table, side)
    words = _words(frame)
    rows = frame.with_columns(
        *_domains(frame),
        *(_identifier(pl.col(column)).alias(column) for column in IDENTIFIERS),
        _each(frame.get_column("country"), countries.code),
        *(_folded(column) for column in ("state", "city", "postal_code")),
        *_phone(),
    )
    rows = rows.drop("name", "website", "email_domain").join(
        _compared(words), on="record", how="left", maintain_order="left"
    )
    rows = rows.with_columns(pl.col("heaviness").fill_null(0))
    return Records(rows)


def _columns(table: pa.Table, side: str) -> pl.DataFrame:
    """Take the columns we compare, as text, ordered by id."""
    if "id" not in table.column_names:
        raise UnusableTableError(f"List {side} has no column `id`.")
    wanted = (*COLUMNS, PARENT)
    present = [column for column in wanted if column in table.column_names]
    frame = pl.DataFrame(pl.from_arrow(table.select(present)))
    frame = frame.select(
        pl.col(column).cast(pl.String).str.strip_chars().replace("", None)
        if column in present
        else pl.lit(None, dtype=pl.String).alias(column)
        for column in wanted
    )
    ids = frame.get_column("id")
    if ids.null_count():
        raise UnusableTableError(f"List {side} has a row without an id.")
    if ids.n_unique() != len(ids):
        twice = ids.filter(ids.is_duplicated()).sort()[0]
        raise UnusableTableError(f"List {side} has the id {twice} more than once.")
    return frame.sort("id").with_row_index("record")


def _words(frame: pl.DataFrame) -> pl.DataFrame:
    """Break the names into words with what each weighs.

    Beside `record`, `place`, `word` and `weight` two numbers say how far two names agree before
    they are taken apart: `letters` in every letter, `form` in all but the legal form.
    """
    typed = frame.get_column("name").drop_nulls().unique(maintain_order=True)
    texts = normalizing.plain(typed)
    letters = typed.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", "")
    names = pl.DataFrame({"typed": typed, "letters": letters.hash(), "form": texts.hash()})
    words = normalizing.words(texts).join(names.with_row_index("name"), on="name")
    words = words.with_columns(weight=frequencies.weight(pl.col("word"))).drop("name")
    rows = frame.select("record", typed="name").drop_nulls()
    return rows.join(words, on="typed").drop("typed").sort("record", "place")


def _compared(words: pl.DataFrame) -> pl.DataFrame:
    """Put the words of each record together: compact name, initials, words and their codes.

    A code is the weight of a word in the upper bits of a number, then two bits for its kind, and a
    hash of the word in the rest: so codes alone say what shared and extra words weigh and are.
    """
    code = (pl.col("word").hash() & (2**HASH_BITS - 1)).cast(pl.Int64)
    code += vocabulary.kind(pl.col("word")) * 2**KIND_SHIFT
    spoken = words.group_by("record", maintain_order=True).agg(
        pl.col("word").str.join("").alias("compact"),
        pl.col("word").str.slice(0, 1).str.join("").alias("initials"),
        pl.col("letters", "form").first(),
    )
    different = words.unique(["record", "word"], keep="first", maintain_order=True)
    weighed = different.group_by("record", maintain_order=True).agg(
        pl.col("word").alias("words"),
        (code + pl.col("weight").cast(pl.Int64) * 2**WEIGHT_SHIFT).alias("codes"),
        pl.col("weight").sum().cast(pl.Int32).alias("heaviness"),
    )
    return spoken.join(weighed, on="record", maintain_order="left")


def _each(values: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    """Apply a function once to every distinct value of a column."""
    distinct = values.drop_nulls().unique()
    spelled = pl.Series([function(value) for value in distinct], dtype=pl.String)
    return values.replace_strict(distinct, spelled, default=None, return_dtype=pl.String)


def _domains(frame: pl.DataFrame) -> list[pl.Series]:
    """The web domain, its label, its host where that is a sub-domain, and the mail domain.

    An account without a website is known by the domain of its e-mail addresses.
    """
    typed = frame.select(
        pl.col("website").str.to_lowercase().str.extract(_SITE),
        pl.col("email_domain").str.to_lowercase(),
    )
    hosts = pl.concat([typed.get_column("website"), typed.get_column("email_domain")])
    known = sites.matchable(hosts.drop_nulls().unique())
    by_mail = known.select(email_domain="site", mail_domain="domain")
    label = pl.col("label").str.replace_many(["-", *UMLAUTS], ["", *UMLAUTS.values()])
    found = (
        typed.join(known, left_on="website", right_on="site", how="left", maintain_order="left")
        .join(by_mail, on="email_domain", how="left", maintain_order="left")
        .select(
            pl.coalesce("domain", "mail_domain"),
            "mail_domain",
            label,
            pl.when(pl.col("host") != pl.col("domain")).then("host").alias("sub_domain"),
        )
    )
    return found.get_columns()


def _identifier(value: pl.Expr) -> pl.Expr:
    """Keep letters and digits of an identifier; leading zeros are lost in too many sheets."""
    kept = value.str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]+", "")
    return kept.str.strip_chars_start("0").replace("", None)


def _folded(column: str) -> pl.Expr:
    """Compare places without case, accents and punctuation."""
    text = pl.col(column).str.normalize("NFKD").str.to_lowercase()
    return text.str.replace_all(r"[^\p{L}\p{N}]+", "").replace("", None)


def _phone() -> list[pl.Expr]:
    """The last digits of a phone number: the line, whether or not a country code was typed."""
    text = pl.col("phone").str.replace(_EXTENSION, "").str.replace_all(r"\(0\)", "")
    digits = text.str.replace_all(r"\D+", "").str.strip_chars_start("0")
    usable = pl.when(digits.str.len_bytes() >= _FEWEST_PHONE_DIGITS).then(digits)
    return [usable.str.tail(_LINE_DIGITS).alias("line"), pl.lit(None).alias("phone")]
