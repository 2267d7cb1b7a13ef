"""Romanised words: what people type in Latin letters for words of other scripts.

A company that one list has as 東京電力 is *Tokyo Electric Power* in another, and *Toukyou Denryoku*
in a third. So the words of `native_words.tsv` are written by their sound in the ways that people
use, and `romanized_words.tsv` says for each which word it stands for.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import polars as pl
from anyascii import anyascii

from partnerhub.matching.scripts import native_words, sounds, translating

# Hepburn with macrons, as the table has it, and how else the same sounds are written.
_LONG: Final = (
    {"ā": "a", "ē": "e", "ī": "i", "ō": "o", "ū": "u"},
    {"ā": "aa", "ē": "ee", "ī": "ii", "ō": "ou", "ū": "uu"},
    {"ā": "aa", "ē": "ee", "ī": "ii", "ō": "oo", "ū": "uu"},
    {"ā": "ah", "ē": "eh", "ī": "i", "ō": "oh", "ū": "uh"},
)
_KUNREI: Final = (
    ("shi", "si"), ("sh", "sy"), ("chi", "ti"), ("tch", "tty"), ("ch", "ty"), ("tsu", "tu"),
    ("ji", "zi"), ("j", "zy"), ("fu", "hu"), ("dzu", "zu"),
)  # fmt: skip
_READING: Final = re.compile(r"(?:(?:[kgsztdnhbpmrfjy]?y?|sh|ch|ts|w|kk|pp|ss|tt)[aiueoāēīōū]|n)+")
_HANGUL: Final = re.compile("[가-힣]+")
_ALPHABET: Final = re.compile("[\u0370-\u03ff\u0400-\u052f]+")
# Shorter sounds may be words of other languages.
_SHORTEST: Final = 5
# Sounds that are names or words of their own in Latin letters.
_OTHERS: Final = frozenset("sistema marin kriti nova".split())  # noqa: SIM905


def words() -> list[tuple[str, str]]:
    """List the romanised words with the word that each is compared as."""
    found = dict(sorted(_found(), reverse=True))
    known = {native_words.plain_reading(row.written) for row in native_words.rows()}
    return [(typed, word) for typed, word in sorted(found.items()) if typed not in known]


def _found() -> Iterator[tuple[str, str]]:
    """List romanised words with the words they stand for, as long as that is one word."""
    rows = [row for row in native_words.rows() if _is_word(row)]
    sounds_of = _sounds(row.spellings for row in rows)
    for row in rows:
        word = native_words.plain_reading(row.written)
        for spelling in row.spellings:
            if spelling.isascii():
                yield spelling, word
            elif _HANGUL.fullmatch(spelling):
                yield from _long_enough(anyascii(spelling).lower(), word)
            elif row.use != "loan" and _ALPHABET.fullmatch(spelling):
                yield from _long_enough(sounds_of[spelling], word)
        if row.use == "reading":
            yield from ((typed, word) for typed in _readings(row.written))


def _long_enough(sound: str, word: str) -> Iterator[tuple[str, str]]:
    """Give a sound back that is no other word, to all that we know."""
    if len(sound) >= _SHORTEST and sound not in _OTHERS:
        yield sound, word


def _is_word(row: native_words.Row) -> bool:
    """Say whether a row is of one word in plain letters."""
    word = native_words.plain_reading(row.written)
    return row.use != "form" and " " not in word and word.isascii()


def _sounds(spellings: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Write words of alphabets by their sound."""
    typed = [word for words in spellings for word in words if _ALPHABET.fullmatch(word)]
    written = sounds.written(pl.Series(translating.looked_up(typed)))
    plain = written.str.replace_all(f"[{sounds.EDGE} ]", "")
    return dict(zip(typed, plain.to_list(), strict=True))


def _readings(reading: str) -> Iterator[str]:
    """Write a Japanese reading in the ways in which it is typed."""
    if not _READING.fullmatch(reading):
        return
    for long in _LONG:
        hepburn = "".join(long.get(letter, letter) for letter in reading)
        kunrei = hepburn
        for one, other in _KUNREI:
            kunrei = kunrei.replace(one, other)
        yield from (hepburn, kunrei)
