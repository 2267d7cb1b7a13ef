"""Lexicon: the tables of all languages as one, ready to be looked up.

Phrases are kept by their first word, the longest first; a word nobody wrote down is tried in its
masculine form, without "ae" for "ä", and as a compound.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

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


Forms = tuple[str, ...]
"""A word as it stands, then as the tables may have it."""


def lookup(words: Sequence[Forms], place: int) -> tuple[int, Meaning] | None:
    """Find the longest phrase that starts at a place; how long it is and what it means."""
    found = max(
        (
            (len(phrase), -nearness, meaning)
            for nearness, form in enumerate(words[place])
            for phrase, meaning in _PHRASES.get(form, ())
            if _continues(words[place + 1 : place + len(phrase)], phrase[1:])
        ),
        key=lambda entry: entry[:2],
        default=None,
    )
    if found:
        return found[0], found[2]
    compound = _compound(words[place])
    return (1, compound) if compound else None


def _continues(words: Sequence[Forms], phrase: Phrase) -> bool:
    """Whether words are those of a phrase, in any of their forms."""
    return len(words) == len(phrase) and all(map(tuple.__contains__, words, phrase))


def known_forms(words: Iterable[str]) -> Iterator[Forms]:
    """Give each word with the forms the tables may have it in.

    >>> list(known_forms(["directora", "geschaeftsfuehrerin", "mgr", "emea"]))
    [('directora', 'director'), ('geschaeftsfuehrerin', 'geschaftsfuhrer'), ('manager',), ('emea',)]
    """
    for word in words:
        for written in _ABBREVIATIONS.get(word, (word,)):
            forms = tuple(form for form in _forms(written) if form in _VOCABULARY)
            yield forms if written in forms else (written, *forms)


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


def _compound(word: Forms) -> Meaning | None:
    """Read a compound by how it ends and what it holds: "vertriebsleiter", "teamassistenz"."""
    if len(word) > 1 or word[0] in _VOCABULARY:
        return None
    meaning = _parts(word[0])
    return None if meaning == Meaning() else meaning


def _parts(word: str) -> Meaning:
    """Read the parts of a word that is long enough to have any."""
    if len(word) < _SHORTEST_COMPOUND:
        return Meaning()
    forms = tuple(_forms(word))
    ended = next((m for ending, m in _ENDINGS if any(f.endswith(ending) for f in forms)), Meaning())
    function = next((f for stem, f in _STEMS if any(stem in form for form in forms)), None)
    return replace(ended, function=function)


def _phrases(text: str) -> Iterator[Phrase]:
    """Split a table's entry into phrases of words, folded as titles are."""
    for phrase in text.split(","):
        words = tuple(split(" ".join(phrase.split())))
        if words:
            yield words


def _meanings() -> dict[Phrase, Meaning]:
    """Merge the tables: a phrase that is both a level and a function says both."""
    meanings: dict[Phrase, Meaning] = {}

    def add(text: str, **said: Any) -> None:
        for phrase in _phrases(text):
            known = meanings.get(phrase, Meaning())
            # What an earlier table said stands: English before German and so on.
            news = {name: value for name, value in said.items() if not getattr(known, name)}
            meanings[phrase] = replace(known, **news)

    for language in LANGUAGES:
        for (seniority, function), text in language.roles.items():
            add(text, seniority=seniority, function=function, firm=True)
    for language in LANGUAGES:
        for seniority, text in language.levels.items():
            add(text, seniority=seniority)
        for function, text in language.functions.items():
            add(text, function=function)
        add(language.support, support=True)
        add(language.neutral)
        add(language.banks, bank=True)
    return {phrase: _completed(phrase, meanings) for phrase in meanings}


def _completed(phrase: Phrase, meanings: Mapping[Phrase, Meaning]) -> Meaning:
    """Add to a phrase what its own parts say: a "data scientist" is a scientist."""
    meaning = meanings[phrase]
    if meaning.support or (meaning.seniority and meaning.function):
        return meaning
    if len(phrase) == 1:
        parts = _parts(phrase[0])
        return replace(
            meaning,
            seniority=meaning.seniority or (parts.seniority if meaning.function else None),
            function=meaning.function or (parts.function if meaning.seniority else None),
        )
    if meaning.function is None or meaning.seniority:
        return meaning
    endings = (meanings.get(phrase[start:]) for start in range(1, len(phrase)))
    ending = next((known for known in endings if known and known.seniority), Meaning())
    return replace(meaning, seniority=ending.seniority)


def _by_first_word(meanings: dict[Phrase, Meaning]) -> dict[str, list[tuple[Phrase, Meaning]]]:
    found: dict[str, list[tuple[Phrase, Meaning]]] = {}
    for phrase, meaning in meanings.items():
        found.setdefault(phrase[0], []).append((phrase, meaning))
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


_ENDINGS = _endings()
_STEMS = _stems()
_MEANINGS = _meanings()
_PHRASES = _by_first_word(_MEANINGS)
_ABBREVIATIONS = {
    short: tuple(long.split())
    for language in LANGUAGES
    for short, long in language.abbreviations.items()
}
_VOCABULARY = frozenset(word for phrase in _MEANINGS for word in phrase) | {
    word for long in _ABBREVIATIONS.values() for word in long
}
