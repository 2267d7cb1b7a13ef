"""Matches of an overlap: read, explain, decide, and what changed between two overlaps."""

from typing import Any

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.resources.overlaps import READING
from partnerhub.api.schemas.matches import (
    ChangesQuerySchema,
    ChangesSchema,
    CompanySchema,
    DecidedQuerySchema,
    DecidedSchema,
    DecisionSchema,
    ExplanationQuerySchema,
    ExplanationSchema,
    MatchQuerySchema,
    MatchSchema,
)
from partnerhub.domain.errors import (
    ForbiddenError,
    InsufficientScopeError,
    PartnershipNotActiveError,
    SharingEndedError,
    SharingHiddenError,
)
from partnerhub.http.context import actor, now, session
from partnerhub.services import overlaps

blueprint = Blueprint("matches", description="The pairs of an overlap, and what people decide.")


@blueprint.get("/overlaps/<id:overlap_id>/matches")
@blueprint.page(MatchSchema, MatchQuerySchema)
@blueprint.raises(*READING)
def list_matches(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, overlap_id: str
) -> object:
    """List the matches, the most certain first, each with its reasons."""
    return overlaps.matches(
        session(),
        actor(),
        overlap_id=overlap_id,
        after=after,
        limit=limit,
        wanted=overlaps.Wanted(**query),
    )


@blueprint.put("/overlaps/<id:overlap_id>/matches/<id:match_id>/decision")
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, MatchSchema)
@blueprint.raises(ForbiddenError, InsufficientScopeError, *READING)
def decide_match(payload: dict[str, Any], overlap_id: str, match_id: str) -> object:
    """Accept or reject a match.

    The decision holds for the two accounts in every later overlap of the partnership, whatever
    they are called by then and whatever the match policy says: an accepted pair stays, one that
    either side rejected does not come back by itself. When the other side said the opposite the
    pair is disputed, and both see who said what and when.
    """
    return overlaps.decide(
        session(),
        actor(),
        overlap_id=overlap_id,
        match_id=match_id,
        decision=payload["decision"],
        now=now(),
    )


@blueprint.delete("/overlaps/<id:overlap_id>/matches/<id:match_id>/decision")
@blueprint.response(200, MatchSchema)
@blueprint.raises(ForbiddenError, InsufficientScopeError, *READING)
def withdraw_decision(overlap_id: str, match_id: str) -> object:
    """Take back your decision on a match; what the other side said stays."""
    return overlaps.withdraw(session(), actor(), overlap_id=overlap_id, match_id=match_id)


@blueprint.get("/partnerships/<id:partnership_id>/decisions")
@blueprint.page(DecidedSchema, DecidedQuerySchema)
@blueprint.raises(PartnershipNotActiveError, SharingEndedError, SharingHiddenError)
def list_decisions(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, partnership_id: str
) -> object:
    """List the pairs that either side decided on, the last decided first.

    Pairs that no overlap has any more because they were rejected are here as well, with the newest
    overlap that still shows them: there the decision can be changed or taken back.
    """
    return overlaps.decided(
        session(), actor(), partnership_id=partnership_id, after=after, limit=limit, **query
    )


@blueprint.get("/overlaps/<id:overlap_id>/companies")
@blueprint.page(CompanySchema)
@blueprint.raises(*READING)
def list_companies(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, overlap_id: str
) -> object:
    """List the matches by company, duplicates together.

    Each company has the accounts of both sides that are it, and the pairs between them.
    """
    del query
    return overlaps.companies(session(), actor(), overlap_id=overlap_id, after=after, limit=limit)


@blueprint.get("/overlaps/<id:overlap_id>/explanation")
@blueprint.arguments(ExplanationQuerySchema, location="query")
@blueprint.response(200, ExplanationSchema)
@blueprint.raises(*READING)
def explain_pair(query: dict[str, Any], overlap_id: str) -> object:
    """Explain why an account of yours and one of theirs are a match, or why not.

    Theirs is named by a match of the overlap, and compared by what you see of it and nothing else;
    both are as the overlap compared them.
    """
    return overlaps.explain(session(), actor(), overlap_id=overlap_id, **query)


@blueprint.get("/overlaps/<id:overlap_id>/changes")
@blueprint.arguments(ChangesQuerySchema, location="query")
@blueprint.response(200, ChangesSchema)
@blueprint.raises(*READING)
def read_changes(query: dict[str, Any], overlap_id: str) -> object:
    """Count what changed since an earlier overlap: pairs that came, went and stayed."""
    found, _, _ = overlaps.changes(
        session(), actor(), overlap_id=overlap_id, after=None, limit=1, **query
    )
    return found


@blueprint.get("/overlaps/<id:overlap_id>/changes/matches")
@blueprint.page(MatchSchema, ChangesQuerySchema)
@blueprint.raises(*READING)
def list_changed_matches(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, overlap_id: str
) -> object:
    """List the matches that came or went since an earlier overlap."""
    _, matches, place = overlaps.changes(
        session(), actor(), overlap_id=overlap_id, after=after, limit=limit, **query
    )
    return matches, place
