"""Which part of a release both sides show at this moment, by population."""

from typing import Any

from partnerhub.domain.disclosure import Level, Strictness, Terms, stricter
from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.persistence.models import Overlap
from partnerhub.persistence.queries.parts import Part
from partnerhub.services.overlaps.writing import Work
from partnerhub.services.sharing import Sharing

Levels = dict[str, dict[str, str]]
"""How much both sides share, by side and population."""


def levels(first: Terms, second: Terms, most: Level) -> Levels:
    """Say how much of each population both sides share, and no more than a level."""
    return {
        side.value: {each.value: stricter(terms.level_of(each), most).value for each in Population}
        for side, terms in zip(Side, (first, second), strict=True)
    }


def least(one: Levels, other: Levels) -> Levels:
    """What holds of two: for each population the stricter level."""
    return {
        side: {
            name: stricter(Level(level), Level(other[side][name])).value
            for name, level in one[side].items()
        }
        for side in one
    }


def having(found: Levels, side: Side, *wanted: Level) -> frozenset[str]:
    """Name the populations of a side that are shared at one of some levels."""
    return frozenset(name for name, level in found[side].items() if Level(level) in wanted)


def current(side: Side, shared: Sharing) -> Levels:
    """Say how much of each population both sides share at this moment."""
    first, second = side.mine_theirs(shared.my_terms, shared.their_terms)
    return levels(first, second, shared.effective_level)


def part(overlap: Overlap, side: Side, shared: Sharing) -> Part:
    """Say which part of a release may be read: what was taken back since is withheld.

    That is whole populations, and between partners who became `strict` what is not certain.
    """
    now = current(side, shared)
    first, second = (having(now, each, Level.HIDDEN, Level.COUNTS_ONLY) for each in Side)
    became_strict = (
        shared.effective_strictness is Strictness.STRICT and overlap.strictness != Strictness.STRICT
    )
    return Part(overlap.partnership_id, overlap.id, first, second, certain=became_strict)


def kept(work: Work) -> dict[str, Any]:
    """Write down what a release shares of each population, to be kept with it."""
    return {
        side.value: {
            each.value: {
                "level": work.levels[side][each],
                "fields": sorted(work.card_fields(place, each)),
            }
            for each in Population
        }
        for place, side in enumerate(Side)
    }


def made_under(overlap: Overlap) -> Levels:
    """Say how much of each population was shared when an overlap was made."""
    usual = {each.value: {"level": overlap.level} for each in Population}
    return {
        side.value: {
            name: shared["level"]
            for name, shared in overlap.populations.get(side.value, usual).items()
        }
        for side in Side
    }


def taken_back(overlap: Overlap, side: Side, shared: Sharing, level: Level) -> bool:
    """Whether less of some population is shared than what an overlap tells at a level holds."""
    now, then = current(side, shared), made_under(overlap)
    most = Level.OVERLAPPING_ACCOUNTS if level.shows_accounts else level
    told = {each: dict.fromkeys(then[each], most.value) for each in then}
    held = least(then, told)
    return least(held, now) != held
