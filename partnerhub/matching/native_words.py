"""Words of other scripts and the Latin ones that they are compared as.

`native_words.tsv` holds them, written in Latin letters first: business words (`bank`, 銀行, 은행),
readings of Japanese names, with a macron on long vowels (`tōkyō`), and the names that companies
gave themselves where that is neither a translation nor a reading (`samsung`, 삼성). Some spellings
are Latin themselves: romanised words that stand for an English one (`jidosha` for `motor`).
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

EDGE: Final = "\ue000"  # Stands at either end of a word in a script that puts spaces between them.
# The scripts that do so. In the others a word is found wherever it stands.
SPACED: Final = r"\p{Greek}\p{Cyrillic}\p{Armenian}\p{Hebrew}\p{Arabic}\p{Devanagari}"
_UNSPACED: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]+")
_LARGE: Final = str.maketrans("ャュョッ", "ヤユヨツ")

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


class Row(NamedTuple):
    """One word with all its spellings."""

    use: str
    written: str
    spellings: tuple[str, ...]


@cache
def _rows() -> tuple[Row, ...]:
    """Read the table."""
    text = resources.files("partnerhub.matching").joinpath("native_words.tsv").read_text("utf-8")
    fields = (line.split("\t") for line in text.splitlines()[1:])
    return tuple(Row(use, written, tuple(known.split())) for use, written, known in fields)


def plain_reading(written: str) -> str:
    """Take the macrons off a reading: a long vowel is compared like a short one."""
    return "".join(_LONG[0].get(letter, letter) for letter in written)


def native() -> dict[str, str]:
    """Map every spelling in another script to its Latin words, ends of words marked."""
    return {
        marked(spelling): plain_reading(row.written)
        for row in _rows()
        for known in row.spellings
        if not known.isascii()
        for spelling in _variants(row.use, known.replace("_", " "))
    }


def marked(spelling: str) -> str:
    """Mark the ends of the words of a spelling, in scripts that separate words."""
    if _UNSPACED.search(spelling):
        return spelling
    return " ".join(f"{EDGE}{word}{EDGE}" for word in spelling.split(" "))


def _variants(use: str, spelling: str) -> Iterator[str]:
    """Spell a word as it also occurs: large kana for small ones, an Arabic article."""
    yield spelling
    if spelling.translate(_LARGE) != spelling:
        yield spelling.translate(_LARGE)
    if use == "word" and _ARABIC.fullmatch(spelling) and not spelling.startswith("ال"):
        yield f"ال{spelling}"


@cache
def synonyms() -> dict[str, str]:
    """Map Latin spellings to the Latin word that they are compared as: `jidosha` to `motor`."""
    found: dict[str, str] = {}
    for row in _rows():
        if " " not in row.written:
            word = plain_reading(row.written)
            found.update((known, word) for known in row.spellings if known.isascii())
            if row.use == "reading":
                found.update((spelling, word) for spelling in _romanized(row.written))
    return {spelling: word for spelling, word in found.items() if spelling != word}


def _romanized(reading: str) -> Iterator[str]:
    """Write a Japanese reading in the ways in which it is typed."""
    if not _READING.fullmatch(reading):
        return
    for long in _LONG:
        hepburn = "".join(long.get(letter, letter) for letter in reading)
        kunrei = hepburn
        for one, other in _KUNREI:
            kunrei = kunrei.replace(one, other)
        yield from (hepburn, kunrei)
