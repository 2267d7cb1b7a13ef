"""Names brought to the words they are compared in.

`Nestlé S.A.`, `NESTLE SA` and `S.A. Nestlé` become the one word `nestle`; `Acme Mfg. & Sons Co.,
Ltd.` becomes `acme manufacturing son`. Everything is done on distinct names and whole columns at
once; only names in scripts other than Latin pass through Python one by one.
"""

import re
import unicodedata
from typing import Final

import polars as pl
from anyascii import anyascii

from partnerhub.matching import legal_forms
from partnerhub.matching.abbreviations import CANONICAL, FILLERS

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS: Final = {
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d",  # noqa: RUF001
    "’": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": "-", "“": '"', "”": '"',  # noqa: RUF001
}  # fmt: skip
# Umlauts are typed with and without their e, so all names are compared without it.
UMLAUTS: Final = {"ae": "a", "oe": "o", "ue": "u"}

# What follows these words is another name of the company, or an older one.
_ALIAS: Final = (
    r"[ (,;\[-]+(?:d/b/a|dba|d\.b\.a\.|t/a|trading as|doing business as|a/k/a|aka|f/k/a|fka"
    r"|formerly|formerly known as|ehemals|vormals|previously|c/o)\b.*$"
)
# (US), (publ), [UK]: a note beside the name. Longer brackets may be part of it: Acme (China).
_NOTE: Final = r"[(\[][^a-z0-9)\]]*(?:[a-z]{1,3}|publ)[^a-z0-9)\]]*[)\]]"
_INITIAL: Final = r"\b([a-z])\."
_GLUED_FORM: Final = r"([a-z])(co\.?, ?ltd|, ?ltd|, ?inc|, ?llc)\b"

_LATIN: Final = re.compile(r"[a-z\u00df-\u024f]")
_LOOKS_LATIN: Final = re.compile(r"[\u0370-\u058f\u13a0-\u13ff]")
_PLURAL_FROM: Final = 4


def plain(names: pl.Series) -> pl.Series:
    """Take case, accents, punctuation and legal forms off; what is left are words and spaces."""
    return _without_forms(_latin(_folded(names)))


def words(texts: pl.Series) -> pl.DataFrame:
    """Break plain names into the words they are compared by, in their order.

    Returns the columns `name` (its place in the series), `place` and `word`; a name without a
    letter or digit has no row.
    """
    frame = pl.DataFrame({"text": texts}).with_row_index("name")
    frame = frame.with_columns(pl.col("text").str.split(" ")).explode("text", empty_as_null=True)
    frame = frame.with_columns(_canonical(pl.col("text")).alias("word"))
    return (
        frame.filter(pl.col("word") != "")
        .with_columns(pl.int_range(pl.len(), dtype=pl.UInt16).over("name").alias("place"))
        .select("name", "place", "word")
    )


def _folded(names: pl.Series) -> pl.Series:
    """Lower case without accents: é becomes e, the ligature ﬁ becomes fi, ß becomes ss."""
    letters = pl.col("n").str.normalize("NFKC").str.to_lowercase()
    letters = letters.str.replace_many(_LETTERS).str.normalize("NFKD")
    ascii_only = pl.col("n").str.len_bytes() == pl.col("n").str.len_chars()
    folded = (
        pl.when(ascii_only)
        .then(pl.col("n").str.to_lowercase())
        .otherwise(letters.str.replace_all(r"[\u0300-\u036f]+", ""))
    )
    return pl.DataFrame({"n": names}).select(folded.alias("n")).get_column("n")


def _latin(texts: pl.Series) -> pl.Series:
    """Write the names that are left in other scripts in Latin letters."""
    foreign = texts.filter(texts.str.len_bytes() != texts.str.len_chars()).unique()
    if foreign.is_empty():
        return texts
    return texts.replace({text: romanized(text) for text in foreign})


def romanized(text: str) -> str:
    """Write a name in Latin letters, its native legal form taken off.

    A word that mixes Latin with letters that merely look Latin is left as it is: it was not typed
    by accident, and must not become the word that it imitates.

    >>> romanized("株式会社日立"), romanized("ооо газпром")
    ('rili', 'gazprom')
    """  # noqa: RUF002
    text = legal_forms.NATIVE_PATTERN.sub(" ", unicodedata.normalize("NFC", text))
    kept = [word for word in text.split() if word not in legal_forms.NATIVE_WORDS]
    return " ".join(
        word if _LATIN.search(word) and _LOOKS_LATIN.search(word) else anyascii(word).lower()
        for word in kept
    )


def _without_forms(texts: pl.Series) -> pl.Series:
    """Take notes, punctuation and legal forms off; what is left are words with a space between."""
    text = pl.col("n").str.replace(_ALIAS, "").str.replace_all(_NOTE, " ")
    text = text.str.replace(_GLUED_FORM, "${1} ${2}")
    text = text.str.replace_all(_INITIAL, "${1}~").str.replace_all("~ ", " ")
    text = text.str.replace_all(r"[~']", "").str.replace_all(r"[^\p{L}\p{N}]+", " ")
    text = text.str.strip_chars(" ")
    text = text.str.replace(r"^the (.+)", "${1}").str.replace(legal_forms.TRAILING_PATTERN, "${1}")
    text = text.str.replace(legal_forms.LEADING_PATTERN, "${1}")
    frame = pl.DataFrame({"n": texts}).with_columns(text.alias("text"))
    # A name that is all note or alias, such as "(AMP)", is compared as it stands.
    whole = pl.col("n").str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars(" ")
    return frame.select(pl.when(pl.col("text") == "").then(whole).otherwise("text")).to_series()


def _canonical(word: pl.Expr) -> pl.Expr:
    """Say one word in its compared form: singular, unabbreviated, without the e of umlauts."""
    plain = pl.when(word.is_in(list(FILLERS))).then(pl.lit("")).otherwise(word)
    return _singular(plain).replace(_CANONICAL).str.replace_many(UMLAUTS)


def _singular(word: pl.Expr) -> pl.Expr:
    """Take a final s off long words, so that singular and plural are one word."""
    plural = (word.str.len_bytes() > _PLURAL_FROM) & word.str.contains("[^s]s$")
    return pl.when(plural).then(word.str.strip_suffix("s")).otherwise(word)


def _singular_word(word: str) -> str:
    """Do for one word what `_singular` does for a column."""
    plural = len(word) > _PLURAL_FROM and word.endswith("s") and not word.endswith("ss")
    return word.removesuffix("s") if plural else word


_CANONICAL: Final = {_singular_word(k): _singular_word(v) for k, v in CANONICAL.items()}
