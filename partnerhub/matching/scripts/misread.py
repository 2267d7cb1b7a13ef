"""Texts that software has misread on their way: `NestlÃ©` and `Johnson &amp; Johnson`.

UTF-8 that was taken for a Windows or Latin-1 text shows each accented letter as two or three
others; a field that was copied from a web page may keep its signs as HTML writes them. Both are
rare, and sure to be told: a text is only changed where the whole of it reads as UTF-8 again.
"""

import html
import re
from typing import Final

import polars as pl

from partnerhub.matching.columns import changed, different

_WINDOWS: Final = "cp1252"
# How UTF-8 of Latin, Greek and Cyrillic letters and of dashes and quotes looks then: a first byte
# and one below U+00C0, or what Windows shows in its place. Other first bytes are letters that do
# stand before such a sign, as in NESCAFÉ®.
_NEXT: Final = "[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"  # noqa: RUF001
_SHOWN: Final = f"[ÂÃÄÅÎÏÐÑ]{_NEXT}|â[€„]{_NEXT}"
# No letter's number is longer, and a number of thousands of digits is none that can be read.
_ENTITY: Final = (
    "(?i:&(?:amp|quot|apos|lt|gt|nbsp|[a-z]+(?:uml|acute|grave|circ|tilde|cedil|lig)"
    "|#(?:[0-9]{1,7}|x[0-9a-f]{1,6}));)"
)
_MISREAD: Final = f"{_ENTITY}|{_SHOWN}"


def repaired(texts: pl.Series) -> pl.Series:
    """Write texts as they were before software misread them.

    >>> repaired(pl.Series(["NestlÃ©", "Johnson &amp; Johnson", "Ângela", None])).to_list()
    ['Nestlé', 'Johnson & Johnson', 'Ângela', None]
    """
    return changed(texts, texts.str.contains(_MISREAD), _each_repaired)


def _each_repaired(texts: pl.Series) -> pl.Series:
    """Repair each of the different texts once."""
    which, known = different(texts)
    signs = (re.sub(_ENTITY, lambda entity: html.unescape(entity[0]), text) for text in known)
    return pl.Series([_read_again(text) for text in signs]).gather(which)


def _read_again(text: str) -> str:
    """Read a text as UTF-8 that was read in another way, if that is what it is."""
    try:
        return b"".join(_byte(letter) for letter in text).decode()
    except UnicodeError:
        return text


def _byte(letter: str) -> bytes:
    """Give the byte that a letter was read from; Windows knows none for five of them."""
    try:
        return letter.encode(_WINDOWS)
    except UnicodeEncodeError:
        return letter.encode("latin-1")
