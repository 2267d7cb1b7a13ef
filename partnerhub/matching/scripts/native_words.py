"""Words of other scripts and the Latin ones that they are compared as.

`native_words.tsv` holds them, written in Latin letters first. Its uses are

- `word`: business words (`bank`, 銀行, 은행), translated;
- `loan`: English words in kana and Hangul (`wave`, ウェーブ);
- `reading`: readings of Japanese names, with a macron on long vowels (`tōkyō`, 東京);
- `name`: what companies and places call themselves (`samsung`, 삼성; `xiamen`, 厦门);
- `form`: legal forms, for which nothing is written.

Some spellings are Latin themselves: romanised words that stand for an English one (`jidosha` for
`motor`). `_` stands for a space. `making_tables` makes the other tables of it.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

KNOWN: Final = "known_words.tsv"
"""The spellings in other scripts as they are looked up, the longest first."""
ROMANIZED: Final = "romanized_words.tsv"
"""Romanised words, and the Latin word that each is compared as."""
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]+")
_LARGE: Final = str.maketrans("ャュョッ", "ヤユヨツ")
_PLAIN: Final = str.maketrans("āēīōū", "aeiou")


class Row(NamedTuple):
    """One word with all its spellings."""

    use: str
    written: str
    spellings: tuple[str, ...]


class Spelling(NamedTuple):
    """One spelling in another script, and the Latin words for it."""

    use: str
    written: str
    typed: str


def rows() -> Iterator[Row]:
    """Read the table."""
    for use, written, known in _lines("native_words.tsv"):
        yield Row(use, written, tuple(known.split(" ")))


def plain_reading(written: str) -> str:
    """Take the macrons off a reading: a long vowel is compared like a short one."""
    return written.translate(_PLAIN)


def spellings() -> Iterator[Spelling]:
    """List every spelling in another script."""
    for row in rows():
        for known in row.spellings:
            if not known.isascii():
                for typed in _variants(row.use, known.replace("_", " ")):
                    yield Spelling(row.use, plain_reading(row.written), typed)


def _variants(use: str, spelling: str) -> Iterator[str]:
    """Spell a word as it also occurs: large kana for small ones, an Arabic article."""
    yield spelling
    if spelling.translate(_LARGE) != spelling:
        yield spelling.translate(_LARGE)
    if use == "word" and _ARABIC.fullmatch(spelling) and not spelling.startswith("ال"):
        yield f"ال{spelling}"


def known() -> Iterator[Spelling]:
    """List the spellings in another script as they are looked up, the longest first."""
    return map(Spelling._make, _lines(KNOWN))


@cache
def synonyms() -> dict[str, str]:
    """Map Latin spellings to the Latin word that they are compared as: `jidosha` to `motor`."""
    return dict(_lines(ROMANIZED))


def _lines(file: str) -> Iterator[list[str]]:
    """Read the fields of a table, its header left out."""
    text = resources.files("partnerhub.matching.scripts").joinpath(file).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines()[1:])
