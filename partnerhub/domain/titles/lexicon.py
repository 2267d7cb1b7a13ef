"""Lexicon: the tables of all languages as one, ready to be looked up.

Phrases are kept by their first word, the longest first; a word nobody wrote down is tried in its
masculine form, without "ae" for "ä", and as a compound.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from partnerhub.domain.titles.languages import LANGUAGES
from partnerhub.domain.titles.values import Function, Seniority
from partnerhub.domain.titles.words import split


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase says; `firm` when it is a whole role that leaves no doubt of its function."""

    seniority: Seniority | None = None
    function: Function | None = None
    firm: bool = False
    support: bool = False
    bank: bool = False


Phrase = tuple[str, ...]

_SHORTEST_COMPOUND = 8

# How a feminine or inflected form becomes the form in the tables, in the order of trying.
_FORMS = (
    ("innen", ""),
    ("in", ""),
    ("trice", "teur"),
    ("euse", "eur"),
    ("ere", "er"),
    ("nne", "n"),
    ("a", ""),
    ("a", "o"),
    ("a", "e"),
    ("te", "ter"),
    ("e", ""),
)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def lookup(words: Sequence[str], place: int) -> tuple[int, Meaning] | None:
    """Find the longest phrase that starts at a place; how long it is and what it means."""
    for phrase, meaning in _PHRASES.get(words[place], ()):
        end = place + len(phrase)
        if tuple(words[place:end]) == phrase:
            return len(phrase), meaning
    compound = _compound(words[place])
    return (1, compound) if compound else None


def known_forms(words: Iterable[str]) -> Iterator[str]:
    """Replace each word by the form the tables have, where there is one.

    >>> list(known_forms(["directora", "geschaeftsfuehrerin", "mgr", "emea"]))
    ['director', 'geschaftsfuhrer', 'manager', 'emea']
    """
    for word in words:
        yield from _ABBREVIATIONS.get(word, (_known_form(word),))


def _known_form(word: str) -> str:
    return next((form for form in _forms(word) if form in _VOCABULARY), word)


def _forms(word: str) -> Iterator[str]:
    """The word and its possible base forms, the likeliest first."""
    collapsed = word
    for written, letter in _UMLAUTS:
        collapsed = collapsed.replace(written, letter)
    for spelling in dict.fromkeys((word, collapsed)):
        yield spelling
        for ending, base in _FORMS:
            if spelling.endswith(ending):
                yield spelling.removesuffix(ending) + base


def _compound(word: str) -> Meaning | None:
    """Read a compound by how it ends and what it holds: "vertriebsleiter", "teamassistenz"."""
    if len(word) < _SHORTEST_COMPOUND or word in _VOCABULARY:
        return None
    forms = tuple(_forms(word))
    ended = next((m for ending, m in _ENDINGS if any(f.endswith(ending) for f in forms)), None)
    function = next((f for stem, f in _STEMS if any(stem in form for form in forms)), None)
    if ended is None and function is None:
        return None
    ended = ended or Meaning()
    return Meaning(seniority=ended.seniority, function=function, support=ended.support)


def _phrases(text: str) -> Iterator[Phrase]:
    """Split a table's entry into phrases of words, folded as titles are."""
    for phrase in text.split(","):
        words = tuple(split(" ".join(phrase.split())))
        if words:
            yield words


def _meanings() -> dict[Phrase, Meaning]:
    """Merge the tables: a phrase that is both a level and a function says both."""
    levels: dict[Phrase, Seniority] = {}
    functions: dict[Phrase, Function] = {}
    firm: set[Phrase] = set()
    support: set[Phrase] = set()
    silent: set[Phrase] = set()
    banks: set[Phrase] = set()
    for language in LANGUAGES:
        for seniority, text in language.levels.items():
            levels = dict.fromkeys(_phrases(text), seniority) | levels
        for function, text in language.functions.items():
            functions = dict.fromkeys(_phrases(text), function) | functions
        support.update(_phrases(language.support))
        silent.update(_phrases(language.neutral))
        banks.update(_phrases(language.banks))
    for language in LANGUAGES:
        for (seniority, function), text in language.roles.items():
            for phrase in _phrases(text):
                levels[phrase], functions[phrase] = seniority, function
                firm.add(phrase)
    return {
        phrase: Meaning(
            seniority=levels.get(phrase),
            function=functions.get(phrase),
            firm=phrase in firm,
            support=phrase in support,
            bank=phrase in banks,
        )
        for phrase in levels.keys() | functions.keys() | support | silent | banks
    }


def _by_first_word(meanings: dict[Phrase, Meaning]) -> dict[str, list[tuple[Phrase, Meaning]]]:
    found: dict[str, list[tuple[Phrase, Meaning]]] = {}
    for phrase in sorted(meanings, key=len, reverse=True):
        found.setdefault(phrase[0], []).append((phrase, meanings[phrase]))
    return found


def _endings() -> list[tuple[str, Meaning]]:
    """Endings of compounds, the longest first."""
    endings = {
        ending: Meaning(seniority=seniority)
        for language in LANGUAGES
        for seniority, text in language.endings.items()
        for (ending,) in _phrases(text)
    } | {
        ending: Meaning(support=True)
        for language in LANGUAGES
        for (ending,) in _phrases(language.support_endings)
    }
    return sorted(endings.items(), key=lambda entry: -len(entry[0]))


def _stems() -> list[tuple[str, Function]]:
    """Stems of compounds, the longest first."""
    stems = {
        stem: function
        for language in LANGUAGES
        for function, text in language.stems.items()
        for (stem,) in _phrases(text)
    }
    return sorted(stems.items(), key=lambda entry: -len(entry[0]))


_MEANINGS = _meanings()
_PHRASES = _by_first_word(_MEANINGS)
_ENDINGS = _endings()
_STEMS = _stems()
_ABBREVIATIONS = {
    short: tuple(long.split())
    for language in LANGUAGES
    for short, long in language.abbreviations.items()
}
_VOCABULARY = frozenset(word for phrase in _MEANINGS for word in phrase) | {
    word for long in _ABBREVIATIONS.values() for word in long
}
