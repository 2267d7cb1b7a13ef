"""Sharing requests: one side asks the other to show it more, which then says yes or no.

A request changes nothing and tells nothing of either list. It is accepted when all that it asks
for is granted, whichever way: by accepting it, by a second admin's approval, by setting the policy.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import (
    NOTHING,
    REQUESTS,
    ContactLevel,
    Grants,
    Terms,
    grants,
    joined,
    needs_both,
    told,
    wait_for_room,
    window_start,
)
from partnerhub.domain.errors import (
    AlreadySharedError,
    ChangedMeanwhileError,
    ConflictError,
    NotFoundError,
    TooManySharingRequestsError,
)
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import SharingRequest
from partnerhub.persistence.queries import sharing_requests as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import partnerships, sharing
from partnerhub.services.partnerships import Party
from partnerhub.services.sharing import Sharing, Widening

NO_BASIS = (
    "Showing names needs your legal basis: set what you share, with contacts_basis; the request "
    "then counts as accepted."
)


@dataclass(frozen=True, slots=True)
class SharingRequestView:
    """A request as one of the two sides sees it."""

    id: str
    asked_by: str
    state: str
    terms: Terms
    adds: tuple[str, ...]
    """What of it the side that is asked does not grant now."""
    asker_lacks: tuple[str, ...]
    """What the side that asks does not grant itself, and would have to for it to have effect."""
    message: str | None
    reason: str | None
    created_at: datetime
    answered_at: datetime | None


def ask(
    session: Session,
    actor: Actor,
    *,
    partnership_id: str,
    terms: Terms,
    now: datetime,
    message: str | None = None,
) -> SharingRequestView:
    """Ask the other side to share more; what was asked before and has no answer is replaced.

    Replaced and not refused: whoever thinks again would else need two calls, and between them the
    partner could accept what is not wanted any more.

    Raises:
        AlreadySharedError: All of that is granted already.
        TooManySharingRequestsError: There were enough requests for 30 days.
    """
    require(actor, Permission.SET_SHARING)
    found = partnerships.active_party(session, actor, partnership_id)
    shared = sharing.between(session, found)
    asked = joined(NOTHING, terms)
    if not _added(asked, shared.their_terms):
        raise AlreadySharedError
    _require_budget(session, found, now)
    open_now = queries.open_from(partnership_id, found.organization_id)
    for earlier in session.scalars(open_now):
        earlier.state, earlier.answered_at = "replaced", now
    request = SharingRequest(
        partnership_id=partnership_id,
        asked_by=found.organization_id,
        terms=sharing.written(asked),
        message=message,
        created_at=now,
    )
    session.add(request)
    session.flush()
    _note(session, actor, found, Action.SHARING_REQUESTED, request)
    return _view(found, shared, request)


def list_visible(
    session: Session,
    actor: Actor,
    *,
    partnership_id: str,
    after: tuple[Any, ...] | None,
    limit: int,
    state: str | None = None,
) -> tuple[list[SharingRequestView], tuple[Any, ...] | None]:
    """List what both sides have asked for, newest first."""
    require(actor, Permission.READ)
    found = partnerships.active_party(session, actor, partnership_id)
    query = queries.of(actor, partnership_id)
    if state:
        query = query.where(SharingRequest.state == state)
    keys = [SharingRequest.created_at, SharingRequest.id]
    rows, place = fetch(
        session, behind(query, keys, after, descending=True), limit, ["created_at", "id"]
    )
    shared = sharing.between(session, found)
    return [_view(found, shared, row) for row in rows], place


def get(
    session: Session, actor: Actor, *, partnership_id: str, request_id: str
) -> SharingRequestView:
    """Read one request."""
    found, request = _load(session, actor, partnership_id, request_id)
    return _view(found, sharing.between(session, found), request)


def accept(
    session: Session,
    actor: Actor,
    *,
    partnership_id: str,
    request_id: str,
    adds: list[str],
    now: datetime,
) -> SharingRequestView | Widening:
    """Grant what the other side asks for, beside all that is granted already.

    Where the organization asks for a second approval it waits for that, and so does the request.

    Args:
        session: The transaction.
        actor: Who accepts.
        partnership_id: The partnership.
        request_id: The request.
        adds: What the actor has read that it adds, and agrees to.
        now: The moment.

    Raises:
        ChangedMeanwhileError: It would add something else by now.
        ConflictError: It is one's own request, has an answer already, or asks for names where no
            legal basis is recorded.
    """
    require(actor, Permission.SET_SHARING)
    found, request = _asked(session, actor, partnership_id, request_id)
    shared = sharing.between(session, found)
    if {*adds} != {*_view(found, shared, request).adds}:
        raise ChangedMeanwhileError("Accepting would add something else than `adds` says.")
    wanted = joined(shared.my_terms, sharing.read_terms(request.terms))
    if wanted.contacts is ContactLevel.NAMES and wanted.contacts_basis is None:
        raise ConflictError(NO_BASIS)
    changed = sharing.change(
        session,
        actor,
        partnership_id=partnership_id,
        revision=shared.mine.revision,
        terms=wanted,
        now=now,
    )
    return changed if isinstance(changed, Widening) else _view(found, changed, request)


def decline(
    session: Session,
    actor: Actor,
    *,
    partnership_id: str,
    request_id: str,
    now: datetime,
    reason: str | None = None,
) -> SharingRequestView:
    """Say no to what the other side asks for; what is shared stays as it is.

    Raises:
        ConflictError: It is one's own request, or has an answer already.
    """
    require(actor, Permission.SET_SHARING)
    found, request = _asked(session, actor, partnership_id, request_id)
    request.state, request.reason, request.answered_at = "declined", reason, now
    _note(session, actor, found, Action.SHARING_REQUEST_ANSWERED, request, state=request.state)
    return _view(found, sharing.between(session, found), request)


def withdraw(
    session: Session, actor: Actor, *, partnership_id: str, request_id: str, now: datetime
) -> SharingRequestView:
    """Take one's own request back; what was granted meanwhile stays granted.

    Raises:
        ConflictError: It is the other side's request, or has an answer already.
    """
    require(actor, Permission.SET_SHARING)
    found, request = _load(session, actor, partnership_id, request_id)
    if request.asked_by != actor.organization_id:
        raise ConflictError("The side that asked withdraws a request; decline it.")
    _require_open(request)
    request.state, request.answered_at = "withdrawn", now
    _note(session, actor, found, Action.SHARING_REQUEST_WITHDRAWN, request)
    return _view(found, sharing.between(session, found), request)


def _load(
    session: Session, actor: Actor, partnership_id: str, request_id: str
) -> tuple[Party, SharingRequest]:
    require(actor, Permission.READ)
    found = partnerships.active_party(session, actor, partnership_id)
    request = session.scalars(queries.one(actor, partnership_id, request_id)).one_or_none()
    if request is None:
        raise NotFoundError
    return found, request


def _asked(
    session: Session, actor: Actor, partnership_id: str, request_id: str
) -> tuple[Party, SharingRequest]:
    """Find a request that waits for the actor's side to answer it."""
    found, request = _load(session, actor, partnership_id, request_id)
    if request.asked_by == actor.organization_id:
        raise ConflictError("The side that is asked answers a request; you can withdraw it.")
    _require_open(request)
    return found, request


def _require_open(request: SharingRequest) -> None:
    if request.state != "open":
        raise ConflictError(f"The request is {request.state}, so it waits for no answer.")


def _require_budget(session: Session, found: Party, now: datetime) -> None:
    """Keep a side from being asked all day long; each side has its own number."""
    sides = found.partnership.id, found.organization_id
    start = window_start(now, session.scalar(queries.last_made(*sides)))
    wait = wait_for_room(list(session.scalars(queries.made_since(*sides, start))), REQUESTS, now)
    if wait is not None:
        raise TooManySharingRequestsError(headers={"Retry-After": str(wait)})


def _added(asked: Terms, held: Terms) -> Grants:
    """Say what a side would grant beyond what it does."""
    return grants(joined(held, asked)) - grants(held)


def _view(found: Party, shared: Sharing, request: SharingRequest) -> SharingRequestView:
    mine = request.asked_by == found.organization_id
    sides = shared.my_terms, shared.their_terms
    asker, asked = sides if mine else sides[::-1]
    terms = sharing.read_terms(request.terms)
    return SharingRequestView(
        id=request.id,
        asked_by="mine" if mine else "theirs",
        state=request.state,
        terms=terms,
        adds=told(_added(terms, asked)),
        asker_lacks=told(needs_both(grants(terms)) - grants(asker)),
        message=request.message,
        reason=request.reason,
        created_at=request.created_at,
        answered_at=request.answered_at,
    )


def _note(
    session: Session,
    actor: Actor,
    found: Party,
    action: Action,
    request: SharingRequest,
    **details: Any,
) -> None:
    partnerships.note_both(session, found, action, request.id, user_id=actor.user_id, **details)
