"""Reading a target list from one side: whom, why, who invites, and how far the agreement is.

A card of the other side shows what its owner shared when the overlap was published, narrowed by
what it shares at this moment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from partnerhub.domain import targeting
from partnerhub.domain.errors import NotFoundError
from partnerhub.domain.events import COUNTED, TargetState
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import Event, Target, TargetList
from partnerhub.persistence.queries import events as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import events
from partnerhub.services.overlaps.reading import Release, is_less_told, release
from partnerhub.services.overlaps.showing import narrowed, shows_open_deals
from partnerhub.services.targets.pool import OF_PAIR

Place = tuple[Any, ...] | None
ABOUT_PEOPLE = ("known_by", "senior_known_by", "no_senior_contact")
"""What reasons begin with that were found by counting contacts."""


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """How many companies are not on the list for one reason."""

    code: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Approvals:
    """When each side approved what the list holds now."""

    mine: datetime | None
    theirs: datetime | None


@dataclass(frozen=True, slots=True)
class TargetListView:
    """A target list as one side sees it, without its targets."""

    event_id: str
    overlap_id: str
    overlap_number: int
    parameters: dict[str, Any]
    wanted: int
    size: int
    shortfall: int
    excluded: int
    left_out: list[LeftOutView]
    approvals: Approvals
    baseline_on: date | None
    frozen_on: date | None
    revision: int


@dataclass(frozen=True, slots=True)
class TargetView:
    """A company on the list as one side sees it."""

    id: str
    rank: int
    company: int
    state: str
    play: str
    inviter: str | None
    points: int | None
    reasons: list[str]
    mine: dict[str, Any]
    theirs: dict[str, Any]
    changed_by: str | None
    change_reason: str | None


def get(
    session: Session,
    actor: Actor,
    *,
    event_id: str,
    after: Place = None,
    limit: int,
    state: TargetState | None = None,
) -> tuple[TargetListView, list[TargetView], Place]:
    """Read the target list of an event and one page of its targets, by rank.

    Raises:
        NotFoundError: There is none yet.
        SharingHiddenError: One side does not share its accounts any more.
    """
    require(actor, Permission.READ)
    shown, event, target_list = load(session, actor, event_id)
    query = queries.targets(event, None if state is None else (state,), shown.part)
    keys = [Target.rank, Target.id]
    rows, place = fetch(session, behind(query, keys, after), limit, ["rank", "id"])
    items = [target_view(shown, row) for row in rows]
    return view(session, shown, event, target_list), items, place


def one(session: Session, actor: Actor, *, event_id: str, target_id: str) -> TargetView:
    """Read one target.

    Raises:
        NotFoundError: The list has no such target.
    """
    require(actor, Permission.READ)
    shown, event, _ = load(session, actor, event_id)
    target = session.scalars(queries.target(event, target_id, shown.part)).one_or_none()
    if target is None:
        raise NotFoundError
    return target_view(shown, target)


def export(
    session: Session, actor: Actor, *, event_id: str, state: TargetState | None = None
) -> tuple[list[str], Iterator[TargetView]]:
    """Read the whole list for a table: the other side's fields it may show, and the targets."""
    require(actor, Permission.READ)
    shown, event, _ = load(session, actor, event_id)
    query = queries.targets(event, None if state is None else (state,), shown.part)
    rows = session.scalars(behind(query, [Target.rank, Target.id], None))
    fields = sorted(shown.their_fields - {"name", "domain", "population"})
    return fields, (target_view(shown, row) for row in rows)


def load(session: Session, actor: Actor, event_id: str) -> tuple[Release, Event, TargetList]:
    """Find the target list of an event and the release it was chosen from."""
    _, event = events.load(session, actor, event_id)
    return _with_release(session, actor, event)


def load_locked(session: Session, actor: Actor, event_id: str) -> tuple[Release, Event, TargetList]:
    """Find a target list for changing it; others that want to wait."""
    _, event = events.load_locked(session, actor, event_id)
    return _with_release(session, actor, event)


def _with_release(
    session: Session, actor: Actor, event: Event
) -> tuple[Release, Event, TargetList]:
    target_list = session.scalars(queries.target_list(event)).one_or_none()
    if target_list is None:
        raise NotFoundError("The event has no target list yet: POST to this address builds one.")
    return release(session, actor, target_list.overlap_id), event, target_list


def view(session: Session, shown: Release, event: Event, target_list: TargetList) -> TargetListView:
    """Show a target list from a side."""
    counts = {row[0]: row[1] for row in session.execute(queries.count_by_state(event, shown.part))}
    size = sum(counts.get(state, 0) for state in COUNTED)
    side = shown.party.side
    mine, theirs = side.mine_theirs(target_list.first_approved_at, target_list.second_approved_at)
    return TargetListView(
        event_id=event.id,
        overlap_id=target_list.overlap_id,
        overlap_number=shown.overlap.number,
        parameters=target_list.parameters,
        wanted=target_list.wanted,
        size=size,
        shortfall=max(0, target_list.wanted - size),
        excluded=counts.get(TargetState.EXCLUDED, 0),
        left_out=[
            LeftOutView(relative(shown, code), sentence(shown, code), count)
            for code, count in sorted(target_list.left_out.items())
            if _told(shown, code)
        ],
        approvals=Approvals(mine, theirs),
        baseline_on=target_list.baseline_on,
        frozen_on=target_list.frozen_on,
        revision=target_list.revision,
    )


def target_view(shown: Release, target: Target) -> TargetView:
    """Show a target from a side."""
    side = shown.party.side
    account_ids, _ = side.mine_theirs(target.first_accounts, target.second_accounts)
    mine, theirs = side.mine_theirs(target.first_card, target.second_card)
    terms = shown.shared.their_terms
    of_pair = theirs.get(OF_PAIR, theirs["population"])
    visible = narrowed(theirs, of_pair, terms, side.other, shown.overlap)
    state = {"population": theirs["population"]}
    if "open_opportunity" in theirs and shows_open_deals(terms, side.other, shown.overlap):
        state["open_opportunity"] = theirs["open_opportunity"]
    return TargetView(
        id=target.id,
        rank=target.rank,
        company=target.company,
        state=target.state,
        play=relative(shown, target.play),
        inviter=None if shown.people_taken_back else relative(shown, target.inviter),
        points=None if shown.people_taken_back or is_less_told(shown) else target.score,
        reasons=[sentence(shown, code) for code in target.reasons if _told(shown, code)],
        mine={"account_ids": account_ids}
        | {name: value for name, value in mine.items() if name != OF_PAIR},
        theirs=visible | state,
        changed_by=events.whose(shown.party, target.changed_by),
        change_reason=target.change_reason,
    )


def _told(shown: Release, code: str) -> bool:
    """Whether a stored reason may be told at this moment; some say whom a side knows."""
    return shown.with_people or not code.startswith(ABOUT_PEOPLE)


def sentence(shown: Release, code: str) -> str:
    """Tell a stored reason to the reader."""
    return targeting.sentence(code, shown.party.side)


def relative(shown: Release, code: str) -> str:
    """Say a stored code that ends in a side from where the reader stands."""
    stem, _, end = code.rpartition("_")
    if end not in {"first", "second"}:
        return code
    mine_theirs = "mine" if end == shown.party.side else "theirs"
    return f"{stem}_{mine_theirs}" if stem else mine_theirs
