"""Letters of other scripts, and the Latin ones for their sounds.

`letters.tsv` holds them: `same` are letters that readers hold for one, then the Latin spelling of
letters and syllables, in the way that companies of the country mostly spell themselves, and the
letters that some Cyrillic alphabets use in their own way.
"""

# ruff: noqa: RUF001, RUF003 - letters of other scripts are the point

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib import resources
from typing import Final

import polars as pl
from anyascii import anyascii

from partnerhub.matching.columns import TEXT, changed, evaluated

EDGE: Final = "\ue000"  # Stands at either end of a word in a script that puts spaces between them.

# Points that say how a letter sounds, tones, and signs that nobody sees.
_MARKS: Final = (
    r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u093c\u0e47-\u0e4b"
    r"\u00ad\u200b-\u200f\ufeff]+"
)
# What shows that a name in Cyrillic letters is written in a language, the first that fits.
_LANGUAGES: Final = {
    "kazakh": "[қғңұүөһә]",
    "ukrainian": "[іїєґ]",
    "serbian": "[јљњђћџѕ]",
    "bulgarian": "ъ[^еюя]",
}
_SERIES_O: Final = "オコソトノホモヨロゴゾドボポョォ"
_SERIES_U: Final = "ウクスツヌフムユルグズブプュ"
_ARABIC: Final = "ب-دذ-غف-نه"
_HEBREW: Final = "א-הז-טכ-ת"

# Rules about neighbours, which need the letters themselves.
_BEFORE: Final = (
    # Long vowels are compared like short ones: トウキョウ is tokyo, イノウエ stays inoue.
    (rf"([{_SERIES_O}])ウ([^エ]|$)", "${1}${2}"),
    (rf"([{_SERIES_O}])ウ([^エ]|$)", "${1}${2}"),
    (rf"([{_SERIES_U}])ウ", "${1}"),
    ("オオ", "オ"),
    (f"{EDGE}евро", f"{EDGE}euro"),
    # Endings of Russian and Ukrainian words.
    (rf"сь?к[иі]ҋ{EDGE}", f"sky{EDGE}"),
    (rf"ыҋ{EDGE}", f"y{EDGE}"),
    (rf"кс{EDGE}", f"x{EDGE}"),
    # Words that others end in, as banks and sales companies of a group are called.
    (rf"(\p{{Cyrillic}}{{3}})банк{EDGE}", f"${{1}} bank{EDGE}"),
    (rf"(\p{{Cyrillic}}{{3}})сбыт{EDGE}", f"${{1}} sales{EDGE}"),
    # Greek pairs of letters sound differently at the beginning, and before hard letters.
    (f"{EDGE}μπ", f"{EDGE}b"),
    (f"{EDGE}ντ", f"{EDGE}d"),
    (f"{EDGE}γκ", f"{EDGE}g"),
    ("([αε])υ([θκξπστφχψ])", "${1}f${2}"),
    # Arabic and Hebrew write few vowels; و and י are some between consonants.
    (f"{EDGE}ال", f"{EDGE}al"),
    (f"ه{EDGE}", f"a{EDGE}"),
    (f"({EDGE}(?:al)?[{_ARABIC}])([{_ARABIC}])", "${1}a${2}"),
    (f"([{_ARABIC}])و([{_ARABIC}{EDGE}])", "${1}u${2}"),
    (f"([{_ARABIC}])ي([{_ARABIC}{EDGE}])", "${1}i${2}"),
    (f"ה{EDGE}", f"a{EDGE}"),
    (f"([{_HEBREW}])ו([{_HEBREW}])", "${1}o${2}"),
    (f"([{_HEBREW}])י([{_HEBREW}{EDGE}])", "${1}i${2}"),
    # Thai writes some vowels before their consonant, and marks letters that are silent.
    ("[ก-ฮ]์", ""),
    ("([เแโใไ])([ก-ฮ])", "${2}${1}"),
)
# What is settled once the letters are Latin: double consonants of kana, the vowel that a letter of
# Devanagari carries within words but not at their end.
_AFTER: Final = (
    ("ッch", "tch"),
    ("ッ([a-z])", "${1}${1}"),
    ("ッ", ""),
    (rf"ə{EDGE}", EDGE),
    ("ə", "a"),
)


@cache
def _tables() -> dict[str, dict[str, str]]:
    """Read the letters, by their use."""
    text = resources.files("partnerhub.matching.scripts").joinpath("letters.tsv").read_text("utf-8")
    tables: dict[str, dict[str, str]] = defaultdict(dict)
    for line in text.splitlines()[1:]:
        use, written, known = line.split("\t")
        tables[use].update(dict.fromkeys(known.split(" "), written))
    return tables


@cache
def _table(use: str) -> dict[str, str]:
    """List the letters of one use, the longest first."""
    return dict(sorted(_tables()[use].items(), key=lambda item: -len(item[0])))


@cache
def _same() -> tuple[dict[str, str], dict[str, str]]:
    """List the letters, and the pairs of letters, that readers hold for one."""
    same = _tables()["same"]
    letters = {one: same.get(other, other) for one, other in same.items() if len(one) == 1}
    return letters, {one: other for one, other in same.items() if len(one) > 1}


def one_spelling(texts: pl.Series) -> pl.Series:
    """Bring what readers of a script hold for one spelling to one."""
    letters, pairs = _same()
    text = TEXT.str.replace_all(_MARKS, "").str.normalize("NFC").str.replace_many(letters)
    return evaluated(texts, text.str.replace_many(pairs, leftmost=True))


def by_table(texts: pl.Series, where: pl.Series, table: Callable[[], dict[str, str]]) -> pl.Series:
    """Put what a table has for it in the place of each of its words, the longest first.

    Args:
        texts: Names.
        where: In which of them to look.
        table: Gives what is put for each word; asked only where there is one to look in.
    """
    return changed(texts, where, lambda some: some.str.replace_many(table(), leftmost=True))


def written(texts: pl.Series) -> pl.Series:
    """Write the letters of other scripts in Latin ones; words of some scripts end in `EDGE`."""
    text = _applied(TEXT, _BEFORE)
    for table in ("letters", "signs"):
        text = text.str.replace_many(_table(table), leftmost=True)
    known = evaluated(_cyrillic(texts), text)
    return evaluated(_others(known), _applied(TEXT, _AFTER))


def _applied(text: pl.Expr, rules: Iterable[tuple[str, str]]) -> pl.Expr:
    """Replace patterns one after the other."""
    for pattern, sound in rules:
        text = text.str.replace_all(pattern, sound)
    return text


def _cyrillic(texts: pl.Series) -> pl.Series:
    """Write the letters that a language spells in its own way."""
    known = pl.repeat(value=False, n=len(texts), eager=True)
    found = texts.to_frame("text").select(
        TEXT.str.contains(sign).alias(language) for language, sign in _LANGUAGES.items()
    )
    for signed in found.get_columns():
        here = signed & ~known
        known |= here
        texts = by_table(texts, here, partial(_table, signed.name))
    return texts


def _others(texts: pl.Series) -> pl.Series:
    """Write the letters that no table has, Chinese characters and Hangul mostly."""
    letters = texts.str.extract_all(rf"[^\x00-\x7f{EDGE}əッ𒀀-𒍮]").explode(empty_as_null=True)
    known = letters.drop_nulls().unique()
    return texts.str.replace_many({letter: anyascii(letter).lower() for letter in known})
