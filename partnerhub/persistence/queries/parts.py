"""Parts of a release: what of it may be read at this moment."""

from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from partnerhub.domain.decisions import Verdict
from partnerhub.persistence.models import Decision, Match, Overlap

CERTAIN = "certain"
RELEASED = aliased(Overlap)
"""A release that may have shown a pair."""


def was_shown(
    partnership_id: str, match_id: SQLColumnExpression[str], *conditions: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Say of a pair whether a release of the partnership has shown it.

    Args:
        partnership_id: Whose pair it is.
        match_id: The pair, of the query around this.
        conditions: What must hold of the release beside, said of `RELEASED`.
    """
    # One within the other: side by side, SQLite reads all pairs of a partnership for each pair.
    match = aliased(Match)
    pair = exists().where(
        match.partnership_id == partnership_id,
        match.overlap_id == RELEASED.id,
        match.id == match_id,
    )
    released = (RELEASED.partnership_id == partnership_id, RELEASED.state == "succeeded")
    return (
        exists()
        .where(*released, *conditions, pair.correlate_except(match))
        .correlate_except(RELEASED)
    )


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a release that may be read: without pairs that are withheld by now."""

    partnership_id: str
    overlap_id: str
    first_withheld: frozenset[str] = frozenset()
    """Populations of the first side's accounts."""
    second_withheld: frozenset[str] = frozenset()
    certain: bool = False
    """Whether pairs show only that are certain, or that both sides accepted."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is withheld."""
        return not (self.first_withheld or self.second_withheld or self.certain)

    def holds(self) -> ColumnElement[bool]:
        """Say of a match whether it is in this part."""
        conditions = [
            Match.partnership_id == self.partnership_id,
            Match.overlap_id == self.overlap_id,
        ]
        if self.first_withheld:
            conditions.append(Match.first_population.not_in(sorted(self.first_withheld)))
        if self.second_withheld:
            conditions.append(Match.second_population.not_in(sorted(self.second_withheld)))
        if self.certain:
            conditions.append(or_(Match.tier == CERTAIN, Match.id.in_(self._accepted_by_both())))
        return and_(*conditions)

    def _accepted_by_both(self) -> Select[str]:
        return (
            select(Decision.match_id)
            .where(
                Decision.partnership_id == self.partnership_id,
                Decision.decision == Verdict.ACCEPTED.value,
            )
            .group_by(Decision.match_id)
            .having(func.count() > 1)
        )

    def has_whole_company(self, company: ColumnElement[int]) -> ColumnElement[bool]:
        """Say of a company's number whether all of it is in this part."""
        if self.is_whole:
            return true()
        everything = whole_of(self).holds()
        return company.not_in(select(Match.company).where(everything, not_(self.holds())))


def whole(overlap: Overlap) -> Part:
    """A release as it was made."""
    return Part(overlap.partnership_id, overlap.id)


def whole_of(part: Part) -> Part:
    """The release that a part belongs to."""
    return Part(part.partnership_id, part.overlap_id)
