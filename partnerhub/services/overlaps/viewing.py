"""An overlap as one side sees it: narrowed to what both sides share at this moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.domain.decisions import KEPT_OUT, Standing, standing
from partnerhub.domain.disclosure import (
    ContactLevel,
    Level,
    Strictness,
    band,
    fewer_contacts,
    stricter,
)
from partnerhub.domain.lists import version_text
from partnerhub.domain.overlap import Counts, Matrix, count, matrix
from partnerhub.domain.sides import Side
from partnerhub.persistence import Session, bulk
from partnerhub.persistence.models import Overlap
from partnerhub.persistence.queries import decisions as queries
from partnerhub.persistence.queries import overlaps
from partnerhub.persistence.queries.parts import Part
from partnerhub.services import sharing
from partnerhub.services.overlaps import parts, policies
from partnerhub.services.partnerships import Party

FAMILIES = {
    "same_group": "pairs are companies of one group, such as a parent and its subsidiary: "
    "near, and not the same company.",
    "related": "pairs are related, such as branches of a franchise or users of a holding's web "
    "domain: not the same company.",
}
"""What is told of pairs that are no matches and have to do with each other all the same."""

MY_GROUP = "of your accounts have a parent in your CRM that both of you have, and are not shared."


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
    families: list[dict[str, Any]] | None
    near_misses: list[dict[str, Any]] | None
    decisions: dict[str, Any] | None
    policy: dict[str, Any]
    recomputes: str | None
    strictness: str
    new_pairs: dict[str, Any] | None
    left_out: dict[str, int] | None
    contacts: str
    problem: dict[str, Any] | None


def view(
    session: Session, found: Party, overlap: Overlap, *, with_decisions: bool = True
) -> OverlapView:
    """Show an overlap from a side, as far as both sides share at this moment.

    In a list without what people decided: that is counted anew for each.
    """
    shared = sharing.between(session, found)
    level = stricter(Level(overlap.level), shared.effective_level)
    side, published = found.side, overlap.state == "succeeded"
    mine, theirs = side.mine_theirs(overlap.first_approved_at, overlap.second_approved_at)
    versions_ = side.mine_theirs(overlap.first_version, overlap.second_version)
    open_ = published and level.shows_accounts
    part = parts.part(overlap, side, shared)
    whole = not parts.taken_back(overlap, side, shared, level)
    in_bands = overlap.spends is not False and whole
    told = published and (open_ or whole)
    counted = _recounted(session, part) if open_ and not part.is_whole else None
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
        counts=_counts(counted or overlap.counts, side, level) if told else None,
        matrix=_matrix(counted["matrix"] if counted else overlap.matrix, side) if open_ else None,
        families=_families(overlap, side) if open_ and in_bands else None,
        near_misses=_near_misses(overlap) if open_ and in_bands else None,
        decisions=_decisions(session, part, overlap, counted) if open_ and with_decisions else None,
        policy=policies.told(overlap.policy),
        recomputes=overlap.recomputes,
        strictness=overlap.strictness or Strictness.STANDARD,
        new_pairs=_new_pairs(overlap),
        left_out=overlap.counts.get(f"{side}_left_out") if published else None,
        contacts=fewer_contacts(ContactLevel(overlap.contacts), shared.effective_contacts),
        problem=overlap.problem,
    )


def _new_pairs(overlap: Overlap) -> dict[str, Any] | None:
    """Say as a band how many new pairs a comparison would show that waits because of them."""
    if overlap.state != "awaiting_approval" or overlap.new_pairs is None:
        return None
    value: dict[str, Any] | None = band(overlap.new_pairs).to_json()["value"]
    return value


def _recounted(session: Session, part: Part) -> dict[str, Any]:
    """Count a release anew without the pairs of populations that were taken back since."""
    pairs = bulk.read(session, overlaps.counted(part))
    columns = [pairs[name].to_pylist() for name in pairs.column_names]
    return count(*columns[:3]).to_json() | {"matrix": matrix(*columns).to_json()}


def _counts(counted: dict[str, Any], side: Side, level: Level) -> dict[str, Any] | None:
    if level.shows_accounts:
        counts = Counts.from_json(counted)
        counts = counts if side is Side.FIRST else counts.swap()
        return counts.to_json() | {
            "my_duplicates": counts.my_duplicates,
            "their_duplicates": counts.swap().my_duplicates,
        }
    if level is Level.COUNTS_ONLY:
        return {"companies": band(counted["companies"]).to_json()}
    return None


def _families(overlap: Overlap, side: Side) -> list[dict[str, Any]]:
    """Count what has to do with each other and is not released: pairs in bands, own accounts."""
    counted = [(code, overlap.counts.get(code, 0), told) for code, told in FAMILIES.items()]
    found = [_banded(code, count, told) for code, count, told in counted if _is_told(count)]
    own = overlap.counts.get(f"{side}_children", 0)
    if own:
        exactly = {"from": own, "to": own}
        found.append({"code": "my_group", "count": exactly, "sentence": f"{own:,} {MY_GROUP}"})
    return found


def _near_misses(overlap: Overlap) -> list[dict[str, Any]]:
    """Count in bands what was nearly released, and a few not at all.

    They are rows that nobody agreed to share: an exact number would answer, row by row, whether
    the other side has a company.
    """
    return [
        _banded(miss["code"], miss["count"], miss["sentence"].partition(" ")[2])
        for miss in overlap.near_misses
        if _is_told(miss["count"])
    ]


def _is_told(count: int) -> bool:
    return band(count).low is not None


def _banded(code: str, count: int, sentence: str) -> dict[str, Any]:
    """Say a count as its band, and a sentence that begins with it."""
    counted = band(count)
    told = f"{counted.low:,} to {counted.high:,} {sentence}"
    return {"code": code, "count": counted.to_json()["value"], "sentence": told}


def _decisions(
    session: Session, part: Part, overlap: Overlap, counted: dict[str, Any] | None
) -> dict[str, Any]:
    """Count the pairs of a release by how they stand, and those that people keep out of it."""
    here: dict[str, int] = dict.fromkeys(Standing, 0)
    kept_out: dict[str, int] = dict.fromkeys(KEPT_OUT, 0)
    before = overlap.published_at or overlap.created_at
    for row in session.execute(queries.counts(part, before)):
        state = standing("accepted" if row.accepted else None, "rejected" if row.rejected else None)
        pairs = kept_out if row.kept_out else here
        pairs[state] += row.pairs
    here[Standing.NONE] = (counted or overlap.counts)["pairs"] - sum(here.values())
    return {**here, "kept_out": kept_out}


def _matrix(stored: dict[str, Any], side: Side) -> dict[str, Any]:
    found = Matrix.from_json(stored)
    return (found if side is Side.FIRST else found.swap()).to_json()
