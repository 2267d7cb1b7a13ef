"""Deciding on matches: accept, reject, take it back, and see how all of them stand.

A decision is a side's word on a pair of accounts in one partnership. It holds for every later
overlap of that partnership, whatever the lists and the match policy come to say, and for nothing
else. One side's no is enough to keep a pair out; where the other said yes both are told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.decisions import Standing
from partnerhub.domain.disclosure import Level
from partnerhub.domain.errors import NotFoundError
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import Decision, Match, WaitingPair
from partnerhub.persistence.queries import decisions as queries
from partnerhub.persistence.queries import overlaps
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.services import audit, partnerships, sharing
from partnerhub.services.overlaps import parts
from partnerhub.services.overlaps.reading import Place, Release, release
from partnerhub.services.overlaps.showing import MatchView, views
from partnerhub.services.partnerships import Party
from partnerhub.services.sharing import Sharing


@dataclass(frozen=True, slots=True)
class DecidedView:
    """A pair that somebody decided on, as the newest release that holds it shows it."""

    overlap_id: str
    match: MatchView


def decide(
    session: Session, actor: Actor, *, overlap_id: str, match_id: str, decision: str, now: datetime
) -> MatchView:
    """Accept or reject a match; it holds for this side in every later overlap.

    Saying the same again changes nothing, not even when it was said.
    """
    require(actor, Permission.RUN_OVERLAP)
    shown, match = _find(session, actor, overlap_id, match_id)
    say(session, actor, match, decision=decision, now=now)
    return _view(session, shown, match)


def say(
    session: Session, actor: Actor, pair: Match | WaitingPair, *, decision: str, now: datetime
) -> None:
    """Write down what the actor's side says of a pair."""
    key = (pair.partnership_id, pair.id, actor.organization_id)
    row = session.scalars(queries.one(*key)).one_or_none()
    if row is None:
        row = Decision(
            partnership_id=pair.partnership_id,
            match_id=pair.id,
            organization_id=actor.organization_id,
            first_account_id=pair.first_account_id,
            second_account_id=pair.second_account_id,
            decision="",
            decided_by=actor.user_id,
            decided_at=now,
        )
        session.add(row)
    if row.decision != decision:
        row.decision, row.decided_by, row.decided_at = decision, actor.user_id, now
        _note(session, actor, Action.MATCH_DECIDED, pair.id, decision=decision)
    session.flush()


def withdraw(session: Session, actor: Actor, *, overlap_id: str, match_id: str) -> MatchView:
    """Take back what the actor's side said of a match; where it said nothing nothing changes."""
    require(actor, Permission.RUN_OVERLAP)
    shown, match = _find(session, actor, overlap_id, match_id)
    row = session.scalars(queries.one(*_key(shown, match))).one_or_none()
    if row is not None:
        session.delete(row)
        session.flush()
        _note(session, actor, Action.MATCH_REOPENED, match.id, decision=row.decision)
    return _view(session, shown, match)


def decided(
    session: Session,
    actor: Actor,
    *,
    partnership_id: str,
    after: Place,
    limit: int,
    state: Standing | None = None,
) -> tuple[list[DecidedView], Place]:
    """List the pairs of a partnership that somebody decided on, the last decided first.

    Those that are in no overlap any more because they were rejected are here, too, as the last
    release that held them shows them.

    Raises:
        SharingHiddenError: One side shares less than its accounts.
    """
    require(actor, Permission.READ)
    found = partnerships.active_party(session, actor, partnership_id)
    shared = sharing.require_level(session, found, Level.OVERLAPPING_ACCOUNTS)
    query, keys = queries.pairs(partnership_id, state)
    page = behind(query, keys, after, descending=True).limit(limit + 1)
    rows = session.execute(queries.with_releases(partnership_id, page)).all()
    more, rows = len(rows) > limit, rows[:limit]
    held = [row for row in rows if row.overlap_id]
    matches = _in_releases(session, found, shared, held)
    held = [row for row in held if row.match_id in matches]
    shown = views(session, found, shared, [matches[row.match_id] for row in held])
    items = [DecidedView(row.overlap_id, view) for row, view in zip(held, shown, strict=True)]
    return items, ((rows[-1].at, rows[-1].match_id) if more else None)


def _find(session: Session, actor: Actor, overlap_id: str, match_id: str) -> tuple[Release, Match]:
    """Find a match of a release that the actor may see.

    Raises:
        NotFoundError: The release has no such match.
    """
    shown = release(session, actor, overlap_id)
    match = session.scalars(overlaps.match(shown.part, match_id)).one_or_none()
    if match is None:
        raise NotFoundError
    return shown, match


def _key(shown: Release, match: Match) -> tuple[str, str, str]:
    return match.partnership_id, match.id, shown.party.organization_id


def _in_releases(
    session: Session, found: Party, shared: Sharing, rows: Iterable[Any]
) -> Mapping[str, Match]:
    """Read pairs from the releases that were found for them, one query a release.

    Pairs of populations that are withheld by now are not among them.
    """
    wanted: dict[str, list[str]] = {}
    for row in rows:
        wanted.setdefault(row.overlap_id, []).append(row.match_id)
    matches: dict[str, Match] = {}
    for overlap_id, match_ids in wanted.items():
        (overlap,) = session.scalars(overlaps.by_id(found.partnership.id, overlap_id))
        query = overlaps.matches(parts.part(overlap, found.side, shared))
        for match in session.scalars(query.where(Match.id.in_(match_ids))):
            matches[match.id] = match
    return matches


def _view(session: Session, shown: Release, match: Match) -> MatchView:
    return views(session, shown.party, shown.shared, [match])[0]


def _note(session: Session, actor: Actor, action: Action, match_id: str, *, decision: str) -> None:
    """Write it in the side's own trail; the other side is told by the pair itself."""
    audit.note(
        session,
        actor.organization_id,
        action,
        user_id=actor.user_id,
        subject_id=match_id,
        decision=decision,
    )
