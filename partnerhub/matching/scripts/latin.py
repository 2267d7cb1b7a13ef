"""Names in other scripts, written in Latin letters.

Native legal forms are taken off, what is known as a word is translated (`translating`), and the
rest is written by its sound (`sounds`). Spellings that are one to their readers become one before:
traditional and simplified characters, hiragana and katakana, Arabic letters with and without
hamza. Whole columns at once; Python sees only names in kana, Hangul or Devanagari, and imitations.
"""

import re
from collections.abc import Callable
from typing import Final

import polars as pl

from partnerhub.identifiers.domains import PHONETIC
from partnerhub.matching.columns import TEXT, changed, evaluated, put
from partnerhub.matching.scripts import sounds, translating

_LOOKS_LATIN: Final = r"[\p{Greek}\p{Cyrillic}\p{Armenian}\p{Cherokee}\p{Lisu}\p{Coptic}]"
_IMITATION: Final = rf"[a-z]\pL*{_LOOKS_LATIN}|{_LOOKS_LATIN}\pL*[a-z]|[{PHONETIC}]"
_WORD: Final = re.compile(r"[^\W\d_]+")
_BOTH: Final = re.compile(
    r"(?=.*[a-z]).*[\u0370-\u052f\u0531-\u058f\u13a0-\u13ff\u2c80-\u2cff\ua4d0-\ua4ff\uab70-\uabbf]"
    f"|.*[{PHONETIC}]"
)
_CUNEIFORM: Final = 0x12000
_CUNEIFORM_LETTERS: Final = 0x300
_CHARACTERS: Final = r"[\p{Han}\p{Hangul}]"
# The first letter of Hangul and all behind it: no other becomes one of `_CHARACTERS` by NFKC.
_MAY_BE_CHARACTERS: Final = "[\u1100-\U0010ffff]"
_NO_CHARACTERS: Final = r"[^\p{Han}\p{Hangul}\x{F0000}-\x{FFFFD}]+"
_RUNS: Final = "[ァ-ヺー가-힣\u0900-\u097f]"


def foreign(texts: pl.Series) -> pl.Series:
    """Say where the texts stand that have other letters than those of plain Latin."""
    return evaluated(texts, (TEXT.str.len_bytes() != TEXT.str.len_chars()).arg_true())


def written(texts: pl.Series) -> pl.Series:
    """Write the names that are in other scripts in Latin letters, their native forms taken off.

    A word that mixes Latin letters with ones that merely look Latin was not typed so by accident.
    It must not become the word that it imitates, nor look like it: it is spelled in cuneiform.

    Args:
        texts: Names in lower case without accents.

    >>> written(pl.Series(["株式会社日立", "ооо газпром", "acme", "三菱電機"])).to_list()
    ['hitachi', 'gazprom', 'acme', 'mitsubishi electric']
    """  # noqa: RUF002
    others = foreign(texts)
    if others.is_empty():
        return texts
    typed = texts.gather(others)
    text = _each(sounds.one_spelling(typed), _IMITATION, _set_apart)
    text = translating.without_forms(text)
    left = foreign(text)
    text = put(text, left, _translated(text.gather(left), typed.gather(left)))
    spaced = TEXT.str.replace_all(sounds.EDGE, "", literal=True).str.replace_all(" +", " ")
    return put(texts, others, evaluated(text, spaced.str.strip_chars(" ")))


def characters(names: pl.Series) -> pl.Series:
    """Keep what names in Chinese characters or Hangul have beside business words; others nothing.

    Many characters sound alike, so two companies may be one in Latin letters that are not one in
    their own: 三洋電機 and 山洋電気 are both *Sanyo Denki*.

    Args:
        names: Names as they were typed.

    Returns:
        Simplified characters and Hangul, and one sign for every company whose names are known.

    >>> characters(pl.Series(["三洋電機", "山洋電気", "Sanyo Denki", "華威銀行"])).to_list()
    ['三洋电机', '山洋电气', None, '华威']
    """
    others = foreign(names)
    others = others.filter(names.gather(others).str.contains(_MAY_BE_CHARACTERS))
    typed = evaluated(names.gather(others), TEXT.str.normalize("NFKC").str.to_lowercase())
    known = pl.repeat(None, n=len(names), dtype=pl.String, eager=True)
    some = typed.str.contains(_CHARACTERS).arg_true()
    if some.is_empty():
        return known
    others, typed = others.gather(some), typed.gather(some)
    text = translating.without_forms(sounds.one_spelling(typed))
    left = text.str.contains(_CHARACTERS).arg_true()
    text = translating.named(text.gather(left), typed.gather(left))
    text = text.str.replace_all(_NO_CHARACTERS, "")
    return put(known, others.gather(left), text.replace("", None))


def _translated(texts: pl.Series, typed: pl.Series) -> pl.Series:
    """Write names in Latin letters, from which the legal forms are off.

    Args:
        texts: The names.
        typed: The same as they were, in the characters of their country.
    """
    text = translating.translated(texts, typed)
    text = _each(text, _RUNS, translating.runs().written)
    return sounds.written(text).str.replace("^ *group (.+)", "${1} group")


def _each(texts: pl.Series, where: str, write: Callable[[str], str]) -> pl.Series:
    """Write the names anew in which a pattern is found."""
    return changed(
        texts,
        texts.str.contains(where),
        lambda some: pl.Series([write(text) for text in some], dtype=pl.String),
    )


def _set_apart(text: str) -> str:
    """Spell words that imitate others in letters that nobody types."""
    return _WORD.sub(
        lambda word: _cuneiform(word[0]) if _BOTH.match(word[0]) else word[0],
        text,
    )


def _cuneiform(word: str) -> str:
    """Put a letter of cuneiform for each letter of a word."""
    return "".join(chr(_CUNEIFORM + ord(letter) % _CUNEIFORM_LETTERS) for letter in word)
