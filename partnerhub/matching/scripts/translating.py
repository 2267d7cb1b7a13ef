"""Known words of other scripts, put into the Latin words that they are compared as.

In scripts that put spaces between words a known word is looked for as a whole word; in the others
wherever it stands, the longest first. Kana and Hangul words that are short enough to stand in
other words by chance are left to `runs`.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Final

import polars as pl

from partnerhub.matching.columns import TEXT, evaluated
from partnerhub.matching.scripts import native_words, sounds
from partnerhub.matching.scripts.runs import Runs
from partnerhub.matching.scripts.sounds import EDGE

_SPACED: Final = r"\p{Greek}\p{Cyrillic}\p{Armenian}\p{Hebrew}\p{Arabic}\p{Devanagari}"
_RUN: Final = rf"([{_SPACED}][{_SPACED}\pM]*)"
_INITIAL: Final = rf"\b([{_SPACED}])\."
# How banks print the form of a payee: カ)リクルート, リクルート(カ.
_PAYEE: Final = r"^[カユド]\)|\([カユド]\)?$"
# й is no и with a mark, so it gets a letter of its own before marks are taken off.
_SHORT_I: Final = "ҋ"

_EAST: Final = r"[\p{Han}ァ-ヺー]"
# Words are looked for only in names that have letters of their script.
_SCRIPTS: Final = {
    "chinese": _EAST, "japanese": _EAST, "hangul": "[가-힣]", "thai": r"\p{Thai}", "spaced": EDGE
}  # fmt: skip
_LETTERS: Final = {
    "chinese": "[ァ-ヺー㐀-\u9fff]", "japanese": "[ァ-ヺー㐀-\u9fff]", "hangul": "[가-힣]",
    "thai": "[\u0e00-\u0e7f]", "spaced": EDGE,
}  # fmt: skip
# Signs without a meaning, one for each company whose names are known.
FIRST_SIGN: Final = 0xF0000
# How long a word must be that is looked for within others.
_SYLLABLES: Final = {"kana": re.compile("[ァ-ヺー]+"), "hangul": re.compile("[가-힣]+")}
_LEAST: Final = {
    ("kana", "name"): 3, ("kana", "reading"): 3, ("kana", "word"): 4, ("kana", "loan"): 4,
    ("hangul", "name"): 2, ("hangul", "reading"): 2, ("hangul", "word"): 2, ("hangul", "loan"): 3,
}  # fmt: skip
_LEAST_OTHERS: Final = 2


def without_forms(texts: pl.Series) -> pl.Series:
    """Take native legal forms off, and mark the ends of words in scripts that separate them."""
    text = TEXT.str.replace_all(_PAYEE, "").str.replace_all(_INITIAL, "${1}~")
    text = text.str.replace_all("~ ", " ", literal=True).str.replace_all("~", "", literal=True)
    return evaluated(texts, _marked(text).str.replace_many(_forms(), leftmost=True))


def translated(texts: pl.Series, typed: pl.Series) -> pl.Series:
    """Put Latin words for the ones that are known.

    Args:
        texts: Names without legal forms, in one spelling.
        typed: The same as they were: which characters they use says where they are from.
    """
    return _replaced(texts, typed, _translations)


def _replaced(
    texts: pl.Series, typed: pl.Series, known: Callable[[str], dict[str, str]]
) -> pl.Series:
    """Replace words in the names of their script."""
    chinese = _chinese(typed)
    only = {"chinese": chinese, "japanese": ~chinese}
    # Where letters of a script stood and stand no more, none of its words is found.
    found = texts.to_frame("text").select(
        TEXT.str.contains(letters).alias(script) for script, letters in _SCRIPTS.items()
    )
    text = texts
    for here in found.get_columns():
        there = here & only[here.name] if here.name in only else here
        text = sounds.by_table(text, there, partial(known, here.name))
    return text


def named(texts: pl.Series, typed: pl.Series) -> pl.Series:
    """Leave of names what says whose they are: no business words, readings as they are typed.

    Args:
        texts: Names without legal forms, in one spelling.
        typed: The same as they were.
    """
    return _replaced(texts, typed, _own)


def _chinese(texts: pl.Series) -> pl.Series:
    """Say which names have characters that are written so in Chinese only."""
    letters = texts.str.extract_all(r"\p{Han}").explode(empty_as_null=True).drop_nulls().unique()
    simplified = [letter for letter in letters if not _japanese(letter)]
    if not simplified:
        return pl.repeat(value=False, n=len(texts), eager=True)
    return texts.str.contains_any(simplified)


def _japanese(letter: str) -> bool:
    """Say whether the character set of Japanese has a letter."""
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _marked(text: pl.Expr) -> pl.Expr:
    """Mark the ends of the words in scripts that separate words."""
    return text.str.replace_all(_RUN, f"{EDGE}${{1}}{EDGE}")


def looked_up(typed: list[str]) -> list[str]:
    """Bring spellings to the one in which they are looked up."""
    text = pl.Series(typed).str.normalize("NFKC").str.to_lowercase()
    text = text.str.replace_all("й", _SHORT_I, literal=True).str.normalize("NFKD")
    return evaluated(sounds.one_spelling(text), _marked(TEXT)).to_list()


@cache
def _known() -> tuple[native_words.Spelling, ...]:
    """List the known words with their use and what is put for them, the longest first."""
    return tuple(native_words.known())


@cache
def _forms() -> dict[str, str]:
    """List the legal forms, the longest first, with a space to put for them."""
    return {spelling: " " for use, _, spelling in _known() if use == "form"}


@cache
def _translations(script: str) -> dict[str, str]:
    """Map the words of a script to what is put for them wherever they stand."""
    return {spelling: f" {written} " for _, written, spelling in _of(script)}


@cache
def _own(script: str) -> dict[str, str]:
    """Map business words to nothing, readings to themselves, a company's names to one sign."""
    names = sorted({written for use, written, _ in _known() if use == "name"})
    signs = {written: chr(FIRST_SIGN + place) for place, written in enumerate(names)}
    return {
        spelling: {"name": signs.get(written, ""), "reading": spelling}.get(use, "")
        for use, written, spelling in _of(script)
    }


@cache
def _of(script: str) -> tuple[tuple[str, str, str], ...]:
    """List the words of a script that are looked for wherever they stand."""
    letters = re.compile(_LETTERS[script])
    found: dict[str, tuple[str, str, str]] = {}
    for use, written, spelling in _known():
        # Japanese readings of characters mean nothing in Chinese.
        foreign = use == "form" or (script == "chinese" and use == "reading")
        if letters.search(spelling) and not foreign and len(spelling) >= _least(use, spelling):
            found.setdefault(spelling, (use, written, spelling))
    return tuple(found.values())


def _least(use: str, spelling: str) -> int:
    """Say how long a word must be to be looked for within others."""
    for script, letters in _SYLLABLES.items():
        if letters.fullmatch(spelling):
            return _LEAST[script, use]
    return _LEAST_OTHERS


@cache
def runs() -> Runs:
    """List what runs of kana and Hangul may be made of."""
    scripts = tuple(_SYLLABLES.values())
    return Runs(
        {
            spelling: written
            for use, written, spelling in reversed(_known())
            if use != "form" and any(letters.fullmatch(spelling) for letters in scripts)
        }
    )
