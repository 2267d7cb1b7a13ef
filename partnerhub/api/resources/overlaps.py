"""Overlaps: compare, agree, read, decide."""

from collections.abc import Iterator
from typing import Any

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Table
from partnerhub.api.schemas.matches import (
    MatchQuerySchema,
)
from partnerhub.api.schemas.overlaps import OverlapSchema, PeopleSchema, ShapeSchema
from partnerhub.api.schemas.policies import PolicySchema
from partnerhub.domain.errors import (
    AwaitingApprovalError,
    ConflictError,
    ForbiddenError,
    InsufficientScopeError,
    ListEmptyError,
    NotReleasedError,
    PartnershipNotActiveError,
    ReleaseBudgetExhaustedError,
    SharingEndedError,
    SharingHiddenError,
)
from partnerhub.http.context import actor, now, session
from partnerhub.services import overlaps

blueprint = Blueprint("overlaps", description="What two lists have in common, and why.")

READING = (NotReleasedError, PartnershipNotActiveError, SharingEndedError, SharingHiddenError)
ASKING = (ConflictError, ForbiddenError, InsufficientScopeError, SharingEndedError)


@blueprint.post("/partnerships/<id:partnership_id>/overlaps")
@blueprint.response(202, OverlapSchema)
@blueprint.raises(
    *ASKING,
    ListEmptyError,
    PartnershipNotActiveError,
    ReleaseBudgetExhaustedError,
    SharingHiddenError,
)
def request_overlap(partnership_id: str) -> object:
    """Compare the two current lists.

    Who asks has said yes. The first comparison, and one whose list has jumped or was exchanged,
    waits for the other side: its state is awaiting_approval. Where the other list has, it waits for
    you to look at its shape. Later ones begin at once, and wait only if they would show more new
    pairs than pass without a yes. Where one side is strict every comparison waits for both.

    At counts_only a partnership makes 12 releases in 30 days (strict: 4), and who asks again within
    a day with an unchanged list gets the one there is. Follow the resource in Location.
    """
    asked = overlaps.request(session(), actor(), partnership_id=partnership_id, now=now())
    return asked, {"Location": f"/v1/overlaps/{asked.id}"}


@blueprint.get("/partnerships/<id:partnership_id>/overlaps")
@blueprint.page(OverlapSchema)
@blueprint.raises(PartnershipNotActiveError, SharingEndedError)
def list_overlaps(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, partnership_id: str
) -> object:
    """List the overlaps of a partnership, newest first."""
    del query
    return overlaps.list_visible(
        session(), actor(), partnership_id=partnership_id, after=after, limit=limit
    )


@blueprint.get("/overlaps/<id:overlap_id>")
@blueprint.response(200, OverlapSchema)
@blueprint.raises(SharingEndedError)
def read_overlap(overlap_id: str) -> object:
    """Read an overlap: its state, and once published its counts and matrix.

    `mine` and `theirs` count distinct accounts, `companies` connected groups of pairs; totals of
    the matrix never count a company twice.
    """
    return overlaps.get(session(), actor(), overlap_id=overlap_id)


@blueprint.get("/overlaps/<id:overlap_id>/shape")
@blueprint.response(200, ShapeSchema)
@blueprint.raises(AwaitingApprovalError, NotReleasedError, SharingEndedError, SharingHiddenError)
def read_shape(overlap_id: str) -> object:
    """See what the other side's list looks like, before you agree to compare.

    Only bands: how long it is, how much of it has owners, contacts and deals, when it was made,
    how it grew, and what looks unusual. Who asks sees the other list's once the other side agreed.
    """
    return overlaps.shape(session(), actor(), overlap_id=overlap_id)


@blueprint.post("/overlaps/<id:overlap_id>/approve")
@blueprint.response(202, OverlapSchema)
@blueprint.raises(*ASKING)
def approve_overlap(overlap_id: str) -> object:
    """Agree to a comparison; it begins when both sides have."""
    agreed = overlaps.approve(session(), actor(), overlap_id=overlap_id, now=now())
    return agreed, {"Location": f"/v1/overlaps/{agreed.id}"}


@blueprint.post("/overlaps/<id:overlap_id>/reject")
@blueprint.response(200, OverlapSchema)
@blueprint.raises(*ASKING)
def reject_overlap(overlap_id: str) -> object:
    """Refuse a comparison, or withdraw your own question while it waits.

    Nothing is compared and nothing is learned.
    """
    return overlaps.reject(session(), actor(), overlap_id=overlap_id)


@blueprint.post("/overlaps/<id:overlap_id>/recompute")
@blueprint.response(202, OverlapSchema)
@blueprint.raises(*ASKING, NotReleasedError, ReleaseBudgetExhaustedError, SharingHiddenError)
def recompute_overlap(overlap_id: str) -> object:
    """Make an overlap again, from the same lists and under the policy it was made under.

    The result is a new overlap that names the old one in `recomputes`. It shows no more than the
    old one did, and nothing that is not shared any more; decisions made since count. Where nobody
    changed anything it has the same matches. It counts no people.
    """
    asked = overlaps.recompute(session(), actor(), overlap_id=overlap_id, now=now())
    return asked, {"Location": f"/v1/overlaps/{asked.id}"}


@blueprint.get("/overlaps/<id:overlap_id>/policy")
@blueprint.response(200, PolicySchema)
@blueprint.raises(NotReleasedError, SharingEndedError)
def read_policy(overlap_id: str) -> object:
    """Read the match policy an overlap was made under: every rule and what it was worth."""
    return overlaps.policy(session(), actor(), overlap_id=overlap_id)


@blueprint.get("/overlaps/<id:overlap_id>/contacts")
@blueprint.page(PeopleSchema)
@blueprint.raises(*READING)
def list_people(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, overlap_id: str
) -> object:
    """List who knows whom at the shared companies.

    Counts by seniority and function: people only you know, only they know, both know. No name and
    no address crosses. People who opted out are left out.
    """
    del query
    return overlaps.people(session(), actor(), overlap_id=overlap_id, after=after, limit=limit)


@blueprint.get("/overlaps/<id:overlap_id>/export")
@blueprint.export(MatchQuerySchema)
@blueprint.raises(*READING)
def export_overlap(query: dict[str, Any], overlap_id: str) -> Table:
    """Export the matches as CSV or XLSX, as far as they are shared."""
    wanted = overlaps.Wanted(**query)
    names = sorted(overlaps.card_fields(session(), actor(), overlap_id=overlap_id))
    header = [
        "match_id",
        "company",
        "confidence",
        "tier",
        "explanation",
        "my_account_id",
        "my_name",
        "my_domain",
        "my_population",
        *(f"their_{name}" for name in names),
        "my_decision",
        "their_decision",
        "decision_state",
    ]
    return Table("overlap", header, _rows(overlap_id, wanted, names))


def _rows(overlap_id: str, wanted: overlaps.Wanted, names: list[str]) -> Iterator[list[Any]]:
    place: tuple[Any, ...] | None = None
    while True:
        page, place = overlaps.matches(
            session(), actor(), overlap_id=overlap_id, after=place, limit=500, wanted=wanted
        )
        for match in page:
            yield [
                match.id,
                match.company,
                match.confidence,
                match.tier,
                match.explanation,
                match.mine["account_id"],
                match.mine.get("name"),
                match.mine.get("domain"),
                match.mine["population"],
                *(match.theirs.get(name) for name in names),
                match.my_decision,
                match.their_decision,
                match.decision_state,
            ]
        if place is None:
            return
