"""Terms: all that one side of a partnership lets the other see, and ready-made ones."""

from collections.abc import Collection
from dataclasses import dataclass

from partnerhub.domain.disclosure.budgets import Strictness, stricter_of
from partnerhub.domain.disclosure.levels import COMPARABLE_FIELDS, Level, stricter


@dataclass(frozen=True, slots=True)
class Terms:
    """What one side lets the other see."""

    level: Level
    fields: Collection[str] = ()
    """Fields of overlapping accounts shown beside name, domain and population."""
    compared: Collection[str] = ()
    """Fields that are not shown and may be compared all the same."""
    contacts: str = "counts"
    """Whether people may be counted: `hidden` or `counts`."""
    amounts: bool = False
    """Whether sums of deal amounts may appear in reports."""
    strictness: Strictness | None = None
    """How careful the side is; None leaves it as it is."""


def grants(terms: Terms) -> frozenset[str]:
    """Write terms as what they grant, one by one: more terms grant a larger set.

    What is shown is compared, too. Fields count also while the level hides them: they would show
    as soon as the level does.

    >>> sorted(grants(Terms(Level.COUNTS_ONLY, fields=["city"], contacts="hidden")))
    ['compare:city', 'level:counts_only', 'show:city', 'strictness:standard']
    """
    levels = list(Level)
    granted = {f"level:{each}" for each in levels[1 : levels.index(Level(terms.level)) + 1]}
    granted |= {f"show:{field}" for field in terms.fields}
    compared = COMPARABLE_FIELDS.keys() & {*terms.fields, *terms.compared}
    granted |= {f"compare:{field}" for field in compared}
    if terms.contacts == "counts":
        granted.add("contacts:counts")
    if terms.amounts:
        granted.add("amounts")
    if terms.strictness is not Strictness.STRICT:
        granted.add("strictness:standard")
    return frozenset(granted)


def widens(old: Terms, new: Terms) -> bool:
    """Whether new terms let the other side see anything that the old ones did not.

    Args:
        old: What holds, with its strictness.
        new: What would hold, with its strictness.
    """
    return not grants(new) <= grants(old)


def narrowed(old: Terms, new: Terms) -> Terms:
    """Write the terms that grant what both grant: the narrowing in a change that also widens."""
    shown = {*old.fields} & {*new.fields}
    compared = {*old.fields, *old.compared} & {*new.fields, *new.compared}
    return Terms(
        stricter(Level(old.level), Level(new.level)),
        fields=sorted(shown),
        compared=sorted(compared & COMPARABLE_FIELDS.keys()),
        contacts="counts" if {old.contacts, new.contacts} == {"counts"} else "hidden",
        amounts=old.amounts and new.amounts,
        strictness=stricter_of(
            old.strictness or Strictness.STANDARD, new.strictness or Strictness.STANDARD
        ),
    )


def joined(old: Terms, new: Terms) -> Terms:
    """Write the terms that grant what either grants; strictness that is not said stays as it is."""
    levels = list(Level)
    strict = Strictness.STRICT
    said = (old.strictness or Strictness.STANDARD, new.strictness or old.strictness)
    return Terms(
        max(Level(old.level), Level(new.level), key=levels.index),
        fields=sorted({*old.fields, *new.fields}),
        compared=sorted({*old.compared, *new.compared}),
        contacts="counts" if "counts" in {old.contacts, new.contacts} else "hidden",
        amounts=old.amounts or new.amounts,
        strictness=strict if {*said} == {strict} else Strictness.STANDARD,
    )


def needs_both(granted: Collection[str]) -> frozenset[str]:
    """Pick, of what one side grants, that which has no effect until the other grants it, too.

    What is shown and amounts are each side's own to give; of the rest the stricter side holds.

    >>> sorted(needs_both({"level:counts_only", "show:city", "amounts", "compare:phone"}))
    ['compare:phone', 'level:counts_only']
    """
    return frozenset(each for each in granted if each.split(":")[0] in _OF_BOTH)


def contradicts(old: Terms, new: Terms, pending: Terms) -> bool:
    """Whether a change takes back something that a pending one would grant."""
    return bool((grants(old) - grants(new)) & grants(pending))


NOTHING = Terms(Level.HIDDEN, contacts="hidden", strictness=Strictness.STRICT)
"""The terms that grant nothing at all."""
_OF_BOTH = frozenset({"level", "compare", "contacts", "strictness"})
"""What grants begin with that the stricter of both sides decides."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Terms that many agree on, and what they are good for."""

    name: str
    description: str
    terms: Terms


_ALL = tuple(COMPARABLE_FIELDS)
_PLACES = ("country", "city")

PRESETS = (
    Preset(
        "first_look",
        "Is it worth talking? One number in a band: how many companies both have. Fields are "
        "compared and nothing of them is shown.",
        Terms(Level.COUNTS_ONLY, compared=_ALL, contacts="hidden"),
    ),
    Preset(
        "names_only",
        "Which companies both have, found by name and web domain alone. Nothing else of a list can "
        "change what the partner sees; companies of one name in two countries may be mixed up.",
        Terms(Level.OVERLAPPING_ACCOUNTS, contacts="hidden"),
    ),
    Preset(
        "account_mapping",
        "Which companies both have and who knows whom, as counts. Everything that helps matching "
        "is compared; name, web domain and population are shown.",
        Terms(Level.OVERLAPPING_ACCOUNTS, compared=_ALL),
    ),
    Preset(
        "joint_event",
        "Account mapping for planning an event together: country, city and industry are shown, "
        "and reports may hold sums of deal amounts.",
        Terms(
            Level.OVERLAPPING_ACCOUNTS,
            fields=(*_PLACES, "industry"),
            compared=_ALL,
            amounts=True,
        ),
    ),
)
"""From the least that is shown to the most."""
