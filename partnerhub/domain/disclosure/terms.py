"""Terms: all that one side of a partnership lets the other see, and ready-made ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from partnerhub.domain.disclosure.budgets import Strictness, stricter_of
from partnerhub.domain.disclosure.levels import (
    COMPARABLE_FIELDS,
    ContactLevel,
    Level,
    fewer_contacts,
    stricter,
)
from partnerhub.domain.populations import Population


class Basis(StrEnum):
    """On what legal basis names are passed on: Article 6(1) GDPR, points (a), (b) and (f)."""

    CONSENT = "consent"
    """The persons have agreed to it."""
    CONTRACT = "contract"
    """It is needed for a contract with them."""
    LEGITIMATE_INTEREST = "legitimate_interest"
    """An interest that outweighs theirs, after a balancing test."""


@dataclass(frozen=True, slots=True)
class ContactsBasis:
    """The legal basis for passing on names, as the owner records it."""

    kind: Basis
    note: str
    """Where the consent or the balancing test is written down."""


@dataclass(frozen=True, slots=True)
class PopulationTerms:
    """What a side lets the other see of one population, where that is less than of the others."""

    population: Population
    level: Level
    fields: Collection[str] | None = None
    """Fields shown of these accounts; None: the same as of all."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What one side lets the other see."""

    level: Level
    fields: Collection[str] = ()
    """Fields of accounts shown beside name, domain and population."""
    compared: Collection[str] = ()
    """Fields that are not shown and may be compared all the same."""
    contacts: ContactLevel = ContactLevel.COUNTS
    """How much of the people at shared companies shows."""
    amounts: bool = False
    """Whether sums of deal amounts may appear in reports."""
    strictness: Strictness | None = None
    """How careful the side is; None leaves it as it is."""
    populations: Sequence[PopulationTerms] = ()
    """Populations of which less is shown than of the others."""
    contacts_basis: ContactsBasis | None = None
    """The legal basis for showing names; nothing is shown by it."""

    def level_of(self, population: Population) -> Level:
        """Say how much of a population shows: never more than of all."""
        own = self._of(population)
        return self.level if own is None else stricter(self.level, own.level)

    def fields_of(self, population: Population) -> frozenset[str]:
        """Name the fields shown of a population: never more than of all."""
        own = self._of(population)
        if own is None or own.fields is None:
            return frozenset(self.fields)
        return frozenset(self.fields) & frozenset(own.fields)

    def compares(self) -> frozenset[str]:
        """Name the fields that may be compared.

        What is shown of every population may be. Of a field that one population does not show
        reasons such as "same city" would tell; so it has to be let be compared by name.
        """
        everywhere = frozenset.intersection(*(self.fields_of(each) for each in Population))
        return (everywhere | frozenset(self.compared)) & COMPARABLE_FIELDS.keys()

    def _of(self, population: Population) -> PopulationTerms | None:
        return next((each for each in self.populations if each.population is population), None)


Grants = frozenset[tuple[str, Population | None]]
"""What terms grant, one by one; a grant about accounts stands once for each population."""


def grants(terms: Terms) -> Grants:
    """Write terms as what they grant, one by one: more terms grant a larger set.

    What is shown is compared, too. Fields count also while the level hides them: they would show
    as soon as the level does.

    >>> told(grants(Terms(Level.COUNTS_ONLY, fields=["city"], contacts=ContactLevel.HIDDEN)))
    ('compare:city', 'level:counts_only', 'show:city', 'strictness:standard')
    """
    levels, contacts = list(Level), list(ContactLevel)
    granted: set[tuple[str, Population | None]] = set()
    for each in Population:
        reached = levels.index(terms.level_of(each))
        granted |= {(f"level:{level}", each) for level in levels[1 : reached + 1]}
        granted |= {(f"show:{field}", each) for field in terms.fields_of(each)}
    granted |= {(f"compare:{field}", None) for field in terms.compares()}
    known = contacts.index(ContactLevel(terms.contacts))
    granted |= {(f"contacts:{level}", None) for level in contacts[1 : known + 1]}
    if terms.amounts:
        granted.add(("amounts", None))
    if terms.strictness is not Strictness.STRICT:
        granted.add(("strictness:standard", None))
    return frozenset(granted)


def told(granted: Grants) -> tuple[str, ...]:
    """Say grants in words, sorted; one that holds for some populations only names each.

    >>> told(frozenset({("show:city", Population.CUSTOMER), ("amounts", None)}))
    ('amounts', 'show:city of customer')
    """
    everywhere = {
        name for name, _ in granted if all((name, each) in granted for each in Population)
    }
    words = {
        name if each is None or name in everywhere else f"{name} of {each}"
        for name, each in granted
    }
    return tuple(sorted(words))


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
    level = stricter(Level(old.level), Level(new.level))
    return Terms(
        level,
        fields=sorted(shown),
        compared=sorted(old.compares() & new.compares()),
        contacts=fewer_contacts(old.contacts, new.contacts),
        amounts=old.amounts and new.amounts,
        strictness=stricter_of(
            old.strictness or Strictness.STANDARD, new.strictness or Strictness.STANDARD
        ),
        populations=tuple(
            PopulationTerms(
                each,
                stricter(old.level_of(each), new.level_of(each)),
                sorted(old.fields_of(each) & new.fields_of(each)),
            )
            for each in Population
            if any(each is own.population for own in (*old.populations, *new.populations))
        ),
        contacts_basis=new.contacts_basis or old.contacts_basis,
    )


def joined(old: Terms, new: Terms) -> Terms:
    """Write the terms that grant what either grants.

    Strictness that is not said stays as it is, and so does the legal basis: only who passes names
    on can record one. A field that only both together show of every population is compared, too.
    """
    levels, contacts = list(Level), list(ContactLevel)
    said = {old.strictness or Strictness.STANDARD, new.strictness or old.strictness}
    return Terms(
        max(Level(old.level), Level(new.level), key=levels.index),
        fields=sorted({*old.fields, *new.fields}),
        compared=sorted({*old.compared, *new.compared}),
        contacts=max(ContactLevel(old.contacts), ContactLevel(new.contacts), key=contacts.index),
        amounts=old.amounts or new.amounts,
        strictness=Strictness.STRICT if said == {Strictness.STRICT} else Strictness.STANDARD,
        populations=tuple(
            PopulationTerms(
                each,
                max(old.level_of(each), new.level_of(each), key=levels.index),
                sorted(old.fields_of(each) | new.fields_of(each)),
            )
            for each in Population
            if any(each is own.population for own in (*old.populations, *new.populations))
        ),
        contacts_basis=old.contacts_basis,
    )


def needs_both(granted: Grants) -> Grants:
    """Pick, of what one side grants, that which has no effect until the other grants it, too.

    What is shown and amounts are each side's own to give; of the rest the stricter side holds.

    >>> told(needs_both(grants(Terms(Level.COUNTS_ONLY, fields=["city"], amounts=True))))
    ('compare:city', 'contacts:counts', 'level:counts_only', 'strictness:standard')
    """
    return frozenset(each for each in granted if each[0].split(":")[0] in _OF_BOTH)


def contradicts(old: Terms, new: Terms, pending: Terms) -> bool:
    """Whether a change takes back something that a pending one would grant."""
    return bool((grants(old) - grants(new)) & grants(pending))


NOTHING = Terms(Level.HIDDEN, contacts=ContactLevel.HIDDEN, strictness=Strictness.STRICT)
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
        Terms(Level.COUNTS_ONLY, compared=_ALL, contacts=ContactLevel.HIDDEN),
    ),
    Preset(
        "names_only",
        "Which companies both have, found by name and web domain alone. Nothing else of a list can "
        "change what the partner sees; companies of one name in two countries may be mixed up.",
        Terms(Level.OVERLAPPING_ACCOUNTS, contacts=ContactLevel.HIDDEN),
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
    Preset(
        "open_book",
        "Both show their whole lists, so that each sees which doors the other could open. People "
        "at shared companies show with their titles and without their names.",
        Terms(
            Level.ALL_ACCOUNTS,
            fields=(*_PLACES, "industry"),
            compared=_ALL,
            contacts=ContactLevel.TITLES,
            amounts=True,
        ),
    ),
)
"""From the least that is shown to the most."""
