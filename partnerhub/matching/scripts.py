"""Names in other scripts, written in Latin letters."""

import re
import unicodedata
from typing import Final

import polars as pl
from anyascii import anyascii

from partnerhub.matching import legal_forms

_LATIN: Final = re.compile(r"[a-z\u00df-\u024f]")
_LOOKS_LATIN: Final = re.compile(r"[\u0370-\u058f\u13a0-\u13ff]")


def latin(texts: pl.Series) -> pl.Series:
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
    text = re.sub(legal_forms.NATIVE_PATTERN, " ", unicodedata.normalize("NFC", text))
    kept = [word for word in text.split() if word not in legal_forms.NATIVE_WORDS]
    return " ".join(
        word if _LATIN.search(word) and _LOOKS_LATIN.search(word) else anyascii(word).lower()
        for word in kept
    )
