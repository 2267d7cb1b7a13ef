"""Making the tables that follow from `native_words.tsv`, since every comparison needs them.

Run `python -m partnerhub.matching.scripts.making_tables` after a change of that table or of how
spellings are brought to one. A test says when it is needed.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from partnerhub.matching.scripts import native_words, romanizing, translating


def known_words() -> str:
    """Write the words in the spellings that they are looked up in, the longest first."""
    uses, written, typed = zip(*native_words.spellings(), strict=True)
    rows = zip(uses, written, translating.looked_up(list(typed)), strict=True)
    longest_first = sorted(rows, key=lambda row: -len(row[2]))
    return _written(("use", "written", "typed"), *longest_first)


def romanized_words() -> str:
    """Write the romanised words with the word that each is compared as."""
    return _written(("typed", "word"), *romanizing.words())


def _written(*rows: tuple[str, ...]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


TABLES: Mapping[str, Callable[[], str]] = {
    native_words.KNOWN: known_words,
    native_words.ROMANIZED: romanized_words,
}


if __name__ == "__main__":
    for name, table in TABLES.items():
        Path(__file__).with_name(name).write_text(table(), encoding="utf-8")
