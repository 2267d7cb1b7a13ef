"""The ledger's words: what can be shown of an organization, and for what purpose.

Released and permitted at that moment counts as shown, whether or not anybody opened the page.
"""

from collections.abc import Collection
from enum import StrEnum

from partnerhub.domain.disclosure.levels import ContactLevel, Level, shown_fields

OVERLAP = "overlap"
"""The purpose of what a comparison shows."""


class Subject(StrEnum):
    """What was shown: an account with its fields, or a kind of figure about the whole list."""

    ACCOUNT = "account"
    """An account, with the fields of the disclosure."""
    CONTACT = "contact"
    """A person at a shared company, with the fields of the disclosure."""
    COUNTS = "counts"
    """How many accounts and companies both have."""
    MATRIX = "matrix"
    """Pairs by population."""
    FAMILIES = "families"
    """Companies of one group and related ones, in bands."""
    NEAR_MISSES = "near_misses"
    """Pairs that nearly match by reason, in bands."""
    PEOPLE_COUNTS = "people_counts"
    """People at shared companies by seniority and function."""
    SHAPE = "shape"
    """What the list looks like from outside, in bands."""
    LEFT_OUT = "left_out"
    """How many companies a target list leaves out, by reason."""
    REPORT = "report"
    """What became of the targets of an event, in counts."""
    REPORT_AMOUNTS = "report_amounts"
    """Sums of deal amounts in a report."""


RECORDS = (Subject.ACCOUNT, Subject.CONTACT)
FIGURES = tuple(subject for subject in Subject if subject not in RECORDS)
CONTACT_FIELDS = {
    ContactLevel.TITLES: ("title", "seniority", "function"),
    ContactLevel.NAMES: ("title", "seniority", "function", "full_name", "email"),
}
"""What shows of a person at which level."""
STATE = "open_opportunity"
"""Shown of every shared account: whether there is an open deal with it."""
REASONS = "reasons"
"""Shown of every target: its play, its points and why it is there."""


def for_event(event_id: str) -> str:
    """The purpose of what a target list shows."""
    return f"event:{event_id}"


def for_report(report_id: str) -> str:
    """The purpose of what a report shows."""
    return f"report:{report_id}"


def as_compared(field: str) -> str:
    """Name a field that was compared and not shown.

    >>> as_compared("city")
    'compared:city'
    """
    return f"compared:{field}"


def of_overlap(
    level: Level, granted: Collection[str], compared: Collection[str] = (), *, with_people: bool
) -> tuple[tuple[str, ...], tuple[Subject, ...]]:
    """Say which fields of each shared account an overlap shows, and which figures.

    What was compared and is not shown is among them: a reason such as "same city" tells it.

    >>> of_overlap(Level.COUNTS_ONLY, ["city"], with_people=True)
    ((), (<Subject.COUNTS: 'counts'>,))
    >>> of_overlap(Level.OVERLAPPING_ACCOUNTS, ["city"], with_people=False)[0]
    ('name', 'domain', 'population', 'city', 'open_opportunity')
    """
    if level is Level.HIDDEN:
        return (), ()
    if level is Level.COUNTS_ONLY:
        return (), (Subject.COUNTS,)
    figures = (Subject.COUNTS, Subject.MATRIX, Subject.FAMILIES, Subject.NEAR_MISSES)
    shown = shown_fields(level, granted)
    hinted = (as_compared(field) for field in compared if field not in shown)
    fields = (*shown, STATE, *hinted)
    return fields, (*figures, Subject.PEOPLE_COUNTS) if with_people else figures
