"""Names brought to the words they are compared in.

`Nestlé S.A.`, `NESTLE SA` and `S.A. Nestlé` become the one word `nestle`; `Acme Mfg. & Sons Co.,
Ltd.` becomes `acme manufacturing son`. Everything is done on whole columns. Two of three names are
plain letters and single spaces, so what only the others need is done to the others only, and what
is done to words is done once to each different word.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from partnerhub.matching.columns import TEXT, changed, different, evaluated, laid, put
from partnerhub.matching.names import legal_forms, legal_groups, remarks, securities
from partnerhub.matching.names.abbreviations import CANONICAL, FILLERS
from partnerhub.matching.scripts import latin, native_words

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS: Final = {
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d",  # noqa: RUF001
    "й": "ҋ", "ə": "e", "l·l": "ll",
    "’": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": "-", "“": '"', "”": '"',  # noqa: RUF001
}  # fmt: skip
# Umlauts are typed with and without their e, å as a and aa, щ as shch and sch: all names are
# compared in the shorter way.
UMLAUTS: Final = {"ae": "a", "oe": "o", "ue": "u", "aa": "a", "shch": "sch"}

# What follows these words is another name of the company, or an older one.
_ALIAS: Final = (
    r"[ (,;\[-]+(?:d/b/a|dba|d\.b\.a\.|t/a|trading as|doing business as|a/k/a|aka|f/k/a|fka"
    r"|formerly|formerly known as|ehemals|vormals|previously|c/o)\b.*$"
)
# Acme (formerly Acme Tools): what stands behind is the older name, and may be the fuller one.
_FORMER: Final = (
    r"^([^(\[]*?)[ (,;\[-]+(?:formerly known as|formerly|f/k/a|fka|ehemals|vormals|previously)[: ]+"
    r"([^)\]]{3,})[)\]]? *$"
)
# A name with none of this has no alias, no note, no sign or security to take off and no space too
# many. It is one pattern: to search for three of them takes twice as long.
_ROUGH: Final = (
    r"[^a-z0-9 ]|^ | $|  "
    r"| (?:dba|trading as|doing business as|aka|fka|formerly|ehemals|vormals|previously|do not)"
    rf"|{securities.NAMED}"
)
# (US), (publ), [UK]: a note beside the name. Longer brackets may be part of it: Acme (China).
_NOTE: Final = r"[(\[][^a-z0-9)\]]*(?:[a-z]{1,3}|publ)[^a-z0-9)\]]*[)\]]"
# The note as far as it may tell accounts apart; (publ) and (the) belong to the form.
_NOTED: Final = r"[(\[][^a-z0-9)\]]*([a-z]{2,3})[^a-z0-9)\]]*[)\]]"
# A fund beside a company of its name is another one; so is what was founded to acquire one.
_FUND: Final = (
    r"(?-u:\b)(?:funds?|fundos?|fondos?|fonds|fii|fip|fiagro|etf|sicav|ucits|acquisitions?|reit)"
    r"(?-u:\b)|基金|投資法人|펀드|фонд|กองทุน"
)
_NO_NOTES: Final = ["the", "cr"]
_INITIAL: Final = r"\b([a-z])\."
_GLUED_FORM: Final = r"([a-z])(co\.?, ?ltd|, ?ltd|, ?inc|, ?llc)\b"
# TempusCapInc: a form that only its capital sets apart.
_GLUED_CAPITAL: Final = r"([a-z]{2})(Inc|Ltd|Corp|LLC|Limited|GmbH|PLC)$"
_SIGNS: Final = r"[^\p{L}\p{N}]+"
_MARKS: Final = r"[\u0300-\u036f]+"

_PLURAL_FROM: Final = 4


@dataclass(frozen=True, slots=True)
class Names:
    """Names, written in the ways in which they are compared whole.

    Attributes:
        plain: Without case, accents, punctuation and legal form: words and single spaces.
        letters: Every letter and digit in lower case, and nothing else.
        note: A note beside the name, such as (UK), or nothing.
        legal_groups: In which `legal_groups` its legal forms are, one bit for each.
        fund: Whether it is the name of a fund.
    """

    plain: pl.Series
    letters: pl.Series
    note: pl.Series
    legal_groups: pl.Series
    fund: pl.Series


@dataclass(frozen=True, slots=True)
class Words:
    """Plain names, broken into the words they are compared by.

    Attributes:
        name: For each word, the place of its name; ascending, the words in their order.
        word: For each word, its place among the different ones.
        different: The different words.
    """

    name: pl.Series
    word: pl.Series
    different: pl.Series


def read(names: pl.Series) -> Names:
    """Write names in the ways in which they are compared whole."""
    names = changed(
        names,
        names.str.contains(_GLUED_CAPITAL),
        lambda glued: glued.str.replace(_GLUED_CAPITAL, "${1} ${2}"),
    )
    lower = names.str.to_lowercase()
    rough = lower.str.contains(_ROUGH).arg_true()
    typed = lower.gather(rough).str.replace_all(_SIGNS, "")
    said = remarks.without(folded(names.gather(rough).str.strip_chars(" ")))
    spelled = latin.written(said)
    plain, taken = _without_forms(put(lower, rough, _unmarked(spelled)))
    # A name that is all note or alias, such as "(AMP)", is compared as it stands.
    gone = (plain.gather(rough) == "").arg_true()
    noted = spelled.str.extract(_NOTED)
    noted = noted.set(noted.is_in(_NO_NOTES), None)
    nothing = pl.repeat(None, len(names), dtype=pl.String, eager=True)
    return Names(
        put(plain, rough.gather(gone), evaluated(spelled.gather(gone), _without_signs(TEXT))),
        put(lower.str.replace_all(" ", "", literal=True), rough, typed),
        put(nothing, rough, noted),
        legal_groups.groups(taken),
        lower.str.contains(_FUND),
    )


def plain(names: pl.Series) -> pl.Series:
    """Take case, accents, punctuation and legal forms off; what is left are words and spaces."""
    return read(names).plain


def broken(texts: pl.Series) -> Words:
    """Break plain names into the words they are compared by."""
    pieces = texts.fill_null("").str.split(" ")
    counts, every = laid(pieces)
    name = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    place, typed = different(every)
    spelled, known = different(evaluated(typed, _canonical(TEXT)))
    word = spelled.gather(place)
    kept = (known != "").gather(word)
    return Words(pl.Series(name).filter(kept), word.filter(kept), known)


def words(texts: pl.Series) -> pl.DataFrame:
    """Tell the words of plain names: the columns `name` (its place), `place` and `word`.

    A name without a letter or digit has no row.
    """
    found = broken(texts)
    place = pl.int_range(pl.len(), dtype=pl.UInt16).over("name")
    frame = pl.DataFrame({"name": found.name, "word": found.different.gather(found.word)})
    return frame.select("name", place.alias("place"), "word")


def folded(names: pl.Series) -> pl.Series:
    """Lower case without accents: é becomes e, the ligature ﬁ becomes fi, ß becomes ss."""
    lower = names.str.to_lowercase()
    other = latin.foreign(names)
    if other.is_empty():
        return lower
    text = TEXT.str.normalize("NFKC").str.to_lowercase()
    text = text.str.replace_many(_LETTERS).str.normalize("NFKD").str.replace_all(_MARKS, "")
    return put(lower, other, evaluated(names.gather(other), text))


def _unmarked(texts: pl.Series) -> pl.Series:
    """Take aliases, what names a security, notes and punctuation off."""
    some = securities.without(_fuller(texts).str.replace(_ALIAS, ""))
    text = TEXT.str.replace_all(_NOTE, " ").str.replace(_GLUED_FORM, "${1} ${2}")
    text = text.str.replace_all(_INITIAL, "${1}~").str.replace_all("~ ", " ", literal=True)
    return evaluated(some, _without_signs(text.str.replace_all(r"[~']", "")))


def _fuller(texts: pl.Series) -> pl.Series:
    """Take the older name where it is the newer one and more: Acme (formerly Acme Tools)."""
    newer, older = TEXT.str.extract(_FORMER, 1), TEXT.str.extract(_FORMER, 2)
    more = (newer.str.len_bytes() > 0) & older.str.starts_with(newer)
    fuller = pl.when(more).then(older).otherwise(TEXT)
    return changed(
        texts,
        texts.str.contains(r"formerly|f/k/a|fka|ehemals|vormals|previously"),
        lambda some: evaluated(some, fuller),
    )


def _without_signs(text: pl.Expr) -> pl.Expr:
    """Leave letters and digits, with single spaces between the words."""
    return text.str.replace_all(_SIGNS, " ").str.strip_chars(" ")


def _without_forms(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Take the article and the legal forms off, and say which forms stood at the ends."""
    whole = texts.str.strip_prefix("the ")
    begun = whole.str.replace(legal_forms.TRAILING_PATTERN, "")
    bare = begun.str.replace(legal_forms.LEADING_PATTERN, "")
    before = begun.str.head(begun.str.len_chars() - bare.str.len_chars())
    taken = before + whole.str.slice(begun.str.len_chars())
    inside = bare.str.contains(legal_forms.INSIDE_PATTERN)
    without = changed(
        bare, inside, lambda some: some.str.replace_all(legal_forms.INSIDE_PATTERN, "")
    )
    return without, taken


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


_ENGLISH: Final = {_singular_word(k): _singular_word(v) for k, v in CANONICAL.items()}
_CANONICAL: Final = _ENGLISH | {
    _singular_word(k): _ENGLISH.get(_singular_word(v), _singular_word(v))
    for k, v in native_words.synonyms().items()
}
