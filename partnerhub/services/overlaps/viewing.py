"""An overlap as one side sees it: narrowed to what both sides share at this moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.domain.disclosure import Level, band, stricter
from partnerhub.domain.lists import version_text
from partnerhub.domain.overlap import Counts, Matrix
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session
from partnerhub.persistence.models import Overlap
from partnerhub.services import sharing
from partnerhub.services.partnerships import Party


@dataclass(frozen=True, slots=True)
class OverlapView:
    """An overlap as one side sees it; what the level does not show is None."""

    id: str
    partnership_id: str
    number: int
    state: str
    progress: float
    level: Level
    asked_by: str
    my_approval: datetime | None
    their_approval: datetime | None
    created_at: datetime
    published_at: datetime | None
    list_versions: dict[str, str]
    counts: dict[str, Any] | None
    matrix: dict[str, Any] | None
    near_misses: list[dict[str, Any]] | None
    policy: dict[str, Any]
    problem: dict[str, Any] | None


def view(session: Session, found: Party, overlap: Overlap) -> OverlapView:
    """Show an overlap from a side, as far as both sides share at this moment."""
    shared = sharing.between(session, found)
    level = stricter(Level(overlap.level), shared.effective_level)
    side, published = found.side, overlap.state == "succeeded"
    mine, theirs = side.mine_theirs(overlap.first_approved_at, overlap.second_approved_at)
    versions_ = side.mine_theirs(overlap.first_version, overlap.second_version)
    open_ = published and level is Level.OVERLAPPING_ACCOUNTS
    return OverlapView(
        id=overlap.id,
        partnership_id=overlap.partnership_id,
        number=overlap.number,
        state=overlap.state,
        progress=overlap.progress,
        level=level,
        asked_by="mine" if overlap.asked_by == found.organization_id else "theirs",
        my_approval=mine,
        their_approval=theirs,
        created_at=overlap.created_at,
        published_at=overlap.published_at,
        list_versions=dict(zip(("mine", "theirs"), map(version_text, versions_), strict=True)),
        counts=_counts(overlap, side, level) if published else None,
        matrix=_matrix(overlap, side) if open_ else None,
        near_misses=_near_misses(overlap) if open_ else None,
        policy=overlap.policy,
        problem=overlap.problem,
    )


def _counts(overlap: Overlap, side: Side, level: Level) -> dict[str, Any] | None:
    if level is Level.OVERLAPPING_ACCOUNTS:
        counts = Counts.from_json(overlap.counts)
        return (counts if side is Side.FIRST else counts.swap()).to_json()
    if level is Level.COUNTS_ONLY:
        return {"companies": band(overlap.counts["companies"]).to_json()}
    return None


def _near_misses(overlap: Overlap) -> list[dict[str, Any]]:
    """Count in bands what was nearly released, and a few not at all.

    They are rows that nobody agreed to share: an exact number would answer, row by row, whether
    the other side has a company.
    """
    banded = []
    for miss in overlap.near_misses:
        counted = band(miss["count"])
        if counted.low is not None:
            _, _, sentence = miss["sentence"].partition(" ")
            told = f"{counted.low:,} to {counted.high:,} {sentence}"
            count = counted.to_json()["value"]
            banded.append({"code": miss["code"], "count": count, "sentence": told})
    return banded


def _matrix(overlap: Overlap, side: Side) -> dict[str, Any]:
    matrix = Matrix.from_json(overlap.matrix)
    return (matrix if side is Side.FIRST else matrix.swap()).to_json()
