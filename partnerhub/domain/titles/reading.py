"""Reading: what the words of a title say together.

The highest level in a title is its seniority ("Co-Founder & CTO" sits in the C-suite), after the
traps are cleared: who assists, who only reports to somebody, which partner is no partner, which
vice president works in a bank. The function is the whole role's, where there is one, or that of
the most telling words: procurement, security, legal and HR serve the others, so "Sales Recruiting"
is HR; operations and executive are said of everybody, so they count last.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from partnerhub.domain.titles.lexicon import Forms, Meaning, known_forms, lookup
from partnerhub.domain.titles.values import Function, Seniority, Title
from partnerhub.domain.titles.words import BREAK, JOIN, split

# Titles repeat: a list of 100,000 contacts has a few thousand different ones.
_REMEMBERED = 1 << 16

_SEPARATORS = frozenset({BREAK, JOIN})
_PREPOSITIONS = frozenset(
    [
        "at",
        "of",
        "for",
        "in",
        "with",
        "bei",
        "fur",
        "chez",
        "en",
        "de",
        "del",
        "des",
        "du",
        "d",
        "the",
    ]
)
_OFFICER_WITHIN = 7

_TELLING = (
    {Function.PROCUREMENT, Function.SECURITY, Function.LEGAL, Function.HR},
    {Function.MARKETING, Function.SALES, Function.FINANCE, Function.CUSTOMER_SUCCESS},
    {Function.IT, Function.PRODUCT, Function.ENGINEERING},
    {Function.OPERATIONS},
    {Function.EXECUTIVE},
)
_TELLING_PLACE = {
    function: place for place, functions in enumerate(_TELLING) for function in functions
}
_SAID_OF_ALL = _TELLING_PLACE[Function.OPERATIONS]
_RAISED = frozenset({"senior", "executive", "svp", "evp", "head"})
_ASSISTED = frozenset({"manager", "director", "president", "supervisor"})


@dataclass(frozen=True, slots=True)
class _Hit:
    """A phrase found in a title, with its place."""

    start: int
    end: int
    meaning: Meaning


@lru_cache(maxsize=_REMEMBERED)
def classify(title: str) -> Title:
    """Read a job title.

    >>> classify("Co-Founder & CTO")
    Title(seniority=<Seniority.C_SUITE: 'c_suite'>, function=<Function.ENGINEERING: 'engineering'>)
    >>> classify("Assistenz der Geschäftsführung").seniority
    <Seniority.INDIVIDUAL: 'individual'>
    >>> classify("Partner Manager").function
    <Function.SALES: 'sales'>
    """
    words = list(known_forms(split(title)))
    hits = _before_whom_it_serves(words, list(_hits(words)))
    in_a_bank = any(hit.meaning.bank for hit in hits)
    hits = _without_assisted(words, hits)
    seniority = _seniority(words, hits)
    function = _function(words, hits, seniority)
    if in_a_bank and _is_rank(words, seniority, function):
        seniority = Seniority.MANAGER
    return Title(seniority, function)


def _hits(words: Sequence[Forms]) -> Iterator[_Hit]:
    """Find phrases from left to right, each word used once."""
    place = 0
    while place < len(words):
        length, meaning = _phrase(words, place)
        if meaning is not None:
            yield _Hit(place, place + length, meaning)
        place += length


def _phrase(words: Sequence[Forms], place: int) -> tuple[int, Meaning | None]:
    """Read the phrase at a place, minding the words whose meaning hangs on what follows."""
    found = lookup(words, place)
    if found is None:
        return 1, None
    length, meaning = found
    alone = _stands_alone(words, place + length)
    if words[place + length - 1][0] == "partner" and meaning.seniority is Seniority.PARTNER:
        # A "senior partner manager" is no senior partner.
        return (length, meaning) if alone else _phrase((words[place],), 0)
    if length > 1:
        return length, meaning
    match words[place][0]:
        case "partner" if alone:
            meaning = Meaning(seniority=Seniority.PARTNER)
        case "lead" if alone:
            meaning = Meaning(seniority=Seniority.MANAGER)
        case "principal" if alone:
            meaning = Meaning(seniority=Seniority.DIRECTOR)
        case "chief":
            return _chief_officer(words, place) or (length, meaning)
    return length, meaning


def _stands_alone(words: Sequence[Forms], end: int) -> bool:
    """Whether a phrase ends its part of the title: nothing follows, or a comma, or "of"."""
    return end >= len(words) or words[end][0] in _PREPOSITIONS | _SEPARATORS


def _chief_officer(words: Sequence[Forms], place: int) -> tuple[int, Meaning] | None:
    """Read "chief … officer" as one role; its function is that of the words between."""
    rest = words[place + 1 : place + _OFFICER_WITHIN]
    said = [forms[0] for forms in rest]
    part = said[: said.index(BREAK)] if BREAK in said else said
    if "officer" not in part:
        return None
    inside = rest[: part.index("officer")]
    function = _most_telling(inside, list(_hits(inside)))
    return len(inside) + 2, Meaning(seniority=Seniority.C_SUITE, function=function, firm=True)


def _before_whom_it_serves(words: Sequence[Forms], hits: list[_Hit]) -> list[_Hit]:
    """Drop what comes after "to" or "office of": that is somebody else's title."""
    used = {place for hit in hits for place in range(hit.start, hit.end)}
    said = [forms[0] for forms in words]
    for place, word in enumerate(said):
        served = word == "to" and place not in used
        if place and (served or said[place : place + 2] == ["office", "of"]):
            return [hit for hit in hits if hit.end <= place]
    return hits


def _without_assisted(words: Sequence[Forms], hits: list[_Hit]) -> list[_Hit]:
    """Take the level from everything an assistant assists; the function stays.

    An assistant director is a director all the same; an executive assistant is not executive.
    """
    supporting = next((hit for hit in hits if hit.meaning.support), None)
    if supporting is None or _is_assistant_head(words, supporting):
        return hits
    part = 1 + max((n for n in range(supporting.start) if words[n][0] in _SEPARATORS), default=-1)
    before = [hit for hit in hits if hit.end <= part]
    assisted = [
        replace(hit, meaning=replace(hit.meaning, seniority=None, firm=False))
        for hit in hits
        if hit.start >= part and hit.meaning.function is not Function.EXECUTIVE
    ]
    assistant = replace(supporting, meaning=Meaning(seniority=Seniority.INDIVIDUAL))
    return [*before, assistant, *assisted]


def _is_assistant_head(words: Sequence[Forms], supporting: _Hit) -> bool:
    """Whether "assistant" only makes a manager or director the deputy of one."""
    if words[supporting.start : supporting.end] != [("assistant",)]:
        return False
    for word, *_ in words[supporting.end :]:
        if word in _ASSISTED:
            return True
        if word in _SEPARATORS or word in _PREPOSITIONS:
            return False
    return False


def _seniority(words: Sequence[Forms], hits: Iterable[_Hit]) -> Seniority:
    """Take the highest level; being an intern or retired overrides every other word."""
    levels = {hit.meaning.seniority for hit in hits if hit.meaning.seniority is not None}
    for overriding in (Seniority.UNKNOWN, Seniority.INTERN):
        if overriding in levels:
            return overriding
    highest = min(levels, key=lambda level: level.rank, default=Seniority.UNKNOWN)
    # A junior product manager manages a product and nobody.
    junior = highest is Seniority.MANAGER and any(word == "junior" for word, *_ in words)
    return Seniority.INDIVIDUAL if junior else highest


def _is_rank(words: Sequence[Forms], seniority: Seniority, function: Function) -> bool:
    """Whether a vice president of a bank is one of hundreds: neither senior nor in sales or IT."""
    raised = any(word in _RAISED for word, *_ in words)
    in_banking = function in {Function.FINANCE, Function.OTHER}
    return seniority is Seniority.VP and in_banking and not raised


def _function(words: Sequence[Forms], hits: Sequence[_Hit], seniority: Seniority) -> Function:
    """Take the function of the role that gave the level, or of the most telling words."""
    for hit in hits:
        if hit.meaning.firm and hit.meaning.function and hit.meaning.seniority is seniority:
            return hit.meaning.function
    at_the_top = seniority in {Seniority.C_SUITE, Seniority.FOUNDER_OWNER}
    return _most_telling(words, hits) or (Function.EXECUTIVE if at_the_top else Function.OTHER)


def _most_telling(words: Sequence[Forms], hits: Sequence[_Hit]) -> Function | None:
    """Choose among the functions a title names.

    In "Product & Marketing" the first part counts; within a part, the function that the others
    serve; and what is said of everybody only when nothing else is said.
    """
    named = [
        (
            (said_of_all, telling if said_of_all else part, telling, hit.start),
            hit.meaning.function,
        )
        for hit in hits
        if hit.meaning.function
        for telling in [_telling(hit)]
        for said_of_all in [telling >= _SAID_OF_ALL]
        for part in [sum(word in _SEPARATORS for word, *_ in words[: hit.start])]
    ]
    return min(named)[1] if named else None


def _telling(hit: _Hit) -> int:
    """How soon a function is taken; a bare "service" or "client" says little."""
    function = hit.meaning.function
    if function is Function.CUSTOMER_SUCCESS and hit.end - hit.start == 1:
        return _TELLING_PLACE[Function.IT]
    return _TELLING_PLACE[function] if function in _TELLING_PLACE else len(_TELLING)
